"""Claims of a source and of its translation, in pairs: what both sides claim, and where one says something else.

Pure. A pair stands in one text of one item. Within it claims that say the same are joined first, then those of one kind in
the order they stand; what is left over on one side is missing or extra.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from schemas.base import Locale
from schemas.claims import NUMBER_KINDS, Claim

Standing = Literal["same", "changed", "missing", "extra", "not read"]
"""`missing`: the source alone claims it; `extra`: the translation alone does. `not read`: the ledger does not know the words
for such a claim in the translation's language, so that nothing can be said of it.
"""

_IN_WORDS: Final = frozenset({"comparison", "degree", "agency"})
_LANGUAGES_READ: Final = frozenset({"en", "zh"})
"""Where comparisons, degrees and agencies are read too; figures, visas and tools are in every language."""

Difference = Literal["value", "unit", "hedge", "verdict"]
"""What of a pair is not the same: the figure or the words, what it counts, its “about”, or whether its grounds carry it."""


@dataclass(frozen=True)
class ClaimPair:
    """A claim of the source and its claim in the translation; one of them is None where there is only the other."""

    source: Claim | None
    target: Claim | None
    differences: tuple[Difference, ...] = ()
    readable: bool = True

    @property
    def standing(self) -> Standing:
        """How the two stand to each other."""
        if self.target is None:
            return "missing" if self.readable else "not read"
        if self.source is None:
            return "extra"
        return "changed" if self.differences else "same"

    @property
    def claim(self) -> Claim:
        """The source's, else the translation's: for where it stands."""
        found = self.source or self.target
        assert found is not None
        return found


def claim_pairs(
    source: Sequence[Claim], target: Sequence[Claim], locale: Locale, waiting: Collection[str] = ()
) -> tuple[ClaimPair, ...]:
    """Every claim of both sides once, in the source's order; what only the translation claims follows in its text.

    `locale` is that of the translation; `waiting` are the items that nobody has translated yet: they are left out.
    """
    all_worded = locale.partition("-")[0] in _LANGUAGES_READ
    found: list[ClaimPair] = []
    for place in dict.fromkeys((claim.item, claim.field) for claim in (*source, *target)):
        if place[0] not in waiting:
            ours = [claim for claim in source if (claim.item, claim.field) == place]
            theirs = [claim for claim in target if (claim.item, claim.field) == place]
            found += _paired(ours, theirs, all_worded=all_worded)
    return tuple(found)


def _paired(ours: Sequence[Claim], theirs: Sequence[Claim], *, all_worded: bool) -> Iterator[ClaimPair]:
    joined: dict[int, Claim] = {}
    left = list(theirs)
    for fits in (_says_the_same, _same_value, _carried_by_the_same, _same_kind):
        for number, claim in enumerate(ours):
            if number not in joined and (found := next((each for each in left if fits(claim, each)), None)):
                joined[number] = found
                left.remove(found)
    for number, claim in enumerate(ours):
        other = joined.get(number)
        readable = all_worded or claim.kind not in _IN_WORDS
        yield ClaimPair(claim, other, _differences(claim, other) if other else (), readable)
    yield from (ClaimPair(None, claim) for claim in left)


def _says_the_same(ours: Claim, theirs: Claim) -> bool:
    return ours.kind == theirs.kind and _same_value(ours, theirs)


def _same_value(ours: Claim, theirs: Claim) -> bool:
    if ours.quantity is None or theirs.quantity is None:
        return ours.quantity is theirs.quantity and ours.text.casefold() == theirs.text.casefold()
    return (ours.quantity.low, ours.quantity.high) == (theirs.quantity.low, theirs.quantity.high)


def _carried_by_the_same(ours: Claim, theirs: Claim) -> bool:
    """Names and comparisons are words of a language: the same grounds tell that the same is meant."""
    grounds = {(each.kind, each.id) for each in ours.bound}
    return ours.kind == theirs.kind and bool(grounds & {(each.kind, each.id) for each in theirs.bound})


def _same_kind(ours: Claim, theirs: Claim) -> bool:
    return ours.kind == theirs.kind


def _differences(ours: Claim, theirs: Claim) -> tuple[Difference, ...]:
    tests: dict[Difference, Callable[[Claim, Claim], bool]] = {
        "value": _another_value, "unit": _another_unit, "hedge": _another_hedge, "verdict": _another_verdict,
    }  # fmt: skip
    return tuple(name for name, differs in tests.items() if differs(ours, theirs))


def _another_value(ours: Claim, theirs: Claim) -> bool:
    """Of names nothing is said: a degree has another name in every language."""
    return ours.kind in NUMBER_KINDS and not _same_value(ours, theirs)


def _another_unit(ours: Claim, theirs: Claim) -> bool:
    """A bare number is no other unit: its noun may stand further away in the other language."""
    return ours.kind != theirs.kind and "number" not in (ours.kind, theirs.kind)


def _another_hedge(ours: Claim, theirs: Claim) -> bool:
    return bool(ours.quantity and theirs.quantity and ours.quantity.approximate != theirs.quantity.approximate)


def _another_verdict(ours: Claim, theirs: Claim) -> bool:
    return ours.carried != theirs.carried
