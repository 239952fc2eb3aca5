"""Changes: what a difference between two sections is made of. All frozen, nothing of how they were found.

Plain dataclasses, because thousands are made at a time: what can be worked out from a change (changed words, figures,
dates, the one-line summary) is worked out when somebody asks for it. `authoring.diff.document` is their JSON.

Invariant: a `SectionDiff` holds enough to make the new section from the old one and the old one from the new
(`authoring.diff.apply`).
"""

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, JsonValue, computed_field
from typing_extensions import TypedDict  # pydantic wants this one below Python 3.12

from authoring.diff.entries import FieldRole
from authoring.diff.figures import NO_NUMBERS, Compared, Replacement, compare_numbers
from authoring.diff.words import Span, spans
from schemas.base import Line
from schemas.sections.registry import SectionName

EntryKind = Literal[
    "added", "removed", "moved", "reworded", "moved_and_reworded", "recited", "split", "merged"
]  # fmt: skip
"""What happened to an entry of a list. `recited`: its words stand, its citations changed."""

Steps: TypeAlias = tuple[str | int, ...]
"""Keys and positions from the section down: `("questions", 2, "answer")`."""


@dataclass(frozen=True, slots=True)
class TextChange:
    """One text of an entry, before and after; empty where the entry was not there."""

    name: str
    old: Line
    new: Line

    @computed_field  # type: ignore[prop-decorator]
    @property
    def spans(self) -> tuple[Span, ...]:
        """Runs of whole tokens: equal and deleted ones are the old text, equal and inserted ones the new."""
        return spans(self.old, self.new)


class FactCited(TypedDict):
    """A citation of a fact, as it stands in a section's JSON."""

    kind: Literal["fact"]
    fact: str


class PassageCited(TypedDict):
    """A citation of a passage."""

    kind: Literal["passage"]
    passage: str
    quote: str


class SourceCited(TypedDict):
    """A citation of a source outside the fact tables."""

    kind: Literal["source"]
    source: str
    quote: str


Cited: TypeAlias = FactCited | PassageCited | SourceCited


@dataclass(frozen=True, slots=True)
class CitationChange:
    """Citations before and after; of an entry that came or went whole, all inside it."""

    old: tuple[Cited, ...]
    new: tuple[Cited, ...]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def dropped(self) -> tuple[Cited, ...]:
        """Those that are gone."""
        return tuple(citation for citation in self.old if citation not in self.new)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def added(self) -> tuple[Cited, ...]:
        """Those that came."""
        return tuple(citation for citation in self.new if citation not in self.old)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an entry stands: the list as a person reads it, its steps, and the position in it from 0."""

    field: str
    steps: Steps
    index: int


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What happened to one entry (or, split and merged, to several) of a list.

    `title` is the first text of the entry, as it is now if it is still there, by which a person knows it.
    `before` are its spots in the old section, `after` in the new one. `old_entries` and `new_entries` hold whole
    entries where they came or went (added, removed, split, merged) and are empty otherwise.
    """

    kind: EntryKind
    item: str
    title: Line
    before: tuple[Spot, ...]
    after: tuple[Spot, ...]
    texts: tuple[TextChange, ...]
    citations: CitationChange | None
    old_entries: tuple[JsonValue, ...]
    new_entries: tuple[JsonValue, ...]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def figures(self) -> tuple[Replacement, ...]:
        """Figures that stand on one side only, those of one unit paired in order."""
        return self.numbers.figures

    @computed_field  # type: ignore[prop-decorator]
    @property
    def dates(self) -> tuple[Replacement, ...]:
        """Dates that stand on one side only."""
        return self.numbers.dates

    @computed_field  # type: ignore[prop-decorator]
    @property
    def reordered(self) -> bool:
        """Whether the same figures stand in another order, which may be a swap of meaning."""
        return self.numbers.reordered

    @property
    def numbers(self) -> Compared:
        """Figures and dates together, for whoever needs both."""
        if not self.texts:
            return NO_NUMBERS
        return compare_numbers("\n".join(t.old for t in self.texts), "\n".join(t.new for t in self.texts))


@dataclass(frozen=True, slots=True)
class FieldChange:
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

    @computed_field  # type: ignore[prop-decorator]
    @property
    def spans(self) -> tuple[Span, ...]:
        """The changed words of a text."""
        return spans(*self._texts())

    @computed_field  # type: ignore[prop-decorator]
    @property
    def figures(self) -> tuple[Replacement, ...]:
        """The changed figures of a text."""
        return self.numbers.figures

    @computed_field  # type: ignore[prop-decorator]
    @property
    def dates(self) -> tuple[Replacement, ...]:
        """The changed dates of a text."""
        return self.numbers.dates

    @property
    def numbers(self) -> Compared:
        """Figures and dates together, for whoever needs both."""
        return compare_numbers(*self._texts()) if self.role == "text" else NO_NUMBERS

    def _texts(self) -> tuple[str, str]:
        if self.role != "text":
            return "", ""
        return tuple(side if isinstance(side, str) else "" for side in (self.old, self.new))  # type: ignore[return-value]


Change = Annotated[EntryChange | FieldChange, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class SectionDiff:
    """Everything that changed in one section, in page order.

    `presence` says whether the section stands on both sides or was added or removed whole.
    """

    section: SectionName
    presence: Literal["both", "added", "removed"]
    changes: tuple[Change, ...]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def summary(self) -> str:
        """One line that counts and lists: `2 reworded, 1 added; figures: $64,320 -> $68,270`."""
        from authoring.diff.summary import summarise  # noqa: PLC0415 - the summary reads changes

        return summarise(self.changes, self.presence)

    @property
    def empty(self) -> bool:
        """True where nothing changed at all."""
        return self.presence == "both" and not self.changes
