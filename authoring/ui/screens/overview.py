"""The overview of one occupation: sections by locales, its figures, the whole page, what its facts allow."""

from dataclasses import dataclass
from typing import ClassVar, Final, Literal, cast, get_args

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from authoring.ui.screens.base import WorkScreen
from authoring.ui.state.overview import Overview, overview_of
from authoring.ui.state.paper import Block, Line
from authoring.ui.state.workroom import SectionKey, Workroom
from authoring.ui.widgets.bars import PlainStatic
from authoring.ui.widgets.paper_view import PaperView
from authoring.ui.widgets.row_list import RowList
from schemas.sections.registry import SECTION_NAMES, SectionName

Side = Literal["grid", "glance", "page", "coverage"]
SIDES: Final[tuple[Side, ...]] = get_args(Side)


@dataclass
class OverviewLoaded(Message):
    """The grid is ready."""

    overview: Overview


@dataclass
class SideLoaded(Message):
    """Another side of the occupation is ready to be read."""

    side: Side
    blocks: tuple[Block, ...]


class OverviewScreen(WorkScreen):
    """A grid one moves in with the arrows, and three sides to read: of the locale that is chosen in the grid."""

    CSS_PATH = "overview.tcss"
    FOOTER = ("queue.open", "overview.right", "overview.computed", "overview.page", "back", "help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="queue.open", tooltip="Open the chosen section."),
        Binding("l,right", "column(1)", "Next language", id="overview.right", tooltip="The next locale."),
        Binding("h,left", "column(-1)", "Previous language", id="overview.left", tooltip="The locale before."),
        Binding("1", "side('grid')", "Sections", id="overview.grid", tooltip="Sections by locales, with their states."),
        Binding("2", "side('glance')", "Figures", id="overview.glance", tooltip="Scores, pay and its trend, outlook."),
        Binding("3", "side('page')", "Page", id="overview.page", tooltip="The whole page as its reader will see it."),
        Binding("4", "side('coverage')", "Coverage", id="overview.coverage", tooltip="What the facts allow."),
        Binding("C", "approve_computed", "Approve computed", id="overview.computed", tooltip="All without errors."),
        Binding("d", "draft", "Draft", id="draft", tooltip="Have a model draft a section without text."),
        Binding("f5", "reload", "Reload", id="queue.reload", tooltip="Read the occupation again."),
        Binding("ctrl+q,f10", "app.quit", "Quit", id="quit", tooltip="Leave the program."),
    ]

    def __init__(self, room: Workroom, key: SectionKey) -> None:
        super().__init__(room)
        self.key, self.column = key, 0
        self.overview: Overview | None = None
        self.side: Side = "grid"

    def body(self) -> ComposeResult:
        yield PlainStatic(id="title", classes="title")
        yield PlainStatic(id="tally", classes="under-title")
        yield PlainStatic(id="tabs")
        yield PlainStatic(id="head")
        yield RowList(id="grid")
        yield PaperView(id="side")

    def begin(self) -> None:
        self.grid.focus()
        self.load()

    @property
    def grid(self) -> RowList:
        """The rows."""
        return self.query_one("#grid", RowList)

    def load(self) -> None:
        """Read the occupation."""
        room, soc = self.room, self.key.soc

        def read() -> OverviewLoaded:
            from authoring.reviewing.queue import QueueFilter

            rows = room.desk.queue(QueueFilter(soc=soc))
            title = room.title(soc) if rows else soc
            locales = room.wiring.workspace.settings.locales
            return OverviewLoaded(overview_of(soc, title, locales, rows, room.words))

        self.in_background("load", read)

    @on(OverviewLoaded)
    def take(self, loaded: OverviewLoaded) -> None:
        """Show the grid, on the section one came from."""
        first = self.overview is None
        self.overview = loaded.overview
        if first:
            self.column = self.overview.locales.index(self.key.locale)
            self.grid.cursor = SECTION_NAMES.index(self.key.section)
        self.draw()

    def draw(self) -> None:
        """Everything from the state."""
        overview = self.overview
        if overview is None:
            return

        def row(section: object, width: int) -> Line:
            here = section == SECTION_NAMES[self.grid.cursor]
            return overview.line(cast("SectionName", section), self.column if here else None, width)

        self.query_one("#title", PlainStatic).say(f"{overview.title} · {overview.soc}")
        self._draw_tabs()
        self.query_one("#tally", PlainStatic).say(overview.tally())
        self.query_one("#head", PlainStatic).say(f"  {overview.head(self.column, max(self.size.width - 3, 40))}")
        self.grid.show(SECTION_NAMES, row, self.grid.cursor)

    def _draw_tabs(self) -> None:
        names = ((side, f"{n} {self.words.label(f'ui.overview.{side}')}") for n, side in enumerate(SIDES, 1))
        tabs = "".join(f"[{name}]" if side == self.side else f" {name} " for side, name in names)
        self.query_one("#tabs", PlainStatic).say(tabs)
        on_grid = self.side == "grid"
        self.grid.display = self.query_one("#head").display = on_grid
        self.query_one("#side", PaperView).display = not on_grid

    def action_side(self, side: Side) -> None:
        """Read another side of the occupation, in the chosen locale."""
        self.side = side
        self._draw_tabs()
        if side == "grid":
            self.grid.focus()
        else:
            self._read_side()

    def _read_side(self) -> None:
        overview, room, side, soc = self.overview, self.room, self.side, self.key.soc
        if overview is None:
            return
        locale = overview.locales[self.column]

        def read() -> SideLoaded:
            from authoring.ui.state.whole_page import coverage_blocks, glance_blocks, page_blocks

            if side == "coverage":
                return SideLoaded(side, coverage_blocks(room.sheet(soc), room.wiring.base.fact_counts(), room.words))
            profile = room.wiring.revisions.profile(soc, locale)
            heads = {name: history.head for name, history in profile.items() if history.head}
            blocks = page_blocks if side == "page" else glance_blocks
            return SideLoaded(side, blocks(heads, room.labels(locale), room.words))

        self.in_background("side", read)

    @on(SideLoaded)
    def show_side(self, loaded: SideLoaded) -> None:
        """Show it, unless the person has gone on to another side."""
        if loaded.side == self.side:
            paper = self.query_one("#side", PaperView)
            paper.show(loaded.blocks)
            paper.focus()

    def on_resize(self) -> None:
        self.draw()

    def on_screen_resume(self) -> None:
        if self.overview:
            self.load()

    @on(RowList.Chosen)
    def action_open(self) -> None:
        """Open the chosen section, where there is one."""
        overview = self.overview
        if overview is None:
            return
        if self.side != "grid":
            self.action_side("grid")
            return
        chosen = SectionKey(self.key.soc, overview.locales[self.column], SECTION_NAMES[self.grid.cursor])
        if chosen not in overview.statuses:
            self.notice.tell(self.words.text("ui.overview.nothing", soc=chosen.soc, locale=chosen.locale))
            return
        from authoring.ui.screens.review import ReviewScreen

        there = (SectionKey(chosen.soc, chosen.locale, section) for section in SECTION_NAMES)
        self.app.push_screen(ReviewScreen(self.room, [key for key in there if key in overview.statuses], chosen))

    def action_draft(self) -> None:
        """Have a model draft the chosen section, where it has no text."""
        overview = self.overview
        if overview is None:
            return
        from authoring.ui.screens.drafting import draft

        chosen = SectionKey(self.key.soc, overview.locales[self.column], SECTION_NAMES[self.grid.cursor])
        if chosen in overview.statuses:
            self.notice.tell(self.words.label("ui.draft.there"))
        else:
            draft(self, chosen)

    def action_column(self, by: int) -> None:
        """The next or previous locale."""
        if self.overview:
            self.column = max(0, min(self.column + by, len(self.overview.locales) - 1))
            self.draw()
            if self.side != "grid":
                self._read_side()

    def action_approve_computed(self) -> None:
        """Approve the computed sections of the chosen locale that have no open errors."""
        if self.overview is None:
            return
        from authoring.ui.messages import Decided

        room, soc, locale = self.room, self.key.soc, self.overview.locales[self.column]

        def work() -> Decided:
            decided = room.desk.approve_computed(soc, locale)
            names = ", ".join(room.words.label(f"ui.section.{each.section}") for each in decided)
            told = (
                room.words.text("ui.overview.computed", names=names) if names else room.words.label("ui.overview.none")
            )
            return Decided(self.key, told)

        self.in_background("decide", work, replace=False)

    def action_reload(self) -> None:
        """Read the occupation again."""
        self.load()

    def on_decided(self, done: Message) -> None:
        """Show what was approved."""
        self.house.queue_changed(self.key.soc)
        self.load()
        self.notice.tell(getattr(done, "told", ""))
