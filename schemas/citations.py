"""Citations tie an item or a sentence to a fact, to a passage of an official text, or to a quoted source."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Day, Line, Sha256, Value


class FactCitation(Value):
    """A reference to one fact by its id."""

    kind: Literal["fact"]
    fact: Line


class PassageCitation(Value):
    """A reference to an official passage; `quote` stands in it word for word."""

    kind: Literal["passage"]
    passage: Line
    quote: Line


class SourceCitation(Value):
    """A reference to a source outside the fact tables; `quote` stands in its snapshot word for word."""

    kind: Literal["source"]
    source: Line
    quote: Line


Citation = FactCitation | PassageCitation | SourceCitation
Citations = Annotated[tuple[Citation, ...], Field(max_length=24)]


class CitedFact(Value):
    """A cited fact as it was when the text was written: what staleness compares the facts of today with.

    `newest`: no later edition of its measure was known then.
    """

    fact: Line
    value: Line | int | float | bool
    unit: Line
    period: Line
    at_least: bool
    newest: bool


class Source(Value):
    """A document outside the fact tables: a page, report or paper, kept as a dated snapshot."""

    id: Line
    url: Line
    title: Line
    publisher: Line
    published: Day | None
    retrieved: Day
    snapshot: Sha256
