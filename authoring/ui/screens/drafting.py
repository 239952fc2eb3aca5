"""Asking a model from the screens: a redraft for a reason, or the first draft of a section that has no text."""

from typing import TYPE_CHECKING

from authoring.text import clean_line
from authoring.ui.messages import Decided
from authoring.ui.screens.ask import AskScreen
from authoring.ui.screens.merge import ProposalScreen
from authoring.ui.screens.stream import StreamScreen
from authoring.ui.state.proposing import choices
from authoring.ui.state.streaming import Streaming
from authoring.ui.state.workroom import SectionKey, Workroom
from schemas.sections.registry import SECTION_NAMES, SPEC

if TYPE_CHECKING:
    from authoring.drafting.models.drafter import ModelDrafter
    from authoring.drafting.redrafting import Proposal
    from authoring.ui.screens.base import WorkScreen
    from schemas.sections.registry import Section


def ask_redraft(screen: "WorkScreen", key: SectionKey, heading: str, item: str | None = None) -> None:
    """Ask for a reason, have the model write, and show what it proposes beside the text there is."""
    if not _may_ask(screen, key.locale):
        return
    if not SPEC[key.section].drafted:
        screen.notice.tell(screen.words.label("ui.redraft.computed"))
        return
    words = screen.words
    question = words.label("ui.redraft.ask_item" if item else "ui.redraft.ask")

    def answered(reason: str | None) -> None:
        if reason is not None:
            _redraft(screen, key, heading, reason, item)

    screen.app.push_screen(AskScreen(question, f"{heading}\n{_who(screen.room)}", words.label("ui.ask.keys")), answered)


def ask_draft(screen: "WorkScreen", soc: str) -> None:
    """Ask which of the sections without text is to be drafted, and draft it."""
    source = screen.room.wiring.workspace.settings.source_locale
    if not _may_ask(screen, source):
        return
    words, there = screen.words, screen.room.wiring.revisions.profile(soc, source)
    missing = [name for name in SECTION_NAMES if there[name].head is None and SPEC[name].kind != "computed"]
    if not missing:
        screen.notice.tell(words.text("ui.draft.none_missing", soc=soc))
        return
    about = f"{words.text('ui.draft.missing', names=', '.join(missing))}\n{_who(screen.room)}"

    def answered(name: str | None) -> None:
        if name in missing:
            draft(screen, SectionKey(soc, source, name))
        elif name is not None:
            screen.notice.tell(words.text("ui.draft.no_such", name=name))

    question = words.text("ui.draft.ask", soc=soc)
    screen.app.push_screen(AskScreen(question, about, words.label("ui.ask.keys"), value=missing[0]), answered)


def draft(screen: "WorkScreen", key: SectionKey) -> None:
    """Have a section written that has no text, and open it."""
    if not _may_ask(screen, key.locale):
        return
    if SPEC[key.section].kind == "computed":
        screen.notice.tell(screen.words.label("ui.redraft.computed"))
        return
    room, house = screen.room, screen.house

    def write(streaming: Streaming) -> None:
        with _Writer(room, streaming) as drafter:
            (done,) = room.wiring.drafting_with(drafter).draft(key.soc, [key.section], thin=True)
        if done.failure:
            raise done.failure
        if done.missing:
            from authoring.errors import ThinFacts

            raise ThinFacts(
                room.words.text("ui.draft.thin", missing=room.words.listed(map(room.words.told, done.missing)))
            )

    def then(_: None) -> None:
        house.queue_changed(key.soc)
        house.open_section(room, key)

    heading = f"{room.words.label(f'ui.section.{key.section}')} · {room.title(key.soc)} · {key.soc}"
    screen.app.push_screen(StreamScreen(room, heading, write, then))


def _redraft(screen: "WorkScreen", key: SectionKey, heading: str, reason: str, item: str | None) -> None:
    room = screen.room

    def write(streaming: Streaming) -> "Proposal":
        with _Writer(room, streaming) as drafter:
            return room.wiring.redrafting_with(drafter).propose(key.soc, key.section, [clean_line(reason)], item)

    def then(proposal: "Proposal") -> None:
        _show(screen, key, heading, proposal)

    screen.app.push_screen(StreamScreen(room, heading, write, then))


def _show(screen: "WorkScreen", key: SectionKey, heading: str, proposal: "Proposal") -> None:
    """The proposal beside the text; what is taken of it is kept with it."""
    room, words = screen.room, screen.words
    if proposal.revision.hash == proposal.head.hash:
        screen.notice.tell(words.label("ui.redraft.same"))
        return

    async def save(content: "Section", _on: str) -> None:
        def work() -> Decided:
            from schemas.sections.registry import SECTION

            checked = SECTION.validate_python(content.model_dump())
            taken = room.wiring.taking.take(proposal, checked)
            told = words.label("ui.redraft.taken" if taken.proposal else "ui.redraft.left")
            return Decided(key, told, show=True)

        screen.in_background("decide", work, replace=False)

    screen.app.push_screen(ProposalScreen(room, choices(proposal), heading, save))


def _may_ask(screen: "WorkScreen", locale: str) -> bool:
    """Whether there is a model, and the text is one that a model writes; else it is said."""
    settings, words = screen.room.wiring.workspace.settings, screen.words
    if not settings.model.name:
        screen.notice.tell(words.label("ui.redraft.no_model"), words.label("ui.redraft.no_model_hint"), refused=True)
        return False
    if locale != settings.source_locale:
        screen.notice.tell(words.text("ui.redraft.only_source", locale=settings.source_locale))
        return False
    return True


def _who(room: Workroom) -> str:
    """Which model will be asked, and what it may cost."""
    settings = room.wiring.workspace.settings.model
    said = room.words.text("ui.redraft.who", model=settings.name)
    if settings.budget_usd is not None:
        said += f" · {room.words.text('ui.redraft.budget', amount=f'{settings.budget_usd:g}')}"
    return said


class _Writer:
    """A drafter for one answer that is shown as it comes; closed again whatever happens."""

    def __init__(self, room: Workroom, streaming: Streaming) -> None:
        self._room, self._streaming = room, streaming

    def __enter__(self) -> "ModelDrafter":
        from authoring.conversing.opening import Terms, budget_of

        wiring = self._room.wiring
        terms = Terms(budget_of(None, wiring.workspace.settings.model))
        self._drafter = wiring.model_drafter(terms=terms)
        self._drafter.heard = self._streaming.hear
        self._streaming.written_by(self._drafter)
        return self._drafter

    def __exit__(self, *_: object) -> None:
        self._drafter.close()
