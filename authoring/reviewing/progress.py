"""How far every occupation is in every locale: counted by state, with what is missing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.base import Locale, SocCode
from schemas.sections.registry import SECTION_NAMES, SectionName
from schemas.status import SectionStatus, State


@dataclass(frozen=True)
class Cell:
    """One occupation in one locale. `to_translate` counts the items that wait, `missing` names sections without text."""

    soc: SocCode
    locale: Locale
    states: Counter[State]
    errors: int
    to_translate: int
    missing: tuple[SectionName, ...]

    @property
    def ready(self) -> int:
        """How many sections are approved or published."""
        return self.states["approved"] + self.states["published"]

    @property
    def begun(self) -> bool:
        """Whether there is any text at all."""
        return bool(self.states)

    @property
    def complete(self) -> bool:
        """Whether every section is approved or published."""
        return self.ready == len(SECTION_NAMES)


def progress(statuses: Iterable[SectionStatus], locales: Sequence[Locale]) -> tuple[Cell, ...]:
    """A cell for every occupation there is text of and every locale, by code and in the order of the locales."""
    there: dict[tuple[SocCode, Locale], list[SectionStatus]] = {}
    for status in statuses:
        there.setdefault((status.soc, status.locale), []).append(status)
    socs = sorted({soc for soc, _ in there})
    return tuple(_cell(soc, locale, there.get((soc, locale), [])) for soc in socs for locale in locales)


def _cell(soc: SocCode, locale: Locale, found: Sequence[SectionStatus]) -> Cell:
    written = {status.section for status in found}
    return Cell(
        soc,
        locale,
        Counter(status.state for status in found),
        sum(status.errors for status in found),
        sum(status.to_translate for status in found),
        tuple(name for name in SECTION_NAMES if name not in written),
    )
