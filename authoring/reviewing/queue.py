"""The queue: which sections to show, and what a reason to show one first is."""

from dataclasses import dataclass
from typing import Final

from schemas.base import Locale, SocCode, Timestamp
from schemas.sections.registry import SectionName
from schemas.status import State


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
