"""Mending a section without a model: the safe fixes of its findings, and the smallest edit that newer facts ask for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from authoring.ui.messages import Decided
from authoring.ui.screens.merge import ProposalScreen
from authoring.ui.state.proposing import replacement
from schemas.base import content_hash
from schemas.sections.registry import Section

if TYPE_CHECKING:
    from authoring.locales.labels import Labels
    from authoring.reviewing.refreshing import Proposal
    from authoring.ui.screens.section import SectionScreen
    from authoring.ui.state.merging import Merging
    from authoring.ui.state.review import Review


@dataclass
class Mendable(Message):
    """An edit to look at before it is kept; `save` keeps what the person chose, `left` says what it does not mend."""

    merging: "Merging | None"
    left: str
    save: Callable[[Section], object]
    told: str


def fix(screen: "SectionScreen", review: "Review") -> None:
    """Propose the safe fixes of the section's findings, as `author check --fix` does."""
    desk, words, key = screen.room.desk, screen.words, review.key

    def work() -> Mendable:
        from authoring.reviewing.fixing import propose_fixes, reason_of

        fixed = propose_fixes(desk, *key)
        left = "; ".join(f"{', '.join(each.rules)}: {each.left}" for each in fixed.fixes if each.left)
        head = desk.history(*key).revision(fixed.on) if fixed.taken else None
        merging = replacement(head.content, fixed.content, fixed.on) if head else None

        def save(content: Section) -> None:
            desk.save(*key, content, fixed.on, reason_of(fixed))

        return Mendable(merging, left or words.label("ui.fix.nothing"), save, words.label("ui.fix.saved"))

    screen.in_background("mend", work)


def refresh(screen: "SectionScreen", review: "Review") -> None:
    """Propose the smallest edit that newer facts ask for, as `author refresh` does."""
    room, words, key = screen.room, screen.words, review.key
    if key.locale != room.wiring.workspace.settings.source_locale:
        screen.notice.tell(words.label("ui.refresh.only_source"))
        return

    def work() -> Mendable:
        found = room.wiring.refreshing.propose(key.soc, [key.section])
        proposal = found[0] if found else None
        if proposal is None or not proposal.changes:
            said = _waiting(proposal, words) or words.label("ui.refresh.nothing")
            return Mendable(None, said, lambda _: None, "")
        new, head = proposal.refreshed.section, proposal.head

        def save(content: Section) -> None:
            if content_hash(content) == content_hash(new):
                room.wiring.refreshing.save([proposal])
            else:
                room.desk.save(*key, content, head.id, words.label("ui.refresh.partly"))

        told = words.label("ui.refresh.saved" if proposal.refreshed.edits else "ui.refresh.citations")
        return Mendable(replacement(head.content, new, head.id), _waiting(proposal, words), save, told)

    screen.in_background("mend", work)


def _waiting(proposal: "Proposal | None", words: "Labels") -> str:
    """How many texts say what is not so any more; those are for people or a model to write anew."""
    count = len(proposal.refreshed.to_redraft) if proposal else 0
    return words.text("ui.refresh.to_redraft", count=count) if count else ""


def show(screen: "SectionScreen", ready: Mendable) -> None:
    """The edit beside the text there is; what is taken of it is kept as one revision."""
    review = screen.review
    if ready.merging is None or review is None:
        screen.notice.tell(ready.left)
        return
    key, save, before = review.key, ready.save, content_hash(ready.merging.merged.content)

    async def keep(content: Section, _on: str) -> None:
        if content_hash(content) == before:
            screen.notice.tell(screen.words.label("ui.mend.nothing_taken"))
            return

        def work() -> Decided:
            save(content)
            return Decided(key, " ".join(filter(None, (ready.told, ready.left))), show=True)

        screen.in_background("decide", work, replace=False)

    screen.app.push_screen(ProposalScreen(screen.room, ready.merging, review.heading(), keep))
