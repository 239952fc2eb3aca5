"""The queue: what there is to review, the most urgent first."""

from time import monotonic
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from authoring.collecting import never_collect_what_is, without_collecting
from authoring.ui.messages import Counted, QueueLoaded, Refused
from authoring.ui.screens.narrowing import NarrowingScreen
from authoring.ui.state.paper import Line, plain
from authoring.ui.state.query import Asker
from authoring.ui.state.queue_lines import QueueColumns, counts_line, title_line, why_line
from authoring.ui.state.queue_view import OccupationRow, QueueView, Row, key_of
from authoring.ui.state.remembered import Place, Remembered
from authoring.ui.state.watching import News
from authoring.ui.state.workroom import SectionKey, Workroom
from authoring.ui.widgets.bars import PlainStatic
from authoring.ui.widgets.filter_input import FilterInput
from authoring.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from authoring.reviewing.board import QueueLine

_FIRST_ROWS = 200
_CHECKED_AT_ONCE, _SHOW_EVERY_SECONDS = 100, 5.0


class QueueScreen(NarrowingScreen):
    """A list drawn line by line, filtered as one types. Begins where `left` says the person left off."""

    CSS_PATH = "queue.tcss"
    FOOTER = ("queue.open", "queue.filter", "queue.sort", "queue.overview", "help", "quit")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,l,right", "open", "Open", id="queue.open", tooltip="Open the section under the cursor."),
        Binding("s", "sort", "Sort", id="queue.sort", tooltip="Urgent first, newest first, by occupation."),
        Binding("O", "group", "Group", id="queue.group", tooltip="One row an occupation, or one a section."),
        Binding("o", "overview", "Overview", id="queue.overview", tooltip="All sections of this occupation."),
        Binding("r,f5", "reload", "Reload", id="queue.reload", tooltip="Read the workspace again."),
        Binding("u", "withdraw", "Take back", id="withdraw", tooltip="Take back your last decision."),
        Binding("R", "redraft", "Redraft", id="redraft", tooltip="Have a model write it anew, for a reason."),
        Binding("d", "draft", "Draft", id="draft", tooltip="Have a model draft a section without text."),
        Binding("P", "publishing", "Publish", id="queue.publish", tooltip="What a release would be, and make it."),
        Binding("B", "runs", "Runs", id="queue.runs", tooltip="What models are being asked for in the background."),
        Binding("q", "back", "Quit", id="back", tooltip="Leave the program."),
        Binding("ctrl+q,f10", "app.quit", "Quit", id="quit", tooltip="Leave the program."),
    ]

    def __init__(self, room: Workroom, left: Remembered | None = None) -> None:
        super().__init__(room)
        left = left or Remembered()
        self.view = QueueView(asker=Asker(room.person, room.now()))
        self.view.sort, self.view.grouped = left.sort, left.grouped
        self._begin_with, self._begin_at = left.filter, left.place
        self.loaded = False
        self._shown_at = monotonic()

    def body(self) -> ComposeResult:
        yield PlainStatic(id="title", classes="title")
        yield PlainStatic(id="counts", classes="under-title")
        hint = self.words.label("ui.queue.filter_hint")
        yield FilterInput(lambda: self.view.completion, placeholder=hint, id="filter")
        yield PlainStatic(id="head")
        yield RowList(id="rows")
        yield PlainStatic(id="empty")
        yield PlainStatic(id="why", classes="under-title")

    def begin(self) -> None:
        self.query_one("#title", PlainStatic).say(self.words.label("ui.queue.loading"))
        if self._begin_with:
            self.put_filter(self._begin_with)
        self.set_focus(self.list)
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

            if soc is not None:
                return QueueLoaded(room.desk.lines(QueueFilter(soc=soc)), soc)
            if not self.loaded and not self._begin_with and self.view.sort == "urgent":
                self.post_message(QueueLoaded(room.desk.lines_so_far(_FIRST_ROWS), more=True))
            with without_collecting():
                loaded = QueueLoaded(room.desk.lines_so_far(), None, room.names())
            if not self.loaded:
                never_collect_what_is()
            return loaded

        self.in_background(f"queue {soc}", read)

    @on(QueueLoaded)
    def take(self, loaded: QueueLoaded) -> None:
        """New rows; the cursor stays on its section."""
        if loaded.more:
            self._begin_showing(loaded.rows)
            return
        here = self.key_here()
        self.view.asker = Asker(self.room.person, self.room.now())
        if loaded.names is not None:
            self.view.names = loaded.names
        if loaded.soc is None:
            self.view.take(loaded.rows)
        else:
            self.view.replace(loaded.soc, loaded.rows)
        first, self.loaded = not self.loaded, True
        left = self._begin_at if first and not self.list.cursor else None
        self.draw(left.key if left else here)
        self.look_up()
        if first:
            self.call_after_refresh(self.house.make_ready, self.room)
        if any(not line.checked for line in loaded.rows):
            self._count()
        if left and left.reading and self.view.index(left.key) is not None and self.is_active:
            self.open_section(left.key)

    def _begin_showing(self, rows: "Sequence[QueueLine]") -> None:
        """The first rows, while the others are read: one may move and open; what counts or narrows needs all of them."""
        self.view.take(rows)
        self.draw()
        self.query_one("#title", PlainStatic).say(self.words.label("ui.queue.loading"))
        self.query_one("#counts", PlainStatic).say("")

    def _count(self) -> None:
        """Check what was never checked, some at a time: where a team begins with thousands of drafts it takes minutes."""
        room = self.room

        def count() -> Counted:
            return Counted(room.desk.board.count_findings(_CHECKED_AT_ONCE))

        self.in_background("count", count)

    @on(Counted)
    def counted(self, done: Counted) -> None:
        """Go on; what was found is shown now and then, and at the end."""
        self.view.unchecked = done.left
        due = monotonic() - self._shown_at > _SHOW_EVERY_SECONDS
        if done.left and not due:
            self.query_one("#title", PlainStatic).say(title_line(self.view, self.words))
            self._count()
            return
        self._shown_at = monotonic()
        self.reload()

    def hear(self, news: News) -> None:
        """Others did something, or are elsewhere now."""
        if self.loaded and self.is_mounted:
            self.draw(self.key_here())
        for soc in (None,) if news.socs is None else sorted(news.socs):
            self.reload(soc)

    def show_refusal(self, refused: Refused) -> None:
        """Say why not; a queue that could not be read is not shown as an empty one."""
        super().show_refusal(refused)
        if not self.loaded:
            self.query_one("#title", PlainStatic).say(self.words.label("ui.queue.unread"))

    def draw(self, key: SectionKey | None = None) -> None:
        """Everything on the screen from the view."""
        width, titles = max(self.size.width - 3, 40), self.room.reviewed_titles()
        columns = QueueColumns(width, self.words, self.room.now(), self.house.company, titles)

        def row(each: object, _width: int) -> Line:
            return columns.row(cast("Row", each))

        self.list.show(self.view.visible, row, self.view.index(key) or 0)
        head = "" if self.view.grouped else f"  {plain(columns.head())}"
        self.query_one("#head", PlainStatic).say(head)
        self.query_one("#title", PlainStatic).say(title_line(self.view, self.words))
        self.query_one("#counts", PlainStatic).say(counts_line(self.view, self.words))
        self._say_empty()
        self._say_why()

    def on_resize(self) -> None:
        if self.loaded:
            self.draw(self.key_here())

    def on_screen_resume(self) -> None:
        if self.loaded:
            self.refresh_bars()

    def key_here(self) -> SectionKey | None:
        """The section under the cursor."""
        row = self.list.row
        return key_of(cast("Row", row)) if row is not None else None

    def remembered(self) -> Remembered:
        """Where the person is, for the next run."""
        key = self.key_here()
        place = Place(**key._asdict()) if key else None
        return Remembered(filter=self.view.text, sort=self.view.sort, grouped=self.view.grouped, place=place)

    # Keys

    @on(RowList.Moved)
    def _say_why(self) -> None:
        row = self.list.row
        text = why_line(cast("Row", row), self.words, self.house.company) if row is not None else ""
        self.query_one("#why", PlainStatic).say(text)

    @on(RowList.Chosen)
    def action_open(self) -> None:
        """Open the section under the cursor; of an occupation, its overview."""
        key = self.key_here()
        if key and isinstance(self.list.row, OccupationRow):
            self.house.open_overview(key)
        elif key:
            self.open_section(key)

    def open_section(self, key: SectionKey) -> None:
        """Open that section, with the visible ones before and after it."""
        from authoring.ui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen(self.room, self.view.keys(), key))

    def action_redraft(self) -> None:
        """Open the section under the cursor and ask for a reason to have it written anew."""
        self.action_open()
        from authoring.ui.screens.review import ReviewScreen

        if isinstance(self.app.screen, ReviewScreen):
            self.app.screen.action_redraft()

    def action_draft(self) -> None:
        """Have a model draft a section of the occupation under the cursor that has no text."""
        key = self.key_here()
        if key:
            from authoring.ui.screens.drafting import ask_draft

            ask_draft(self, key.soc)

    def action_sort(self) -> None:
        """Sort the next way."""
        here = self.key_here()
        self.view.next_sort()
        if self.loaded:
            self.draw(here)

    def action_group(self) -> None:
        """One row an occupation, or one a section."""
        here = self.key_here()
        self.view.group(grouped=not self.view.grouped)
        if self.loaded:
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

    def action_runs(self) -> None:
        """What models are being asked for in the background."""
        self.house.open_runs()

    def action_withdraw(self) -> None:
        """Take back the last decision."""
        self.house.withdraw(self)

    def leave(self) -> None:
        """Leave the program."""
        self.app.exit()

    def _say_empty(self) -> None:
        nothing = not self.view.visible
        empty = self.query_one("#empty", PlainStatic)
        empty.display, self.list.display = nothing, not nothing
        if nothing:
            empty.say(self.words.label("ui.queue.no_match" if self.view.total else "ui.queue.empty"))
