"""A difference on a terminal, unified: old and new words in one text, as `[-old-]{+new+}`, in colour or plain.

The marks stand in both, so that nothing is told by colour alone. What is not safe on a terminal is taken out of every
text here as well, wherever the difference came from.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from authoring.diff.changes import Change, SectionDiff
from authoring.diff.render.layout import SIGNS, Piece, Row, heading, rows
from authoring.diff.render.wrapping import wrap

LEAST_WIDTH: Final = 20
_COLOURS: Final = {"equal": "", "delete": "\x1b[31m", "insert": "\x1b[32m"}
_BOLD: Final = "\x1b[1m"
_RESET: Final = "\x1b[0m"


def render(diffs: SectionDiff | Iterable[SectionDiff], colour: bool, width: int) -> str:
    """The difference of a section, or of several, as lines no wider than `width` cells (20 at least).

    A section without changes is one line that says so. Ends with a newline; nothing to show is the empty string.
    """
    several = (diffs,) if isinstance(diffs, SectionDiff) else diffs
    return "\n".join("\n".join(_section(diff, colour, max(width, LEAST_WIDTH))) + "\n" for diff in several)


def _section(diff: SectionDiff, colour: bool, width: int) -> Iterator[str]:
    yield from _block([Piece(f"{diff.section}: {diff.summary}", "equal")], "", colour, width, bold=True)
    for change in diff.changes:
        yield from _change(change, colour, width)


def _change(change: Change, colour: bool, width: int) -> Iterator[str]:
    title, lines = f"{SIGNS[change.kind]} {heading(change)}", list(rows(change))
    if change.kind == "field" and len(lines) == 1:
        yield from _block([Piece(f"{title}: ", "equal"), *lines[0].pieces], "  ", colour, width)
        return
    yield from _block([Piece(title, "equal")], "  ", colour, width, bold=True)
    for row in lines:
        yield from _block(_labelled(row), "      ", colour, width)


def _labelled(row: Row) -> Sequence[Piece]:
    return [Piece(f"{row.label}: ", "equal"), *row.pieces] if row.label else row.pieces


def _block(pieces: Sequence[Piece], indent: str, colour: bool, width: int, *, bold: bool = False) -> Iterator[str]:
    """Wrapped lines; the second and further ones of a heading stand two cells further in."""
    hanging = "  " if bold else ""
    for number, line in enumerate(wrap(pieces, width - len(indent) - len(hanging))):
        text = _painted(line, bold) if colour else "".join(piece.text for piece in line)
        yield f"{indent}{hanging if number else ''}{text}"


def _painted(line: Iterable[Piece], bold: bool) -> str:
    painted = ""
    for role, run in groupby(line, key=lambda piece: piece.role):
        style = (_BOLD if bold else "") + _COLOURS[role]
        text = "".join(piece.text for piece in run)
        painted += f"{style}{text}{_RESET}" if style else text
    return painted
