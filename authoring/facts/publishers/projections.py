"""Employment Projections: growth, openings, entry education, attainment, skills, and BLS's reasons, round by round.

Published by the U.S. Bureau of Labor Statistics; public domain. `None` is a real value of the education
columns; `—` means that there is no value. A round is recognised by its folder, `bls-ep-2024-34`.
"""

import re
from collections.abc import Iterator
from typing import Final

from authoring.facts.files import Cell, OfficialFiles
from authoring.facts.making import Origin, Words, bls_occupations, exact
from authoring.facts.publishers.projection_tables import (
    ATTAINED,
    CODE,
    EDUCATION,
    OCCUPATION,
    REASONS,
    SKILLS,
    TABLES,
    TITLE,
    Column,
    Round,
)
from authoring.facts.reading import Codes, Edition
from schemas.facts import Fact

_KNOWN: Final = Round(2024)
_FOLDER: Final = re.compile(r"bls-ep-(\d{4})-(\d\d)")
_RELEASED: Final = {2024: "2025-08-28"}
_YEARS: Final = re.compile(r"(\d{4})[–-](\d\d)\b")
_NO_VALUE: Final = frozenset({"—", "", "-"})


def _edition(of: Round, required: bool) -> Edition:
    occupation, *others = (f"{of.folder}/{name}" for name in (OCCUPATION, EDUCATION, SKILLS))
    return Edition(
        id=f"ep.{of.label}",
        title=f"Employment Projections {of.label}: occupations, education and skills",
        publisher="U.S. Bureau of Labor Statistics",
        vintage=of.label,
        released=_RELEASED.get(of.start),
        url="https://www.bls.gov/emp/data/occupational-data.htm",
        licence="Public domain (U.S. government work)",
        licence_url="https://www.bls.gov/bls/linksite.htm",
        attribution=f"U.S. Bureau of Labor Statistics, Employment Projections {of.label}.",
        files=(occupation, *others),
        required=required,
        optional=tuple(others),
    )


DATASETS: Final = (_edition(_KNOWN, required=True),)
"""The round that scores of this edition rest on; it is required."""


def datasets_at(files: OfficialFiles) -> tuple[Edition, ...]:
    """The known round, and every other one whose workbook is in a folder of its name."""
    found = {_KNOWN.start: DATASETS[0]}
    for name in files.folders(""):
        matched = _FOLDER.fullmatch(name)
        of = Round(int(matched[1])) if matched else _KNOWN
        if of != _KNOWN and name == of.folder and files.exists(f"{of.folder}/{OCCUPATION}"):
            found[of.start] = _edition(of, required=False)
    return tuple(found[start] for start in sorted(found))


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    """Every value we know of tables 1.2, 1.10, 5.3, 6.2 and 6.5, and the reasons of table 1.12."""
    of = Round(int(edition.vintage[:4]))
    for name, sheet, columns in TABLES:
        path = f"{of.folder}/{name}"
        if path in edition.files:
            yield from _table(files, Origin(edition, path, sheet), of, columns, codes)
    yield from _reasons(files, Origin(edition, f"{of.folder}/{OCCUPATION}", REASONS), of, codes)


def _table(
    files: OfficialFiles, origin: Origin, of: Round, columns: tuple[Column, ...], codes: Codes
) -> Iterator[tuple[str, Fact]]:
    sheet, code, title = origin.table or 0, of.said(CODE), of.said(TITLE)
    attained = _years(files.rows(origin.file, sheet)[0]) if any(each.period == ATTAINED for each in columns) else ""
    known = [(of.said(each.heading), of.said(each.measure), each.words(of, attained)) for each in columns]
    for row in files.sheet(origin.file, sheet, 1, (code, title, *(heading for heading, _, _ in known))):
        for about in bls_occupations(str(row[code]), str(row[title]), codes):
            for heading, measure, words in known:
                value = _value(row[heading])
                if value is not None:
                    yield about.soc, origin.fact(about, measure, value, words, f"{code}={row[code]}", heading)


def _years(title: list[Cell]) -> str:
    """`2022-23` out of a table's title."""
    found = _YEARS.search(str(title[0])) if title else None
    return f"{found[1]}-{found[2]}" if found else ""


def _value(cell: Cell) -> str | int | float | None:
    if isinstance(cell, str):
        return None if cell.strip() in _NO_VALUE else cell
    return exact(cell)


def _reasons(files: OfficialFiles, origin: Origin, of: Round, codes: Codes) -> Iterator[tuple[str, Fact]]:
    matrix = of.said("{start} National Employment Matrix")
    code, title = f"{matrix} occupation code", f"{matrix} occupation title"
    industry, industry_code = f"{matrix} industry title", f"{matrix} industry code"
    text, count = "Factors affecting occupational utilization", dict[str, int]()
    for row in files.sheet(origin.file, origin.table or 0, 1, (code, title, industry, industry_code, text)):
        for about in bls_occupations(str(row[code]), str(row[title]), codes):
            count[about.soc] = count.get(about.soc, 0) + 1
            words = Words(f"Why its share of jobs changes: {row[industry]}", "text", of.label)
            where = f"{code}={row[code]}; {industry_code}={row[industry_code]}"
            measure = f"reason/{count[about.soc]}"
            yield about.soc, origin.fact(about, measure, str(row[text]), words, where, text)
