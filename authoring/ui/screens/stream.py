"""An answer as it is written, entry by entry. `s` stops it; what stood before stands."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer

from authoring.errors import Stopped
from authoring.ui.messages import Refused, Written
from authoring.ui.screens.base import WorkScreen
from authoring.ui.state.streaming import LOOK_EVERY, Streaming
from authoring.ui.state.workroom import Workroom
from authoring.ui.widgets.bars import PlainStatic
from authoring.ui.widgets.paper_view import PaperView

Write = Callable[[Streaming], object]
"""Does the writing, in a thread; gives what came of it."""


class StreamScreen(WorkScreen):
    """Shows what `write` hears; what comes of it goes to `then`, once this screen is gone."""

    CSS_PATH = "stream.tcss"
    FOOTER = ("stream.stop", "help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s,escape,q", "stop", "Stop", id="stream.stop", tooltip="Stop; the text stays as it was."),
        Binding("ctrl+q,f10", "app.quit", "Quit", id="quit", tooltip="Leave the program."),
    ]

    def __init__(self, room: Workroom, heading: str, write: Write, then: Callable[[Any], None]) -> None:
        super().__init__(room)
        self.streaming = Streaming(room.words)
        self._heading, self._write, self._then = heading, write, then
        self._looking: Timer | None = None
        self._following = True
        self._over = False

    def body(self) -> ComposeResult:
        yield PlainStatic(self._heading, classes="title")
        yield PlainStatic(id="standing", classes="under-title")
        yield PaperView(id="answer")

    def begin(self) -> None:
        self.answer.focus()
        self._looking = self.set_interval(LOOK_EVERY, self.look)
        self.in_background("write", lambda: Written(self._write(self.streaming)), replace=False)

    def on_unmount(self) -> None:
        """However one leaves, nobody goes on writing for a screen that is gone."""
        self.streaming.stop()

    @property
    def answer(self) -> PaperView:
        """The entries."""
        return self.query_one("#answer", PaperView)

    def look(self) -> None:
        """Show what was heard since the last look."""
        self.query_one("#standing", PlainStatic).say(self.streaming.standing())
        if not self.streaming.news():
            return
        blocks = self.streaming.blocks()
        self.answer.show(blocks, len(blocks) - 1 if self._following else self.answer.focus_block)

    @on(PaperView.Moved)
    def follow(self) -> None:
        """Whoever goes up to read stays there; at the last entry the screen follows again."""
        self._following = self.answer.focus_block == len(self.answer.blocks) - 1

    @on(Written)
    def written(self, done: Written) -> None:
        """It is whole: hand it on."""
        self._end()
        self.app.pop_screen()
        self.app.call_later(partial(self._then, done.result))

    def show_refusal(self, refused: Refused) -> None:
        """Why there is nothing; after a stop, back to where one came from."""
        self._end()
        if isinstance(refused.error, Stopped):
            self._leave_saying(self.words.label("ui.stream.stopped"))
        else:
            self.look()
            super().show_refusal(refused)

    def action_stop(self) -> None:
        """Stop; once it has ended, leave."""
        if self._over:
            self._leave_saying("")
        else:
            self.streaming.stop()
            self.look()

    def _leave_saying(self, told: str) -> None:
        self.app.pop_screen()
        if told and isinstance(self.app.screen, WorkScreen):
            self.app.screen.notice.tell(told)

    def _end(self) -> None:
        self._over = True
        if self._looking:
            self._looking.stop()
