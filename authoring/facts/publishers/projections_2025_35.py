"""Employment Projections 2025-35 and BLS's relative AI exposure, from a transcription.

The workbook itself was not at hand; the values were read off a JSON rendering of it and typed into a CSV.
Every fact says so in its basis note. With the official workbook of that round in the folder, only the exposure is taken
from here, which is in another workbook.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import About, Origin, Words, bls_occupations, exact
from authoring.facts.publishers.projection_tables import OCCUPATION, Round
from authoring.facts.reading import Codes, Edition
from schemas.facts import Fact

EP_2025_35: Final = Edition(
    id="ep.2025-35",
    title="Employment Projections 2025-35 and relative AI exposure (transcribed)",
    publisher="U.S. Bureau of Labor Statistics",
    vintage="2025-35",
    released="2026-08-27",
    url="https://www.bls.gov/emp/",
    licence="Public domain (U.S. government work); this copy is a transcription, not the official workbook",
    licence_url="https://www.bls.gov/bls/linksite.htm",
    attribution="U.S. Bureau of Labor Statistics, Employment Projections 2025-35, as transcribed from a "
    "rendering of its AI exposure workbook.",
    files=("bls-ep-2025-35-transcribed/bls_ai_exposure_and_projections_2025-35.csv",),
)
DATASETS: Final = (EP_2025_35,)

_NOTE: Final = "transcribed from a rendering of the BLS workbook, which was not at hand"
_CHANGE: Final = "employment_change_percent_2025_35"
_OPENINGS: Final = "annual_openings_2025_35"
_EXPOSURE: Final = "bls_relative_ai_exposure"


_EXPOSURE_ALONE: Final = replace(
    EP_2025_35,
    id="ep.2025-35-exposure",
    title="Relative AI exposure of occupations 2025-35 (transcribed)",
)


def datasets_at(files: OfficialFiles) -> tuple[Edition, ...]:
    """The transcription, or of it the exposure alone where the official workbook of the round is there."""
    return (_EXPOSURE_ALONE,) if files.exists(f"{Round(2025).folder}/{OCCUPATION}") else DATASETS


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    """Growth, openings (in jobs, not thousands) and the exposure category of every row."""
    origin = Origin(edition, edition.files[0])
    columns = ("nem_code", "nem_title_2024", _CHANGE, _OPENINGS, _EXPOSURE)
    for row in files.table(origin.file, ",", columns):
        for found in bls_occupations(row["nem_code"], row["nem_title_2024"], codes):
            about = About(found.soc, found.basis, "; ".join(filter(None, (found.note, _NOTE))))
            where = f"nem_code={row['nem_code']}"
            for column, measure, words in (
                (_CHANGE, "change-percent", Words("Projected employment change", "percent", "2025-35")),
                (
                    _OPENINGS,
                    "openings-annual",
                    Words("Openings a year, annual average", "jobs/year", "2025-35"),
                ),
            ):
                if row[column].strip() and edition.id == EP_2025_35.id:
                    value = exact(float(row[column]))
                    yield about.soc, origin.fact(about, measure, value, words, where, column)
            if row[_EXPOSURE].strip():
                words = Words("Relative AI exposure (not a forecast of job loss)", "text", "2025-35")
                yield (
                    about.soc,
                    origin.fact(about, "ai-exposure-category", row[_EXPOSURE], words, where, _EXPOSURE),
                )
