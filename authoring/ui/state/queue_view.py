"""The queue as it is shown: filtered, sorted, grouped and counted. Fine with fifty thousand rows."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, TypeAlias, get_args

from authoring.reviewing.board import QueueLine
from authoring.ui.state.completion import Completion
from authoring.ui.state.held_rows import Held, HeldRows
from authoring.ui.state.query import Asker, Query, parse_query
from authoring.ui.state.workroom import SectionKey
from schemas.sections.registry import SECTION_NAMES
from schemas.status import STATES, SectionStatus, State

Sort = Literal["urgent", "newest", "occupation"]
SORTS: Final[tuple[Sort, ...]] = get_args(Sort)


@dataclass(frozen=True)
class OccupationRow:
    """All visible sections of one occupation, as one row."""

    soc: str
    title: str
    lines: tuple[QueueLine, ...]

    @cached_property
    def states(self) -> Mapping[State, int]:
        """How many are in each state, in the order of states."""
        tally = Counter(line.status.state for line in self.lines)
        return {state: tally[state] for state in STATES if tally[state]}

    @cached_property
    def errors(self) -> int:
        """Of all of them."""
        return sum(line.status.errors for line in self.lines)


Row: TypeAlias = QueueLine | OccupationRow


def key_of(row: Row) -> SectionKey:
    """Which section a row is; of an occupation, its most urgent one."""
    status: SectionStatus = (row if isinstance(row, QueueLine) else row.lines[0]).status
    return SectionKey(status.soc, status.locale, status.section)


class QueueView:
    """All rows and which of them are asked for. `visible` is what the list draws.

    `names` are the names of each occupation, case-folded; `asker` is whom `me` in a filter means.
    """

    def __init__(
        self, rows: Sequence[QueueLine] = (), names: Mapping[str, str] | None = None, asker: Asker | None = None
    ) -> None:
        self.sort: Sort = "urgent"
        self.grouped = False
        self.unchecked = 0
        self.text = ""
        self.query: Query = parse_query("")
        self.names = names or {}
        self.asker = asker or Asker()
        self.visible: Sequence[Row] = ()
        self.counts: Mapping[State, int] = {}
        self._found: dict[str, Collection[SectionKey]] = {}
        self._done: tuple[tuple[str, str], tuple[int, int]] | None = None
        self._kept: list[Held] = []
        self.take(rows)

    @property
    def total(self) -> int:
        """How many sections there are, asked for or not."""
        return len(self._rows)

    @property
    def sections(self) -> int:
        """How many sections are visible, in groups or not."""
        return len(self._kept)

    @cached_property
    def completion(self) -> Completion:
        """What may stand next in the filter."""
        return Completion(self._rows)

    def take(self, rows: Sequence[QueueLine]) -> None:
        """These are all rows, the most urgent first."""
        self._rows = tuple(rows)
        self._done = None
        self.__dict__.pop("completion", None)
        tally = Counter(row.status.state for row in self._rows)
        self.counts = {state: tally[state] for state in STATES if tally[state]}
        self._order()

    def replace(self, soc: str, rows: Sequence[QueueLine]) -> None:
        """The rows of one occupation changed."""
        others = (row for row in self._rows if row.status.soc != soc)
        self._found.clear()
        self.take(sorted((*others, *rows), key=lambda row: row.urgency))

    def filter(self, text: str) -> None:
        """Narrow to what that line of typing asks for."""
        self.text, self.query = text, parse_query(text)
        self._narrow()

    @property
    def unsought(self) -> tuple[str, ...]:
        """The words of `text:` terms that nobody has looked up yet."""
        return tuple(word for word in self.query.texts if word not in self._found)

    def found(self, word: str, keys: Collection[SectionKey]) -> None:
        """Which sections hold that word."""
        self._found[word] = frozenset(keys)
        self._narrow()

    def next_sort(self) -> None:
        """Sort the next way."""
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        self._order()

    def group(self, *, grouped: bool) -> None:
        """One row an occupation, or one a section."""
        self.grouped = grouped
        self._show()

    def index(self, key: SectionKey | None) -> int | None:
        """Where that section stands among the visible ones; in groups, where its occupation does."""
        if key is None:
            return None
        if self.grouped:
            return next((place for place, row in enumerate(self.visible) if key_of(row).soc == key.soc), None)
        return next((place for place, row in enumerate(self._kept) if row.key == key), None)

    def keys(self) -> tuple[SectionKey, ...]:
        """The visible sections in order: what next and previous go through."""
        return tuple(row.key for row in self._kept)

    def done_today(self) -> tuple[int, int]:
        """How many sections the asker approved today, and how many they left in their own words (UTC)."""
        asked = self.asker.now[:10], self.asker.person
        if self._done is None or self._done[0] != asked:
            today, me = asked
            touched = [row.status for row in self._rows if row.status.updated.startswith(today)]
            mine = sum(each.approved_by == me for each in touched), sum(each.author == me for each in touched)
            self._done = asked, mine
        return self._done[1]

    def _order(self) -> None:
        rows: Sequence[QueueLine] = self._rows
        if self.sort == "newest":
            rows = sorted(rows, key=lambda row: row.status.updated, reverse=True)
        elif self.sort == "occupation":
            rows = sorted(rows, key=_place)
        self._held = HeldRows(rows, self.names)
        self._narrow()

    def _narrow(self) -> None:
        kept = self._held.keep(self.query, self.asker)
        for word in self.query.texts:
            if word in self._found:
                kept = [row for row in kept if row.key in self._found[word]]
        self._kept = kept
        self._show()

    def _show(self) -> None:
        if not self.grouped:
            self.visible = [row.line for row in self._kept]
            return
        groups: dict[str, list[QueueLine]] = {}
        for row in self._kept:
            groups.setdefault(row.key.soc, []).append(row.line)
        self.visible = tuple(OccupationRow(soc, lines[0].status.title, tuple(lines)) for soc, lines in groups.items())


def _place(row: QueueLine) -> tuple[str, str, int]:
    return row.status.soc, row.status.locale, SECTION_NAMES.index(row.status.section)
