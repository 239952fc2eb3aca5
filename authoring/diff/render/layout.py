"""Layout: one change as lines of words with a role each, the same for every face that shows differences."""

from collections.abc import Callable, Iterator
from functools import reduce
from typing import Final, Literal, NamedTuple, TypeAlias

from authoring.diff.changes import Change, EntryChange, FieldChange, Spot
from authoring.diff.claims import ClaimChange, ClaimSide
from authoring.diff.figures import Replacement
from authoring.diff.wording import KIND_WORDS, both, cited, replaced
from authoring.diff.words import Span
from schemas.saying import listed, said

Role: TypeAlias = Literal["equal", "delete", "insert"]

SIGNS: Final = {
    "added": "+", "removed": "-", "moved": ">", "reworded": "~", "moved_and_reworded": "%", "recited": "@",
    "split": "<", "merged": "&", "field": "=",
}  # fmt: skip
"""One character per kind of change, so that a kind is never told by colour alone."""

FIGURES: Final = said("figures")
DATES: Final = said("dates")
CITATION: Final = said("citation")
CITATIONS: Final = said("citations")
APART: Final = (FIGURES, DATES, CITATION, CITATIONS)
"""Labels of rows that are about a change as a whole, not about one of its texts."""


class Piece(NamedTuple):
    """Some words of a line: plain, deleted or inserted."""

    text: str
    role: Role


class Row(NamedTuple):
    """One line of a change: what it is about (`title`, `figures`; empty: the text itself), and its words."""

    label: str
    pieces: tuple[Piece, ...]


def heading(change: Change, named: Callable[[str], str] = str) -> str:
    """`points[a1] moved, 4 -> 1`: the entry, what happened to it, and where it stands, counted from 1.

    `named` says what a field is called where it is shown.
    """
    if isinstance(change, FieldChange):
        return change.path
    spot = _spot(change)
    entry, places = f"{named(spot.field)}[{change.item or f'#{spot.index + 1}'}]", _places(change, named)
    kind = KIND_WORDS[change.kind]
    if not places:
        return said("{entry} {kind}", entry=entry, kind=kind)
    return said("{entry} {kind}, {places}", entry=entry, kind=kind, places=places)


def rows(change: Change) -> Iterator[Row]:
    """The lines under a heading: texts with their changed words, then figures, dates and citations apart."""
    if isinstance(change, FieldChange):
        yield Row("", _words(change.spans) if change.spans else _values(change))
    else:
        for text in change.texts:
            yield Row("" if text.name == "text" else text.name, _words(text.spans))
        if not change.texts and change.title:
            yield Row("", (Piece(change.title, "equal"),))
    yield from _replacements(FIGURES, change.figures)
    yield from _replacements(DATES, change.dates)
    if isinstance(change, EntryChange):
        if change.reordered:
            yield Row(FIGURES, (Piece(said("the same ones in another order"), "equal"),))
        yield from _citations(change)


def _spot(change: EntryChange) -> Spot:
    return (change.after or change.before)[0]


def _places(change: EntryChange, named: Callable[[str], str]) -> str:
    if change.kind in ("reworded", "recited"):
        return ""
    before, after = _positions(change.before), _positions(change.after)
    if not change.before or not change.after:
        return before or after
    fields = change.before[0].field, change.after[0].field
    if fields[0] == fields[1]:
        return said("{before} -> {after}", before=before, after=after)
    origin, goal = (
        said("{field} {places}", field=named(f), places=p) for f, p in zip(fields, (before, after), strict=True)
    )
    return said("{before} -> {after}", before=origin, after=goal)


def _positions(spots: tuple[Spot, ...]) -> str:
    numbers = [str(spot.index + 1) for spot in spots]
    return reduce(lambda some, last: said("{some} and {last}", some=some, last=last), numbers) if numbers else ""


def _words(runs: tuple[Span, ...]) -> tuple[Piece, ...]:
    return tuple(Piece(span.text, span.op) for span in runs)


def _values(change: FieldChange) -> tuple[Piece, ...]:
    old, new = both(change)
    return (Piece(old, "delete"), Piece(" -> ", "equal"), Piece(new, "insert"))


def _replacements(label: str, changes: tuple[Replacement, ...]) -> Iterator[Row]:
    if changes:
        yield Row(label, (Piece(listed(replaced(change) for change in changes), "equal"),))


def _citations(change: EntryChange) -> Iterator[Row]:
    if change.citations is None:
        return
    for citation in change.citations.dropped:
        yield Row(CITATION, (Piece(cited(citation), "delete"),))
    for citation in change.citations.added:
        yield Row(CITATION, (Piece(cited(citation), "insert"),))
    if not change.citations.dropped and not change.citations.added:
        yield Row(CITATIONS, (Piece(said("the same ones in another order"), "equal"),))


class SideRow(NamedTuple):
    """One line of two columns: what it is about, the old words and the new ones."""

    label: str
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]


def side_rows(change: Change) -> Iterator[SideRow]:
    """The same lines as `rows`, old words on the left, new ones on the right; a row of one kind of words has one side."""
    if isinstance(change, FieldChange) and not change.spans:
        old, new = both(change)
        yield SideRow("", (Piece(old, "delete"),), (Piece(new, "insert"),))
        return
    for row in rows(change):
        left = tuple(piece for piece in row.pieces if piece.role != "insert")
        right = tuple(piece for piece in row.pieces if piece.role != "delete")
        marked = any(piece.role != "equal" for piece in row.pieces)
        if marked and all(piece.role == "insert" for piece in row.pieces):
            left = ()
        if marked and all(piece.role == "delete" for piece in row.pieces):
            right = ()
        yield SideRow(row.label, left, right)


def claim_heading(change: ClaimChange) -> str:
    """`figure moat[a1] $64,320 -> $68,270`: what happened to a claim, and where it stands."""
    side = change.new or change.old
    return f"{_CLAIM_WORDS[change.kind]} {change.section}[{side.item}]" if side else change.section


def claim_rows(change: ClaimChange) -> Iterator[Row]:
    """The lines about a claim: its words, what carries it before and after, and whether it is unsupported now."""
    old, new = change.old, change.new
    if old and new and old.text == new.text:
        words: tuple[Piece, ...] = (Piece(new.text, "equal"),)
    elif old and new:
        words = (Piece(old.text, "delete"), Piece(" -> ", "equal"), Piece(new.text, "insert"))
    else:
        words = (Piece(old.text, "delete"),) if old else (Piece(new.text if new else "", "insert"),)
    yield Row("", words)
    before, after = ((", ".join(side.bound) or side.verdict) if side else "" for side in (old, new))
    if before != after:
        gone, come = (Piece(before, "delete"),) if before else (), (Piece(after, "insert"),) if after else ()
        yield Row(_grounds(new or old), (*gone, *((Piece(" -> ", "equal"),) if before and after else ()), *come))
    elif before:
        yield Row(_grounds(new or old), (Piece(before, "equal"),))
    if change.unsupported and new:
        yield Row("now", (Piece(new.verdict, "equal"),))


def _grounds(side: ClaimSide | None) -> str:
    return "contradicted by" if side is not None and side.verdict == "contradicted" else "carried by"


_CLAIM_WORDS: Final = {
    "figure": "figure changed", "carrier": "other grounds", "verdict": "judged otherwise", "added": "new claim",
    "removed": "claim gone",
}  # fmt: skip
