"""Employment Projections 2024-34: growth, openings, entry education, attainment, skills, and BLS's reasons.

Published by the U.S. Bureau of Labor Statistics; public domain. `None` is a real value of the education
columns; `—` means that there is no value. Table titles name the round, so headings are matched without their
years.
"""

from collections.abc import Iterator
from typing import Final

from authoring.facts.files import Cell, OfficialFiles
from authoring.facts.making import Origin, Words, bls_occupations, exact, slug
from authoring.facts.reading import Codes, Edition
from schemas.facts import Fact

_OCCUPATION: Final = "bls-ep-2024-34/occupation.xlsx"
_EDUCATION: Final = "bls-ep-2024-34/education.xlsx"
_SKILLS: Final = "bls-ep-2024-34/skills.xlsx"

EP_2024_34: Final = Edition(
    id="ep.2024-34",
    title="Employment Projections 2024-34: occupations, education and skills",
    publisher="U.S. Bureau of Labor Statistics",
    vintage="2024-34",
    released="2025-08-28",
    url="https://www.bls.gov/emp/data/occupational-data.htm",
    licence="Public domain (U.S. government work)",
    licence_url="https://www.bls.gov/bls/linksite.htm",
    attribution="U.S. Bureau of Labor Statistics, Employment Projections 2024-34.",
    files=(_OCCUPATION, _EDUCATION, _SKILLS),
    required=True,
    optional=(_EDUCATION, _SKILLS),
)
DATASETS: Final = (EP_2024_34,)

_CODE: Final = "2024 National Employment Matrix code"
_TITLE: Final = "2024 National Employment Matrix title"
_NO_VALUE: Final = frozenset({"—", "", "-"})
_ROUND: Final = "2024-34"

_Column = tuple[str, str, Words]

_PROJECTIONS: Final[tuple[_Column, ...]] = (
    ("Employment, 2024", "employment-2024", Words("Employment", "thousand jobs", "2024")),
    ("Employment, 2034", "employment-2034", Words("Projected employment", "thousand jobs", "2034")),
    (
        "Employment change, percent, 2024–34",
        "change-percent",
        Words("Projected employment change", "percent", _ROUND),
    ),
    (
        "Employment change, numeric, 2024–34",
        "change-thousands",
        Words("Projected employment change", "thousand jobs", _ROUND),
    ),
    (
        "Occupational openings, 2024–34 annual average",
        "openings-annual",
        Words("Openings a year, annual average", "thousand jobs/year", _ROUND),
    ),
    ("Percent self employed, 2024", "self-employed-percent", Words("Self-employed", "percent", "2024")),
    (
        "Typical education needed for entry",
        "entry-education",
        Words("Typical education needed for entry", "text", "2024"),
    ),
    (
        "Work experience in a related occupation",
        "work-experience",
        Words("Work experience in a related occupation", "text", "2024"),
    ),
    (
        "Typical on-the-job training needed to attain competency in the occupation",
        "on-the-job-training",
        Words("Typical on-the-job training", "text", "2024"),
    ),
)
_SEPARATIONS: Final[tuple[_Column, ...]] = (
    (
        "Labor force exits, 2024–34 annual average",
        "exits-annual",
        Words("Openings a year from people leaving the labor force", "thousand jobs/year", _ROUND),
    ),
    (
        "Occupational transfers, 2024–34 annual average",
        "transfers-annual",
        Words("Openings a year from people changing occupation", "thousand jobs/year", _ROUND),
    ),
)
_ATTAINMENT: Final[tuple[_Column, ...]] = tuple(
    (heading, f"attainment/{key}", Words(f"Workers 25 and older with: {heading}", "percent", "2022-23"))
    for heading, key in (
        ("Less than high school diploma", "less_than_high_school"),
        ("High school diploma or equivalent", "high_school"),
        ("Some college, no degree", "some_college"),
        ("Associate's degree", "associate"),
        ("Bachelor's degree", "bachelor"),
        ("Master's degree", "master"),
        ("Doctoral or professional degree", "doctoral_or_professional"),
    )
)
_TOP_SKILLS: Final[tuple[_Column, ...]] = tuple(
    (f"{rank} highest skill", f"top-skill/{place}", Words(f"{rank} highest skill", "text", "2024"))
    for place, rank in enumerate(("Top", "Second", "Third"), 1)
)
_SKILL_RANKS: Final[tuple[_Column, ...]] = tuple(
    (name, f"skill/{slug(name)}", Words(f"Percentile rank among occupations: {name}", "percentile", "2024"))
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
    )
)
_TABLES: Final = (
    (_OCCUPATION, "Table 1.2", _PROJECTIONS),
    (_OCCUPATION, "Table 1.10", _SEPARATIONS),
    (_EDUCATION, "Table 5.3", _ATTAINMENT),
    (_SKILLS, "Table 6.2", _TOP_SKILLS),
    (_SKILLS, "Table 6.5", _SKILL_RANKS),
)


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    """Every value of tables 1.2, 1.10, 5.3, 6.2 and 6.5 we know, and the reasons of table 1.12."""
    for path, sheet, columns in _TABLES:
        if path in edition.files:
            yield from _table(files, Origin(edition, path, sheet), columns, codes)
    yield from _reasons(files, Origin(edition, _OCCUPATION, "Table 1.12"), codes)


def _table(
    files: OfficialFiles, origin: Origin, columns: tuple[_Column, ...], codes: Codes
) -> Iterator[tuple[str, Fact]]:
    wanted = (_CODE, _TITLE, *(heading for heading, _, _ in columns))
    for row in files.sheet(origin.file, origin.table or 0, 1, wanted):
        for about in bls_occupations(str(row[_CODE]), str(row[_TITLE]), codes):
            for heading, measure, words in columns:
                value = _value(row[heading])
                if value is not None:
                    where = f"{_CODE}={row[_CODE]}"
                    yield about.soc, origin.fact(about, measure, value, words, where, heading)


def _value(cell: Cell) -> str | int | float | None:
    if isinstance(cell, str):
        return None if cell.strip() in _NO_VALUE else cell
    return exact(cell)


def _reasons(files: OfficialFiles, origin: Origin, codes: Codes) -> Iterator[tuple[str, Fact]]:
    code, title = _CODE.replace(" code", " occupation code"), _TITLE.replace(" title", " occupation title")
    industry, industry_code = (
        "2024 National Employment Matrix industry title",
        "2024 National Employment Matrix industry code",
    )
    text, count = "Factors affecting occupational utilization", dict[str, int]()
    for row in files.sheet(origin.file, origin.table or 0, 1, (code, title, industry, industry_code, text)):
        for about in bls_occupations(str(row[code]), str(row[title]), codes):
            count[about.soc] = count.get(about.soc, 0) + 1
            words = Words(f"Why its share of jobs changes: {row[industry]}", "text", _ROUND)
            where = f"{code}={row[code]}; {industry_code}={row[industry_code]}"
            measure = f"reason/{count[about.soc]}"
            yield about.soc, origin.fact(about, measure, str(row[text]), words, where, text)
