"""Titles in Traditional Chinese from Taiwan's standard occupational classification, 6th revision (2010).

The licence of the list is not stated; read from a user's own copy and never bundled. Taiwan's codes follow ISCO-08 but
not everywhere: only codes that were compared and mean the same are used, and each title is of an ISCO-08 group that the
occupation falls into, not of the occupation.
"""

from collections.abc import Iterator
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import About, Origin, Words
from authoring.facts.publishers.isco import CHAIN
from authoring.facts.reading import Codes, Edition
from schemas.facts import Fact

LIST: Final = "titles-zh/taiwan_occupational_classification_rev6_zh-TW.csv"
COMPARED: Final = "titles-zh/derived_isco08_vs_taiwan_rev6_same_code_checked.csv"
_SAME: Final = "same_or_near"

TITLES_REV6: Final = Edition(
    id="taiwan-titles.6",
    title="Taiwan standard occupational classification, 6th revision: titles",
    publisher="Ministry of Labor, Taiwan",
    vintage="6th revision, 2010",
    released=None,
    url="https://www.mol.gov.tw/",
    licence="not stated",
    licence_url=None,
    attribution="Ministry of Labor, Taiwan, standard occupational classification, 6th revision.",
    files=(LIST, COMPARED, CHAIN),
    stated=False,
)
DATASETS: Final = (TITLES_REV6,)


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    """The title of each ISCO-08 group whose code means the same in Taiwan's classification."""
    origin, titles, same = Origin(edition, LIST), _titles(files), _same(files)
    met: set[tuple[str, str]] = set()
    for link in files.table(CHAIN, ",", ("soc2018", "soc2010", "isco08")):
        soc, isco = link["soc2018"], link["isco08"]
        if soc in codes.titles and isco in same and isco in titles and (soc, isco) not in met:
            met.add((soc, isco))
            about = About(soc, "soc2010_crosswalk", f"ISCO-08 {isco}, through SOC 2010 {link['soc2010']}")
            words = Words(f"Title in zh-TW of ISCO-08 group {isco}", "text", "2010")
            yield soc, origin.fact(about, f"title/{isco}", titles[isco], words, f"code={isco}", "title_zh_TW")


def _titles(files: OfficialFiles) -> dict[str, str]:
    return {row["code"]: row["title_zh_TW"] for row in files.table(LIST, ",", ("code", "title_zh_TW"))}


def _same(files: OfficialFiles) -> frozenset[str]:
    rows = files.table(COMPARED, ",", ("isco08", "meaning_check"))
    return frozenset(row["isco08"] for row in rows if row["meaning_check"] == _SAME)
