"""What one release changed against another: section by section, and in each change by change."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from authoring.ui.screens.base import WorkScreen
from authoring.ui.state.difference import difference_between
from authoring.ui.state.paper import Line
from authoring.ui.state.release_past import ReleasePast
from authoring.ui.state.release_plan import PlanRow
from authoring.ui.widgets.bars import PlainStatic
from authoring.ui.widgets.row_list import RowList


@dataclass
class ReleasesRead(Message):
    """The manifests were read; None where nothing is published yet."""

    past: ReleasePast | None


class ReleasesScreen(WorkScreen):
    """Begins with what the newest release changed. `[` `]` choose what it is compared with, `{` `}` which one it is."""

    CSS_PATH = "releases.tcss"
    FOOTER = ("releases.older", "releases.newer", "releases.end_older", "queue.open", "back", "help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket", "begin_at(-1)", "Earlier", id="releases.older", tooltip="From an earlier one."),
        Binding("right_square_bracket", "begin_at(1)", "Later", id="releases.newer", tooltip="From a later one."),
        Binding("left_curly_bracket", "end_at(-1)", "To earlier", id="releases.end_older", tooltip="To an earlier."),
        Binding("right_curly_bracket", "end_at(1)", "To later", id="releases.end_newer", tooltip="To a later one."),
        Binding("enter", "open", "Open", id="queue.open", tooltip="What changed in that section, word by word."),
        Binding("ctrl+q,f10", "app.quit", "Quit", id="quit", tooltip="Leave the program."),
    ]
    past: ReleasePast | None = None

    def body(self) -> ComposeResult:
        yield PlainStatic(self.words.label("ui.releases.reading"), id="title", classes="title")
        yield PlainStatic(id="about", classes="under-title")
        yield PlainStatic(id="notes")
        yield RowList(id="changes")
        yield PlainStatic(id="empty")

    def begin(self) -> None:
        self.set_focus(self.list)
        room = self.room

        def read() -> ReleasesRead:
            manifests = [each.manifest for each in room.wiring.releases.all() if each.manifest]
            return ReleasesRead(ReleasePast(manifests, room.words, room.title) if manifests else None)

        self.in_background("releases", read)

    @property
    def list(self) -> RowList:
        """The sections that differ."""
        return self.query_one("#changes", RowList)

    @on(ReleasesRead)
    def take(self, read: ReleasesRead) -> None:
        """Show them."""
        self.past = read.past
        self.draw()

    def draw(self) -> None:
        """Everything from the state."""
        past, empty = self.past, self.query_one("#empty", PlainStatic)
        rows = past.rows if past else ()
        empty.display, self.list.display = not rows, bool(rows)
        if past is None:
            self.query_one("#title", PlainStatic).say(self.words.label("ui.releases.none"))
            return
        empty.say("" if rows else self.words.label("ui.releases.same"))
        self.query_one("#title", PlainStatic).say(past.heading())
        self.query_one("#about", PlainStatic).say(past.about())
        self.query_one("#notes", PlainStatic).say(past.new.notes)

        def row(each: object, width: int) -> Line:
            return past.line(cast("PlanRow", each), width)

        self.list.show(rows, row)

    def action_begin_at(self, by: int) -> None:
        """Compare from a release earlier or later."""
        if self.past:
            self.past.begin(by)
            self.draw()

    def action_end_at(self, by: int) -> None:
        """Compare to a release earlier or later."""
        if self.past:
            self.past.end(by)
            self.draw()

    @on(RowList.Chosen)
    def action_open(self) -> None:
        """What changed in the section under the cursor, from the text of one release to that of the other."""
        row, past = cast("PlanRow | None", self.list.row), self.past
        if row is None or past is None:
            return
        old, new = past.revisions(row)
        if new is None:
            self.notice.tell(self.words.text("ui.releases.gone", release=past.new.release))
            return
        from authoring.ui.screens.diff import DiffScreen

        heading = f"{self.words.label(f'ui.section.{row.key.section}')} · {past.heading()}"
        compare = partial(difference_between, self.room, row.key, old, new)
        self.app.push_screen(DiffScreen(self.room, row.key, heading, compare))
