"""What changed between two revisions of a section: change by change, and each can be taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from authoring.ui.messages import Decided
from authoring.ui.screens.base import WorkScreen
from authoring.ui.state.difference import Difference, difference_of
from authoring.ui.state.workroom import SectionKey, Workroom
from authoring.ui.widgets.bars import PlainStatic
from authoring.ui.widgets.paper_view import PaperView

_SIDE_BY_SIDE = 100
"""From this many cells on, old and new stand beside each other unless the person chose."""


@dataclass
class Compared(Message):
    """Two revisions were read and compared; `told` is what was just done."""

    difference: Difference
    told: str = ""


class DiffScreen(WorkScreen):
    """Begins with what people made of the machine's last draft, unless `compare` says otherwise; it is run in a thread.

    `[` and `]` choose an earlier or later beginning, `{` and `}` an earlier or later end.
    """

    CSS_PATH = "diff.tcss"
    FOOTER = ("diff.older", "diff.newer", "diff.beside", "diff.revert", "back", "help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left_square_bracket", "older", "Earlier", id="diff.older", tooltip="Compare from one revision earlier."
        ),
        Binding("right_square_bracket", "newer", "Later", id="diff.newer", tooltip="Compare from one revision later."),
        Binding(
            "left_curly_bracket", "end_older", "To earlier", id="diff.end_older", tooltip="Compare to an earlier end."
        ),
        Binding("right_curly_bracket", "end_newer", "To later", id="diff.end_newer", tooltip="Compare to a later end."),
        Binding("P", "published", "Published", id="diff.published", tooltip="Compare from the published text."),
        Binding("b", "beside", "Side by side", id="diff.beside", tooltip="Old and new in one text, or side by side."),
        Binding("x", "revert", "Take back", id="diff.revert", tooltip="Take back the change under the focus."),
        Binding("ctrl+q,f10", "app.quit", "Quit", id="quit", tooltip="Leave the program."),
    ]

    def __init__(
        self, room: Workroom, key: SectionKey, heading: str, compare: Callable[[], Difference] | None = None
    ) -> None:
        super().__init__(room)
        self.key, self._heading = key, heading
        self._compare = compare or (lambda: difference_of(room, key))
        self.difference: Difference | None = None
        self._beside: bool | None = None
        self._typed_ahead: list[Callable[[Difference], None]] = []

    def body(self) -> ComposeResult:
        yield PlainStatic(self._heading, classes="title")
        yield PlainStatic(id="sides")
        yield PlainStatic(id="summary", classes="under-title")
        yield PaperView(id="changes")

    def begin(self) -> None:
        self.changes.focus()
        compare = self._compare
        self.in_background("compare", lambda: Compared(compare()))

    @property
    def changes(self) -> PaperView:
        """The changes."""
        return self.query_one("#changes", PaperView)

    @on(Compared)
    def take(self, compared: Compared) -> None:
        """Show it; the focus stays where it was."""
        again, self.difference = self.difference is not None, compared.difference
        self.draw(self.changes.focus_block if again else 0)
        if compared.told:
            self.notice.tell(compared.told)
        waiting, self._typed_ahead = self._typed_ahead, []
        for do in waiting:
            do(compared.difference)

    def draw(self, focus: int = 0) -> None:
        """Everything from the state."""
        difference = self.difference
        if difference is None:
            return
        self.query_one("#sides", PlainStatic).say(difference.heading())
        self.query_one("#summary", PlainStatic).say(difference.summary())
        beside = self._beside if self._beside is not None else self.size.width >= _SIDE_BY_SIDE
        blocks = difference.blocks(max(self.size.width - 4, 40), beside=beside)
        self.changes.show(blocks, min(focus, len(blocks) - 1) if blocks else None)

    def on_resize(self) -> None:
        self.draw(self.changes.focus_block)

    def action_older(self) -> None:
        """Begin one revision earlier."""
        self._choose(Difference.older)

    def action_newer(self) -> None:
        """Begin one revision later."""
        self._choose(Difference.newer)

    def action_end_older(self) -> None:
        """End one revision earlier."""
        self._choose(Difference.end_older)

    def action_end_newer(self) -> None:
        """End one revision later."""
        self._choose(Difference.end_newer)

    def action_published(self) -> None:
        """Begin at the published text."""
        self._once_compared(self._since_published)

    def action_beside(self) -> None:
        """Old and new in one text, or side by side."""
        shown = self._beside if self._beside is not None else self.size.width >= _SIDE_BY_SIDE
        self._beside = not shown
        self.draw(self.changes.focus_block)

    def action_revert(self) -> None:
        """Take back the change under the focus: the rest of the text stays, and a new revision says so."""
        self._once_compared(self._revert)

    def _once_compared(self, do: Callable[[Difference], None]) -> None:
        """Do it now, or as soon as the two revisions were read."""
        if self.difference is None:
            self._typed_ahead.append(do)
        else:
            do(self.difference)

    def _choose(self, sides: Callable[[Difference], None]) -> None:
        def chosen(difference: Difference) -> None:
            sides(difference)
            self.draw()

        self._once_compared(chosen)

    def _since_published(self, difference: Difference) -> None:
        if difference.since_published():
            self.draw()
        else:
            self.notice.tell(self.words.label("ui.diff.unpublished"))

    def _revert(self, difference: Difference) -> None:
        place = self.changes.focus_block
        if difference.diff.empty:
            return
        if not difference.shows_head or difference.old is None:
            self.notice.tell(self.words.label("ui.diff.not_now"))
            return
        room, key, head, before = self.room, self.key, difference.new.id, difference.old
        why = self.words.text("ui.diff.reverted", hash=before.hash[:8])

        def work() -> Decided:
            room.desk.save(*key, difference.without(place), head, f"one change taken back, to {before.hash[:8]}")
            return Decided(key, why)

        self.in_background("decide", work, replace=False)

    @on(Decided)
    def reverted(self, done: Decided) -> None:
        """Compare with the text as it now is, from where the person had begun."""
        self.house.queue_changed(done.key.soc)
        room, key, begun = self.room, self.key, self.difference.before if self.difference else 0

        def anew() -> Compared:
            difference = difference_of(room, key)
            while difference.before > begun:
                difference.older()
            return Compared(difference, done.told)

        self.in_background("compare", anew)

    def leave(self) -> None:
        """Back to the section, which may have changed."""
        super().leave()
        self.house.tell_below("")
