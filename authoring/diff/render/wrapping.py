"""Wrapping: marked words into lines of so many terminal cells, never inside a number or a word that fits a line."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from authoring.diff.render.layout import Piece, Role
from authoring.diff.tokens import Token, tokenise
from authoring.text import cell_width
from schemas.base import UNSAFE_IN_LINE

MARKS: Final = {"equal": ("", ""), "delete": ("[-", "-]"), "insert": ("{+", "+}")}


class _Fragment(NamedTuple):
    """A token or a mark. `starts`: a line may break before it; `space`: it vanishes at a line end."""

    text: str
    role: Role
    starts: bool
    space: bool


def wrap(pieces: Iterable[Piece], room: int) -> Iterator[list[Piece]]:
    """Lines of at most `room` cells; deleted and inserted pieces carry their marks."""
    line: list[Piece] = []
    used, gap = 0, Piece("", "equal")
    for word in _words(pieces):
        if word[0].space:
            gap = Piece(gap.text + word[0].text, word[0].role) if line else gap
            continue
        width = sum(cell_width(fragment.text) for fragment in word)
        if line and used + len(gap.text) + width > room:
            yield line
            line, used, gap = [], 0, Piece("", "equal")
        for part in ([gap] if gap.text else []) + [Piece(fragment.text, fragment.role) for fragment in word]:
            for cut in _cut(part, room, used):
                if used and used + cell_width(cut.text) > room:
                    yield line
                    line, used = [], 0
                line.append(cut)
                used += cell_width(cut.text)
        gap = Piece("", "equal")
    if line:
        yield line


def _words(pieces: Iterable[Piece]) -> Iterator[list[_Fragment]]:
    word: list[_Fragment] = []
    for fragment in _fragments(pieces):
        if word and (fragment.starts or fragment.space or word[0].space):
            yield word
            word = []
        word.append(fragment)
    if word:
        yield word


def _fragments(pieces: Iterable[Piece]) -> Iterator[_Fragment]:
    before = Token("", "space")
    marked = False
    for piece in pieces:
        opening, closing = MARKS[piece.role]
        if opening:
            yield _Fragment(opening, piece.role, marked or before.kind == "han", space=False)
        fresh = bool(opening)
        for token in tokenise(UNSAFE_IN_LINE.sub(" ", piece.text)):
            starts = not fresh and token.kind != "mark" and "han" in (token.kind, before.kind)
            yield _Fragment(token.text, piece.role, starts, token.kind == "space")
            before, fresh = token, False
        if closing:
            yield _Fragment(closing, piece.role, starts=False, space=False)
        marked = bool(opening)


def _cut(piece: Piece, room: int, used: int) -> Iterator[Piece]:
    """A piece that is wider than a whole line in parts that fit, the first into what is left of this line."""
    text, left = "", room - used if used < room else room
    if cell_width(piece.text) <= room:
        yield piece
        return
    for character in piece.text:
        if cell_width(text + character) > left:
            yield Piece(text, piece.role)
            text, left = "", room
        text += character
    yield Piece(text, piece.role)
