"""A difference on a terminal, unified: old and new words in one text, as `[-old-]{+new+}`, in colour or plain.

The marks stand in both, so that nothing is told by colour alone. What is not safe on a terminal is taken out of every
text here as well, wherever the difference came from.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import Final

from authoring.diff.changes import Change, SectionDiff
from authoring.diff.comparison import Comparison, ProfileDiff
from authoring.diff.render.layout import SIGNS, Piece, Row, claim_heading, claim_rows, heading, rows, side_rows
from authoring.diff.render.wrapping import wrap
from authoring.text import cell_width

LEAST_WIDTH: Final = 20
LEAST_BESIDE: Final = 60
"""In fewer cells two columns would be one word wide: what was asked for side by side is shown unified."""

_COLOURS: Final = {"equal": "", "delete": "\x1b[31m", "insert": "\x1b[32m"}
_BOLD: Final = "\x1b[1m"
_RESET: Final = "\x1b[0m"


def render(diffs: SectionDiff | Iterable[SectionDiff], colour: bool, width: int) -> str:
    """The difference of a section, or of several, as lines no wider than `width` cells (20 at least).

    A section without changes is one line that says so. Ends with a newline; nothing to show is the empty string.
    """
    several = (diffs,) if isinstance(diffs, SectionDiff) else diffs
    return "\n".join("\n".join(_section(diff, colour, max(width, LEAST_WIDTH))) + "\n" for diff in several)


def render_comparison(comparison: Comparison, colour: bool, width: int, *, beside: bool = False) -> str:
    """All profiles of a comparison: one line on each, the claims, then the changes; `beside`: old and new in two columns."""
    width = max(width, LEAST_WIDTH)
    lines: list[str] = []
    for profile in comparison.profiles:
        lines += _block([Piece(_profile_line(profile), "equal")], "", colour, width, bold=True)
        for change in profile.claims:
            lines += _block([Piece(f"# {claim_heading(change)}", "equal")], "  ", colour, width)
            for row in claim_rows(change):
                lines += _block(_labelled(row), "      ", colour, width)
        for section in profile.sections:
            lines += [""]
            lines += (
                _beside(section, colour, width)
                if beside and width >= LEAST_BESIDE
                else _section(section, colour, width)
            )
        lines += [""]
    return "".join(f"{line}\n" for line in lines[:-1])


def render_summary(comparison: Comparison, colour: bool, width: int) -> str:
    """One line on each profile."""
    lines: list[str] = []
    for profile in comparison.profiles:
        lines += _block([Piece(_profile_line(profile), "equal")], "", colour, max(width, LEAST_WIDTH), hanging="  ")
    return "".join(f"{line}\n" for line in lines)


def _profile_line(profile: ProfileDiff) -> str:
    return f"{profile.soc} {profile.title} ({profile.locale}): {profile.summary}"


def _beside(diff: SectionDiff, colour: bool, width: int) -> Iterator[str]:
    yield from _block([Piece(f"{diff.section}: {diff.summary}", "equal")], "", colour, width, bold=True)
    for change in diff.changes:
        yield from _block([Piece(f"{SIGNS[change.kind]} {heading(change)}", "equal")], "  ", colour, width, bold=True)
        column = (width - 7) // 2
        for row in side_rows(change):
            label = (Piece(f"{row.label}: ", "equal"),) if row.label else ()
            left = list(wrap((*label, *row.left) if row.left else (), column))
            right = list(wrap((*label, *row.right) if row.right else (), column))
            pairs = zip_longest(left, right, fillvalue=list[Piece]())
            for one, other in pairs:
                room = " " * (column - sum(cell_width(piece.text) for piece in one))
                yield f"    {_line(one, colour)}{room} | {_line(other, colour)}".rstrip()


def _line(pieces: Sequence[Piece], colour: bool) -> str:
    return _painted(pieces, False) if colour else "".join(piece.text for piece in pieces)


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


def _block(
    pieces: Sequence[Piece], indent: str, colour: bool, width: int, *, bold: bool = False, hanging: str = ""
) -> Iterator[str]:
    """Wrapped lines; the second and further ones of a heading stand two cells further in."""
    hanging = hanging or ("  " if bold else "")
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
