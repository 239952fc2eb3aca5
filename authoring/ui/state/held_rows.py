"""Rows held ready for the filter: what is the same for many of them is looked at once, not once a row."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from authoring.reviewing.board import QueueLine
from authoring.ui.state.query import TERMS, Asker, Query
from authoring.ui.state.workroom import SectionKey


class Held(NamedTuple):
    """A row with what it is found by: its place, and what it says besides its occupation, case-folded."""

    line: QueueLine
    key: SectionKey
    said: str


class HeldRows:
    """Rows in an order, and the words of each occupation: official title, code and the other `names`."""

    def __init__(self, rows: Sequence[QueueLine], names: Mapping[str, str]) -> None:
        said: dict[tuple[str, str], str] = {}
        self.rows = [_held(line, said) for line in rows]
        titles = {line.status.soc: line.status.title for line in rows}
        self._occupations = {
            soc: f"{title}\n{soc}".casefold() + f"\n{names.get(soc, '')}" for soc, title in titles.items()
        }
        self._said = frozenset(said.values())

    def keep(self, query: Query, asker: Asker) -> list[Held]:
        """The rows that hold every word and fit every term, in order; of several values of a term, any."""
        kept = self.rows
        for word in query.words:
            socs = {soc for soc, names in self._occupations.items() if word in names}
            said = {each for each in self._said if word in each}
            kept = [row for row in kept if row.key.soc in socs or row.said in said]
        for name, wanted in query.terms:
            test, values = TERMS[name], wanted.split(",")
            kept = [row for row in kept if any(test(row.line, value, asker) for value in values)]
        return kept


def _held(line: QueueLine, said: dict[tuple[str, str], str]) -> Held:
    status = line.status
    place = status.section, status.author
    if place not in said:
        section = status.section
        said[place] = f"{section}\n{section.replace('_', ' ')}\n{status.author}".casefold()
    return Held(line, SectionKey(status.soc, status.locale, status.section), said[place])
