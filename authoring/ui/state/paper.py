"""Text laid out for a terminal: spans with a role, paragraphs wrapped by cell, blocks that can have the focus.

Invariant: a role only strengthens what the words already say; without colour nothing is lost.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from authoring.text import cell_width
from schemas.citations import Citation

Role: TypeAlias = Literal["plain", "heading", "strong", "dim", "bar", "error", "warning", "good", "changed"]
_WIDE: Final = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_TOKEN: Final = re.compile(rf" +|[{_WIDE}]|[^ {_WIDE}]+")
_NOT_AT_START: Final = frozenset("，。、；：？！）」』”》…％")


@dataclass(frozen=True)
class Span:
    """A piece of one line with one role."""

    text: str
    role: Role = "plain"


Line: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True)
class Para:
    """One paragraph: indented by `indent` cells, its further lines by `hanging` cells more."""

    spans: Line
    indent: int = 0
    hanging: int = 0


@dataclass(frozen=True)
class Block:
    """What the focus moves by. `key` is the item's id, or a name of its own; `text` is what citations must carry.

    A `still` block (a heading, a table's head) is read but never has the focus.
    """

    key: str
    paras: tuple[Para, ...]
    citations: tuple[Citation, ...] = ()
    text: str = ""
    still: bool = False


@dataclass(frozen=True)
class LaidLine:
    """One line on the screen, and which block it is of; `first` where that block begins."""

    block: int
    first: bool
    spans: Line


def para(text: str, role: Role = "plain", indent: int = 0, hanging: int = 0) -> Para:
    """A paragraph of one role."""
    return Para((Span(text, role),), indent, hanging)


def lay(blocks: Sequence[Block], width: int) -> list[LaidLine]:
    """Every line of the blocks at that width in cells."""
    return [
        LaidLine(number, place == 0, line)
        for number, block in enumerate(blocks)
        for place, line in enumerate(line for each in block.paras for line in wrapped(each, width))
    ]


def wrapped(paragraph: Para, width: int) -> Iterator[Line]:
    """The lines of one paragraph; words longer than a line are broken, wide characters anywhere."""
    room, used = max(width - paragraph.indent, 1), 0
    line: list[Span] = []
    lead = paragraph.indent
    for token, role in _tokens(paragraph.spans, max(room - paragraph.hanging, 1)):
        cells = cell_width(token)
        if used + cells > room and used and token not in _NOT_AT_START:
            yield _line(lead, line)
            lead, room = paragraph.indent + paragraph.hanging, max(width - paragraph.indent - paragraph.hanging, 1)
            line, used = [], 0
            if token.isspace():
                continue
        line.append(Span(token, role))
        used += cells
    yield _line(lead, line)


def fit(text: str, width: int) -> str:
    """The text in exactly that many cells: padded, or cut with an ellipsis."""
    cells = cell_width(text)
    if cells <= width:
        return text + " " * (width - cells)
    if width < 1:
        return ""
    kept, used = "", 0
    for character in text:
        wide = cell_width(character)
        if used + wide > width - 1:
            break
        kept, used = kept + character, used + wide
    return kept + "…" + " " * (width - 1 - used)


def plain(line: Line) -> str:
    """The words of a line."""
    return "".join(span.text for span in line)


def _line(lead: int, spans: Sequence[Span]) -> Line:
    joined: list[Span] = [Span(" " * lead)] if lead else []
    for span in spans:
        if joined and joined[-1].role == span.role:
            joined[-1] = Span(joined[-1].text + span.text, span.role)
        else:
            joined.append(span)
    return tuple(joined)


def _tokens(spans: Line, width: int) -> Iterator[tuple[str, Role]]:
    for span in spans:
        for match in _TOKEN.finditer(span.text):
            token = match[0]
            if len(token) * 2 <= width or cell_width(token) <= width:
                yield token, span.role
            else:
                yield from ((piece, span.role) for piece in _pieces(token, width))


def _pieces(token: str, width: int) -> Iterator[str]:
    piece, used = "", 0
    for character in token:
        cells = cell_width(character)
        if used + cells > width and piece:
            yield piece
            piece, used = "", 0
        piece, used = piece + character, used + cells
    if piece:
        yield piece
