"""The index: one row per section in SQLite, derived from the logs and never the truth.

Any doubt about it (damage, another version) is answered by throwing it away and folding the logs again; in a
workspace that cannot be written it lives in memory. SQLAlchemy is imported here and in the modules of its tables only.
"""

import json
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, delete, select
from sqlalchemy.exc import DBAPIError

from authoring.collecting import without_collecting
from authoring.revisions import tables
from authoring.revisions.contents import DamagedLine
from authoring.revisions.logs import Logs
from authoring.revisions.queue_table import QueueTable
from authoring.revisions.row_columns import columns_of, pairs, row_from
from authoring.revisions.rows import CheckedBy, Folded, SectionRow, Tally
from authoring.revisions.tables import insert_rows, open_index, remove_index
from authoring.revisions.text_index import TextIndex
from schemas.base import SocCode

_AT_ONCE: Final = 500
"""Logs folded before they are written, so that memory holds a few thousand rows at most."""


class Index:
    """Rows of all sections, kept in step with the logs. Safe to use from several threads and processes."""

    def __init__(self, path: Path, logs: Logs) -> None:
        self._path = path
        self._logs = logs
        self._guard = threading.RLock()
        self._engine = open_index(path)
        weakref.finalize(self, self._engine.dispose)

    def refresh(self) -> None:
        """Fold again what changed since the last look; forget logs that are gone."""
        stamps = self._logs.stamps()
        with self._guard:
            try:
                self._bring_in_step(stamps)
            except DBAPIError:
                self._start_over()
                self._bring_in_step(stamps)

    @property
    def queue(self) -> QueueTable:
        """The sections as they are shown: ranked, filtered, counted and paged."""
        return QueueTable(self._engine, self._guard)

    @property
    def texts(self) -> TextIndex:
        """What the sections say, to be searched."""
        return TextIndex(self._engine, self._guard)

    def rows(self, wanted: Mapping[str, str]) -> tuple[SectionRow, ...]:
        """The rows whose columns equal `wanted`, ordered by occupation, locale, section."""
        key = (tables.sections.c.soc, tables.sections.c.locale, tables.sections.c.section)
        query = select(*(tables.sections.c[name] for name in SectionRow._fields)).order_by(*key)
        for name, value in wanted.items():
            query = query.where(tables.sections.c[name] == value)
        with self._guard, self._engine.connect() as connection:
            return tuple(row_from(found) for found in connection.execute(query))

    def damaged(self) -> tuple[DamagedLine, ...]:
        """Every damaged line of every log."""
        query = select(tables.damaged).order_by(tables.damaged.c.file, tables.damaged.c.line)
        with self._guard, self._engine.connect() as connection:
            found = connection.execute(query).all()
        return tuple(DamagedLine(Path(line.file), line.line, line.reason) for line in found)

    def tallies(self, by: CheckedBy) -> dict[str, Tally]:
        """What is known from the checks, by revision id."""
        query = select(tables.checked).where(tables.checked.c.facts == by[0], tables.checked.c.rules == by[1])
        with self._guard, self._engine.connect() as connection:
            found = connection.execute(query).all()
        return {
            line.revision: Tally(line.errors, pairs(line.warnings), tuple(json.loads(line.error_rules)))
            for line in found
        }

    def keep_tallies(self, by: CheckedBy, tallies: Mapping[str, Tally]) -> None:
        """Remember what the checks said."""
        lines = [
            (key, *by, tally.errors, json.dumps(tally.warnings), json.dumps(tally.error_rules))
            for key, tally in tallies.items()
        ]
        with self._guard, self._engine.begin() as connection:
            insert_rows(connection, tables.checked, lines)

    def forget_tallies(self, soc: SocCode) -> None:
        """Forget what the checks said of an occupation's present texts."""
        with self._guard, self._engine.begin() as connection:
            _forget(connection, [soc])
            insert_rows(connection, tables.unranked, [(soc, "")])

    def follow_sources(self, stamps: Mapping[SocCode, str]) -> None:
        """Forget what the checks said of occupations whose sources changed since the last call; `stamps` has all of them."""
        with self._guard, self._engine.begin() as connection:
            known = {line.soc: line.stamp for line in connection.execute(select(tables.sources_seen))}
            changed = sorted(soc for soc in {*stamps, *known} if stamps.get(soc) != known.get(soc))
            if not changed:
                return
            _forget(connection, changed)
            connection.execute(delete(tables.sources_seen).where(tables.sources_seen.c.soc.in_(changed)))
            insert_rows(connection, tables.sources_seen, [(soc, stamps[soc]) for soc in changed if soc in stamps])
            insert_rows(connection, tables.unranked, [(soc, "") for soc in changed])

    def disagreeing(self) -> tuple[Path, ...]:
        """The logs the index holds to be unchanged, but of which it says otherwise than they do."""
        stamps = self._logs.stamps()
        with self._guard, self._engine.connect() as connection:
            known = {line.path: line.stamp for line in connection.execute(select(tables.logs))}
            current = [Path(path) for path, stamp in stamps.items() if known.get(path) == stamp]
            return tuple(path for path in current if not _agrees(connection, path, self._logs.refolded(path)))

    def rebuild(self) -> None:
        """Begin with an empty index and fold every log."""
        with self._guard:
            self._start_over()
            self.refresh()

    def close(self) -> None:
        """Let go of the file."""
        with self._guard:
            self._engine.dispose()

    def _bring_in_step(self, stamps: Mapping[str, str]) -> None:
        with self._engine.connect() as connection:
            known: dict[str, str] = {line.path: line.stamp for line in connection.execute(select(tables.logs))}
        changed = [path for path, stamp in stamps.items() if known.get(path) != stamp]
        gone = [path for path in known if path not in stamps]
        if not changed and not gone:
            return
        with without_collecting(), self._engine.begin() as connection:
            for path in (*(path for path in changed if path in known), *gone):
                for table in (tables.logs, tables.sections, tables.damaged):
                    connection.execute(delete(table).where(table.c.path == path))
            for some in _batches(changed, _AT_ONCE):
                _insert(connection, self._logs.folded([Path(path) for path in some]), stamps)
            insert_rows(connection, tables.unranked, {_place(path) for path in (*changed, *gone)})

    def _start_over(self) -> None:
        """A damaged file may still open and fail later: remove it and begin with an empty one."""
        self._engine.dispose()
        remove_index(self._path)
        self._engine = open_index(self._path)
        weakref.finalize(self, self._engine.dispose)


def _forget(connection: Connection, socs: Sequence[SocCode]) -> None:
    heads = select(tables.sections.c.head).where(tables.sections.c.soc.in_(socs))
    connection.execute(delete(tables.checked).where(tables.checked.c.revision.in_(heads)))


def _insert(connection: Connection, found_in: Mapping[Path, Folded], stamps: Mapping[str, str]) -> None:
    folded = {str(path): found for path, found in found_in.items()}
    insert_rows(connection, tables.logs, ((path, stamps[path]) for path in folded))
    insert_rows(
        connection, tables.sections, ((path, *columns_of(row)) for path, found in folded.items() for row in found.rows)
    )
    bad_lines = ((path, bad) for path, found in folded.items() for bad in found.damaged)
    insert_rows(connection, tables.damaged, ((path, str(bad.file), bad.line, bad.reason) for path, bad in bad_lines))


def _agrees(connection: Connection, path: Path, folded: Folded) -> bool:
    columns = [tables.sections.c[name] for name in SectionRow._fields]
    rows = connection.execute(select(*columns).where(tables.sections.c.path == str(path)))
    bad = connection.execute(select(tables.damaged).where(tables.damaged.c.path == str(path))).all()
    same_damage = {(line.line, line.reason) for line in bad} == {(line.line, line.reason) for line in folded.damaged}
    return same_damage and {row_from(row) for row in rows} == set(folded.rows)


def _batches(paths: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (paths[start : start + size] for start in range(0, len(paths), size))


def _place(path: str) -> tuple[str, str]:
    """The occupation and the locale of a log."""
    named = Path(path)
    return named.parent.name, named.stem
