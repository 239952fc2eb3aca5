"""Back-translation from the screens: offered with its cost, shown as it is written, read beside the source.

The same as `author backtranslate`: what a machine rendered helps whoever reviews, and is no text of the profile.
"""

from functools import partial
from typing import TYPE_CHECKING

from authoring.ui.messages import BackOffered
from authoring.ui.screens.choose import ChooseScreen
from authoring.ui.screens.stream import StreamScreen
from authoring.ui.state.streaming import Streaming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from authoring.translating.back.asking import Rendered
    from authoring.translating.back.rendering import BackText
    from authoring.ui.screens.section import SectionScreen
    from authoring.ui.state.review import Review


def offer(screen: "SectionScreen", review: "Review") -> None:
    """Say what it would take, where there is something to render and a model to ask."""
    room, words = screen.room, screen.words
    if review.source is None:
        screen.notice.tell(words.label("ui.back.only_translations"))
        return
    waiting = [each for each in review.source.back if each.rendering is None]
    if not waiting:
        review.panel = "source"
        screen.load(words.label("ui.back.known" if review.source.back else "ui.back.nothing"))
        return
    if not room.wiring.workspace.settings.model.name:
        screen.notice.tell(words.label("ui.redraft.no_model"), words.label("ui.redraft.no_model_hint"), refused=True)
        return
    key, history = review.key, review.history

    def estimate() -> BackOffered:
        translator = room.wiring.back_translator()
        try:
            found = translator.estimate(history, waiting)
        finally:
            translator.close()
        return BackOffered(key, found.texts, str(translator.name), found.cost_usd)

    screen.in_background("back", estimate)


def confirm(screen: "SectionScreen", review: "Review", offered: BackOffered) -> None:
    """Ask whether it is wanted at that cost; then have it written."""
    words = screen.words
    question = words.text("ui.back.ask", model=offered.model)
    cost = words.label("ui.back.no_price") if offered.cost_usd is None else _money(offered.cost_usd)
    about = f"{words.text('ui.back.about', count=offered.texts, cost=cost)}\n{words.label('ui.back.what_it_is')}"

    def answered(answer: str | None) -> None:
        if answer is not None and review.source is not None:
            _write(screen, review, review.source.back)

    screen.app.push_screen(ChooseScreen(question, about, words.label("ui.back.keys"), ("enter",)), answered)


def _write(screen: "SectionScreen", review: "Review", texts: "Sequence[BackText]") -> None:
    room = screen.room

    def write(streaming: Streaming) -> "Rendered":
        from authoring.conversing.opening import Terms, budget_of

        translator = room.wiring.back_translator(terms=Terms(budget_of(None, room.wiring.workspace.settings.model)))
        translator.heard = streaming.hear
        streaming.written_by(translator)
        try:
            return translator.render(review.history, texts)
        finally:
            translator.close()

    screen.app.push_screen(StreamScreen(room, review.heading(), write, partial(_show, screen, review)))


def _show(screen: "SectionScreen", review: "Review", done: "Rendered") -> None:
    """The source, with what was rendered under each item; what it cost is said."""
    review.panel = "source"
    cost = screen.words.label("ui.back.no_price") if done.cost_usd is None else _money(done.cost_usd)
    screen.load(screen.words.text("ui.back.done", count=done.texts, cost=cost))


def _money(cost: float) -> str:
    return f"${cost:,.4f}"
