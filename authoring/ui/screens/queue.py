"""The queue: what there is to review, the most urgent first."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from authoring.ui.messages import QueueLoaded, Refused
from authoring.ui.screens.base import WorkScreen
from authoring.ui.state.paper import Line, plain
from authoring.ui.state.queue_lines import QueueColumns, counts_line, title_line, why_line
from authoring.ui.state.queue_view import QueueView, key_of
from authoring.ui.state.workroom import SectionKey, Workroom
from authoring.ui.widgets.bars import PlainStatic
from authoring.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from schemas.status import SectionStatus


class QueueScreen(WorkScreen):
    """A list drawn line by line, filtered as one types."""

    CSS_PATH = "queue.tcss"
    FOOTER = ("queue.open", "queue.filter", "queue.sort", "queue.overview", "help", "quit")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,l,right", "open", "Open", id="queue.open", tooltip="Open the section under the cursor."),
        # Priority: done before the next key is looked at, so that letters typed ahead are not taken for keys of the list.
        Binding(
            "slash",
            "filter",
            "Filter",
            id="queue.filter",
            tooltip="Words and terms: state: finding: section:",
            priority=True,
        ),
        Binding("s", "sort", "Sort", id="queue.sort", tooltip="Urgent first, newest first, by occupation."),
        Binding("o", "overview", "Overview", id="queue.overview", tooltip="All sections of this occupation."),
        Binding("r,f5", "reload", "Reload", id="queue.reload", tooltip="Read the workspace again."),
        Binding("u", "withdraw", "Take back", id="withdraw", tooltip="Take back your last decision."),
        Binding("P", "publishing", "Publish", id="queue.publish", tooltip="What a release would be, and make it."),
        Binding("escape", "clear", "Clear the filter", id="queue.clear", tooltip="Show everything again."),
        Binding("q", "back", "Quit", id="back", tooltip="Leave the program."),
        Binding("ctrl+q,f10", "app.quit", "Quit", id="quit", tooltip="Leave the program."),
    ]

    def __init__(self, room: Workroom) -> None:
        super().__init__(room)
        self.view = QueueView()
        self._loaded = False

    def body(self) -> ComposeResult:
        yield PlainStatic(id="title", classes="title")
        yield PlainStatic(id="counts", classes="under-title")
        yield Input(placeholder=self.words.label("ui.queue.filter_hint"), id="filter", compact=True)
        yield PlainStatic(id="head")
        yield RowList(id="rows")
        yield PlainStatic(id="empty")
        yield PlainStatic(id="why", classes="under-title")

    def begin(self) -> None:
        self.query_one("#title", PlainStatic).say(self.words.label("ui.queue.loading"))
        self.list.focus()
        self.reload()

    @property
    def list(self) -> RowList:
        """The rows."""
        return self.query_one("#rows", RowList)

    def reload(self, soc: str | None = None) -> None:
        """Read the queue again, or only one occupation's rows."""
        room = self.room

        def read() -> QueueLoaded:
            from authoring.reviewing.queue import QueueFilter

            return QueueLoaded(room.desk.queue(QueueFilter(soc=soc)), soc)

        self.in_background(f"queue {soc}", read)

    @on(QueueLoaded)
    def take(self, loaded: QueueLoaded) -> None:
        """New rows; the cursor stays on its section."""
        here = self.key_here()
        if loaded.soc is None:
            self.view.take(loaded.rows)
        else:
            self.view.replace(loaded.soc, loaded.rows)
        self._loaded = True
        self.draw(here)

    def show_refusal(self, refused: Refused) -> None:
        """Say why not; a queue that could not be read is not shown as an empty one."""
        super().show_refusal(refused)
        if not self._loaded:
            self.query_one("#title", PlainStatic).say(self.words.label("ui.queue.unread"))

    def draw(self, key: SectionKey | None = None) -> None:
        """Everything on the screen from the view."""
        columns = QueueColumns(max(self.size.width - 3, 40), self.words, self.room.now())

        def row(status: object, _width: int) -> Line:
            return columns.row(cast("SectionStatus", status))

        self.list.show(self.view.visible, row, self.view.index(key) or 0)
        self.query_one("#head", PlainStatic).say(f"  {plain(columns.head())}")
        self.query_one("#title", PlainStatic).say(title_line(self.view, self.words))
        self.query_one("#counts", PlainStatic).say(counts_line(self.view, self.words))
        self._say_empty()
        self._say_why()

    def on_resize(self) -> None:
        if self._loaded:
            self.draw(self.key_here())

    def on_screen_resume(self) -> None:
        if self._loaded:
            self.refresh_bars()

    def key_here(self) -> SectionKey | None:
        """The section under the cursor."""
        row = self.list.row
        return key_of(cast("SectionStatus", row)) if row is not None else None

    @on(Input.Changed, "#filter")
    def narrow(self, event: Input.Changed) -> None:
        """Filter as one types."""
        here = self.key_here()
        self.view.filter(event.value)
        if self._loaded:
            self.draw(here)

    @on(Input.Submitted, "#filter")
    def to_rows(self) -> None:
        """Enter in the filter goes to the list."""
        self.list.focus()

    @on(RowList.Moved)
    def _say_why(self) -> None:
        row = self.list.row
        text = why_line(cast("SectionStatus", row), self.words) if row is not None else ""
        self.query_one("#why", PlainStatic).say(text)

    @on(RowList.Chosen)
    def action_open(self) -> None:
        """Open the section under the cursor."""
        key = self.key_here()
        if key:
            from authoring.ui.screens.review import ReviewScreen

            self.app.push_screen(ReviewScreen(self.room, self.view.keys(), key))

    def action_filter(self) -> None:
        """Type to narrow."""
        box = self.query_one("#filter", Input)
        box.display = True
        self.set_focus(box)

    def action_sort(self) -> None:
        """Sort the next way."""
        here = self.key_here()
        self.view.next_sort()
        if self._loaded:
            self.draw(here)

    def action_reload(self) -> None:
        """Read everything again."""
        self.reload()

    def action_overview(self) -> None:
        """All sections of the occupation under the cursor."""
        key = self.key_here()
        if key:
            self.house.open_overview(key)

    def action_publishing(self) -> None:
        """What a release would be."""
        self.house.open_publishing()

    def action_withdraw(self) -> None:
        """Take back the last decision."""
        self.house.withdraw(self)

    def action_clear(self) -> None:
        """Show everything again. Never leaves the program: escape is pressed once too often too easily."""
        self.notice.hush()
        box = self.query_one("#filter", Input)
        box.value = ""
        box.display = False
        self.list.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the filter a slash is a letter."""
        if action == "filter" and self.focused is self.query_one("#filter", Input):
            return False
        return super().check_action(action, parameters)

    def leave(self) -> None:
        """Leave the program."""
        self.app.exit()

    def _say_empty(self) -> None:
        nothing = not self.view.visible
        empty = self.query_one("#empty", PlainStatic)
        empty.display, self.list.display = nothing, not nothing
        if nothing:
            empty.say(self.words.label("ui.queue.no_match" if self.view.total else "ui.queue.empty"))
