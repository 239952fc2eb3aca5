"""The Standard Occupational Classification 2018: codes, titles, definitions, groups, and what older codes
became.

Published by the U.S. Bureau of Labor Statistics for the Office of Management and Budget; public domain.
"""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import About, Origin, Words
from authoring.facts.reading import Codes, Edition
from authoring.text import clean_line
from schemas.facts import Fact

STRUCTURE: Final = "soc/soc_structure_2018.xlsx"
DEFINITIONS: Final = "soc/soc_2018_definitions.xlsx"
FROM_2010: Final = "crosswalks/bls_soc_2010_to_2018_crosswalk.xlsx"
TO_NEM: Final = "crosswalks/bls_nem-onet-to-soc-crosswalk_2025-08-28.xlsx"

SOC_2018: Final = Edition(
    id="soc.2018",
    title="Standard Occupational Classification 2018: structure, definitions and crosswalks",
    publisher="U.S. Bureau of Labor Statistics",
    vintage="2018, definitions of April 2020",
    released="2020-04-15",
    url="https://www.bls.gov/soc/2018/",
    licence="Public domain (U.S. government work)",
    licence_url="https://www.bls.gov/bls/linksite.htm",
    attribution="U.S. Bureau of Labor Statistics, Standard Occupational Classification 2018.",
    files=(STRUCTURE, DEFINITIONS, FROM_2010, TO_NEM),
    required=True,
)
DATASETS: Final = (SOC_2018,)

_DEFINITIONS_HEADER: Final = 7
_DEFINITION_COLUMNS: Final = ("SOC Group", "SOC Code", "SOC Title", "SOC Definition")
_PERIOD: Final = "2018"


def read_codes(files: OfficialFiles) -> Codes:
    """The classification itself: the 867 detailed codes, the combined codes of BLS and the codes of 2010."""
    titles = {code: title for level, code, title, _ in _definitions(files) if level == "Detailed"}
    return Codes(
        titles=MappingProxyType(titles),
        combined=MappingProxyType(_combined(files, titles)),
        from_soc2010=MappingProxyType(_from_soc2010(files)),
    )


def read_soc2010_titles(files: OfficialFiles) -> dict[str, str]:
    """The titles of SOC 2010, to say what a retired code was."""
    return {old: title.removesuffix("(#)").rstrip() for old, title, _ in _crosswalk_2010(files)}


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    """Title, definition and major group of every detailed occupation."""
    origin = Origin(edition, DEFINITIONS, files.sheet_names(DEFINITIONS)[0])
    groups: dict[str, str] = {}
    for level, code, title, definition in _definitions(files):
        if level == "Major":
            groups[code] = title
        if code not in codes.titles:
            continue
        about, row, group = About(code), f"SOC Code={code}", f"{code[:2]}-0000"
        yield (
            code,
            origin.fact(about, "title", title, Words("Official title", "text", _PERIOD), row, "SOC Title"),
        )
        if definition:
            words = Words("Official definition", "text", _PERIOD)
            yield code, origin.fact(about, "definition", definition, words, row, "SOC Definition")
        words = Words(groups[group], "code", _PERIOD)
        yield code, origin.fact(about, "major-group", group, words, f"SOC Code={group}", "SOC Code")


def _definitions(files: OfficialFiles) -> Iterator[tuple[str, str, str, str]]:
    for row in files.sheet(DEFINITIONS, 0, _DEFINITIONS_HEADER, _DEFINITION_COLUMNS):
        level, code, title, definition = (clean_line(str(row[name])) for name in _DEFINITION_COLUMNS)
        yield level, code, title, definition


def _combined(files: OfficialFiles, titles: dict[str, str]) -> dict[str, str]:
    """Detailed codes whose row in the National Employment Matrix stands for several occupations."""
    combined: dict[str, str] = {}
    for row in files.sheet(TO_NEM, 0, 4, ("O*NET-SOC code", "NEM Code")):
        soc, nem = str(row["O*NET-SOC code"])[:7], str(row["NEM Code"]).strip()
        if soc in titles and nem != soc and nem not in titles and nem[:2] == soc[:2]:
            combined[soc] = nem
    return combined


def _from_soc2010(files: OfficialFiles) -> dict[str, tuple[str, ...]]:
    became: dict[str, tuple[str, ...]] = {}
    for old, _, new in _crosswalk_2010(files):
        became[old] = (*became.get(old, ()), new)
    return became


def _crosswalk_2010(files: OfficialFiles) -> Iterator[tuple[str, str, str]]:
    columns = ("2010 SOC Code", "2010 SOC Title", "2018 SOC Code")
    for row in files.sheet(FROM_2010, 0, 8, columns):
        old, title, new = (clean_line(str(row[name])) for name in columns)
        if old and new:
            yield old, title, new
