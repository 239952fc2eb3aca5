"""Runs: what models are being asked for in the background, how far it is, what it costs; held up, carried on, stopped."""

from dataclasses import dataclass
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from authoring.runs.ledger import Ledger
from authoring.runs.state import Wanted
from authoring.ui.screens.base import WorkScreen
from authoring.ui.screens.choose import ChooseScreen
from authoring.ui.state.paper import Line
from authoring.ui.state.runs_view import RunNow, RunsView, runs_now
from authoring.ui.state.workroom import SectionKey, Workroom
from authoring.ui.widgets.bars import PlainStatic
from authoring.ui.widgets.paper_view import PaperView
from authoring.ui.widgets.row_list import RowList

_EVERY_SECONDS = 1.0
_LEAST_ROWS = 3


@dataclass
class Looked(Message):
    """The runs as they are now; `number` is the one whose failures were read."""

    view: RunsView
    number: int | None


@dataclass
class Asked(Message):
    """A run was asked to do something."""

    told: str


class RunsScreen(WorkScreen):
    """All runs above, the chosen one below. Looks again every second: a run belongs to a process of its own."""

    CSS_PATH = "runs.tcss"
    FOOTER = ("runs.pause", "runs.stop", "runs.side", "queue.open", "back", "help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "pause", "Pause", id="runs.pause", tooltip="Hold the run up, or let it go on."),
        Binding("s", "stop", "Stop", id="runs.stop", tooltip="End the run; the same command carries it on."),
        Binding("tab", "switch_side", "Other side", id="runs.side", tooltip="Between the runs and the chosen one."),
        Binding("enter", "open", "Open", id="queue.open", tooltip="Open the text that a failure is about."),
        Binding("ctrl+q,f10", "app.quit", "Quit", id="quit", tooltip="Leave the program."),
    ]

    def __init__(self, room: Workroom) -> None:
        super().__init__(room)
        self._ledger = Ledger(room.wiring.workspace.cache)
        self.view: RunsView | None = None

    def body(self) -> ComposeResult:
        yield PlainStatic(self.words.label("ui.runs.reading"), id="title", classes="title")
        yield RowList(id="runs")
        yield PlainStatic(id="empty")
        yield PaperView(id="run")

    def begin(self) -> None:
        self.set_focus(self.list)
        self.look()
        self.set_interval(_EVERY_SECONDS, self.look)

    @property
    def list(self) -> RowList:
        """The runs."""
        return self.query_one("#runs", RowList)

    @property
    def paper(self) -> PaperView:
        """The chosen run."""
        return self.query_one("#run", PaperView)

    def look(self) -> None:
        """Read the runs, and the failures of the one under the cursor."""
        room, ledger, here = self.room, self._ledger, self._run()
        wanted = here.head.number if here else None

        def read() -> Looked:
            runs = runs_now(ledger)
            chosen = next((run for run in runs if run.head.number == wanted), runs[0] if runs else None)
            failures = chosen.folder.failures() if chosen and chosen.state.failed else ()
            number = chosen.head.number if chosen else None
            return Looked(RunsView(runs, failures, room.words, room.now()), number)

        self.in_background("look", read)

    @on(Looked)
    def take(self, looked: Looked) -> None:
        """Show them; the cursor stays on its run."""
        before = self._run()
        self.view = looked.view
        runs = looked.view.runs
        number = before.head.number if before else looked.number
        place = next((n for n, run in enumerate(runs) if run.head.number == number), 0)
        self.query_one("#title", PlainStatic).say(looked.view.heading())
        empty = self.query_one("#empty", PlainStatic)
        empty.display, self.list.display, self.paper.display = not runs, bool(runs), bool(runs)
        empty.say("" if runs else self.words.label("ui.runs.none"))

        def row(run: object, width: int) -> Line:
            return looked.view.line(cast("RunNow", run), width)

        self.list.styles.height = min(len(runs), max(self.size.height // 3, _LEAST_ROWS))
        self.list.show(runs, row, place)
        self.draw_run()

    @on(RowList.Moved)
    def other(self) -> None:
        """Another run is looked at."""
        self.draw_run()
        self.look()

    def draw_run(self) -> None:
        """The chosen run; what is read of it stays in view."""
        run = self._run()
        if run is None or self.view is None:
            return
        blocks = self.view.blocks(run)
        focus = min(self.paper.focus_block, len(blocks) - 1)
        self.paper.show(blocks, focus if focus > 0 else None)

    def action_pause(self) -> None:
        """Hold the run up, or let it go on."""
        run = self._run()
        if run is not None:
            self._ask(run, "go" if run.state.status == "paused" else "pause")

    def action_stop(self) -> None:
        """End the run, after asking: what is under way comes in and is kept."""
        run = self._run()
        if run is None or not run.is_going or self.view is None:
            self.notice.tell(self.words.label("ui.runs.not_going"))
            return
        words = self.words
        question = words.text("ui.runs.stop_question", number=run.head.number)
        about = words.label("ui.runs.stop_about")

        def answered(key: str | None) -> None:
            if key == "y":
                self._ask(run, "stop")

        self.app.push_screen(ChooseScreen(question, about, words.label("ui.runs.stop_keys"), ("y",)), answered)

    def _ask(self, run: RunNow, wanted: Wanted) -> None:
        person, told = self.room.person, self.words.text(f"ui.runs.asked_{wanted}", number=run.head.number)

        def work() -> Asked:
            run.folder.ask(wanted, person)
            return Asked(told)

        self.in_background("ask", work, replace=False)

    @on(Asked)
    def asked(self, done: Asked) -> None:
        """Say it; the run looks several times a second."""
        self.notice.tell(done.told)
        self.look()

    def action_switch_side(self) -> None:
        """Between the runs and the chosen one."""
        (self.list if self.paper.has_focus else self.paper).focus()

    def action_open(self) -> None:
        """The text that the focused failure is about; from the list, to the failures."""
        if not self.paper.has_focus:
            self.paper.focus()
            return
        place = self.paper.focus_block - 1
        if self.view is None or not 0 <= place < len(self.view.failures):
            return
        failure = self.view.failures[place]
        key = SectionKey(failure.soc, failure.locale, failure.section)
        self.house.open_overview(key)

    def leave(self) -> None:
        """From the chosen run to the list; from there to where one came from."""
        if self.paper.has_focus:
            self.list.focus()
        else:
            super().leave()

    def _run(self) -> RunNow | None:
        return cast("RunNow | None", self.list.row)
