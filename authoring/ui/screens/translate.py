"""Beginning a translation from the screens, or bringing one up to its source. The same as `author translate`."""

from functools import partial
from typing import TYPE_CHECKING, Final

from authoring.ui.messages import Decided
from authoring.ui.screens.choose import ChooseScreen
from authoring.ui.state.workroom import SectionKey

if TYPE_CHECKING:
    from authoring.ui.screens.section import SectionScreen
    from authoring.ui.state.review import Review

_MOST: Final = 9
"""So many target locales are offered: each is chosen by one digit."""


def translate(screen: "SectionScreen") -> None:
    """In a translation: take over what moved in the source. In the source: choose the locale to begin."""
    review = screen.shown
    if review is None:
        return
    settings = screen.room.wiring.workspace.settings
    if review.key.locale != settings.source_locale:
        _bring_up(screen, review, review.key.locale)
        return
    targets = [locale for locale in settings.locales if locale != settings.source_locale][:_MOST]
    if not targets:
        screen.notice.tell(screen.words.label("ui.translate.no_locales"))
    elif len(targets) == 1:
        _bring_up(screen, review, targets[0])
    else:
        offered = "\n".join(f"{n} {screen.words.label(f'locale.{locale}')}" for n, locale in enumerate(targets, 1))
        digits = tuple(str(n) for n in range(1, len(targets) + 1))
        question = screen.words.label("ui.translate.which")
        asked = ChooseScreen(question, offered, screen.words.label("ui.translate.keys"), digits)
        screen.app.push_screen(asked, partial(_chosen, screen, review, targets))


def _chosen(screen: "SectionScreen", review: "Review", targets: list[str], digit: str | None) -> None:
    if digit is not None:
        _bring_up(screen, review, targets[int(digit) - 1])


def _bring_up(screen: "SectionScreen", review: "Review", target: str) -> None:
    room, words = screen.room, screen.words

    def work() -> Decided:
        done = room.wiring.translating.translate(review.key.soc, target, (review.key.section,))[0]
        told = words.text(f"ui.translate.{done.outcome.replace(' ', '_')}", count=done.to_translate)
        return Decided(SectionKey(review.key.soc, target, review.key.section), told, show=True)

    screen.in_background("decide", work, replace=False)


def take_suggestion(screen: "SectionScreen") -> None:
    """Put the suggested words of the focused item in; it is said where nothing is suggested for it."""
    review = screen.shown
    if review is None:
        return
    suggested = review.source.suggestions.get(review.item or "") if review.source else None
    if suggested is None:
        screen.notice.tell(screen.words.label("ui.suggested.none"))
        return
    room, key = screen.room, review.key
    told = screen.words.label("ui.suggested.taken" if suggested.done else "ui.suggested.begun")

    def work() -> Decided:
        room.wiring.suggesting.take(*key, suggested)
        return Decided(key, told)

    screen.in_background("decide", work, replace=False)
