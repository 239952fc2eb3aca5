"""What changed between two revisions of a section: change by change, and each can be taken back."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from authoring.errors import AuthoringError
from authoring.ui.messages import Decided, Refused
from authoring.ui.screens.base import WorkScreen
from authoring.ui.state.difference import Difference, difference_of
from authoring.ui.state.review import Review
from authoring.ui.state.workroom import Workroom
from authoring.ui.widgets.bars import PlainStatic
from authoring.ui.widgets.paper_view import PaperView

if TYPE_CHECKING:
    pass

_SIDE_BY_SIDE = 100
"""From this many cells on, old and new stand beside each other unless the person chose."""


class DiffScreen(WorkScreen):
    """Begins with what people made of the machine's last draft; `[` and `]` choose an earlier or later beginning."""

    CSS_PATH = "diff.tcss"
    FOOTER = ("diff.older", "diff.newer", "diff.beside", "diff.revert", "back", "help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left_square_bracket", "older", "Earlier", id="diff.older", tooltip="Compare from one revision earlier."
        ),
        Binding("right_square_bracket", "newer", "Later", id="diff.newer", tooltip="Compare from one revision later."),
        Binding("P", "published", "Published", id="diff.published", tooltip="Compare from the published text."),
        Binding("b", "beside", "Side by side", id="diff.beside", tooltip="Old and new in one text, or side by side."),
        Binding("x", "revert", "Take back", id="diff.revert", tooltip="Take back the change under the focus."),
        Binding("ctrl+q,f10", "app.quit", "Quit", id="quit", tooltip="Leave the program."),
    ]

    def __init__(self, room: Workroom, review: Review) -> None:
        super().__init__(room)
        self._heading, self.key = review.heading(), review.key
        self.difference: Difference = difference_of(room, review.key, review.history)
        self._beside: bool | None = None

    def body(self) -> ComposeResult:
        yield PlainStatic(self._heading, classes="title")
        yield PlainStatic(id="sides")
        yield PlainStatic(id="summary", classes="under-title")
        yield PaperView(id="changes")

    def begin(self) -> None:
        self.changes.focus()
        self.draw()

    @property
    def changes(self) -> PaperView:
        """The changes."""
        return self.query_one("#changes", PaperView)

    def draw(self, focus: int = 0) -> None:
        """Everything from the state."""
        difference = self.difference
        self.query_one("#sides", PlainStatic).say(difference.heading())
        self.query_one("#summary", PlainStatic).say(difference.summary())
        beside = self._beside if self._beside is not None else self.size.width >= _SIDE_BY_SIDE
        blocks = difference.blocks(max(self.size.width - 4, 40), beside=beside)
        self.changes.show(blocks, min(focus, len(blocks) - 1) if blocks else None)

    def on_resize(self) -> None:
        self.draw(self.changes.focus_block)

    def action_older(self) -> None:
        """Begin one revision earlier."""
        self.difference.older()
        self.draw()

    def action_newer(self) -> None:
        """Begin one revision later."""
        self.difference.newer()
        self.draw()

    def action_published(self) -> None:
        """Begin at the published text."""
        if self.difference.since_published():
            self.draw()
        else:
            self.notice.tell(self.words.label("ui.diff.unpublished"))

    def action_beside(self) -> None:
        """Old and new in one text, or side by side."""
        shown = self._beside if self._beside is not None else self.size.width >= _SIDE_BY_SIDE
        self._beside = not shown
        self.draw(self.changes.focus_block)

    def action_revert(self) -> None:
        """Take back the change under the focus: the rest of the text stays, and a new revision says so."""
        difference, place = self.difference, self.changes.focus_block
        if difference.diff.empty:
            return
        if not difference.shows_head:
            self.notice.tell(self.words.label("ui.diff.not_now"))
            return
        room, key, head = self.room, self.key, difference.new.id
        why = self.words.text("ui.diff.reverted", hash=difference.old.hash[:8])

        def work() -> Decided:
            room.desk.save(
                *key, difference.without(place), head, f"one change taken back, to {difference.old.hash[:8]}"
            )
            return Decided(key, why)

        self.in_background("decide", work, replace=False)

    @on(Decided)
    def reverted(self, done: Decided) -> None:
        """Compare with the text as it now is."""
        self.house.queue_changed(done.key.soc)
        room, key, before = self.room, self.key, self.difference.before
        try:
            history = room.desk.history(*key)
        except AuthoringError as error:
            self.show_refusal(Refused(error.message, error.hint, error))
            return
        self.difference = difference_of(room, key, history)
        while self.difference.before > before:
            self.difference.older()
        self.draw(self.changes.focus_block)
        self.notice.tell(done.told)

    def leave(self) -> None:
        """Back to the section, which may have changed."""
        super().leave()
        self.house.tell_below("")
