"""The flat tables of a release: their names, columns and types, said once for CSV, SQLite, Parquet and the metadata.

Every table has a file of its own for each locale, and every row says whose it is: `soc` and `locale`. Files of several
locales can be put one below the other.
"""

from dataclasses import dataclass
from typing import Final, Literal

ColumnType = Literal["text", "integer", "number", "boolean"]


@dataclass(frozen=True)
class Column:
    """One column; `needed` where every row has a value."""

    name: str
    type: ColumnType
    means: str
    needed: bool = True


@dataclass(frozen=True)
class Table:
    """One table; `key` are the columns that tell its rows apart."""

    name: str
    means: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)


def _text(name: str, means: str) -> Column:
    return Column(name, "text", means)


def _maybe(name: str, type_: ColumnType, means: str) -> Column:
    return Column(name, type_, means, needed=False)


_WHOSE: Final = (_text("soc", "SOC 2018 code"), _text("locale", "BCP 47 tag"))
_PLACE: Final = (
    *_WHOSE,
    _text("section", "section of the page"),
    _text("item", "id of the item, the same for its whole life"),
)

PROFILES: Final = Table(
    "profiles",
    "One row for each occupation of the locale.",
    (
        *_WHOSE,
        _text("title", "official English title"),
        _maybe("display_title", "text", "title as readers of the locale see it, where it is another"),
        _maybe("major_group", "text", "SOC major group"),
        _maybe("cluster", "text", "one of the six clusters"),
        _maybe("skilled_migration", "boolean", "whether it usually counts as skilled migration"),
        _maybe("verdict", "text", "what AI does to the work"),
        _maybe("overall_score", "number", "mean of the scores, 0 to 10, negative ones inverted"),
        _maybe("median_pay", "number", "median pay in pay_unit"),
        _maybe("pay_unit", "text", "USD/year or USD/hour"),
        _maybe("pay_period", "text", "which month and year the pay is of"),
        _maybe("median_pay_fact", "text", "id of the fact it comes from"),
        _maybe("entry_education", "text", "typical entry education"),
        Column("sections", "integer", "how many sections are published"),
        _maybe("missing", "text", "sections that are not, by name"),
        _text("last_approved", "when its youngest section was approved, UTC"),
        _text("file", "its JSON file in the release"),
    ),
    ("soc", "locale"),
)
SECTIONS: Final = Table(
    "sections",
    "One row for each published section: who made it and who approved it.",
    (
        *_PLACE[:3],
        _text("hash", "sha256 of its content"),
        _text("revision", "id of the revision"),
        _text("drafted_by", "who or what wrote the last draft"),
        _text("method", "how"),
        _maybe("model", "text", "which model, if any"),
        _maybe("edited_by", "text", "people who edited it, by name"),
        _maybe("translated_from", "text", "locale it was translated from"),
        _text("ai_disclosure", "human-only, ai-assisted or ai-autonomous"),
        _text("approved_by", "who approved it"),
        _text("approved_at", "when, UTC"),
        Column("four_eyes", "boolean", "whether somebody approved it who did not write it"),
        Column("claims", "integer", "claims in it"),
        Column("carried", "integer", "claims that something cited carries"),
    ),
    ("soc", "locale", "section"),
)
ITEMS: Final = Table(
    "items",
    "One row for each text of each item.",
    (
        *_PLACE,
        _text("field", "field of the item"),
        Column("position", "integer", "place on the page, from 1"),
        _text("text", "the text"),
        _text("ai_disclosure", "human-only, ai-assisted or ai-autonomous"),
    ),
    ("soc", "locale", "position"),
)
CLAIMS: Final = Table(
    "claims",
    "One row for each checkable statement, with the verdict on it.",
    (
        *_PLACE,
        _text("field", "field of the item"),
        Column("position", "integer", "place on the page, from 1"),
        Column("start", "integer", "first character in the text, from 0"),
        Column("end", "integer", "character after the last"),
        _text("text", "the words of the claim"),
        _text("kind", "what is claimed"),
        _text("verdict", "exact, rounded, derived, contradicted, unsupported or undecided"),
        _maybe("low", "number", "lowest value claimed"),
        _maybe("high", "number", "highest value claimed; equal to low for one value"),
        _maybe("unit", "text", "unit of the value"),
        _maybe("statistic", "text", "median, mean or percentile"),
        _maybe("period", "text", "years it is of"),
        _maybe("facts", "text", "ids of the facts that carry it, with a space between"),
        _maybe("quotes", "text", "ids of the passages, sources and rules that carry it, with a space between"),
        _maybe("formula", "text", "how a derived value was made"),
    ),
    ("soc", "locale", "position"),
)
CITATIONS: Final = Table(
    "citations",
    "One row for each thing an item cites.",
    (
        *_PLACE,
        Column("position", "integer", "place on the page, from 1"),
        _text("kind", "fact, passage or source"),
        _text("cited", "its id"),
        _maybe("quote", "text", "the words quoted"),
    ),
    ("soc", "locale", "position"),
)
SCORES: Final = Table(
    "scores",
    "One row for each scored dimension; where facts are too few it has no value, and the reason.",
    (
        *_WHOSE,
        _text("dimension", "what is scored"),
        _text("direction", "negative: a high value is bad for the worker"),
        _maybe("value", "number", "0 to 10"),
        _maybe("low", "number", "lowest value, where studies differ"),
        _maybe("high", "number", "highest value, where studies differ"),
        _maybe("formula", "text", "how it was made"),
        _maybe("facts", "text", "ids of the facts that went in, with a space between"),
        _maybe("absent_because", "text", "what facts are missing"),
    ),
    ("soc", "locale", "dimension"),
)
FACTS: Final = Table(
    "facts",
    "One row for each fact that a profile rests on.",
    (
        *_WHOSE,
        _text("fact", "id"),
        _text("dataset", "id of the dataset"),
        _text("measure", "what is measured"),
        _text("label", "the same in words"),
        _text("value", "the value as the source has it"),
        _maybe("number", "number", "the value, where it is a number"),
        _text("unit", "its unit"),
        _text("period", "the years it is of"),
        _text("basis", "how it came to this occupation"),
        Column("at_least", "boolean", "whether the source says only: this much or more"),
        _text("source_file", "official file"),
        _maybe("source_table", "text", "its sheet or table"),
        _text("source_row", "its row"),
        _text("source_column", "its column"),
    ),
    ("soc", "locale", "fact"),
)

TABLES: Final = (PROFILES, SECTIONS, ITEMS, CLAIMS, CITATIONS, SCORES, FACTS)
