"""The states of a section and the steps between them, as one table; `docs/review.md` shows the same."""

from collections.abc import Iterable, Mapping, Set
from typing import Final, Literal, TypeAlias

from authoring.revisions.history import History, Step
from authoring.revisions.rows import SectionRow
from schemas.base import Locale, Sha256, SocCode
from schemas.saying import Said, said
from schemas.sections.registry import SectionName
from schemas.status import State

ReviewStep = Step | Literal["released", "lapsed"]
"""What can happen to the head. `released`: this very content is in the current release. `lapsed`: facts that it cites,
or that its source cites, moved since it was approved, and nobody said that the older ones are meant."""

Leaving: TypeAlias = tuple[SocCode, Locale, SectionName, Sha256]
"""One section as it left in a release: whose it is and its content hash."""

START: Final[State] = "draft"

STATE_WORDS: Final[Mapping[State, Said]] = {
    "draft": said("draft"),
    "in_review": said("in review"),
    "changes_requested": said("changes requested"),
    "approved": said("approved"),
    "published": said("published"),
}
"""Each state as sentences name it."""

TRANSITIONS: Final[Mapping[State, Mapping[ReviewStep, State]]] = {
    "draft": {
        "drafted": "draft",
        "edited": "in_review",
        "commented": "in_review",
        "waive": "in_review",
        "approve": "approved",
        "request_changes": "changes_requested",
        "reject": "changes_requested",
    },
    "in_review": {
        "drafted": "draft",
        "edited": "in_review",
        "commented": "in_review",
        "waive": "in_review",
        "approve": "approved",
        "request_changes": "changes_requested",
        "reject": "changes_requested",
    },
    "changes_requested": {
        "drafted": "draft",
        "edited": "in_review",
        "commented": "changes_requested",
        "waive": "changes_requested",
        "approve": "approved",
        "request_changes": "changes_requested",
        "reject": "changes_requested",
        "withdraw": "in_review",
    },
    "approved": {
        "drafted": "draft",
        "edited": "in_review",
        "commented": "approved",
        "waive": "approved",
        "request_changes": "changes_requested",
        "reject": "changes_requested",
        "withdraw": "in_review",
        "released": "published",
        "lapsed": "in_review",
    },
    "published": {
        "drafted": "draft",
        "edited": "in_review",
        "commented": "published",
        "lapsed": "in_review",
        "waive": "published",
        "request_changes": "changes_requested",
        "reject": "changes_requested",
        "withdraw": "in_review",
    },
}
"""Where each step leads from each state. A step that is not listed is not allowed there."""


def state_after(steps: Iterable[ReviewStep]) -> State:
    """The state that steps lead to. A step the table does not have (two branches joined) changes nothing."""
    state = START
    for step in steps:
        state = TRANSITIONS[state].get(step, state)
    return state


def state_of(history: History, published: Set[Leaving], *, lapsed: bool = False) -> State:
    """The state of a section; where nothing was written yet, the first one."""
    head_hash = history.head.hash if history.head else ""
    leaving = (history.soc, history.locale, history.section, head_hash)
    return _settled(_with_release(state_after(history.steps), leaving, published), lapsed=lapsed)


def state_of_row(row: SectionRow, published: Set[Leaving], *, lapsed: bool = False) -> State:
    """The same, from the index."""
    leaving = (row.soc, row.locale, row.section, row.hash)
    return _settled(_with_release(state_after(row.steps), leaving, published), lapsed=lapsed)


def allows(state: State, step: ReviewStep) -> bool:
    """Whether that step may be taken in that state."""
    return step in TRANSITIONS[state]


def _settled(state: State, *, lapsed: bool) -> State:
    return TRANSITIONS[state].get("lapsed", state) if lapsed else state


def _with_release(state: State, leaving: Leaving, published: Set[Leaving]) -> State:
    return TRANSITIONS[state].get("released", state) if leaving in published else state
