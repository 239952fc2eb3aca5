"""The Occupational Outlook Handbook: passages to cite, and BLS's own wording for growth.

Published by the U.S. Bureau of Labor Statistics; public domain. A page covers one occupation or several; it
belongs to each occupation whose code stands in its outlook table. The edition is kept as HTML pages in one
archive (or the folder it unpacks to).
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import About, Origin, Words, bls_occupations
from authoring.facts.publishers.handbook_page import HandbookPage, read_page
from authoring.facts.reading import Codes, Edition
from schemas.facts import Fact

OOH_2025: Final = Edition(
    id="ooh.2025",
    title="Occupational Outlook Handbook, 2024-34 projections",
    publisher="U.S. Bureau of Labor Statistics",
    vintage="edition of August 2025",
    released="2025-08-28",
    url="https://www.bls.gov/ooh/",
    licence="Public domain (U.S. government work)",
    licence_url="https://www.bls.gov/bls/linksite.htm",
    attribution="U.S. Bureau of Labor Statistics, Occupational Outlook Handbook.",
    files=("bls-ooh/ooh_html_2025-08-28_edition.tar.xz",),
)
DATASETS: Final = (OOH_2025,)


@lru_cache(maxsize=1)
def read_pages(files: OfficialFiles, edition: Edition) -> tuple[HandbookPage, ...]:
    """Every page of the edition, by slug. Kept, because facts and passages are both read from it."""
    pages = (
        read_page(edition.id, name, content)
        for name, content in files.members(edition.files[0])
        if name.endswith((".html", ".htm"))
    )
    return tuple(sorted(pages, key=lambda each: each.page.slug))


def pages_by_occupation(pages: tuple[HandbookPage, ...], codes: Codes) -> Mapping[str, tuple[str, ...]]:
    """The slugs of each occupation's pages, the page that covers fewest occupations first."""
    found: dict[str, list[tuple[int, str]]] = {}
    for each in pages:
        for about in _occupations(each, codes):
            found.setdefault(about.soc, []).append((len(each.codes), each.page.slug))
    return {soc: tuple(slug for _, slug in sorted(of_one)) for soc, of_one in sorted(found.items())}


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    """For each occupation with a page: the page, and its wording for projected growth."""
    pages = read_pages(files, edition)
    by_slug = {each.page.slug: each for each in pages}
    for soc, slugs in pages_by_occupation(pages, codes).items():
        each = by_slug[slugs[0]]
        about = next(about for about in _occupations(each, codes) if about.soc == soc)
        origin = Origin(edition, edition.files[0], each.member)
        words = Words("Handbook page", "text", edition.vintage)
        yield soc, origin.fact(about, "page", slugs[0], words, "link rel=canonical", "href")
        if each.growth:
            words = Words("Projected growth, in BLS's words", "text", each.growth.period)
            row = f"Quick Facts: {each.growth.heading}"
            yield soc, origin.fact(about, "growth-wording", each.growth.wording, words, row, "value")


def _occupations(each: HandbookPage, codes: Codes) -> Iterator[About]:
    """Whom a page is about. What it says of several occupations together is marked as that."""
    seen = set[str]()
    for code, title in each.codes:
        for about in bls_occupations(code, title, codes):
            if about.soc not in seen:
                seen.add(about.soc)
                note = f"the page {each.page.title} covers {len(each.codes)} occupations together"
                shared = About(about.soc, "combined_code", "; ".join(filter(None, (note, about.note))))
                yield shared if len(each.codes) > 1 else about
