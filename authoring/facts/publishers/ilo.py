"""Generative AI exposure by the International Labour Organization (Gmyrek et al. 2025), per ISCO-08 occupation.

The licence is not in the file; read from a user's own copy and never bundled. An occupation of SOC 2018 meets several
ISCO-08 codes, through SOC 2010: each has its own facts, and no mean is taken over them.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from authoring.facts.files import Cell, OfficialFiles
from authoring.facts.making import About, Origin, Words, exact
from authoring.facts.publishers.isco import CHAIN
from authoring.facts.reading import Codes, Edition
from schemas.facts import Fact

SCORES: Final = "ai-exposure/ilo-gmyrek-2025/Final_Scores_ISCO08_Gmyrek_et_al_2025.xlsx"
_SHEET: Final = "Sheet1"
_VALUES: Final = (
    ("mean_score_2025", "mean", "share", "Mean exposure of tasks to generative AI"),
    ("SD_2025", "spread", "share", "Standard deviation of the tasks' exposure"),
    ("potential25", "category", "label", "Exposure category"),
)

ILO_2025: Final = Edition(
    id="ilo-exposure.2025",
    title="Generative AI and jobs: a refined global index of occupational exposure",
    publisher="International Labour Organization",
    vintage="2025",
    released=None,
    url="https://www.ilo.org/publications/generative-ai-and-jobs-refined-global-index-occupational-exposure",
    licence="not stated",
    licence_url=None,
    attribution="Gmyrek, P., et al. (2025). Generative AI and Jobs. ILO Working Paper 140.",
    files=(SCORES, CHAIN),
    stated=False,
)
DATASETS: Final = (ILO_2025,)


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    """Mean, spread and category of each ISCO-08 occupation that the occupation falls into."""
    origin, scores = Origin(edition, SCORES, _SHEET), _first_rows(files)
    met: set[tuple[str, str]] = set()
    for link in files.table(CHAIN, ",", ("soc2018", "soc2010", "isco08", "part")):
        soc, isco = link["soc2018"], link["isco08"]
        if soc not in codes.titles or isco not in scores or (soc, isco) in met:
            continue
        met.add((soc, isco))
        partial = "; partial match" if link["part"].strip() == "*" else ""
        about = About(soc, "soc2010_crosswalk", f"through SOC 2010 {link['soc2010']}{partial}")
        for column, tail, unit, label in _VALUES:
            cell = scores[isco][column]
            value = exact(cell) if isinstance(cell, float) else str(cell)
            words = Words(f"{label}, ISCO-08 {isco} {scores[isco]['Title']}", unit, "2025")
            yield soc, origin.fact(about, f"isco/{isco}/{tail}", value, words, f"ISCO_08={isco}", column)


def _first_rows(files: OfficialFiles) -> dict[str, Mapping[str, Cell]]:
    """One row of each occupation: the sheet repeats the occupation's values on every task."""
    found: dict[str, Mapping[str, Cell]] = {}
    for row in files.sheet(SCORES, _SHEET, 0, ("ISCO_08", "Title", *(column for column, *_ in _VALUES))):
        cell = row["ISCO_08"]
        found.setdefault(str(int(cell)) if isinstance(cell, float) else str(cell), row)
    return found
