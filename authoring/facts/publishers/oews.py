"""Wages and jobs from the Occupational Employment and Wage Statistics, national, May of each year.

Published by the U.S. Bureau of Labor Statistics; public domain. Covers wage and salary jobs, not the
self-employed. `*` and `**` mean that there is no estimate: no fact. `#` means "this much or more": a fact
with `at_least`, whose value is the top code that the file's own field descriptions name.
"""

import re
from collections.abc import Iterator
from typing import Final

from authoring.errors import FactsError
from authoring.facts.files import Cell, OfficialFiles
from authoring.facts.making import About, Origin, Words, bls_occupations, exact
from authoring.facts.reading import Codes, Edition
from schemas.facts import Fact

_YEARS: Final = (2021, 2022, 2023, 2024, 2025)
_FOLDER: Final = "bls-oews"
_FILE: Final = re.compile(r"national_M(\d{4})_dl\.xlsx")
_RELEASED: Final = {2025: "2026-05-15"}
_STATISTICS: Final = (
    ("MEAN", "mean", "mean"),
    ("PCT10", "p10", "10th percentile"),
    ("PCT25", "p25", "25th percentile"),
    ("MEDIAN", "median", "median"),
    ("PCT75", "p75", "75th percentile"),
    ("PCT90", "p90", "90th percentile"),
)
_RATES: Final = (("A", "annual", "USD/year"), ("H", "hourly", "USD/hour"))
_COLUMNS: Final = (
    "OCC_CODE",
    "OCC_TITLE",
    "O_GROUP",
    "TOT_EMP",
    *(f"{rate}_{statistic}" for rate, _, _ in _RATES for statistic, _, _ in _STATISTICS),
)
_TOP_CODE: Final = re.compile(r"\$([\d,.]+) per hour or \$([\d,.]+) per year")
_NO_ESTIMATE: Final = frozenset({"*", "**", ""})


def _edition(year: int, required: bool) -> Edition:
    return Edition(
        id=f"oews.{year}",
        title=f"Occupational Employment and Wage Statistics, May {year}, national",
        publisher="U.S. Bureau of Labor Statistics",
        vintage=f"May {year}",
        released=_RELEASED.get(year),
        url="https://www.bls.gov/oes/tables.htm",
        licence="Public domain (U.S. government work)",
        licence_url="https://www.bls.gov/bls/linksite.htm",
        attribution=f"U.S. Bureau of Labor Statistics, Occupational Employment and Wage Statistics, May {year}.",
        files=(f"{_FOLDER}/national_M{year}_dl.xlsx",),
        required=required,
    )


DATASETS: Final = tuple(_edition(year, year == max(_YEARS)) for year in _YEARS)
"""The years at hand when this was written; the newest is required where no year is in the folder."""


def datasets_at(files: OfficialFiles) -> tuple[Edition, ...]:
    """The years in the folder, whichever they are, and the known ones that are missing. One year is enough."""
    found = {int(matched[1]) for name in files.names(_FOLDER) if (matched := _FILE.fullmatch(name))}
    return tuple(_edition(year, required=False) for year in sorted(found | {*_YEARS})) if found else DATASETS


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    """Employment, mean and percentile wages, annual and hourly, of every detailed row."""
    path = edition.files[0]
    origin = Origin(edition, path, files.sheet_names(path)[0])
    top = _top_codes(files, path)
    for row in files.sheet(path, 0, 0, _COLUMNS):
        if row["O_GROUP"] != "detailed":
            continue
        for about in bls_occupations(str(row["OCC_CODE"]), str(row["OCC_TITLE"]), codes):
            where = f"OCC_CODE={row['OCC_CODE']}; O_GROUP=detailed"
            jobs = row["TOT_EMP"]
            if isinstance(jobs, float):
                words = Words("Employment (wage and salary jobs)", "jobs", edition.vintage)
                yield about.soc, origin.fact(about, "employment", exact(jobs), words, where, "TOT_EMP")
            for rate, name, unit in _RATES:
                for statistic, tail, said in _STATISTICS:
                    cell, column = row[f"{rate}_{statistic}"], f"{rate}_{statistic}"
                    words = Words(f"{name.capitalize()} wage, {said}", unit, edition.vintage)
                    wage = _wage(origin, about, f"{name}-{tail}", cell, words, (where, column), top[rate])
                    if wage:
                        yield about.soc, wage


def _wage(
    origin: Origin,
    about: About,
    measure: str,
    cell: Cell,
    words: Words,
    place: tuple[str, str],
    top: int | float,
) -> Fact | None:
    if cell in _NO_ESTIMATE:
        return None
    if cell == "#":
        return origin.fact(about, measure, top, words, *place, at_least=True)
    if not isinstance(cell, float):
        raise FactsError(
            f"{origin.file}, {place[0]}, column {place[1]}: {cell!r} is neither a wage nor *, ** or #",
            "The publisher changed its marks, or the file was saved by another program.",
        )
    return origin.fact(about, measure, exact(cell), words, *place)


def _top_codes(files: OfficialFiles, path: str) -> dict[str, int | float]:
    """The highest wage the year's file states, hourly (`H`) and annual (`A`), from its field descriptions."""
    for row in files.rows(path, "Field Descriptions"):
        found = _TOP_CODE.search(" ".join(map(str, row)))
        if found:
            hourly, annual = (exact(float(amount.replace(",", ""))) for amount in found.groups())
            return {"H": hourly, "A": annual}
    raise FactsError(
        f"{path}, sheet 'Field Descriptions': no line says what # stands for",
        "Without the top code of that year a # cannot be read; take the workbook as published.",
    )
