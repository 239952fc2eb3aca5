"""The queue: which sections to show, and in what order, with a reason that can be said."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from schemas.base import Locale, SocCode, Timestamp
from schemas.sections.registry import SECTION_NAMES, SectionName
from schemas.status import SectionStatus, State


@dataclass(frozen=True)
class QueueFilter:
    """What to show. An empty tuple or text asks nothing of that field; `text` is part of title or code.

    `groups` are major groups (`25`), `rules` ids of findings that are open, `models` the writers of the text; `stale`
    is about facts or source text that changed since; `older_than` asks that nothing happened from that time on.
    """

    states: tuple[State, ...] = ()
    locales: tuple[Locale, ...] = ()
    sections: tuple[SectionName, ...] = ()
    soc: SocCode | None = None
    text: str = ""
    findings_only: bool = False
    assignee: str | None = None
    unassigned: bool = False
    groups: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    stale: bool | None = None
    older_than: Timestamp | None = None


EVERYTHING: Final = QueueFilter()


@dataclass(frozen=True)
class Priority:
    """How urgent a section is (0 first) and why, in words."""

    rank: int
    why: str


_BY_STATE: Final[dict[State, Priority]] = {
    "changes_requested": Priority(2, "changes were requested"),
    "in_review": Priority(3, "in review"),
    "draft": Priority(4, "a draft nobody has looked at"),
    "approved": Priority(5, "approved, not yet published"),
    "published": Priority(6, "published"),
}


def priority(status: SectionStatus) -> Priority:
    """Forked first, as nobody can approve it; then errors; then by state."""
    if status.forked:
        return Priority(0, "two versions wait to be merged")
    if status.errors:
        return Priority(1, f"{status.errors} {'error' if status.errors == 1 else 'errors'}")
    return _BY_STATE[status.state]


def in_order(statuses: Iterable[SectionStatus]) -> tuple[SectionStatus, ...]:
    """By priority, then the one that has waited longest, then by place on the page."""
    return tuple(
        sorted(
            statuses,
            key=lambda s: (priority(s).rank, s.updated, s.soc, s.locale, SECTION_NAMES.index(s.section)),
        )
    )
