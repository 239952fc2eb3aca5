"""The queue as it is shown: filtered, sorted and counted. Fine with fifty thousand rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, Literal, get_args

from authoring.reviewing.queue import in_order
from authoring.ui.state.query import Query, haystack_of, parse_query
from authoring.ui.state.workroom import SectionKey
from schemas.sections.registry import SECTION_NAMES
from schemas.status import STATES, SectionStatus, State

Sort = Literal["urgent", "newest", "occupation"]
SORTS: Final[tuple[Sort, ...]] = get_args(Sort)


def key_of(status: SectionStatus) -> SectionKey:
    """Which section a row is."""
    return SectionKey(status.soc, status.locale, status.section)


class QueueView:
    """All rows and which of them are asked for. `visible` is what the list draws."""

    def __init__(self, rows: Sequence[SectionStatus] = ()) -> None:
        self.sort: Sort = "urgent"
        self.text = ""
        self.query: Query = parse_query("")
        self.visible: Sequence[SectionStatus] = ()
        self.counts: Mapping[State, int] = {}
        self.take(rows)

    @property
    def total(self) -> int:
        """How many rows there are, asked for or not."""
        return len(self._rows)

    def take(self, rows: Sequence[SectionStatus]) -> None:
        """These are all rows, the most urgent first."""
        self._rows = tuple(rows)
        self._order()

    def replace(self, soc: str, rows: Sequence[SectionStatus]) -> None:
        """The rows of one occupation changed."""
        self.take(in_order((*(row for row in self._rows if row.soc != soc), *rows)))

    def filter(self, text: str) -> None:
        """Narrow to what that line of typing asks for."""
        self.text, self.query = text, parse_query(text)
        self._narrow()

    def next_sort(self) -> None:
        """Sort the next way."""
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        self._order()

    def index(self, key: SectionKey | None) -> int | None:
        """Where that section stands among the visible ones."""
        return next((place for place, row in enumerate(self.visible) if key_of(row) == key), None)

    def keys(self) -> tuple[SectionKey, ...]:
        """The visible sections in order: what next and previous go through."""
        return tuple(key_of(row) for row in self.visible)

    def _order(self) -> None:
        rows: Sequence[SectionStatus] = self._rows
        if self.sort == "newest":
            rows = sorted(rows, key=lambda row: row.updated, reverse=True)
        elif self.sort == "occupation":
            rows = sorted(rows, key=lambda row: (row.soc, row.locale, SECTION_NAMES.index(row.section)))
        self._sorted = [(row, haystack_of(row)) for row in rows]
        tally = Counter(row.state for row in self._rows)
        self.counts = {state: tally[state] for state in STATES if tally[state]}
        self._narrow()

    def _narrow(self) -> None:
        query = self.query
        self.visible = tuple(row for row, haystack in self._sorted if query.keeps(row, haystack))
