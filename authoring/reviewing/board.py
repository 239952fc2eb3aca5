"""The board: the queue of a whole dataset, filtered, counted and paged without ever holding all of it.

`refresh` looks at the disk; `page` asks the index alone and is quick enough for every key press.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from authoring.checks.freshness import STALE_FACTS as STALE_RULE
from authoring.errors import UnknownOccupation
from authoring.reviewing.findings import Facts, Findings
from authoring.reviewing.priority import LAPSING, SOURCE_MOVED, STALE_FACTS, STALE_SOURCE, weigh
from authoring.reviewing.queue import EVERYTHING, Priority, QueueFilter
from authoring.reviewing.states import Leaving, state_of_row
from authoring.revisions.queue_query import QueueEntry, QueueQuery
from authoring.revisions.rows import SectionRow, Tally
from authoring.revisions.store import Revisions
from authoring.settings import Settings
from schemas.base import Locale, Sha256, SocCode, Timestamp, content_hash
from schemas.sections.registry import SECTION_NAMES
from schemas.status import STATES, SectionStatus, State

if TYPE_CHECKING:
    from authoring.revisions.text_index import Hit

UNKNOWN_TITLE: Final = "(no such occupation)"
_LOGS_WHILE_WAITING: Final = 20
_STATES: Final[Mapping[str, State]] = {state: state for state in STATES}
_KEPT_COUNTS: Final = 500


@dataclass(frozen=True)
class QueueLine:
    """One section as the queue shows it.

    `stale` says in bits why (see `priority`), `checked` whether the checks have run, `rules` which of them found something.
    """

    status: SectionStatus
    priority: Priority
    stale: int
    model: str | None
    assigned_until: Timestamp | None
    checked: bool
    rules: tuple[str, ...] = ()

    @property
    def urgency(self) -> tuple[int, Timestamp, SocCode, Locale, int]:
        """What the queue is sorted by: rank, then who has waited longest, then the place on the page."""
        one = self.status
        return self.priority.rank, one.updated, one.soc, one.locale, SECTION_NAMES.index(one.section)


@dataclass(frozen=True)
class QueuePage:
    """Some lines of the queue, how many fit the filter, and how many of these would in each state.

    `counts` leaves the filter's own states out of account, so that they can be shown beside the states to choose from.
    """

    lines: tuple[QueueLine, ...]
    total: int
    counts: Mapping[State, int]


class Board:
    """The queue of one workspace. `sources` says in a word for each occupation that has any what is known of them."""

    def __init__(
        self,
        revisions: Revisions,
        facts: Facts,
        findings: Findings,
        settings: Settings,
        published: Callable[[], Set[Leaving]],
        clock: Callable[[], Timestamp],
        sources: Callable[[], Mapping[SocCode, str]] = dict,
    ) -> None:
        self._revisions = revisions
        self._sources = sources
        self._facts = facts
        self._findings = findings
        self._settings = settings
        self._published = published
        self._clock = clock
        self._counts: dict[QueueQuery, dict[str, int]] = {}
        self._titles: dict[SocCode, str] = {}
        self._known: tuple[SocCode, ...] | None = None
        self._last_release: tuple[Set[Leaving], Sha256] | None = None
        self._texts_left: int | None = None
        self._priorities: dict[tuple[State, bool, int, int], Priority] = {}

    def refresh(self) -> bool:
        """Bring the queue in step with the logs, the facts, the sources and the release; whether anything changed."""
        self._revisions.refresh()
        self._revisions.index.follow_sources(self._sources())
        return self._rank()

    def page(self, wanted: QueueFilter = EVERYTHING, offset: int = 0, limit: int | None = 100) -> QueuePage:
        """Lines from `offset` on, the most urgent first; with `limit` None all of them. Reads no log."""
        query = self._query(wanted)
        counts = self._counted(query)
        wanted_states = wanted.states or STATES
        return QueuePage(
            lines=tuple(self._line(*found) for found in self._revisions.index.queue.page(query, offset, limit)),
            total=sum(count for state, count in counts.items() if state in wanted_states),
            counts=counts,
        )

    def count_findings(self, most: int | None = None, soc: SocCode | None = None) -> int:
        """Run the checks on what they have not run on yet, the most urgent first; how many are left.

        Where a team begins with thousands of drafts this takes minutes: do it in the background, some at a time.
        """
        queue = self._revisions.index.queue
        rows = queue.unchecked(most, soc)
        if rows:
            self._findings.tallies(rows)
            queue.mark(row.soc for row in rows)
            self._rank()
        return queue.count_unchecked(soc)

    def search(self, sought: str, limit: int = 50) -> "tuple[tuple[Hit, ...], int]":
        """Sections whose text or title holds every word, and how many logs could not be searched yet.

        A few logs are taken in here; for the rest call `take_in_texts` in the background.
        """
        if self._texts_left != 0:
            self.take_in_texts(most=_LOGS_WHILE_WAITING)
        return self._revisions.search(sought, limit), self._texts_left or 0

    def take_in_texts(self, most: int | None = None) -> int:
        """Make the texts of `most` logs searchable; how many are left."""
        self._texts_left = self._revisions.take_in_texts(self.title, most)
        return self._texts_left

    def title(self, soc: SocCode) -> str:
        """The official title; where there is no such code, words that say so."""
        if soc not in self._titles:
            try:
                self._titles[soc] = self._facts.title(soc)
            except UnknownOccupation:
                self._titles[soc] = UNKNOWN_TITLE
        return self._titles[soc]

    def _rank(self) -> bool:
        published, queue = self._published(), self._revisions.index.queue
        edition = self._edition(published)
        if not queue.behind(edition):
            return False
        tallies = self._findings.known()
        queue.rank(edition, lambda rows: self._entries(rows, published, tallies))
        self._counts.clear()
        self._known = self._texts_left = None
        return True

    def _counted(self, query: QueueQuery) -> dict[State, int]:
        anywhere = query.in_any_state()
        if anywhere not in self._counts:
            if len(self._counts) >= _KEPT_COUNTS:  # a filter by assignee is another one every second
                self._counts.clear()
            self._counts[anywhere] = self._revisions.index.queue.counts(anywhere)
        return {state: self._counts[anywhere].get(state, 0) for state in STATES}

    def _edition(self, published: Set[Leaving]) -> str:
        """Everything but the logs that a rank depends on."""
        if self._last_release is None or self._last_release[0] is not published:
            self._last_release = (published, content_hash(sorted(published)))
        weights = self._settings.review.weights.model_dump()
        release = self._last_release[1]
        return content_hash([release, *self._findings.by, weights, self._settings.source_locale])

    def _entries(
        self, rows: Sequence[SectionRow], published: Set[Leaving], tallies: Mapping[str, Tally]
    ) -> Iterator[QueueEntry]:
        source = self._settings.source_locale
        sources = {(row.soc, row.section): row.hash for row in rows if row.locale == source}
        places = {name: place for place, name in enumerate(SECTION_NAMES)}
        moved = {(row.soc, row.section, row.locale) for row in rows if _has_moved(row, tallies.get(row.head))}
        for row in rows:
            rests_on = source if row.source_hash else row.locale
            stale = _staleness(row, (row.soc, row.section, rests_on) in moved, sources.get((row.soc, row.section)))
            yield self._entry(row, published, tallies.get(row.head), stale, places[row.section])

    def _entry(
        self, row: SectionRow, published: Set[Leaving], tally: Tally | None, stale: int, position: int
    ) -> QueueEntry:
        state = state_of_row(row, published, lapsed=bool(stale & LAPSING))
        errors, warnings = (tally.errors, tally.open_warnings(row.waived)) if tally else (None, None)
        rank = self._priority(state, row.forked, errors or 0, stale).rank
        return QueueEntry(
            rank, row.updated, row.soc, row.locale, position, row.section, state, errors, warnings, stale,
            _rules(row, tally), row.assignee, row.assigned_until, row.author, row.model,
        )  # fmt: skip

    def _priority(self, state: State, forked: bool, errors: int, stale: int) -> Priority:
        """Weighed once for all sections that stand alike: there are a few hundred kinds and fifty thousand sections."""
        key = (state, forked, errors, stale)
        if key not in self._priorities:
            self._priorities[key] = weigh(
                self._settings.review.weights, state, forked=forked, errors=errors, stale=stale
            )
        return self._priorities[key]

    def _line(self, entry: QueueEntry, row: SectionRow) -> QueueLine:
        state = state_named(entry.state)
        ended = row.assigned_until is not None and row.assigned_until <= self._second()
        status = SectionStatus(
            soc=row.soc,
            locale=row.locale,
            section=row.section,
            title=self.title(row.soc),
            state=state,
            forked=row.forked,
            head=row.head,
            hash=row.hash,
            sheet_hash=row.sheet_hash,
            author=row.author,
            author_kind=row.author_kind,
            updated=row.updated,
            approved_by=row.approved_by,
            assignee=None if ended else row.assignee,
            errors=entry.errors or 0,
            warnings=entry.warnings or 0,
            comments=row.comments,
            to_translate=row.to_translate,
        )
        why = self._priority(state, row.forked, entry.errors or 0, entry.stale)
        until = None if ended else row.assigned_until
        checked, rules = entry.errors is not None, tuple(entry.rules.split())
        return QueueLine(status, why, entry.stale, row.model, until, checked=checked, rules=rules)

    def _second(self) -> str:
        """Now, for claims that end, to the second: by the millisecond every page would be counted anew."""
        return self._clock()[:19]

    def _query(self, wanted: QueueFilter) -> QueueQuery:
        return QueueQuery(
            states=wanted.states,
            locales=wanted.locales,
            sections=wanted.sections,
            socs=self._socs(wanted),
            groups=wanted.groups,
            rules=wanted.rules,
            with_findings=wanted.findings_only,
            stale=wanted.stale,
            assignee=wanted.assignee,
            unassigned=wanted.unassigned,
            models=wanted.models,
            updated_before=wanted.older_than,
            now=self._second() if wanted.assignee is not None or wanted.unassigned else "",
        )

    def _socs(self, wanted: QueueFilter) -> tuple[SocCode, ...] | None:
        """The occupations whose code or title holds the text; None: all."""
        sought = wanted.text.strip().casefold()
        if not sought:
            return (wanted.soc,) if wanted.soc else None
        if self._known is None:
            self._known = self._revisions.index.queue.occupations()
        known = (wanted.soc,) if wanted.soc else self._known
        return tuple(soc for soc in known if sought in f"{soc} {self.title(soc)}".casefold())


def state_named(name: str) -> State:
    """The state of that name."""
    return _STATES[name]


def _has_moved(row: SectionRow, tally: Tally | None) -> bool:
    """Whether an open finding says that a fact moved; what was not counted yet is not known to be stale."""
    return tally is not None and any(
        rule == STALE_RULE and (rule, mark) not in row.waived for rule, mark in tally.warnings
    )


def _staleness(row: SectionRow, moved: bool, source_hash: str | None) -> int:
    is_translation = row.source_hash is not None
    rewritten = is_translation and source_hash is not None and row.source_hash != source_hash
    if is_translation:
        return (STALE_SOURCE if rewritten else 0) | (STALE_SOURCE | SOURCE_MOVED if moved else 0)
    return STALE_FACTS if moved else 0


def _rules(row: SectionRow, tally: Tally | None) -> str:
    """The rules of open findings, each between spaces."""
    if tally is None or not (tally.errors or tally.warnings):
        return ""
    found: Iterable[str] = (
        *tally.error_rules,
        *(rule for rule, mark in tally.warnings if (rule, mark) not in row.waived),
    )
    return f" {' '.join(sorted(set(found)))} "
