"""The pieces pages are made of: headings, sentences, points, table rows."""

from collections.abc import Iterable, Iterator, Sequence

from authoring.text import cell_width
from authoring.ui.state.paper import Block, Para, Span, fit, para
from schemas.citations import Citation, FactCitation
from schemas.items import Point, Sentence


def heading(text: str, key: str = "") -> Block:
    """A heading: read, never focused."""
    return Block(f"heading.{key or text}", (para(""), para(text, "heading")), still=True)


def remark(text: str, key: str) -> Block:
    """A quiet line about what stands above or below it: read, never focused."""
    return Block(key, (para(text, "dim"),), still=True)


def line_of(label: str, value: str, key: str, citations: Iterable[Citation] = ()) -> Block:
    """`Label: value`, as one block."""
    return Block(key, (Para((Span(f"{label}: ", "dim"), Span(value)), hanging=2),), tuple(citations), value)


def sentence(item: Sentence, indent: int = 0, around: Sequence[Citation] = ()) -> Block:
    """One sentence of running text; `around` are the citations of what it stands in."""
    return Block(item.id, (para(item.text, indent=indent),), (*item.citations, *around), item.text)


def sentences(title: str, items: Sequence[Sentence]) -> Iterator[Block]:
    """A heading and its running text, where there is any."""
    if items:
        yield heading(title)
        yield from (sentence(item) for item in items)


def point(item: Point) -> Block:
    """A bullet with what there is to say about it."""
    paras = [Para((Span("• "), Span(item.title, "strong")), hanging=2)]
    if item.detail:
        paras.append(para(item.detail, indent=2))
    return Block(item.id, tuple(paras), item.citations, f"{item.title}\n{item.detail}")


def points(title: str, items: Sequence[Point]) -> Iterator[Block]:
    """A heading and its bullets, where there are any."""
    if items:
        yield heading(title)
        yield from (point(item) for item in items)


def facts(*ids: str | None) -> tuple[Citation, ...]:
    """Citations of those facts that there are."""
    return tuple(FactCitation(kind="fact", fact=each) for each in ids if each)


class Table:
    """A small table, one focusable block a row; columns are as wide as their widest cell, up to `most`."""

    def __init__(self, head: Sequence[str], most: int = 30) -> None:
        self._head = tuple(head)
        self._rows: list[tuple[str, tuple[str, ...], tuple[Citation, ...]]] = []
        self._most = most

    def row(self, key: str, cells: Sequence[str], citations: Iterable[Citation] = ()) -> None:
        """Add a row."""
        self._rows.append((key, tuple(cells), tuple(citations)))

    def blocks(self) -> Iterator[Block]:
        """The head and the rows; nothing for a table without rows."""
        if not self._rows:
            return
        grid = [self._head, *(cells for _, cells, _ in self._rows)]
        widths = [min(max(map(cell_width, column)), self._most) for column in zip(*grid, strict=True)]
        yield Block(f"head.{self._rows[0][0]}", (para(""), para(_cells(self._head, widths), "dim")), still=True)
        for key, cells, citations in self._rows:
            yield Block(key, (para(_cells(cells, widths), hanging=2),), citations, " ".join(cells))


def _cells(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(fit(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip()
