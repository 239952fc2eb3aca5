"""One occupation at a glance: sections by locales, each with its state in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from authoring.locales.labels import Labels
from authoring.ui.state.paper import Line, Role, Span, fit
from authoring.ui.state.queue_lines import findings_in_words
from authoring.ui.state.workroom import SectionKey
from schemas.sections.registry import SECTION_NAMES, SectionName
from schemas.status import SectionStatus

NAME_CELLS = 13
CELL_LEAST, CELL_MOST = 16, 34


@dataclass(frozen=True)
class Overview:
    """The grid: one row a section in page order, one column a locale, the source locale first."""

    soc: str
    title: str
    locales: tuple[str, ...]
    statuses: dict[SectionKey, SectionStatus]
    words: Labels

    def cell(self, section: SectionName, locale: str) -> str:
        """The state of one section in one locale, with its findings."""
        status = self.statuses.get(SectionKey(self.soc, locale, section))
        if status is None:
            return "-"
        state = self.words.label("ui.forked" if status.forked else f"ui.state_short.{status.state}")
        found = findings_in_words(status.errors, status.warnings, self.words, both=False)
        return f"{state}, {found}" if found else state

    def line(self, section: SectionName, column: int | None, width: int) -> Line:
        """One row; the chosen cell, where it is in this row, stands in brackets."""
        room = self._room(width)
        spans = [Span(fit(self.words.label(f"ui.section.{section}"), NAME_CELLS), "strong")]
        for number, locale in enumerate(self.locales):
            text = self.cell(section, locale)
            chosen = number == column
            spans.append(Span(fit(f"[{text}]" if chosen else f" {text}", room), self._role(section, locale)))
        return tuple(spans)

    def head(self, column: int, width: int) -> str:
        """The names of the columns, that of the chosen one in brackets."""
        room = self._room(width)
        names = (f"[{name}]" if n == column else f" {name}" for n, name in enumerate(self.locales))
        return " " * NAME_CELLS + "".join(fit(name, room) for name in names)

    def tally(self) -> str:
        """How much of it is approved, in every locale."""
        said = []
        for locale in self.locales:
            states = [status.state for key, status in self.statuses.items() if key.locale == locale]
            done = sum(1 for state in states if state in ("approved", "published"))
            said.append(self.words.text("ui.overview.tally", locale=locale, done=done, total=len(SECTION_NAMES)))
        return " · ".join(said)

    def _role(self, section: SectionName, locale: str) -> Role:
        status = self.statuses.get(SectionKey(self.soc, locale, section))
        if status is None:
            return "dim"
        if status.errors or status.forked:
            return "error"
        return "good" if status.state in ("approved", "published") else "plain"

    def _room(self, width: int) -> int:
        return max(CELL_LEAST, min((width - NAME_CELLS) // max(len(self.locales), 1), CELL_MOST))


def overview_of(
    soc: str, title: str, locales: Sequence[str], statuses: Sequence[SectionStatus], words: Labels
) -> Overview:
    """The grid of one occupation; `locales` are those of the workspace, others that have text come after."""
    found = {SectionKey(status.soc, status.locale, status.section): status for status in statuses}
    there = tuple(dict.fromkeys((*locales, *(key.locale for key in found))))
    return Overview(soc, title, there, found, words)
