"""AI Occupational Exposure (Felten, Raj and Seamans): how far applications of AI reach the abilities of an occupation.

No licence is stated; the authors ask to be cited. Read from a user's own copy and never bundled. The scores are
standardised (mean 0, standard deviation 1) and keyed by SOC 2010: where several old codes became one occupation, its
value is their mean and the note names them; where one became several, each has its value and the note says so.
"""

from collections.abc import Iterator, Mapping
from statistics import fmean
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import About, Origin, Words, exact
from authoring.facts.reading import Codes, Edition
from schemas.facts import Derivation, Fact

_FOLDER: Final = "ai-exposure/aioe"
_TABLES: Final = (
    (f"{_FOLDER}/AIOE_DataAppendix.xlsx", "Appendix A", "AIOE", "aioe", "2021"),
    (
        f"{_FOLDER}/Language Modeling AIOE and AIIE.xlsx",
        "LM AIOE",
        "Language Modeling AIOE",
        "aioe-language-modeling",
        "2023",
    ),
    (
        f"{_FOLDER}/Image Generation AIOE and AIIE.xlsx",
        "IG AIOE",
        "Image Generation AIOE",
        "aioe-image-generation",
        "2023",
    ),
)
"""File, sheet, column, measure and year."""

AIOE_2023: Final = Edition(
    id="aioe.2023",
    title="AI Occupational Exposure, with language modeling and image generation",
    publisher="Felten, Raj and Seamans",
    vintage="2021 and 2023",
    released=None,
    url="https://github.com/AIOE-Data/AIOE",
    licence="not stated",
    licence_url=None,
    attribution="Felten, E., Raj, M., and Seamans, R. (2021). Occupational, industry, and geographic exposure to "
    "artificial intelligence. Strategic Management Journal 42(12), 2195-2217.",
    files=tuple(table[0] for table in _TABLES),
    stated=False,
)
DATASETS: Final = (AIOE_2023,)


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    """The three scores of every occupation that an old code became."""
    for path, sheet, column, measure, year in _TABLES:
        origin, words = Origin(edition, path, sheet), Words(f"{column}, standardised", "standard deviations", year)
        scores = {str(row["SOC Code"]): row[column] for row in files.sheet(path, sheet, 0, ("SOC Code", column))}
        for soc, old in _became(scores, codes).items():
            row = f"SOC Code={' | '.join(old)}"
            value = exact(round(fmean(float(scores[code]) for code in old), 7))
            formula = f"mean over SOC 2010 codes {', '.join(old)}"
            made = Derivation(formula=formula, inputs=()) if len(old) > 1 else None
            yield soc, origin.fact(_about(soc, old, codes), measure, value, words, row, column, derivation=made)


def _became(scores: Mapping[str, object], codes: Codes) -> dict[str, tuple[str, ...]]:
    """SOC 2018 code to the scored SOC 2010 codes that it came from."""
    found: dict[str, list[str]] = {}
    for old in sorted(scores):
        for soc in codes.from_soc2010.get(old, ()):
            if soc in codes.titles:
                found.setdefault(soc, []).append(old)
    return {soc: tuple(old) for soc, old in sorted(found.items())}


def _about(soc: str, old: tuple[str, ...], codes: Codes) -> About:
    split = sorted({other for code in old for other in codes.from_soc2010[code] if other != soc})
    shared = f"; the old value also stands for {', '.join(split)}" if split else ""
    return About(soc, "soc2010_crosswalk", f"SOC 2010 {', '.join(old)}{shared}")
