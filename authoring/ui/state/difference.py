"""Two revisions of a section and what changed in meaning between them, numbers first, as blocks to move through."""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Final

from authoring.diff import Change, SectionDiff, apply, compare, reverse
from authoring.diff.render.layout import APART, SIGNS, Piece, Row, heading, rows
from authoring.errors import UsageError
from authoring.locales.labels import Labels
from authoring.revisions.history import History
from authoring.text import cell_width
from authoring.ui.state.ages import age
from authoring.ui.state.paper import Block, Para, Role, Span, para, plain, wrapped
from schemas.events import EventId, Revision
from schemas.saying import Said, said
from schemas.sections.registry import Section

if TYPE_CHECKING:
    from authoring.ui.state.workroom import SectionKey, Workroom

_MARKS: Final = {"equal": ("", ""), "delete": ("[-", "-]"), "insert": ("{+", "+}")}
_ROLES: Final[dict[str, Role]] = {"equal": "plain", "delete": "error", "insert": "good"}
_LEAST_SIDE: Final = 30
NOTHING: Final = -1
"""The beginning of a section that was not there before."""


class Difference:
    """What changed from one revision of a section to a later one. Either side can be chosen anew, a revision at a time.

    `before` may be `NOTHING`: then the whole text is new.
    """

    def __init__(
        self, history: History, before: int, after: int, published: str | None, words: Labels, now: str
    ) -> None:
        self.history, self.words, self.now = history, words, now
        self.before, self.after = before, after
        self._published = published
        self.diff: SectionDiff = self._compare()

    @property
    def old(self) -> Revision | None:
        """The revision on the left; None where the section was not there."""
        return None if self.before == NOTHING else self.history.revisions[self.before]

    @property
    def new(self) -> Revision:
        """The revision on the right."""
        return self.history.revisions[self.after]

    @property
    def shows_head(self) -> bool:
        """Whether the right side is the text as it now is: only there can a change be taken back."""
        return self.history.head is not None and self.new.id == self.history.head.id

    def older(self) -> None:
        """Begin one revision earlier."""
        self._choose(self.before - 1, self.after)

    def newer(self) -> None:
        """Begin one revision later."""
        self._choose(self.before + 1, self.after)

    def end_older(self) -> None:
        """End one revision earlier."""
        self._choose(self.before, self.after - 1)

    def end_newer(self) -> None:
        """End one revision later."""
        self._choose(self.before, self.after + 1)

    def since_published(self) -> bool:
        """Begin at the published revision; False where nothing of it is published."""
        place = next((n for n, each in enumerate(self.history.revisions) if each.hash == self._published), None)
        if place is None:
            return False
        self._choose(place, len(self.history.revisions) - 1)
        return True

    def heading(self) -> str:
        """Both sides: who made each, how long ago, and which of them is published or the text as it is now."""
        return f"{self._side(self.old)}  ->  {self._side(self.new)}"

    def summary(self) -> str:
        """One line a person can trust."""
        return self.words.label("ui.diff.same") if self.diff.empty else self.words.told(self.diff.summary)

    def blocks(self, width: int, *, beside: bool) -> tuple[Block, ...]:
        """Every change as a block that can have the focus, those of figures first; `beside` puts old and new side by side."""
        return tuple(Block(f"change.{n}", tuple(self._change(each, width, beside))) for n, each in self._in_order())

    def without(self, place: int) -> Section:
        """The text as it is now with the change of that block taken back. Raises `UsageError` where it cannot be."""
        number = self._in_order()[place][0]
        change = self.diff.changes[number]
        reverted = apply(reverse(SectionDiff(self.diff.section, "both", (change,))), self.new.content)
        assert reverted is not None
        return reverted

    def _choose(self, before: int, after: int) -> None:
        """The end stays behind the beginning, and both within the history; its only revision is compared with itself."""
        last = len(self.history.revisions) - 1
        self.after = max(min(after, last), min(1, last))
        self.before = max(0, min(before, self.after - 1))
        self.diff = self._compare()

    def _compare(self) -> SectionDiff:
        return compare(self.old.content if self.old else None, self.new.content)

    def _in_order(self) -> list[tuple[int, Change]]:
        """Changes with their number in the difference: those in which a figure or a date moved come first."""
        return sorted(enumerate(self.diff.changes), key=lambda each: not (each[1].figures or each[1].dates))

    def _side(self, revision: Revision | None) -> str:
        if revision is None:
            return self.words.label("ui.diff.not_there")
        named = [revision.by.name, age(revision.at, self.now, self.words)]
        if revision.hash == self._published:
            named.append(self.words.label("state.published"))
        if self.history.head is not None and revision.id == self.history.head.id:
            named.append(self.words.label("ui.diff.now"))
        return f"{revision.hash[:8]} ({self.words.listed(named)})"

    @cached_property
    def _apart(self) -> frozenset[str]:
        """What the lines are called that stand across both sides."""
        return frozenset(map(self.words.told, APART))

    def _unified(self, row: Row) -> Para:
        label = (Span(self.words.text("ui.named", name=row.label, text=""), "dim"),) if row.label else ()
        return Para((*label, *(_marked(piece) for piece in row.pieces)), indent=2, hanging=2)

    def _told(self, row: Row) -> Row:
        """The row in the language of the screens: its label, and what of its words is ours."""
        label = self.words.told(row.label) if isinstance(row.label, Said) else row.label and self.words.field(row.label)
        return Row(label, tuple(Piece(self.words.told(piece.text), piece.role) for piece in row.pieces))

    def _change(self, change: Change, width: int, beside: bool) -> Iterator[Para]:
        yield Para(
            (
                Span(f"{SIGNS[change.kind]} ", "strong"),
                Span(self.words.told(heading(change, self.words.field)), "heading"),
            ),
            hanging=2,
        )
        for row in map(self._told, rows(change)):
            if beside and row.label not in self._apart:
                yield from _beside(row, width)
            else:
                yield self._unified(row)
        yield para("")


def _marked(piece: Piece) -> Span:
    opening, closing = _MARKS[piece.role]
    return Span(f"{opening}{piece.text}{closing}", _ROLES[piece.role])


def _beside(row: Row, width: int) -> Iterator[Para]:
    """Old on the left, new on the right, each wrapped in its half."""
    half = max((width - 5) // 2, _LEAST_SIDE)
    old = Para(tuple(_marked(piece) for piece in row.pieces if piece.role != "insert"))
    new = Para(tuple(_marked(piece) for piece in row.pieces if piece.role != "delete"))
    left, right = list(wrapped(old, half)), list(wrapped(new, half))
    for number in range(max(len(left), len(right))):
        mine = left[number] if number < len(left) else ()
        theirs = right[number] if number < len(right) else ()
        yield Para((*mine, Span(" " * (half - cell_width(plain(mine)))), Span(" | ", "dim"), *theirs), indent=2)


def difference_of(room: "Workroom", key: "SectionKey") -> Difference:
    """What changed since the machine's last draft; where nobody edited, since the revision before. Reads the log."""
    history = room.desk.history(*key)
    base = history.base_of_last_redraft or history.revisions[0]
    last = len(history.revisions) - 1
    return _of(room, history, min(_place(history, base.id), max(last - 1, 0)), last)


def difference_between(room: "Workroom", key: "SectionKey", old: EventId | None, new: EventId) -> Difference:
    """What changed between two revisions; `old` None: the section was not there. Reads the log.

    Raises `UsageError` where the log does not have one of them.
    """
    history = room.desk.history(*key)
    for wanted in filter(None, (old, new)):
        if history.revision(wanted) is None:
            raise UsageError(
                said(
                    "the log here does not have {soc} {locale} {section} as it was then",
                    soc=key.soc,
                    locale=key.locale,
                    section=key.section,
                ),
                said("Compare in the workspace that made the release."),
            )
    return _of(room, history, NOTHING if old is None else _place(history, old), _place(history, new))


def _of(room: "Workroom", history: History, before: int, after: int) -> Difference:
    key = (history.soc, history.locale, history.section)
    published = next((leaving[3] for leaving in room.wiring.published() if leaving[:3] == key), None)
    return Difference(history, before, after, published, room.words, room.now())


def _place(history: History, revision: EventId) -> int:
    return next((n for n, each in enumerate(history.revisions) if each.id == revision), 0)
