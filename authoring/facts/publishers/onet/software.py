"""Software that people in an occupation use, by product, and whether employers ask for it now."""

from collections.abc import Iterator
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import Origin, Words, slug
from authoring.facts.publishers.onet.rows import CODE, chosen
from authoring.facts.reading import Codes, Edition
from schemas.facts import Fact

_SOFTWARE: Final = "onet/30.3/Software Skills.txt"
FILES: Final = (_SOFTWARE,)
_EXAMPLE: Final = "Workplace Example"
_MARKS: Final = (
    ("Hot Technology", "hot-technology", "often named in job postings of all occupations"),
    ("In Demand", "in-demand", "often named in job postings of this occupation"),
)


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    """Each product once, labelled with its category; a mark only where the file says Y."""
    origin, seen = Origin(edition, _SOFTWARE), set[tuple[str, str]]()
    columns = (CODE, _EXAMPLE, "Element Name", "Hot Technology", "In Demand")
    for row in chosen(files.table(_SOFTWARE, columns=columns), codes):
        example, soc = row.text(_EXAMPLE), row.about.soc
        measure = f"software/{slug(example)}"
        if (soc, measure) in seen:
            continue
        seen.add((soc, measure))
        category, where = row.text("Element Name"), row.key(_EXAMPLE)
        words = Words(category, "text", edition.vintage)
        yield origin.fact(row.about, measure, example, words, where, _EXAMPLE)
        for column, tail, meaning in _MARKS:
            if row.text(column) == "Y":
                marked = Words(f"{column}: {meaning}", "flag", edition.vintage)
                yield origin.fact(row.about, f"{measure}/{tail}", "yes", marked, where, column)
