"""The queue as a table: sections in the order they are shown in, filtered, counted and paged by SQL.

What a rank or a state is, is said by who asks (`rank`): this module keeps it and finds it again.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, and_, delete, func, not_, or_, select

from authoring.collecting import without_collecting
from authoring.revisions import tables
from authoring.revisions.queue_query import QueueEntry, QueueQuery
from authoring.revisions.row_columns import row_from
from authoring.revisions.rows import SectionRow
from authoring.revisions.tables import insert_rows
from schemas.base import SocCode


class QueueTable:
    """The ranked sections of one index."""

    def __init__(self, engine: Engine, guard: threading.RLock) -> None:
        self._engine = engine
        self._guard = guard

    def behind(self, edition: str) -> bool:
        """Whether anything is to be ranked again: its log changed, or `edition` is another than the last one."""
        with self._guard, self._engine.connect() as connection:
            same = connection.execute(select(tables.ranked_by.c.edition)).scalar() == edition
            return not same or connection.execute(select(tables.unranked).limit(1)).first() is not None

    def rank(self, edition: str, entries: Callable[[Sequence[SectionRow]], Iterable[QueueEntry]]) -> None:
        """Rank again what is behind. `entries` may not ask the index: all this is one transaction of its one connection.

        An occupation is ranked as a whole: its source text tells which of its translations are stale.
        """
        with self._guard, without_collecting(), self._engine.begin() as connection:
            columns = [tables.sections.c[name] for name in SectionRow._fields]
            rows, stale = select(*columns), delete(tables.queue)
            if connection.execute(select(tables.ranked_by.c.edition)).scalar() == edition:
                changed = list(connection.execute(select(tables.unranked.c.soc).distinct()).scalars())
                rows = rows.where(tables.sections.c.soc.in_(changed))
                stale = stale.where(tables.queue.c.soc.in_(changed))
            connection.execute(stale)
            found = [row_from(row) for row in connection.execute(rows)]
            ranked: list[QueueEntry] = sorted(entries(found), key=itemgetter(0, 1, 2, 3, 4))
            insert_rows(connection, tables.queue, ranked)
            connection.execute(delete(tables.unranked))
            connection.execute(delete(tables.ranked_by))
            insert_rows(connection, tables.ranked_by, [(edition,)])

    def mark(self, socs: Iterable[SocCode]) -> None:
        """Have those occupations ranked again the next time."""
        with self._guard, self._engine.begin() as connection:
            insert_rows(connection, tables.unranked, {(soc, "") for soc in socs})

    def page(self, wanted: QueueQuery, offset: int, limit: int | None) -> tuple[tuple[QueueEntry, SectionRow], ...]:
        """Entries in order, each with the row it was made of."""
        # The table lies in this order; an index would find the lines sooner and then have to sort them all.
        lines = select(tables.queue).with_hint(tables.queue, "NOT INDEXED", "sqlite")
        ordered = lines.where(*_conditions(wanted)).order_by(*tables.queue.primary_key.columns)
        return self._with_rows(ordered.offset(offset).limit(-1 if limit is None else limit))

    def counts(self, wanted: QueueQuery) -> dict[str, int]:
        """How many there are in each state."""
        query = select(tables.queue.c.state, func.count()).where(*_conditions(wanted)).group_by(tables.queue.c.state)
        with self._guard, self._engine.connect() as connection:
            return {line[0]: line[1] for line in connection.execute(query)}

    def unchecked(self, limit: int | None, soc: SocCode | None = None) -> tuple[SectionRow, ...]:
        """The most urgent entries that the checks have not run on."""
        missing = select(tables.queue).where(*_unchecked(soc)).order_by(*tables.queue.primary_key.columns)
        return tuple(row for _, row in self._with_rows(missing.limit(-1 if limit is None else limit)))

    def count_unchecked(self, soc: SocCode | None = None) -> int:
        """How many entries the checks have not run on."""
        query = select(func.count()).select_from(tables.queue).where(*_unchecked(soc))
        with self._guard, self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def occupations(self) -> tuple[SocCode, ...]:
        """Every occupation that has an entry, in order."""
        query = select(tables.queue.c.soc).distinct().order_by(tables.queue.c.soc)
        with self._guard, self._engine.connect() as connection:
            return tuple(connection.execute(query).scalars())

    def _with_rows(self, some: Select[Any]) -> tuple[tuple[QueueEntry, SectionRow], ...]:
        page, rows = some.subquery(), tables.sections
        key = [page.c[name] == rows.c[name] for name in ("soc", "locale", "section")]
        columns = [*page.c, *(rows.c[name] for name in SectionRow._fields)]
        order = [page.c[column.name] for column in tables.queue.primary_key.columns]
        query = select(*columns).select_from(page.join(rows, and_(*key))).order_by(*order)
        width = len(QueueEntry._fields)
        with self._guard, self._engine.connect() as connection:
            return tuple((QueueEntry(*line[:width]), row_from(line[width:])) for line in connection.execute(query))


def _unchecked(soc: SocCode | None) -> Iterator[ColumnElement[bool]]:
    yield tables.queue.c.errors.is_(None)
    if soc is not None:
        yield tables.queue.c.soc == soc


def _conditions(wanted: QueueQuery) -> Iterator[ColumnElement[bool]]:
    """What each part of the question asks of a line."""
    columns = tables.queue.c
    for column, values in (
        (columns.state, wanted.states),
        (columns.locale, wanted.locales),
        (columns.section, wanted.sections),
        (func.substr(columns.soc, 1, 2), wanted.groups),
        (columns.model, wanted.models),
    ):
        if values:
            yield column.in_(values)
    if wanted.socs is not None:
        yield columns.soc.in_(wanted.socs)
    if wanted.rules:
        yield or_(*(columns.rules.contains(f" {rule} ", autoescape=True) for rule in wanted.rules))
    if wanted.with_findings:
        yield columns.errors + columns.warnings > 0
    if wanted.stale is not None:
        yield (columns.stale > 0) == wanted.stale
    claim_ended = columns.assigned_until.is_not(None) & (columns.assigned_until <= wanted.now)
    if wanted.assignee is not None:
        yield (columns.assignee == wanted.assignee) & not_(claim_ended)
    if wanted.unassigned:
        yield columns.assignee.is_(None) | claim_ended
    if wanted.updated_before is not None:
        yield columns.updated < wanted.updated_before
