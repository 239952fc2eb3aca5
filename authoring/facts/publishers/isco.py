"""ISCO-08 codes of an occupation: the BLS crosswalk ISCO-08 to SOC 2010, chained with BLS's SOC 2010 to SOC
2018.
"""

from collections.abc import Iterator
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import About, Origin, Words
from authoring.facts.reading import Codes, Edition
from authoring.text import clean_line
from schemas.facts import Fact

CHAIN: Final = "crosswalks/derived_soc2018_to_isco08_via_soc2010.csv"

ISCO_08: Final = Edition(
    id="isco.08",
    title="ISCO-08 codes by occupation, through SOC 2010",
    publisher="U.S. Bureau of Labor Statistics",
    vintage="ISCO-08 to SOC 2010 of June 2015, SOC 2010 to SOC 2018",
    released=None,
    url="https://www.bls.gov/soc/soccrosswalks.htm",
    licence="Public domain (U.S. government work)",
    licence_url="https://www.bls.gov/bls/linksite.htm",
    attribution="U.S. Bureau of Labor Statistics, ISCO-08 x SOC 2010 and SOC 2010 x SOC 2018 crosswalks.",
    files=(CHAIN,),
)
DATASETS: Final = (ISCO_08,)


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    """The title of each ISCO-08 group the occupation falls into; partial matches say so."""
    origin = Origin(edition, CHAIN)
    columns = ("soc2018", "soc2010", "isco08", "isco08_title", "part")
    met: set[tuple[str, str]] = set()
    for row in files.table(CHAIN, ",", columns):
        soc, code = row["soc2018"], row["isco08"]
        if soc not in codes.titles or (soc, code) in met:
            continue
        met.add((soc, code))
        part = "; partial match" if row["part"].strip() == "*" else ""
        whom = About(soc, "soc2010_crosswalk", f"through SOC 2010 {row['soc2010']}{part}")
        words, place = Words(f"ISCO-08 group {code}", "text", "2008"), f"soc2018={soc}; isco08={code}"
        yield (
            soc,
            origin.fact(whom, f"isco/{code}", clean_line(row["isco08_title"]), words, place, "isco08_title"),
        )
