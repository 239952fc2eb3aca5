"""Publishing: what a release would change, what is held back and why, and the key that makes it."""

from dataclasses import dataclass
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from authoring.ui.messages import Refused
from authoring.ui.screens.ask import AskScreen
from authoring.ui.screens.base import WorkScreen
from authoring.ui.state.paper import Line
from authoring.ui.state.release_plan import PlanRow, PlanView
from authoring.ui.widgets.bars import PlainStatic
from authoring.ui.widgets.row_list import RowList


@dataclass
class Planned(Message):
    """The plan is ready; `told` is what was just done."""

    view: PlanView
    told: str = ""


@dataclass
class Released(Message):
    """A release was made and is current."""

    told: str


class PublishScreen(WorkScreen):
    """Three lists over one plan: changes, held back, contents."""

    CSS_PATH = "publish.tcss"
    FOOTER = ("publish.do", "publish.list", "queue.open", "queue.reload", "back", "help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("P", "publish", "Publish", id="publish.do", tooltip="Make the release."),
        Binding("tab", "next_list", "Next list", id="publish.list", tooltip="Changes, held back, contents."),
        Binding(
            "D", "releases", "Releases", id="publish.releases", tooltip="What one release changed against another."
        ),
        Binding("enter", "open", "Open", id="queue.open", tooltip="Open the section under the cursor."),
        Binding("f5", "reload", "Reload", id="queue.reload", tooltip="Plan again."),
        Binding("ctrl+q,f10", "app.quit", "Quit", id="quit", tooltip="Leave the program."),
    ]
    view: PlanView | None = None
    _working = False

    def body(self) -> ComposeResult:
        yield PlainStatic(self.words.label("ui.publish.planning"), id="title", classes="title")
        yield PlainStatic(id="tally", classes="under-title")
        yield PlainStatic(id="tabs")
        yield RowList(id="plan")
        yield PlainStatic(id="empty")
        yield PlainStatic(id="below", classes="under-title")

    def begin(self) -> None:
        self.set_focus(self.list)
        self.load()

    @property
    def list(self) -> RowList:
        """The rows of the chosen list."""
        return self.query_one("#plan", RowList)

    def load(self, told: str = "") -> None:
        """Plan the release as it would be now."""
        room = self.room

        def plan() -> Planned:
            publisher = room.wiring.publisher
            return Planned(PlanView(publisher.plan(), publisher.current(), room.words, room.title), told)

        self.in_background("plan", plan)

    @on(Planned)
    def take(self, planned: Planned) -> None:
        """Show the plan; the chosen list stays."""
        if self.view is not None:
            planned.view.tab = self.view.tab
        self.view = planned.view
        self.draw()
        if planned.told:
            self.notice.tell(planned.told)

    def draw(self) -> None:
        """Everything from the state."""
        view = self.view
        if view is None:
            return
        self.query_one("#title", PlainStatic).say(view.heading())
        self.query_one("#tally", PlainStatic).say(view.tally())
        self.query_one("#tabs", PlainStatic).say(view.tabs())
        empty = self.query_one("#empty", PlainStatic)
        empty.display, self.list.display = not view.rows, bool(view.rows)
        empty.say("" if view.rows else view.empty())

        def row(each: object, width: int) -> Line:
            return view.line(cast("PlanRow", each), width)

        self.list.show(view.rows, row)
        self.say_below()

    @on(RowList.Moved)
    def say_below(self) -> None:
        """What to do about the row under the cursor."""
        if self.view:
            self.query_one("#below", PlainStatic).say(self.view.below(self._row()))

    def on_screen_resume(self) -> None:
        if self.view:
            self.load()

    @on(RowList.Chosen)
    def action_open(self) -> None:
        """Open the section under the cursor; next and previous go through this list."""
        row, view = self._row(), self.view
        if row is None or view is None:
            return
        from authoring.ui.screens.review import ReviewScreen

        order = tuple(dict.fromkeys(each.key for each in view.rows))
        self.app.push_screen(ReviewScreen(self.room, order, row.key))

    def action_releases(self) -> None:
        """What one release changed against another."""
        from authoring.ui.screens.releases import ReleasesScreen

        self.app.push_screen(ReleasesScreen(self.room))

    def action_next_list(self) -> None:
        """Changes, held back, contents."""
        if self.view:
            self.view.next_tab()
            self.draw()

    def action_reload(self) -> None:
        """Plan again."""
        self.load()

    def action_publish(self) -> None:
        """Ask for the release's notes, then make it."""
        view = self.view
        if view is None or self._working:
            return
        if not view.leaves_something:
            self.notice.tell(self.words.label("ui.publish.nothing_new"))
            return
        question, about = self.words.label("ui.publish.ask"), f"{view.heading()}\n{view.tally()}"
        asked = AskScreen(question, about, self.words.label("ui.publish.ask_keys"), may_be_empty=True)
        self.app.push_screen(asked, lambda notes: self._publish(notes) if notes is not None else None)

    def _publish(self, notes: str) -> None:
        room = self.room
        self._working = True
        self.notice.tell(self.words.label("ui.publish.working"))

        def work() -> Released:
            manifest = room.wiring.publisher.publish(room.person, html=True, notes=notes)
            where = room.wiring.workspace.published / "current"
            told = room.words.text("ui.publish.done", release=manifest.release, files=len(manifest.files), where=where)
            return Released(told)

        self.in_background("publish", work, replace=False)

    @on(Released)
    def released(self, done: Released) -> None:
        """Say it, plan again, and let the queue read the new states."""
        self._working = False
        self.house.queue_changed(None)
        self.load(done.told)

    def show_refusal(self, refused: Refused) -> None:
        """Whatever was refused, one may try again."""
        self._working = False
        super().show_refusal(refused)

    def _row(self) -> PlanRow | None:
        return cast("PlanRow | None", self.list.row)
