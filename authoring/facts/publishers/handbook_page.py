"""One HTML page of the Occupational Outlook Handbook: its text, its passages, its codes and its quick facts.

Taken are the paragraphs, bullets and small tables of the six sections below. Left out is what is not the
handbook's text: navigation, videos, picture captions, charts, and the projections table, whose numbers come
from the Employment Projections themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from lxml import html
from lxml.html import HtmlElement

from authoring.errors import FactsError
from authoring.facts.page import Page
from authoring.text import clean_line
from schemas.facts import Passage

_SECTIONS: Final = (
    ("tab-2", "what-they-do", "What They Do"),
    ("tab-3", "work-environment", "Work Environment"),
    ("tab-4", "how-to-become-one", "How to Become One"),
    ("tab-5", "pay", "Pay"),
    ("tab-6", "job-outlook", "Job Outlook"),
    ("tab-8", "similar-occupations", "Similar Occupations"),
)
_LEFT_OUT: Final = frozenset({"ooh_right_img", "ooh-chart", "noprint", "tab-footer", "footer"})
_TAGS_LEFT_OUT: Final = frozenset({"nav", "script", "style", "h2", "img", "noscript"})
_OUTLOOK: Final = re.compile(r"Job Outlook, (\d{4})[–-](\d\d)")
_WORDING: Final = re.compile(r"\(([^()]+)\)\s*$")
_CODE: Final = re.compile(r"\d\d-\d{4}")
_HEADING: Final = "heading"


@dataclass(frozen=True)
class Growth:
    """The quick fact on growth: its heading, the projection round, and the words in brackets."""

    heading: str
    period: str
    wording: str


@dataclass(frozen=True)
class HandbookPage:
    """What a page holds: `codes` are the codes and titles of its outlook table, as printed."""

    member: str
    page: Page
    codes: tuple[tuple[str, str], ...]
    growth: Growth | None


def read_page(dataset: str, member: str, content: bytes) -> HandbookPage:
    """Read one page. Raises `FactsError` where it is no handbook page."""
    root = html.document_fromstring(content)
    canonical, named = root.find(".//link[@rel='canonical']"), root.find(".//meta[@property='og:title']")
    if canonical is None or named is None:
        raise FactsError(
            f"{member} is no page of the Occupational Outlook Handbook: no canonical link or title",
            "Take the pages as BLS serves them, one file a page.",
        )
    url, title = canonical.get("href", ""), clean_line(named.get("content", ""))
    slug = PurePosixPath(url).stem
    text, passages = _passages(root, dataset, slug, title, url)
    page = Page(dataset, slug, title, url, text, passages)
    return HandbookPage(member, page, tuple(_codes(root)), _growth(root))


def _passages(root: HtmlElement, dataset: str, slug: str, title: str, url: str) -> tuple[str, tuple[Passage, ...]]:
    """The page's text, blocks divided by an empty line, and each block that is no heading as a passage."""
    parts, passages, length = [], [], 0
    for tab, section, name in _SECTIONS:
        number, heading = 0, name
        for pane in root.findall(f".//div[@id='{tab}']"):
            for kind, block in _blocks(pane):
                if kind == _HEADING:
                    heading = f"{name}: {block}"
                else:
                    number += 1
                    passages.append(
                        Passage(
                            id=f"{dataset}/{slug}/{section}/{number}",
                            dataset=dataset,
                            page=slug,
                            page_title=title,
                            section=heading,
                            text=block,
                            start=length,
                            end=length + len(block),
                            url=f"{url}#{tab}",
                        )
                    )
                parts.append(block)
                length += len(block) + 2
    return "\n\n".join(parts), tuple(passages)


def _blocks(parent: HtmlElement) -> Iterator[tuple[str, str]]:
    """The blocks below an element in reading order, as (kind, text)."""
    for child in parent:
        tag = child.tag
        if not isinstance(tag, str) or tag in _TAGS_LEFT_OUT or _classes(child) & _LEFT_OUT:
            continue
        if tag in ("p", "li"):
            yield from _text_block(tag, child)
        elif tag in ("h3", "h4"):
            yield from _text_block(_HEADING, child)
        elif tag == "table":
            yield from _table_blocks(child)
        else:
            yield from _blocks(child)


def _text_block(kind: str, element: HtmlElement) -> Iterator[tuple[str, str]]:
    text = clean_line(element.text_content())
    if text:
        yield kind, text


def _table_blocks(table: HtmlElement) -> Iterator[tuple[str, str]]:
    """The list of similar occupations as one `title: duties` a row; any other small table as one block.

    A small table stays whole, because only its first row says whether its numbers are percent or dollars.
    """
    rows = [[clean_line(cell.text_content()) for cell in row.iter("td")] for row in table.iter("tr")]
    if table.get("id") == "similar-occupations":
        yield from (("row", ": ".join(cells[1:3])) for cells in rows if len(cells) > 2)
    elif "ooh-tab-table" in _classes(table):
        filled = [[cell for cell in cells if cell] for cells in rows]
        whole = "; ".join(": ".join(cells) for cells in filled if len(cells) > 1)
        if whole:
            yield "table", whole


def _classes(element: HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())


def _codes(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for row in root.findall(".//table[@id='outlook-table']//tr"):
        cells = [clean_line(cell.text_content()) for cell in row.iter("th", "td")]
        if len(cells) > 1:
            for code in _CODE.findall(cells[1]):
                yield code, cells[0]


def _growth(root: HtmlElement) -> Growth | None:
    for row in root.findall(".//table[@id='quickfacts']//tr"):
        cells = [clean_line(cell.text_content()) for cell in row.iter("th", "td")]
        if len(cells) > 1:
            heading, wording = _OUTLOOK.search(cells[0]), _WORDING.search(cells[1])
            if heading and wording:
                return Growth(heading[0], f"{heading[1]}-{heading[2]}", wording[1])
    return None
