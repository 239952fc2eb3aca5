"""Review: a section as its reader will see it, and beside it what the focused item rests on."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical

from authoring.errors import CheckFailed, Conflict
from authoring.ui.messages import Decided, Merged, Refused, SectionLoaded
from authoring.ui.screens.ask import AskScreen
from authoring.ui.screens.base import WorkScreen
from authoring.ui.screens.decide import Decisions
from authoring.ui.state.queue_lines import present_line
from authoring.ui.state.review import Panel, Review, open_section
from authoring.ui.state.watching import News
from authoring.ui.state.workroom import SectionKey, Workroom
from authoring.ui.widgets.bars import PlainStatic
from authoring.ui.widgets.paper_view import PaperView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemas.sections.registry import Section


class ReviewScreen(WorkScreen):
    """One section. `order` is the queue as it was when this was opened: what next and previous go through."""

    CSS_PATH = "review.tcss"
    FOOTER = ("approve", "request_changes", "edit", "review.next", "review.panel", "help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "approve", "Approve", id="approve", tooltip="Approve exactly this text."),
        Binding("A", "approve_next", "Approve, next", id="approve_next", tooltip="Approve and go to the next."),
        Binding("u", "withdraw", "Take back", id="withdraw", tooltip="Take back your last decision."),
        Binding("r", "request_changes", "Request changes", id="request_changes", tooltip="Send back with a reason."),
        Binding("x", "reject", "Reject", id="reject", tooltip="Send back to be drafted anew, with a reason."),
        Binding("c", "comment", "Comment", id="comment", tooltip="Remark on the focused item."),
        Binding("w", "waive", "Waive", id="waive", tooltip="Accept a warning with a reason."),
        Binding("at", "assign", "Assign", id="assign", tooltip="Say who is to look at it."),
        Binding("M", "merge", "Merge", id="merge", tooltip="Join two versions of a forked section."),
        Binding("e", "edit", "Edit", id="edit", tooltip="Edit the focused item here."),
        Binding("R", "redraft", "Redraft", id="redraft", tooltip="Have a model write it anew, for a reason."),
        Binding("I", "redraft_item", "Redraft item", id="redraft_item", tooltip="Only the focused item."),
        Binding("d", "draft", "Draft", id="draft", tooltip="Have a model draft a section without text."),
        Binding("E", "edit_outside", "Editor", id="edit_outside", tooltip="Edit the section in your own editor."),
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
        Binding("K", "keep_meaning", "Same meaning", id="keep_meaning", tooltip="The source's meaning is the same."),
        Binding("t", "translate", "Translate", id="translate", tooltip="Begin a translation, or bring it up to date."),
        Binding("D", "difference", "Changes", id="difference", tooltip="What changed, revision by revision."),
        Binding("o", "overview", "Overview", id="queue.overview", tooltip="All sections of this occupation."),
        Binding("f5", "reload", "Reload", id="queue.reload", tooltip="Read the section again."),
        Binding("ctrl+q,f10", "app.quit", "Quit", id="quit", tooltip="Leave the program."),
    ]

    def __init__(self, room: Workroom, order: "Sequence[SectionKey]", key: SectionKey) -> None:
        super().__init__(room)
        self.order, self.key = tuple(order), key
        self.review: Review | None = None
        self.decisions = Decisions(self)
        self._once_shown: Callable[[], None] | None = None
        self._company = ""

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
    def shown(self) -> Review | None:
        """What is on the screen; None while another section is still loading, so that nothing unseen is decided."""
        return self.review if self.review and self.review.key == self.key else None

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
        present = news.company.get(self.key)
        said = present_line(present, self.words) if present else ""
        if said != self._company:
            self._company = said
            self.draw()
        if news.replaced == self.key:
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
        waiting, self._once_shown = self._once_shown, None
        if waiting:
            waiting()

    def draw(self) -> None:
        """Everything from the state."""
        review = self.review
        if review is None:
            return
        place = f"{self.order.index(self.key) + 1}/{len(self.order)}  " if self.key in self.order else ""
        self.query_one("#title", PlainStatic).say(f"{place}{review.heading()}")
        self.query_one("#standing", PlainStatic).say(" · ".join(filter(None, (self._company, review.standing()))))
        self.page.show(review.blocks, review.focus, review.notes_on)
        self.draw_panel()

    def draw_panel(self) -> None:
        """The panel from the state."""
        review = self.review
        if review is None:
            return
        tabs = (
            f"[{text}]" if panel == review.panel else f" {text} "
            for panel in review.panels
            for text in [review.panel_title(panel)]
        )
        self.query_one("#tabs", PlainStatic).say("".join(tabs))
        self.panel.show(review.panel_blocks(), review.panel_focus())

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

    def action_approve(self) -> None:
        """Approve exactly this text."""
        self.decisions.approve()

    def action_approve_next(self) -> None:
        """Approve, and go to the next."""
        self.decisions.approve(go_on=True)

    def action_withdraw(self) -> None:
        """Take back the last decision."""
        self.house.withdraw(self)

    def action_request_changes(self) -> None:
        """Send back with a reason."""
        self.decisions.request_changes()

    def action_reject(self) -> None:
        """Send back to be drafted anew."""
        self.decisions.reject()

    def action_comment(self) -> None:
        """Remark on the focused item."""
        self.decisions.comment()

    def action_waive(self) -> None:
        """Accept a warning."""
        self.decisions.waive()

    def action_assign(self) -> None:
        """Say who is to look at it."""
        self.decisions.assign()

    def action_keep_meaning(self) -> None:
        """The focused item's source was reworded and means the same: its translation stands, and it says who said so."""
        self.decisions.keep_meaning()

    def action_translate(self) -> None:
        """Begin a translation of this section, or bring this one up to the source."""
        from authoring.ui.screens.translate import translate

        translate(self)

    def action_difference(self) -> None:
        """What changed between revisions of this section."""
        review = self.shown
        if review is None:
            return
        from authoring.ui.screens.diff import DiffScreen

        self.app.push_screen(DiffScreen(self.room, review))

    def action_merge(self) -> None:
        """Join the two versions of a forked section."""
        review = self.shown
        if review is None or not review.history.forked:
            self.notice.tell(self.words.label("ui.merge.not_forked"))
            return
        room = self.room
        self.in_background("merge", lambda: Merged(room.desk.merge_fork(*review.key), review.key))

    @on(Merged)
    def show_merge(self, ready: Merged) -> None:
        """Where the versions touch, the person chooses; then it is saved."""
        from authoring.ui.screens.merge import MergeScreen

        room, key, merged = self.room, ready.key, ready.merged
        if key != self.key:
            return  # the person has gone on to another section
        told = self.words.label("ui.merge.saved")

        async def save(content: "Section", on_head: str) -> None:
            def work() -> Decided:
                room.desk.save_merged(*key, content, on_head, merged.merged)
                return Decided(key, told)

            self.in_background("decide", work, replace=False)

        heading = self.review.heading() if self.review else ""
        self.app.push_screen(MergeScreen(room, merged, heading, save))

    def action_redraft(self) -> None:
        """Have a model write the section anew, for a reason."""
        review = self.shown
        if review is None:
            self._once_shown = self.action_redraft
            return
        from authoring.ui.screens.drafting import ask_redraft

        ask_redraft(self, review.key, review.heading())

    def action_redraft_item(self) -> None:
        """Have a model write the focused item anew."""
        review = self.shown
        if review is None:
            return
        if review.item is None:
            self.notice.tell(self.words.label("ui.redraft.no_item"))
            return
        from authoring.ui.screens.drafting import ask_redraft

        ask_redraft(self, review.key, review.heading(), review.item)

    def action_draft(self) -> None:
        """Have a model draft a section of this occupation that has no text."""
        from authoring.ui.screens.drafting import ask_draft

        ask_draft(self, self.key.soc)

    def action_edit(self) -> None:
        """Edit the focused item here."""
        review = self.shown
        if review is None:
            self._once_shown = self.action_edit
            return
        from authoring.ui.screens.edit import EditScreen

        self.app.push_screen(EditScreen(self.room, review))

    def action_edit_outside(self) -> None:
        """Edit in the person's own editor."""
        review = self.shown
        if review is None:
            self._once_shown = self.action_edit_outside
            return
        from authoring.ui.screens.outside import edit_outside

        edit_outside(self, review)

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

    def action_panel(self, panel: Panel) -> None:
        """Choose what the panel shows."""
        if self.review and panel in self.review.panels:
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

    def ask(self, question: str, then: Callable[[str], None], *, may_be_empty: bool = False) -> None:
        """Ask for one line; what the decision binds is shown with the question."""
        review = self.shown
        if review is None:
            return
        about = f"{review.heading()}\n{self.decisions.binding()}"
        self.app.push_screen(
            AskScreen(question, about, self.words.label("ui.ask.keys"), may_be_empty=may_be_empty),
            lambda answer: then(answer) if answer is not None else None,
        )

    def _step(self, by: int) -> bool:
        here = self.order.index(self.key) if self.key in self.order else -1
        there = here + by
        if not 0 <= there < len(self.order):
            return False
        self.key = self.order[there]
        return True
