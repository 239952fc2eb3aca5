"""Review: a section as its reader will see it, and beside it what the focused item rests on."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical

from authoring.errors import CheckFailed, Conflict
from authoring.ui.messages import Decided, Refused, SectionLoaded
from authoring.ui.screens.section import SectionScreen
from authoring.ui.state.queue_lines import present_line
from authoring.ui.state.review import Panel, open_section
from authoring.ui.state.watching import News
from authoring.ui.state.workroom import SectionKey, Workroom
from authoring.ui.widgets.bars import PlainStatic
from authoring.ui.widgets.paper_view import PaperView

if TYPE_CHECKING:
    from collections.abc import Sequence


class ReviewScreen(SectionScreen):
    """One section. `order` is the queue as it was when this was opened: what next and previous go through."""

    CSS_PATH = "review.tcss"
    FOOTER = ("approve", "request_changes", "edit", "review.next", "review.panel", "help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "go(1)", "Next", id="review.next", tooltip="The next section of the queue."),
        Binding("p", "go(-1)", "Previous", id="review.previous", tooltip="The previous section of the queue."),
        Binding(
            "tab", "switch_side", "Other side", id="review.panel", tooltip="Between the text and what it rests on."
        ),
        Binding("1", "panel('facts')", "Facts", id="panel.facts", tooltip="What the item cites."),
        Binding("2", "panel('findings')", "Findings", id="panel.findings", tooltip="What the checks say."),
        Binding("3", "panel('history')", "History", id="panel.history", tooltip="Who did what and when."),
        Binding("4", "panel('comments')", "Comments", id="panel.comments", tooltip="What people said."),
        Binding(
            "5", "panel('source')", "Source", id="panel.source", tooltip="The source of a translation, item by item."
        ),
        Binding(
            "6",
            "panel('claims')",
            "Claims",
            id="panel.claims",
            tooltip="Every checkable statement, and what carries it.",
        ),
        Binding("o", "overview", "Overview", id="queue.overview", tooltip="All sections of this occupation."),
        Binding("f5", "reload", "Reload", id="queue.reload", tooltip="Read the section again."),
        Binding("ctrl+q,f10", "app.quit", "Quit", id="quit", tooltip="Leave the program."),
    ]

    def __init__(self, room: Workroom, order: "Sequence[SectionKey]", key: SectionKey) -> None:
        super().__init__(room, key)
        self.order = tuple(order)

    def body(self) -> ComposeResult:
        yield PlainStatic(id="title", classes="title")
        yield PlainStatic(id="standing", classes="under-title")
        with Container(id="desk"):
            yield PaperView(id="page")
            with Vertical(id="side"):
                yield PlainStatic(id="tabs")
                yield PaperView(id="panel")

    def begin(self) -> None:
        self.page.focus()
        self.load()

    @property
    def page(self) -> PaperView:
        """The section."""
        return self.query_one("#page", PaperView)

    @property
    def panel(self) -> PaperView:
        """What the focused item rests on."""
        return self.query_one("#panel", PaperView)

    def load(self, told: str = "") -> None:
        """Read the section; say `told` with it."""
        room, key = self.room, self.key
        self.in_background("load", lambda: SectionLoaded(open_section(room, key), told))

    def hear(self, news: News) -> None:
        """Who else is in this section; and where its text is not the newest any more, how to see that."""
        self.draw()
        shown = (self.key, self.review.head.id) if self.review else None
        # Meanwhile the section may have been read again, or something else is being said of it.
        if news.replaced and news.replaced[0] == self.key and news.replaced != shown and not self.notice.shown:
            self.notice.tell(self.words.label("ui.review.replaced"))

    @on(SectionLoaded)
    def take(self, loaded: SectionLoaded) -> None:
        """Show it; the focus and the panel stay where they were in the same section."""
        before, self.review = self.review, loaded.review
        if before and before.key == loaded.review.key:
            loaded.review.focus_on(before.focused.key)
        if before and before.panel in loaded.review.panels and before.key.locale == loaded.review.key.locale:
            loaded.review.panel = before.panel
        self.draw()
        if loaded.told:
            self.notice.tell(loaded.told)
        waiting, self.once_shown = self.once_shown, None
        if waiting:
            waiting()

    def draw(self) -> None:
        """Everything from the state."""
        review = self.review
        if review is None:
            return
        place = f"{self.order.index(self.key) + 1}/{len(self.order)}  " if self.key in self.order else ""
        self.query_one("#title", PlainStatic).say(f"{place}{review.heading()}")
        self.query_one("#standing", PlainStatic).say(" · ".join(filter(None, (self._company(), review.standing()))))
        self.page.show(review.blocks, review.focus, review.notes_on)
        self.draw_panel()

    def _company(self) -> str:
        """Who else is in this section now."""
        present = self.house.company.get(self.key)
        return present_line(present, self.words) if present else ""

    def draw_panel(self) -> None:
        """The panel from the state."""
        review = self.review
        if review is None:
            return
        self._draw_tabs()
        self.call_after_refresh(self._draw_tabs)  # the first time there is no width yet
        blocks = review.panel_blocks()
        self.panel.show(blocks, review.panel_focus(blocks))

    def _draw_tabs(self) -> None:
        for tabs in self.query("#tabs").results(PlainStatic):  # none any more, where the screen is being taken down
            if self.review:
                tabs.say(self.review.tabs(tabs.size.width))

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw_tabs)

    @on(PaperView.Moved, "#page")
    def follow(self) -> None:
        """The panel follows the focus."""
        if self.review:
            self.review.focus = self.page.focus_block
            self.draw_panel()

    @on(Decided)
    def decided(self, done: Decided) -> None:
        """It is written: show the section as it now is, or the next one."""
        self.house.queue_changed(done.key.soc)
        if self.is_active:  # below a question or a form the section stays, so that the answer is about what is seen
            if done.show:
                self.key = done.key
            elif done.go_on and done.key == self.key:
                self._step(1)
        self.load(done.told)

    def show_refusal(self, refused: Refused) -> None:
        """Say why not, and show what it is about: the open errors, the newer text."""
        super().show_refusal(refused)
        if isinstance(refused.error, CheckFailed):
            self.action_panel("findings")
        elif isinstance(refused.error, Conflict):
            self.load()

    # Keys

    def action_go(self, by: int) -> None:
        """The next or previous section of the queue."""
        if self._step(by):
            self.notice.hush()
            self.load()
        else:
            self.notice.tell(self.words.label("ui.queue_end" if by > 0 else "ui.queue_start"))

    def action_switch_side(self) -> None:
        """Between the text and the panel."""
        (self.page if self.panel.has_focus else self.panel).focus()

    def finding_here(self) -> int | None:
        """The finding under the focus of the panel."""
        reading = self.review is not None and self.review.panel == "findings" and self.panel.has_focus
        return self.panel.focus_block if reading else None

    def action_panel(self, panel: Panel) -> None:
        """Choose what the panel shows."""
        if self.review is None:
            self.once_shown = partial(self.action_panel, panel)
        elif panel in self.review.panels:
            self.review.panel = panel
            self.draw_panel()

    def leave(self) -> None:
        """From the panel to the text; from there to where one came from."""
        if self.panel.has_focus:
            self.page.focus()
        else:
            super().leave()

    def action_overview(self) -> None:
        """All sections of this occupation."""
        self.house.open_overview(self.key)

    def action_reload(self) -> None:
        """Read the section again."""
        self.load()

    def _step(self, by: int) -> bool:
        here = self.order.index(self.key) if self.key in self.order else -1
        there = here + by
        if not 0 <= there < len(self.order):
            return False
        self.key = self.order[there]
        return True
