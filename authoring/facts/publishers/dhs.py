"""STEM degree programmes (U.S. Department of Homeland Security, list of 2024) that lead to an occupation.

The link from programme to occupation is the CIP-SOC crosswalk of the National Center for Education Statistics
and the Bureau of Labor Statistics. A programme on the list is what a STEM OPT extension asks for; the
occupation is not.
"""

from collections.abc import Iterator
from typing import Final

import orjson

from authoring.errors import FactsError
from authoring.facts.files import OfficialFiles
from authoring.facts.making import About, Origin, Words
from authoring.facts.reading import Codes, Edition
from authoring.text import clean_line
from schemas.facts import Derivation, Fact

LIST: Final = "immigration/dhs_stem_designated_degree_list_2024.json"
CIP_SOC: Final = "crosswalks/nces_CIP2020_SOC2018_Crosswalk.xlsx"
SHEET: Final = "SOC-CIP"

STEM_2024: Final = Edition(
    id="stem.2024",
    title="DHS STEM Designated Degree Program List 2024, linked by the NCES CIP-SOC crosswalk 2020",
    publisher="U.S. Department of Homeland Security; National Center for Education Statistics",
    vintage="list of 2024, crosswalk of 2020",
    released=None,
    url="https://www.ice.gov/doclib/sevis/pdf/stemList2024.pdf",
    licence="Public domain (U.S. government work)",
    licence_url=None,
    attribution="U.S. Department of Homeland Security, STEM Designated Degree Program List 2024; "
    "U.S. Department of Education, NCES, CIP 2020 to SOC 2018 crosswalk.",
    files=(LIST, CIP_SOC),
)
DATASETS: Final = (STEM_2024,)

_PERIOD: Final = "2024"
_NO_MATCH: Final = "99.9999"


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    """Each linked programme, how many there are, and how many of them are on the STEM list."""
    listed = _listed(files)
    linked: dict[str, dict[str, str]] = {}
    columns = ("SOC2018Code", "CIP2020Code", "CIP2020Title")
    for row in files.sheet(CIP_SOC, SHEET, 0, columns):
        soc, cip, title = (clean_line(str(row[name])) for name in columns)
        if soc in codes.titles and cip != _NO_MATCH:
            linked.setdefault(soc, {})[cip] = title.removesuffix(".")
    for soc, programmes in linked.items():
        for fact in _facts(edition, soc, programmes, listed):
            yield soc, fact


def _facts(edition: Edition, soc: str, programmes: dict[str, str], listed: frozenset[str]) -> Iterator[Fact]:
    crosswalk, row = Origin(edition, CIP_SOC, SHEET), f"SOC2018Code={soc}"
    for cip, title in programmes.items():
        on_list = "on the DHS STEM list" if cip in listed else "not on the DHS STEM list"
        words = Words(f"Degree programme CIP {cip}, {on_list}", "text", _PERIOD)
        yield crosswalk.fact(About(soc), f"programme/{cip}", title, words, f"{row}; CIP2020Code={cip}", "CIP2020Title")
    inputs = tuple(f"{edition.id}/{soc}/programme/{cip}" for cip in programmes)
    yield crosswalk.fact(
        About(soc, "derived"),
        "linked-programmes",
        len(programmes),
        Words("Degree programmes linked to the occupation", "programmes", _PERIOD),
        row,
        "CIP2020Code",
        derivation=Derivation(formula="number of CIP programmes the crosswalk links to the code", inputs=inputs),
    )
    stem = tuple(fact for cip, fact in zip(programmes, inputs, strict=True) if cip in listed)
    yield Origin(edition, LIST).fact(
        About(soc, "derived"),
        "stem-programmes",
        len(stem),
        Words("Of these, programmes on the DHS STEM list", "programmes", _PERIOD),
        row,
        "cip",
        derivation=Derivation(formula="number of linked programmes whose CIP code is on the list", inputs=stem),
    )


def _listed(files: OfficialFiles) -> frozenset[str]:
    try:
        return frozenset(str(record["cip"]) for record in orjson.loads(files.bytes(LIST))["records"])
    except (orjson.JSONDecodeError, KeyError, TypeError) as cause:
        raise FactsError(
            f"{LIST}: no list of records with a cip ({cause})", "Take the parsed list of the 2024 PDF again."
        ) from cause
