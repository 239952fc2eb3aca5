"""What an occupation is called: O*NET title and definition, alternate titles, reported titles."""

from collections.abc import Iterator
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import Words
from authoring.facts.publishers.onet.rows import CODE, chosen, every
from authoring.facts.publishers.onet_tables import named, origin_of, rows_of
from authoring.facts.reading import Codes, Edition
from schemas.facts import Fact

_OCCUPATIONS: Final = "Occupation Data"
_NAMES: Final = (
    (("Job Titles", "Job Title"), "alternate-title", "Alternate title"),
    (("Alternate Titles", "Alternate Title"), "alternate-title", "Alternate title"),
    (("Sample of Reported Titles", "Reported Job Title"), "reported-title", "Title reported by workers"),
)
"""Table and column, measure and label; the first two are one table under its newer and its older name."""


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    """Title and definition once, then every other name in the files' order."""
    yield from _described(files, edition, codes)
    yield from _parts(files, edition, codes)
    for (table, column), measure, label in _NAMES:
        path = named(edition, table)
        if path is None:
            continue
        origin, count = origin_of(edition, path), dict[str, int]()
        for row in every(rows_of(files, path, (CODE, column)), codes):
            soc = row.about.soc
            count[soc] = count.get(soc, 0) + 1
            words = Words(label, "text", edition.vintage)
            measured = f"{measure}/{count[soc]}"
            yield origin.fact(row.about, measured, row.text(column), words, row.key(column), column)


def _described(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    path = named(edition, _OCCUPATIONS)
    if path is None:
        return
    origin = origin_of(edition, path)
    for row in chosen(rows_of(files, path, (CODE, "Title", "Description")), codes):
        for measure, column, label in (
            ("title", "Title", "O*NET title"),
            ("definition", "Description", "O*NET definition"),
        ):
            words = Words(label, "text", edition.vintage)
            yield origin.fact(row.about, measure, row.text(column), words, row.key(), column)


def _parts(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    """The titles of the O*NET codes below an occupation: `15-1299.01 Web Administrators`."""
    path = named(edition, _OCCUPATIONS)
    if path is None:
        return
    origin = origin_of(edition, path)
    for row in every(rows_of(files, path, (CODE, "Title")), codes):
        code = row.text(CODE)
        if not code.endswith(".00"):
            words = Words(f"O*NET occupation {code} within this one", "text", edition.vintage)
            yield origin.fact(row.about, f"part/{code}", row.text("Title"), words, row.key(), "Title")
