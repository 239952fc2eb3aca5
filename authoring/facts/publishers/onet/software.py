"""Software that people in an occupation use, by product, and whether employers ask for it now."""

from collections.abc import Iterator
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import Words, slug
from authoring.facts.publishers.onet.rows import CODE, chosen
from authoring.facts.publishers.onet_tables import named, origin_of, rows_of, stem_of
from authoring.facts.reading import Codes, Edition
from schemas.facts import Fact

_TABLES: Final = {
    "Software Skills": ("Workplace Example", "Element Name"),
    "Technology Skills": ("Example", "Commodity Title"),
}
"""The table, newer and older, and what it calls product and category."""
_MARKS: Final = (
    ("Hot Technology", "hot-technology", "often named in job postings of all occupations"),
    ("In Demand", "in-demand", "often named in job postings of this occupation"),
)


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    """Each product once, labelled with its category; a mark only where the file says Y."""
    path = named(edition, *_TABLES)
    if path is None:
        return
    origin, seen = origin_of(edition, path), set[tuple[str, str]]()
    product, kind = _TABLES[stem_of(path)]
    for row in chosen(rows_of(files, path, (CODE, product, kind, "Hot Technology", "In Demand")), codes):
        example, soc = row.text(product), row.about.soc
        measure = f"software/{slug(example)}"
        if (soc, measure) in seen:
            continue
        seen.add((soc, measure))
        category, where = row.text(kind), row.key(product)
        words = Words(category, "text", edition.vintage)
        yield origin.fact(row.about, measure, example, words, where, product)
        for column, tail, meaning in _MARKS:
            if row.text(column) == "Y":
                marked = Words(f"{column}: {meaning}", "flag", edition.vintage)
                yield origin.fact(row.about, f"{measure}/{tail}", "yes", marked, where, column)
