"""What can be done to the section on the screen: decided, edited, redrafted, translated, merged, compared."""

from collections.abc import Callable
from functools import partial, wraps
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from authoring.ui.messages import BackOffered, Decided, Merged
from authoring.ui.screens.ask import AskScreen
from authoring.ui.screens.base import WorkScreen
from authoring.ui.screens.decide import Decisions
from authoring.ui.state.review import Review
from authoring.ui.state.workroom import SectionKey, Workroom

if TYPE_CHECKING:
    from authoring.ui.screens.mending import Mendable
    from schemas.sections.registry import Section


def when_shown(action: "Callable[[SectionScreen, Review], None]") -> "Callable[[SectionScreen], None]":
    """An action that decides nothing: typed while the section is still being read, it is done once that is on the screen."""

    @wraps(action)
    def act(screen: "SectionScreen") -> None:
        if screen.shown is None:
            screen.once_shown = partial(act, screen)
        else:
            action(screen, screen.shown)

    return act


class SectionScreen(WorkScreen):
    """The keys that act on one section. Nothing is decided on a text that is not on the screen."""

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
        Binding("K", "keep_meaning", "Same meaning", id="keep_meaning", tooltip="The source's meaning is the same."),
        Binding(
            "m", "take_suggestion", "Take words", id="take_suggestion", tooltip="The words suggested for this item."
        ),
        Binding(
            "B",
            "back_translate",
            "Back",
            id="back_translate",
            tooltip="What a model makes of it, in the source's words.",
        ),
        Binding("t", "translate", "Translate", id="translate", tooltip="Begin a translation, or bring it up to date."),
        Binding("F", "fix", "Fix", id="fix", tooltip="The safe fixes of its findings, to look at and keep."),
        Binding("N", "refresh_facts", "Newer facts", id="refresh_facts", tooltip="The smallest edit they ask for."),
        Binding("D", "difference", "Changes", id="difference", tooltip="What changed, revision by revision."),
    ]

    def __init__(self, room: Workroom, key: SectionKey) -> None:
        super().__init__(room)
        self.key = key
        self.review: Review | None = None
        self.decisions = Decisions(self)
        self.once_shown: Callable[[], None] | None = None

    @property
    def shown(self) -> Review | None:
        """What is on the screen; None while another section is still loading, so that nothing unseen is decided."""
        return self.review if self.review and self.review.key == self.key else None

    def load(self, told: str = "") -> None:
        """Read the section anew; say `told` with it."""
        raise NotImplementedError

    def finding_here(self) -> int | None:
        """Which of the findings has the focus; None where they are not what is being read."""
        return None

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

    @when_shown
    def action_back_translate(self, review: Review) -> None:
        """Have a model say in the source language what this translation says, and show it beside the source."""
        from authoring.ui.screens.back_translating import offer

        offer(self, review)

    @on(BackOffered)
    def confirm_back_translation(self, offered: BackOffered) -> None:
        """It says what it would cost, and waits for a yes."""
        from authoring.ui.screens.back_translating import confirm

        if self.shown and self.shown.key == offered.key:
            confirm(self, self.shown, offered)

    def action_take_suggestion(self) -> None:
        """Put in what is suggested for the focused item of a translation."""
        from authoring.ui.screens.translate import take_suggestion

        take_suggestion(self)

    @when_shown
    def action_difference(self, review: Review) -> None:
        """What changed between revisions of this section."""
        from authoring.ui.screens.diff import DiffScreen

        self.app.push_screen(DiffScreen(self.room, review.key, review.heading()))

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

    @when_shown
    def action_redraft(self, review: Review) -> None:
        """Have a model write the section anew, for a reason."""
        from authoring.ui.screens.drafting import ask_redraft

        ask_redraft(self, review.key, review.heading())

    @when_shown
    def action_redraft_item(self, review: Review) -> None:
        """Have a model write the focused item anew."""
        if review.item is None:
            self.notice.tell(self.words.label("ui.redraft.no_item"))
            return
        from authoring.ui.screens.drafting import ask_redraft

        ask_redraft(self, review.key, review.heading(), review.item)

    def action_draft(self) -> None:
        """Have a model draft a section of this occupation that has no text."""
        from authoring.ui.screens.drafting import ask_draft

        ask_draft(self, self.key.soc)

    @when_shown
    def action_fix(self, review: Review) -> None:
        """Propose the safe fixes of this section's findings."""
        from authoring.ui.screens.mending import fix

        fix(self, review)

    @when_shown
    def action_refresh_facts(self, review: Review) -> None:
        """Propose the smallest edit that newer facts ask for."""
        from authoring.ui.screens.mending import refresh

        refresh(self, review)

    def on_mendable(self, ready: "Mendable") -> None:
        """Show what would be mended; the section is still the one it was asked of."""
        from authoring.ui.screens.mending import show

        if self.shown:
            show(self, ready)

    @when_shown
    def action_edit(self, review: Review) -> None:
        """Edit the focused item here."""
        from authoring.ui.screens.edit import EditScreen

        self.app.push_screen(EditScreen(self.room, review))

    @when_shown
    def action_edit_outside(self, review: Review) -> None:
        """Edit in the person's own editor."""
        from authoring.ui.screens.outside import edit_outside

        edit_outside(self, review)

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
