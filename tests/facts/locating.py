"""Follows a locator back into the official file: what stands there now."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from lxml import html

from authoring.facts.files import Cell, OfficialFiles
from authoring.text import clean_line
from schemas.facts import Locator

_SEVERAL = " | "


class Located:
    """Official files, indexed by the row keys that locators use."""

    def __init__(self, files: OfficialFiles) -> None:
        self._files = files
        self._rows: dict[tuple[str, str | None, str], list[Mapping[str, Cell]]] = {}
        self._index: dict[tuple[str, str | None, tuple[str, ...]], dict[tuple[str, ...], list]] = {}
        self._pages: dict[str, html.HtmlElement] = {}

    def cells(self, locator: Locator) -> list[Cell]:
        """The cells that a locator names: one, or one for each row that a mean was made of."""
        if locator.file.endswith(".tar.xz"):
            return list(self._in_page(locator))
        keys = self._keys(locator)
        index = self._indexed(locator, tuple(keys))
        found = []
        for values in _alternatives(tuple(keys.values())):
            rows = index.get(values, [])
            assert rows, f"no row {values} in {locator.file}"
            found += [row[locator.column] for row in rows]
        return found

    def page_text(self, member: str) -> str:
        """All text of a handbook page's HTML, as one line."""
        return clean_line(self._page(member).text_content())

    def _keys(self, locator: Locator) -> dict[str, str]:
        """`A=1; B=2` as a mapping; a value may itself hold `; `, a column name may not."""
        names = self._table(locator)[0]
        parts = re.split(r"(?:^|; )(" + "|".join(map(re.escape, names)) + r")=", locator.row)[1:]
        return dict(zip(parts[::2], parts[1::2], strict=True))

    def _indexed(self, locator: Locator, keys: tuple[str, ...]) -> dict[tuple[str, ...], list]:
        where = (locator.file, locator.table, keys)
        if where not in self._index:
            index = defaultdict(list)
            for row in self._table(locator):
                index[tuple(clean_line(str(row[key])) for key in keys)].append(row)
            self._index[where] = index
        return self._index[where]

    def _table(self, locator: Locator) -> list[Mapping[str, Cell]]:
        where = (locator.file, locator.table, "")
        if where not in self._rows:
            self._rows[where] = list(self._read(locator))
        return self._rows[where]

    def _read(self, locator: Locator) -> Iterator[Mapping[str, Cell]]:
        if not locator.file.endswith(".xlsx"):
            yield from self._files.table(locator.file, "," if locator.file.endswith(".csv") else "\t")
            return
        rows = self._files.rows(locator.file, locator.table or 0)
        header = next(at for at, row in enumerate(rows) if locator.column in row)
        yield from self._files.sheet(locator.file, locator.table or 0, header, (locator.column,))

    def _page(self, member: str) -> html.HtmlElement:
        if not self._pages:
            archive = "bls-ooh/ooh_html_2025-08-28_edition.tar.xz"
            self._pages = {name: html.document_fromstring(content) for name, content in self._files.members(archive)}
        return self._pages[member]

    def _in_page(self, locator: Locator) -> Iterator[str]:
        page = self._page(locator.table or "")
        if locator.row == "link rel=canonical":
            yield page.find(".//link[@rel='canonical']").get("href")
            return
        heading = locator.row.removeprefix("Quick Facts: ")
        for row in page.findall(".//table[@id='quickfacts']//tr"):
            if heading in clean_line(row.find("th").text_content()):
                yield clean_line(row.find("td").text_content())


def _alternatives(values: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A key whose first value lists several codes, `A | B`, stands for several rows."""
    first, *rest = values
    for value in first.split(_SEVERAL):
        yield (value, *rest)
