"""What an occupation is called: O*NET title and definition, alternate titles, reported titles."""

from collections.abc import Iterator
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import Origin, Words
from authoring.facts.publishers.onet.rows import CODE, chosen, every
from authoring.facts.reading import Codes, Edition
from schemas.facts import Fact

_OCCUPATIONS: Final = "onet/30.3/Occupation Data.txt"
_ALTERNATE: Final = "onet/30.3/Job Titles.txt"
_REPORTED: Final = "onet/30.3/Sample of Reported Titles.txt"
FILES: Final = (_OCCUPATIONS, _ALTERNATE, _REPORTED)


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    """Title and definition once, then every other name in the files' order."""
    yield from _described(files, edition, codes)
    yield from _parts(files, edition, codes)
    for path, column, measure, label in (
        (_ALTERNATE, "Job Title", "alternate-title", "Alternate title"),
        (_REPORTED, "Reported Job Title", "reported-title", "Title reported by workers"),
    ):
        origin, count = Origin(edition, path), dict[str, int]()
        for row in every(files.table(path, columns=(CODE, column)), codes):
            soc = row.about.soc
            count[soc] = count.get(soc, 0) + 1
            words = Words(label, "text", edition.vintage)
            measured = f"{measure}/{count[soc]}"
            yield origin.fact(row.about, measured, row.text(column), words, row.key(column), column)


def _described(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    origin = Origin(edition, _OCCUPATIONS)
    for row in chosen(files.table(_OCCUPATIONS, columns=(CODE, "Title", "Description")), codes):
        for measure, column, label in (
            ("title", "Title", "O*NET title"),
            ("definition", "Description", "O*NET definition"),
        ):
            words = Words(label, "text", edition.vintage)
            yield origin.fact(row.about, measure, row.text(column), words, row.key(), column)


def _parts(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    """The titles of the O*NET codes below an occupation: `15-1299.01 Web Administrators`."""
    origin = Origin(edition, _OCCUPATIONS)
    for row in every(files.table(_OCCUPATIONS, columns=(CODE, "Title")), codes):
        code = row.text(CODE)
        if not code.endswith(".00"):
            words = Words(f"O*NET occupation {code} within this one", "text", edition.vintage)
            yield origin.fact(row.about, f"part/{code}", row.text("Title"), words, row.key(), "Title")
