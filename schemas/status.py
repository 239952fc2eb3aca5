"""Status: what the history of a section in a locale adds up to. Derived from events, never stored as truth."""

from typing import Final, Literal, get_args

from schemas.base import Locale, Sha256, SocCode, Timestamp, Value
from schemas.events import EventId
from schemas.sections.registry import SectionName

State = Literal["draft", "in_review", "changes_requested", "approved", "published"]
"""`draft`: nobody has looked. `in_review`: a person edited, commented or withdrew. `published`: approved, and this very
content is in the current release."""

STATES: Final[tuple[State, ...]] = get_args(State)


class SectionStatus(Value):
    """One line of the queue."""

    soc: SocCode
    locale: Locale
    section: SectionName
    title: str
    state: State
    forked: bool
    head: EventId
    hash: Sha256
    sheet_hash: Sha256 | None
    author: str
    author_kind: Literal["person", "model", "tool"]
    updated: Timestamp
    approved_by: str | None
    assignee: str | None
    errors: int
    warnings: int
    comments: int
    to_translate: int
