"""What changed in claims: which figure became which, resting on which facts, and what nothing carries any more.

Claims come from the ledger (`author claims`), which reads number words and Chinese scales; here they are only paired:
within an item by what they are worth, then by unit and statistic, in order. Pure.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import computed_field

from schemas.base import Line
from schemas.claims import CARRIED, NUMBER_KINDS, Claim, ClaimKind, Verdict
from schemas.sections.registry import SectionName

ClaimChangeKind = Literal["figure", "carrier", "verdict", "added", "removed"]
"""`figure`: another value. `carrier`: the same claim on another fact or quote. `verdict`: the same claim, judged otherwise."""


@dataclass(frozen=True, slots=True)
class ClaimSide:
    """A claim as it is on one side: its words, where they stand, the verdict, and the ids of what it is bound to."""

    item: str
    field: str
    start: int
    end: int
    text: Line
    verdict: Verdict
    bound: tuple[str, ...]

    @property
    def carried(self) -> bool:
        """Whether something that is cited carries it."""
        return self.verdict in CARRIED


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """One claim that is another one now, came or went."""

    kind: ClaimChangeKind
    section: SectionName
    claim: ClaimKind
    old: ClaimSide | None
    new: ClaimSide | None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def unsupported(self) -> bool:
        """Whether it stands now without anything that carries it, and did not before."""
        return self.new is not None and not self.new.carried and (self.old is None or self.old.carried)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def number(self) -> bool:
        """Whether it is about a number."""
        return self.claim in NUMBER_KINDS


def compare_claims(old: Sequence[Claim], new: Sequence[Claim]) -> tuple[ClaimChange, ...]:
    """The claims of two versions of a section that are not the same; those of the new text in its order, then gone ones."""
    gone, come = list(old), list(new)
    pairs: list[tuple[Claim, Claim]] = []
    for key in (_same_in_item, _worth, _measure, _kind_of_number):
        pairs += _take_pairs(gone, come, key)
    order = {id(claim): place for place, claim in enumerate(new)}
    changes = [(order[id(b)], change) for a, b in pairs if (change := _changed(a, b)) is not None]
    changes += [
        (order[id(claim)], ClaimChange("added", claim.section, claim.kind, None, _side(claim))) for claim in come
    ]
    kept = [change for _, change in sorted(changes, key=lambda pair: pair[0])]
    return (*kept, *(ClaimChange("removed", claim.section, claim.kind, _side(claim), None) for claim in gone))


def _take_pairs(
    gone: list[Claim], come: list[Claim], key: Callable[[Claim], Hashable | None]
) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of equal keys, the first with the first; they are taken out of both lists."""
    waiting: dict[Hashable, list[Claim]] = {}
    for claim in come:
        waiting.setdefault(key(claim), []).append(claim)
    for claim in list(gone):
        own = key(claim)
        partners = waiting.get(own) if own is not None else None
        if partners:
            partner = partners.pop(0)
            _remove(gone, claim)
            _remove(come, partner)
            yield claim, partner


def _remove(claims: list[Claim], claim: Claim) -> None:
    claims[:] = [each for each in claims if each is not claim]


def _same_in_item(claim: Claim) -> Hashable:
    return (claim.item, _worth(claim))


def _worth(claim: Claim) -> Hashable:
    """What a claim says, however it is written: `12,600` and `12.6 thousand` are worth the same."""
    if claim.quantity is None:
        return (claim.kind, claim.text.casefold())
    return (claim.kind, claim.quantity.low, claim.quantity.high, claim.quantity.unit)


def _measure(claim: Claim) -> Hashable | None:
    quantity = claim.quantity
    return (claim.item, claim.kind, quantity.unit, quantity.statistic) if quantity else None


def _kind_of_number(claim: Claim) -> Hashable | None:
    return (claim.item, claim.kind) if claim.quantity else None


def _changed(old: Claim, new: Claim) -> ClaimChange | None:
    before, after = _side(old), _side(new)
    kind: ClaimChangeKind
    if _worth(old) != _worth(new):
        kind = "figure"
    elif before.bound != after.bound:
        kind = "carrier"
    elif before.verdict != after.verdict:
        kind = "verdict"
    else:
        return None
    return ClaimChange(kind, new.section, new.kind, before, after)


def _side(claim: Claim) -> ClaimSide:
    bound = tuple(binding.id for binding in claim.bound)
    return ClaimSide(claim.item, claim.field, claim.start, claim.end, claim.text, claim.verdict, bound)
