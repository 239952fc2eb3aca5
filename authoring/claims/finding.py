"""What was found out about one claim, before it is put into the ledger."""

from dataclasses import dataclass
from typing import Final

from schemas.claims import Binding, ClaimKind, ClaimQuantity, Verdict

_RANK: Final[tuple[Verdict, ...]] = ("exact", "rounded", "derived", "undecided", "unsupported", "contradicted")


@dataclass(frozen=True)
class Judged:
    """A verdict with what it rests on and why."""

    verdict: Verdict
    bound: tuple[Binding, ...] = ()
    note: str = ""
    formula: str | None = None
    elsewhere: str | None = None


@dataclass(frozen=True)
class Found:
    """A claim in a text: its span, kind and verdict."""

    start: int
    end: int
    kind: ClaimKind
    judged: Judged
    quantity: ClaimQuantity | None = None


def both(one: Judged, other: Judged) -> Judged:
    """The verdict on a range: as good as the worse of its ends."""
    worse = max(one, other, key=lambda judged: _RANK.index(judged.verdict))
    bound = tuple(dict.fromkeys((*one.bound, *other.bound))) if worse.verdict in _RANK[:3] else worse.bound
    formula = "; ".join(filter(None, (one.formula, other.formula))) or None
    return Judged(worse.verdict, bound, worse.note, formula, worse.elsewhere)
