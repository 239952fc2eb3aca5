"""What the index holds: what histories add up to, and what the checks counted."""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

from authoring.revisions.contents import DamagedLine
from authoring.revisions.history import History, Step
from schemas.base import Locale, Sha256, SocCode, Timestamp
from schemas.events import EventId
from schemas.sections.registry import SectionName


class SectionRow(NamedTuple):
    """One section in one locale that has at least one revision.

    `steps` is what happened to the head (see `History.steps`), `updated` when the section last had an event;
    `waived` holds (rule, fingerprint) of waived findings; `model` wrote the head; `source_hash` is the content that
    a translation was made from; `assigned_until` ends a claim. A tuple, because an index holds tens of thousands.
    """

    soc: SocCode
    locale: Locale
    section: SectionName
    head: EventId
    hash: Sha256
    sheet_hash: Sha256 | None
    author: str
    author_kind: Literal["person", "model", "tool"]
    method: str
    updated: Timestamp
    approved_by: str | None
    assignee: str | None
    assigned_until: Timestamp | None
    comments: int
    to_translate: int
    model: str | None
    source_hash: Sha256 | None
    forked: bool
    steps: tuple[Step, ...]
    waived: frozenset[tuple[str, str]]


ROW_KEY: Final = ("soc", "locale", "section")
ROW_INTEGERS: Final = ("forked", "comments", "to_translate")
"""Which columns of a table of rows are its key, and which hold numbers; the others hold text."""


@dataclass(frozen=True)
class Folded:
    """What one log adds up to."""

    rows: tuple[SectionRow, ...]
    damaged: tuple[DamagedLine, ...]


@dataclass(frozen=True)
class Tally:
    """What the checks said of one revision: how many errors, each warning as (rule, fingerprint), rules of errors."""

    errors: int
    warnings: tuple[tuple[str, str], ...]
    error_rules: tuple[str, ...] = ()

    def open_warnings(self, waived: frozenset[tuple[str, str]]) -> int:
        """How many warnings nobody waived."""
        return sum(1 for warning in self.warnings if warning not in waived)


CheckedBy: TypeAlias = tuple[str, str]
"""The version of the fact base and that of the rules a tally was made with."""


def row_of(history: History) -> SectionRow | None:
    """The row of that history; None where nothing was written yet (an answer was kept, a comment made)."""
    head = history.head
    if head is None:
        return None
    return SectionRow(
        soc=history.soc,
        locale=history.locale,
        section=history.section,
        forked=history.forked,
        head=head.id,
        hash=head.hash,
        sheet_hash=head.sheet_hash,
        author=head.by.name,
        author_kind=head.by.kind,
        method=head.provenance.method,
        updated=max(event.at for event in history.events),
        steps=history.steps,
        approved_by=history.approval.by.name if history.approval else None,
        assignee=history.assignee,
        assigned_until=history.assigned_until,
        comments=len(history.comments),
        to_translate=len(head.to_translate),
        waived=history.waivers,
        model=head.provenance.model,
        source_hash=head.translated_from.hash if head.translated_from else None,
    )
