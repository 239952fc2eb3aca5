"""Decisions on the section a review screen shows: asked for, taken in a thread, told in words with what they bind."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from authoring.ui.messages import Decided
from schemas.events import Event
from schemas.findings import Finding

if TYPE_CHECKING:
    from authoring.reviewing.desk import Desk
    from authoring.ui.screens.section import SectionScreen
    from authoring.ui.state.review import Review


class Decisions:
    """What one screen can decide. Nothing is decided on a text that was not on that screen."""

    def __init__(self, screen: "SectionScreen") -> None:
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
        """Approve the text on the screen; where it is approved already, say by whom."""
        review = self._review
        if review is None:
            return
        standing = review.history.approval
        if standing and review.state in ("approved", "published"):
            day = self._words.date(standing.at)
            self._screen.notice.tell(self._words.text("ui.already_approved", name=standing.by.name, day=day))
            return
        told = f"{self._words.label('ui.approved')} {self.binding()} {self._words.label('ui.approved_hint')}"
        self._decide(review, lambda desk: desk.approve(*review.key, review.head.id), told, go_on=go_on)

    def request_changes(self) -> None:
        """Send it back with a reason."""
        self._ask(
            "ui.ask.request_changes",
            "ui.sent_back",
            lambda desk, review, reason: desk.request_changes(*review.key, review.head.id, reason),
            keeps_last=False,
        )

    def reject(self) -> None:
        """Send it back to be drafted anew."""
        self._ask(
            "ui.ask.reject",
            "ui.rejected",
            lambda desk, review, reason: desk.reject(*review.key, review.head.id, reason),
            keeps_last=False,
        )

    def comment(self) -> None:
        """Remark on the focused item, or on the section where that is none."""
        item = self._review.item if self._review else None
        self._ask(
            "ui.ask.comment_item" if item else "ui.ask.comment",
            "ui.commented",
            lambda desk, review, text: desk.comment(*review.key, text, item),
        )

    def assign(self) -> None:
        """Say who is to look at it; nobody, by an empty answer."""
        self._ask(
            "ui.ask.assign",
            "ui.assigned",
            lambda desk, review, name: desk.assign(*review.key, name or None),
            may_be_empty=True,
        )

    def waive(self) -> None:
        """Accept the focused finding of the panel, else the first warning of the focused item."""
        finding = self._warning()
        if finding is None:
            self._screen.notice.tell(self._words.label("ui.nothing_to_waive"))
            return
        self._ask(
            "ui.ask.waive",
            "ui.waived",
            lambda desk, review, reason: desk.waive(
                *review.key, review.head.id, finding.rule, finding.fingerprint, reason
            ),
            about=finding.message,
        )

    def keep_meaning(self) -> None:
        """The translation of the focused item stands though its source was reworded; the reason is kept with the text."""
        review = self._review
        if review is None:
            return
        item = review.item
        if item is None or item not in review.head.to_translate:
            self._screen.notice.tell(self._words.label("ui.source.not_waiting"))
            return

        def keep(desk: "Desk", review: "Review", reason: str) -> Event:
            why = f"no change in meaning: {reason}" if reason else "no change in meaning"
            return desk.save(*review.key, review.head.content, review.head.id, why, translated=(item,))

        self._ask("ui.ask.keep_meaning", "ui.source.kept", keep, may_be_empty=True)

    def _warning(self) -> Finding | None:
        review = self._review
        if review is None:
            return None
        here = review.findings_here()
        here = here[self._screen.finding_here() or 0 :]
        return next((finding for finding in here if finding.severity == "warning"), None)

    def _ask(
        self,
        question: str,
        told: str,
        act: "Callable[[Desk, Review, str], Event]",
        *,
        about: str = "",
        may_be_empty: bool = False,
        keeps_last: bool = True,
    ) -> None:
        """Ask for a line, then decide on the section that was on the screen when it was asked."""
        review = self._review
        if review is None:
            return

        def decide(answer: str) -> None:
            self._decide(review, lambda desk: act(desk, review, answer), self._words.label(told), keeps_last=keeps_last)

        self._screen.ask(self._words.text(question, finding=about), decide, may_be_empty=may_be_empty)

    def _decide(
        self,
        review: "Review",
        act: "Callable[[Desk], Event]",
        told: str,
        *,
        go_on: bool = False,
        keeps_last: bool = False,
    ) -> None:
        screen = self._screen
        screen.notice.hush()

        def work() -> Decided:
            act(screen.room.desk)
            if not keeps_last:
                screen.house.last_decision = review.key
            return Decided(review.key, told, go_on)

        screen.in_background("decide", work, replace=False)
