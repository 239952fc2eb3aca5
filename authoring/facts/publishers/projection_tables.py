"""The tables of a round of Employment Projections, and how their headings name the round's years.

BLS keeps the headings from round to round but for the years in them, so each is written here once with places for
them: `{start}` 2024, `{end}` 2034, `{round}` 2024-34, `{dashed}` 2024–34 as BLS prints it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from authoring.facts.making import Words, slug

OCCUPATION: Final = "occupation.xlsx"
EDUCATION: Final = "education.xlsx"
SKILLS: Final = "skills.xlsx"
REASONS: Final = "Table 1.12"

CODE: Final = "{start} National Employment Matrix code"
TITLE: Final = "{start} National Employment Matrix title"
ATTAINED: Final = "{attained}"
"""The years of the attainment table, which only its title names."""


@dataclass(frozen=True)
class Round:
    """One projection round, ten years from `start`."""

    start: int

    @property
    def label(self) -> str:
        """`2024-34`"""
        return f"{self.start}-{(self.start + 10) % 100:02}"

    @property
    def folder(self) -> str:
        """Where its workbooks lie below the folder of official files."""
        return f"bls-ep-{self.label}"

    def said(self, words: str, attained: str = "") -> str:
        """A heading, a measure or a period with this round's years in it."""
        years = {"start": self.start, "end": self.start + 10, "round": self.label}
        return words.format(**years, dashed=self.label.replace("-", "–"), attained=attained)


@dataclass(frozen=True)
class Column:
    """One column: its heading, the measure it becomes, and how that is called and counted."""

    heading: str
    measure: str
    label: str
    unit: str
    period: str

    def words(self, of: Round, attained: str) -> Words:
        """What its value is called in this round."""
        return Words(self.label, self.unit, of.said(self.period, attained))


def _jobs() -> Iterator[Column]:
    openings, ten_years = "thousand jobs/year", "{round}"
    yield Column("Employment, {start}", "employment-{start}", "Employment", "thousand jobs", "{start}")
    yield Column("Employment, {end}", "employment-{end}", "Projected employment", "thousand jobs", "{end}")
    change = "Projected employment change"
    yield Column("Employment change, percent, {dashed}", "change-percent", change, "percent", ten_years)
    yield Column("Employment change, numeric, {dashed}", "change-thousands", change, "thousand jobs", ten_years)
    heading = "Occupational openings, {dashed} annual average"
    yield Column(heading, "openings-annual", "Openings a year, annual average", openings, ten_years)
    yield Column("Percent self employed, {start}", "self-employed-percent", "Self-employed", "percent", "{start}")


def _entry() -> Iterator[Column]:
    for heading, measure, label in (
        ("Typical education needed for entry", "entry-education", None),
        ("Work experience in a related occupation", "work-experience", None),
        (
            "Typical on-the-job training needed to attain competency in the occupation",
            "on-the-job-training",
            "Typical on-the-job training",
        ),
    ):
        yield Column(heading, measure, label or heading, "text", "{start}")


def _separations() -> Iterator[Column]:
    for heading, measure, label in (
        ("Labor force exits", "exits-annual", "Openings a year from people leaving the labor force"),
        ("Occupational transfers", "transfers-annual", "Openings a year from people changing occupation"),
    ):
        yield Column(f"{heading}, {{dashed}} annual average", measure, label, "thousand jobs/year", "{round}")


def _attainment() -> Iterator[Column]:
    for heading, key in (
        ("Less than high school diploma", "less_than_high_school"),
        ("High school diploma or equivalent", "high_school"),
        ("Some college, no degree", "some_college"),
        ("Associate's degree", "associate"),
        ("Bachelor's degree", "bachelor"),
        ("Master's degree", "master"),
        ("Doctoral or professional degree", "doctoral_or_professional"),
    ):
        yield Column(heading, f"attainment/{key}", f"Workers 25 and older with: {heading}", "percent", ATTAINED)


def _top_skills() -> Iterator[Column]:
    for place, rank in enumerate(("Top", "Second", "Third"), 1):
        heading = f"{rank} highest skill"
        yield Column(heading, f"top-skill/{place}", heading, "text", "{start}")


def _skill_ranks() -> Iterator[Column]:
    for name in (
        "Adaptability",
        "Computers and information technology",
        "Creativity and innovation",
        "Critical and analytical thinking",
        "Customer service",
        "Detail oriented",
        "Fine motor",
        "Interpersonal",
        "Leadership",
        "Mathematics",
        "Mechanical",
        "Physical strength and stamina",
        "Problem solving and decision making",
        "Project management",
        "Science",
        "Speaking and listening",
        "Writing and reading",
    ):
        label = f"Percentile rank among occupations: {name}"
        yield Column(name, f"skill/{slug(name)}", label, "percentile", "{start}")


TABLES: Final[tuple[tuple[str, str, tuple[Column, ...]], ...]] = (
    (OCCUPATION, "Table 1.2", (*_jobs(), *_entry())),
    (OCCUPATION, "Table 1.10", tuple(_separations())),
    (EDUCATION, "Table 5.3", tuple(_attainment())),
    (SKILLS, "Table 6.2", tuple(_top_skills())),
    (SKILLS, "Table 6.5", tuple(_skill_ranks())),
)
"""Workbook, sheet and columns of each table that is read; the reasons of table 1.12 besides."""
