"""Related occupations, as O*NET ranks them: by what people do, know and are called."""

from collections.abc import Iterator
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import About, Words
from authoring.facts.publishers.onet.rows import CODE, Row, chosen, together
from authoring.facts.publishers.onet_tables import named, origin_of, rows_of
from authoring.facts.reading import Codes, Edition
from schemas.facts import Fact

_OTHER: Final = "Related O*NET-SOC Code"
_TIER: Final = "Relatedness Tier"


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    """Each related SOC occupation once, by its best index (1 = most related); the tier is the basis note."""
    path = named(edition, "Related Occupations")
    if path is None:
        return
    origin = origin_of(edition, path)
    rows = chosen(rows_of(files, path, (CODE, _OTHER, _TIER, "Index")), codes)
    for group in together(rows):
        best: dict[str, Row] = {}
        for row in sorted(group, key=lambda each: (int(each.text("Index")), each.text(CODE))):
            other = row.text(_OTHER)[:7]
            if other != row.about.soc and other in codes.titles:
                best.setdefault(other, row)
        for other, row in best.items():
            about = About(row.about.soc, row.about.basis, _tier(row))
            words = Words(codes.titles[other], "rank", edition.vintage)
            value, where = int(row.text("Index")), row.key(_OTHER)
            yield origin.fact(about, f"related/{other}", value, words, where, "Index")


def _tier(row: Row) -> str:
    return "; ".join(filter(None, (row.text(_TIER), row.about.note)))
