"""Office of Foreign Labor Certification (U.S. Department of Labor): what a wage year says of an occupation,
and LCAs.

The files of wage year 2025-26 (July 2025 to June 2026) are the newest at hand, and that year has ended: every
fact of it says so. Certified labor condition applications (LCAs) are filings of employers for H-1B, H-1B1 and
E-3 work; they are not visas and not people.
"""

from collections.abc import Iterator
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import About, Origin, Words, exact
from authoring.facts.publishers.onet_codes import about, standing_for
from authoring.facts.reading import Codes, Edition
from schemas.facts import Derivation, Fact

WAGE_YEAR: Final = "immigration/oflc_wage_year_2025-26_appendix_a_job_zone_education.xlsx"
WAGES: Final = "immigration/derived_oflc_prevailing_wage_2025-26_by_soc_area_summary.csv"
LCAS: Final = "immigration/derived_h1b_lca_certified_by_soc_fy2022-2025.csv"

_PUBLISHER: Final = "U.S. Department of Labor, Office of Foreign Labor Certification"
_PUBLIC: Final = "Public domain (U.S. government work)"

OFLC_2025_26: Final = Edition(
    id="oflc.2025-26",
    title="OFLC wage year 2025-26: Appendix A, usual education and prevailing wages",
    publisher=_PUBLISHER,
    vintage="wage year July 2025 to June 2026 (ended)",
    released=None,
    url="https://flag.dol.gov/wage-data/wage-data-downloads",
    licence=_PUBLIC,
    licence_url=None,
    attribution=f"{_PUBLISHER}, wage year 2025-26.",
    files=(WAGE_YEAR, WAGES),
    optional=(WAGES,),
)
LCA_2022_25: Final = Edition(
    id="lca.2022-25",
    title="Certified labor condition applications by occupation, fiscal years 2022 to 2025",
    publisher=_PUBLISHER,
    vintage="fiscal years 2022 to 2025",
    released=None,
    url="https://www.dol.gov/agencies/eta/foreign-labor/performance",
    licence=_PUBLIC,
    licence_url=None,
    attribution=f"{_PUBLISHER}, LCA disclosure data, fiscal years 2022 to 2025, summed by occupation.",
    files=(LCAS,),
)
DATASETS: Final = (OFLC_2025_26, LCA_2022_25)

APPENDIX_A: Final = "Appendix A SOC Codes"
EDUCATION: Final = "All SOC Codes (Education)"
_YEAR: Final = "wage year 2025-26 (ended June 2026)"
_FISCAL: Final = "fiscal years 2022 to 2025"
_LEVELS: Final = (1, 2, 3, 4)
_CARRIED: Final = (
    "cases that carry this SOC 2018 code; cases filed under SOC 2010 codes in fiscal year 2022 are not in it"
)


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    """Appendix A, usual education and wage levels, or certified LCAs, as the edition has it."""
    if edition.id == OFLC_2025_26.id:
        yield from _wage_year(files, edition, codes)
        if WAGES in edition.files:
            yield from _wages(files, edition, codes)
    else:
        yield from _lcas(files, edition, codes)


def _wage_year(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    columns = ("O*NET Code", "Education")
    listed = {str(row["O*NET Code"]) for row in files.sheet(WAGE_YEAR, APPENDIX_A, 0, columns)}
    usual = {str(row["O*NET Code"]): str(row["Education"]) for row in files.sheet(WAGE_YEAR, EDUCATION, 0, columns)}
    words = Words("Usual education by OFLC", "text", _YEAR)
    for soc, taken in standing_for(usual).items():
        if soc in codes.titles:
            yield soc, _appendix_a(edition, soc, taken, listed)
            whom, row = about(soc, taken[:1]), f"O*NET Code={taken[0]}"
            origin, value = Origin(edition, WAGE_YEAR, EDUCATION), usual[taken[0]]
            yield soc, origin.fact(whom, "usual-education", value, words, row, "Education")


def _appendix_a(edition: Edition, soc: str, taken: tuple[str, ...], listed: set[str]) -> Fact:
    """Listed or not; an occupation that is not is found by its row on the sheet of all occupations."""
    on_list = bool(listed.intersection(taken))
    return Origin(edition, WAGE_YEAR, APPENDIX_A if on_list else EDUCATION).fact(
        About(soc, "derived", about(soc, taken).note),
        "appendix-a",
        "yes" if on_list else "no",
        Words("On OFLC's Appendix A of occupations that usually take a bachelor's degree", "yes/no", _YEAR),
        f"O*NET Code={taken[0]}",
        "O*NET Code",
        derivation=Derivation(formula=f"yes where the code stands on the sheet {APPENDIX_A}", inputs=()),
    )


def _wages(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    origin, columns = Origin(edition, WAGES), tuple(f"level{level}_hourly_area_median" for level in _LEVELS)
    for row in files.table(WAGES, ",", ("soc_code", "n_areas", *columns)):
        soc = row["soc_code"]
        if soc not in codes.titles:
            continue
        note = f"summary over {row['n_areas']} areas; prevailing wages are set by area and wage year"
        formula = f"median of OFLC's hourly wage over {row['n_areas']} areas, each counted once"
        for level, column in zip(_LEVELS, columns, strict=True):
            if row[column]:
                yield (
                    soc,
                    origin.fact(
                        About(soc, "derived", note),
                        f"prevailing-wage/level{level}",
                        exact(float(row[column])),
                        Words(f"Prevailing wage level {level}, median area", "USD/hour", _YEAR),
                        f"soc_code={soc}",
                        column,
                        derivation=Derivation(formula=formula, inputs=()),
                    ),
                )


def _lcas(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    origin = Origin(edition, LCAS)
    columns = (
        (
            "certified-lcas",
            "certified_lca_cases_fy2022_2025",
            "Certified labor condition applications",
            "cases",
        ),
        ("distinct-employers", "distinct_employer_names", "Distinct names of employers on them", "employers"),
    )
    for row in files.table(LCAS, ",", ("soc_code", "is_soc2018_detailed", *(column[1] for column in columns))):
        soc = row["soc_code"]
        if row["is_soc2018_detailed"] != "1" or soc not in codes.titles:
            continue
        for measure, column, label, unit in columns:
            words, place = Words(label, unit, _FISCAL), f"soc_code={soc}"
            yield (
                soc,
                origin.fact(About(soc, "direct", _CARRIED), measure, int(row[column]), words, place, column),
            )
