"""What every screen stands on: the desk, the facts and the words, opened once in a thread and then shared."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from authoring.locales.catalog import catalogued
from authoring.locales.labels import Labels
from authoring.revisions.ids import now
from authoring.ui.state.language import interface_language
from authoring.wiring import Wiring
from schemas.base import Timestamp
from schemas.facts import FactSheet
from schemas.sections.registry import SectionName

if TYPE_CHECKING:
    from authoring.reviewing.desk import Desk


class SectionKey(NamedTuple):
    """Which section of which occupation in which locale."""

    soc: str
    locale: str
    section: SectionName


class Workroom:
    """One person at one workspace. Make it in a worker: it opens the fact base and the index.

    Afterwards it may be used from several threads: desk, fact base and index guard themselves.
    """

    def __init__(self, wiring: Wiring, language: str | None = None, clock: Callable[[], Timestamp] = now) -> None:
        self.wiring = wiring
        self.person = wiring.person
        self.name = wiring.workspace.root.name
        self.words = Labels(language or interface_language())
        self.now = clock
        self.sheet: Callable[[str], FactSheet] = lru_cache(maxsize=4)(wiring.base.sheet)
        self.desk: Desk = wiring.desk
        self._titles: tuple[object, Mapping[str, str]] | None = None
        wiring.revisions.index  # noqa: B018 - opened here, by one thread, before others ask for it

    @cache  # noqa: B019 - one workroom lives as long as the program
    def names(self) -> dict[str, str]:
        """Every occupation's names in one text, case-folded, by code: what the filter looks in."""
        return {soc: "\n".join(names).casefold() for soc, names in self.wiring.base.names().items()}

    def title(self, soc: str) -> str:
        """What an occupation is called: as somebody reviewed it in the language of the screens, else officially."""
        return self.reviewed_titles().get(soc) or self.desk.title(soc)

    def reviewed_titles(self) -> Mapping[str, str]:
        """The titles in the language of the screens that a person has read; none in the source's language."""
        if self.words.locale == self.wiring.workspace.settings.source_locale:
            return {}
        known = self.wiring.titles.titles(self.words.locale)
        if self._titles is None or self._titles[0] is not known:
            self._titles = known, {soc: each.title for soc, each in known.items() if each.reviewed}
        return self._titles[1]

    def labels(self, locale: str) -> Labels:
        """The labels of a section's own locale; English where there is no catalog yet."""
        return Labels(locale) if locale in catalogued() else Labels("en")
