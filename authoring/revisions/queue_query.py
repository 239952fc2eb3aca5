"""What the queue table holds of a section, and what may be asked of it. Knows no database."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from schemas.base import Locale, SocCode, Timestamp
from schemas.sections.registry import SectionName


class QueueEntry(NamedTuple):
    """One line of the table. `errors` and `warnings` are None until the checks have run; `rules` are of the findings."""

    rank: int
    updated: Timestamp
    soc: SocCode
    locale: Locale
    position: int
    section: SectionName
    state: str
    errors: int | None
    warnings: int | None
    stale: int
    rules: str
    assignee: str | None
    assigned_until: Timestamp | None
    author: str
    model: str | None


@dataclass(frozen=True)
class QueueQuery:
    """What to find. None or an empty tuple asks nothing of that column; several values mean any of them.

    Claims that ended before `now` count for nobody.
    """

    states: tuple[str, ...] = ()
    locales: tuple[Locale, ...] = ()
    sections: tuple[SectionName, ...] = ()
    socs: tuple[SocCode, ...] | None = None
    groups: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    with_findings: bool = False
    stale: bool | None = None
    assignee: str | None = None
    unassigned: bool = False
    models: tuple[str, ...] = ()
    updated_before: Timestamp | None = None
    now: Timestamp = ""

    def in_any_state(self) -> "QueueQuery":
        """The same question without its states."""
        return replace(self, states=())
