"""How urgent a section is, and why, in words: a sum of weights that a workspace may set."""

from typing import Final

from authoring.reviewing.queue import Priority
from authoring.settings import QueueWeights
from schemas.status import State

STALE_FACTS: Final = 1
STALE_SOURCE: Final = 2
SOURCE_MOVED: Final = 4
"""Bits of staleness: facts it cites changed since it was written; the text it was translated from did; the facts under
that text did."""

LAPSING: Final = STALE_FACTS | SOURCE_MOVED
"""What makes an approval lapse."""

_WHY_STATE: Final[dict[State, str]] = {
    "changes_requested": "changes were requested",
    "in_review": "in review",
    "draft": "a draft nobody has looked at",
    "approved": "approved, not yet published",
    "published": "published",
}
_WHY_STALE: Final = {
    STALE_FACTS: "the facts changed",
    STALE_SOURCE: "its source text changed",
    STALE_SOURCE | SOURCE_MOVED: "the facts under its source text changed",
}


def weigh(weights: QueueWeights, state: State, *, forked: bool, errors: int, stale: int) -> Priority:
    """The priority of a section; a lower rank comes first. Every reason that counted is said, the heaviest first."""
    reasons = [
        (weights.forked, "two versions wait to be merged" if forked else ""),
        (weights.errors, f"{errors} {'error' if errors == 1 else 'errors'}" if errors else ""),
        (weights.stale, _WHY_STALE.get(stale, "")),
        (getattr(weights, state), _WHY_STATE[state]),
    ]
    given = sorted(((weight, why) for weight, why in reasons if why), key=lambda reason: -reason[0])
    return Priority(-sum(weight for weight, _ in given), "; ".join(why for _, why in given))
