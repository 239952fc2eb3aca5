"""How much preparation an occupation takes: job zone, required education, related experience."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import About, Origin, Words, exact
from authoring.facts.publishers.onet.rows import CODE, Row, chosen, mean, together
from authoring.facts.publishers.onet_tables import named, origin_of, rows_of
from authoring.facts.reading import Codes, Edition
from schemas.facts import Derivation, Fact

_BOTH: Final = "Education, Training, and Experience"
"""One table until 30.1, two from 30.3 on."""

_SHARES: Final = (("Education", "RL", "education"), ("Training and Experience", "RW", "experience"))
"""Table, scale and measure."""


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    """Job zone, then the shares of respondents per category of education and of experience."""
    yield from _zones(files, edition, codes)
    for table, scale, measure in _SHARES:
        path = named(edition, table, _BOTH)
        if path is not None:
            names = named(edition, f"{table} Categories", f"{_BOTH} Categories")
            yield from _shares(files, origin_of(edition, path), names, (scale, measure), codes)


def _zones(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    path, reference = named(edition, "Job Zones"), named(edition, "Job Zone Reference")
    if path is None:
        return
    origin = origin_of(edition, path)
    described = rows_of(files, reference, ("Job Zone", "Name")) if reference else ()
    names = {str(row["Job Zone"]): str(row["Name"]) for row in described}
    rows = chosen(rows_of(files, path, (CODE, "Job Zone", "Date")), codes)
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
    files: OfficialFiles, origin: Origin, named_in: str | None, kind: tuple[str, str], codes: Codes
) -> Iterator[Fact]:
    scale, measure = kind
    described = rows_of(files, named_in, ("Scale ID", "Category", "Category Description")) if named_in else ()
    names = {(str(row["Scale ID"]), str(row["Category"])): str(row["Category Description"]) for row in described}
    rows = chosen(rows_of(files, origin.file, (CODE, "Scale ID", "Category", "Data Value", "Date")), codes)
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
