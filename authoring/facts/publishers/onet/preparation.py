"""How much preparation an occupation takes: job zone, required education, related experience."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import About, Origin, Words, exact
from authoring.facts.publishers.onet.rows import CODE, Row, chosen, mean, together
from authoring.facts.reading import Codes, Edition
from schemas.facts import Derivation, Fact

_ZONES: Final = "onet/30.3/Job Zones.txt"
_ZONE_NAMES: Final = "onet/30.3/Job Zone Reference.txt"
_EDUCATION: Final = "onet/30.3/Education.txt"
_EDUCATION_NAMES: Final = "onet/30.3/Education Categories.txt"
_EXPERIENCE: Final = "onet/30.3/Training and Experience.txt"
_EXPERIENCE_NAMES: Final = "onet/30.3/Training and Experience Categories.txt"
FILES: Final = (_ZONES, _ZONE_NAMES, _EDUCATION, _EDUCATION_NAMES, _EXPERIENCE, _EXPERIENCE_NAMES)


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    """Job zone, then the shares of respondents per category of education and of experience."""
    yield from _zones(files, edition, codes)
    for path, names, scale, measure in (
        (_EDUCATION, _EDUCATION_NAMES, "RL", "education"),
        (_EXPERIENCE, _EXPERIENCE_NAMES, "RW", "experience"),
    ):
        yield from _shares(files, Origin(edition, path), names, (scale, measure), codes)


def _zones(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    origin = Origin(edition, _ZONES)
    names = {row["Job Zone"]: row["Name"] for row in files.table(_ZONE_NAMES, columns=("Job Zone", "Name"))}
    rows = chosen(files.table(_ZONES, columns=(CODE, "Job Zone", "Date")), codes)
    for group in together(rows):
        zone, row = _commonest_zone(group)
        about, derivation = row.about, None
        if len(group) > 1:
            all_zones = ", ".join(f"{part.text(CODE)}: {part.text('Job Zone')}" for part in group)
            about = About(about.soc, "detailed_code", f"the commonest of its O*NET codes ({all_zones})")
            derivation = Derivation(formula="commonest job zone of the codes below, the lower of two", inputs=())
        words = Words(names.get(str(zone), "Job zone"), "job zone", row.period)
        yield origin.fact(about, "job-zone", zone, words, row.key(), "Job Zone", derivation=derivation)


def _commonest_zone(group: list[Row]) -> tuple[int, Row]:
    count = Counter(int(row.text("Job Zone")) for row in group)
    zone = min(count, key=lambda each: (-count[each], each))
    return zone, next(row for row in group if int(row.text("Job Zone")) == zone)


def _shares(
    files: OfficialFiles, origin: Origin, names_path: str, kind: tuple[str, str], codes: Codes
) -> Iterator[Fact]:
    scale, measure = kind
    names = {
        (row["Scale ID"], row["Category"]): row["Category Description"]
        for row in files.table(names_path, columns=("Scale ID", "Category", "Category Description"))
    }
    rows = chosen(files.table(origin.file, columns=(CODE, "Scale ID", "Category", "Data Value", "Date")), codes)
    for group in together((row for row in rows if row.text("Scale ID") == scale), "Category"):
        category = group[0].text("Category")
        share = mean(group, "Data Value", "Scale ID", "Category")
        words = Words(names.get((scale, category), f"category {category}"), "percent", share.period)
        yield origin.fact(
            share.about,
            f"{measure}/{category}",
            exact(share.value),
            words,
            share.row,
            "Data Value",
            derivation=share.derivation,
        )
