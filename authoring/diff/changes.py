"""Changes: what a difference between two sections is made of. All frozen, all JSON, nothing of how they were found.

Invariant: a `SectionDiff` holds enough to make the new section from the old one and the old one from the new
(`authoring.diff.apply`).
"""

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from schemas.base import Line, Value
from schemas.citations import Citation
from schemas.sections.registry import SectionName

EntryKind = Literal[
    "added", "removed", "moved", "reworded", "moved_and_reworded", "recited", "split", "merged"
]  # fmt: skip
"""What happened to an entry of a list. `recited`: its words stand, its citations changed."""

FieldRole = Literal["figure", "date", "citation", "text", "label", "id"]
Steps = tuple[str | int, ...]
"""Keys and positions from the section down: `("questions", 2, "answer")`."""


class Span(Value):
    """A run of whole tokens. Equal and deleted runs joined are the old text, equal and inserted ones the new."""

    op: Literal["equal", "delete", "insert"]
    text: Line


class TextChange(Value):
    """One text of an entry, before and after; empty where the entry was not there."""

    name: str
    old: Line
    new: Line
    spans: tuple[Span, ...]


class Replacement(Value):
    """A figure or date as written before and after; None: there was none, or there is none now."""

    old: Line | None
    new: Line | None


class CitationChange(Value):
    """Citations before and after, and which of them came and went; of an entry that came or went whole, all inside it."""

    old: tuple[Citation, ...]
    new: tuple[Citation, ...]
    dropped: tuple[Citation, ...]
    added: tuple[Citation, ...]


class Spot(Value):
    """Where an entry stands: the list as a person reads it, its steps, and the position in it from 0."""

    field: str
    steps: Steps
    index: int


class EntryChange(Value):
    """What happened to one entry (or, split and merged, to several) of a list.

    `title` is the first text of the entry, as it is now if it is still there, by which a person knows it.
    `before` are its spots in the old section, `after` in the new one. `old_entries` and `new_entries` hold whole
    entries where they came or went (added, removed, split, merged) and are empty otherwise.
    `reordered`: the same figures stand in another order, which may be a swap of meaning.
    """

    kind: EntryKind
    item: str
    title: Line
    before: tuple[Spot, ...]
    after: tuple[Spot, ...]
    texts: tuple[TextChange, ...]
    figures: tuple[Replacement, ...]
    reordered: bool
    dates: tuple[Replacement, ...]
    citations: CitationChange | None
    old_entries: tuple[JsonValue, ...]
    new_entries: tuple[JsonValue, ...]


class FieldChange(Value):
    """One value that is another one now: `bands[entry].low: 43,660 -> 44,100`.

    `path` is for reading, `before` and `after` are the steps to the value in the old and the new section. `spans`,
    `figures` and `dates` are of text and otherwise empty.
    """

    kind: Literal["field"]
    item: str
    path: str
    role: FieldRole
    before: Steps
    after: Steps
    old: JsonValue
    new: JsonValue
    spans: tuple[Span, ...]
    figures: tuple[Replacement, ...]
    dates: tuple[Replacement, ...]


Change = Annotated[EntryChange | FieldChange, Field(discriminator="kind")]


class SectionDiff(Value):
    """Everything that changed in one section, in page order, and one line about it.

    `presence` says whether the section stands on both sides or was added or removed whole.
    """

    section: SectionName
    presence: Literal["both", "added", "removed"]
    changes: tuple[Change, ...]
    summary: str

    @property
    def empty(self) -> bool:
        """True where nothing changed at all."""
        return self.presence == "both" and not self.changes
