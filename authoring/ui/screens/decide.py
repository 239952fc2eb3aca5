"""Decisions on the section a review screen shows: asked for, taken in a thread, told in words with what they bind."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from authoring.ui.messages import Decided
from schemas.events import Event
from schemas.findings import Finding

if TYPE_CHECKING:
    from authoring.reviewing.desk import Desk
    from authoring.ui.screens.review import ReviewScreen
    from authoring.ui.state.review import Review


class Decisions:
    """What one screen can decide. Nothing is decided on a text that was not on that screen."""

    def __init__(self, screen: "ReviewScreen") -> None:
        self._screen = screen
        self._words = screen.words

    @property
    def _review(self) -> "Review | None":
        return self._screen.shown

    def binding(self) -> str:
        """What a decision binds: the text and the facts, by the beginning of their hashes."""
        review = self._review
        if review is None:
            return ""
        facts = review.sheet.hash[:8] if review.sheet else "-"
        version = review.head.base_version or "-"
        return self._words.text("ui.decision_binds", hash=review.head.hash[:8], facts=facts, version=version)

    def approve(self, *, go_on: bool = False) -> None:
        """Approve the text on the screen."""
        told = f"{self._words.label('ui.approved')} {self.binding()} {self._words.label('ui.approved_hint')}"
        self._decide(lambda desk, review: desk.approve(*review.key, review.head.id), told, go_on=go_on)

    def request_changes(self) -> None:
        """Send it back with a reason."""

        def decide(reason: str) -> None:
            self._decide(
                lambda desk, review: desk.request_changes(*review.key, review.head.id, reason),
                self._words.label("ui.sent_back"),
            )

        self._screen.ask(self._words.label("ui.ask.request_changes"), decide)

    def reject(self) -> None:
        """Send it back to be drafted anew."""

        def decide(reason: str) -> None:
            self._decide(
                lambda desk, review: desk.reject(*review.key, review.head.id, reason),
                self._words.label("ui.rejected"),
            )

        self._screen.ask(self._words.label("ui.ask.reject"), decide)

    def comment(self) -> None:
        """Remark on the focused item, or on the section where that is none."""
        review = self._review
        item = review.item if review else None

        def decide(text: str) -> None:
            self._decide(
                lambda desk, review: desk.comment(*review.key, text, item),
                self._words.label("ui.commented"),
                keeps_last=True,
            )

        self._screen.ask(self._words.label("ui.ask.comment_item" if item else "ui.ask.comment"), decide)

    def assign(self) -> None:
        """Say who is to look at it; nobody, by an empty answer."""

        def decide(name: str) -> None:
            self._decide(
                lambda desk, review: desk.assign(*review.key, name or None),
                self._words.label("ui.assigned"),
                keeps_last=True,
            )

        self._screen.ask(self._words.label("ui.ask.assign"), decide, may_be_empty=True)

    def waive(self) -> None:
        """Accept the focused finding of the panel, else the first warning of the focused item."""
        finding = self._warning()
        if finding is None:
            self._screen.notice.tell(self._words.label("ui.nothing_to_waive"))
            return

        def decide(reason: str) -> None:
            self._decide(
                lambda desk, review: desk.waive(*review.key, review.head.id, finding.rule, finding.fingerprint, reason),
                self._words.label("ui.waived"),
                keeps_last=True,
            )

        self._screen.ask(self._words.text("ui.ask.waive", finding=finding.message), decide)

    def _warning(self) -> Finding | None:
        review = self._review
        if review is None:
            return None
        here = review.findings_here()
        if review.panel == "findings" and self._screen.panel.has_focus and here:
            here = here[self._screen.panel.focus_block :]
        return next((finding for finding in here if finding.severity == "warning"), None)

    def _decide(
        self,
        act: "Callable[[Desk, Review], Event]",
        told: str,
        *,
        go_on: bool = False,
        keeps_last: bool = False,
    ) -> None:
        review, screen = self._review, self._screen
        if review is None:
            return
        screen.notice.hush()

        def work() -> Decided:
            act(screen.room.desk, review)
            if not keeps_last:
                screen.house.last_decision = review.key
            return Decided(review.key, told, go_on)

        screen.in_background("decide", work, replace=False)
