"""The index: one row per section in SQLite, derived from the logs and never the truth.

Any doubt about it (damage, another version) is answered by throwing it away and folding the logs again; in a
workspace that cannot be written it lives in memory. This module alone imports SQLAlchemy.
"""

import json
import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    event,
    insert,
    select,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from authoring.revisions.contents import DamagedLine
from authoring.revisions.places import make_cache
from authoring.revisions.rows import CheckedBy, Folded, SectionRow, Tally

INDEX_VERSION: Final = 1
"""Raised whenever a table or what is folded into it changes; an index of another version is rebuilt."""

_JSON_FIELDS: Final = ("steps", "waived")
_INTEGER_FIELDS: Final = ("forked", "comments", "to_translate")
_KEY_FIELDS: Final = ("soc", "locale", "section")

_metadata: Final = MetaData()
_logs: Final = Table(
    "logs",
    _metadata,
    Column("path", String, primary_key=True),
    Column("stamp", String, nullable=False),
)
_sections: Final = Table(
    "sections",
    _metadata,
    Column("path", String, index=True, nullable=False),
    *(
        Column(f.name, Integer if f.name in _INTEGER_FIELDS else String, primary_key=f.name in _KEY_FIELDS)
        for f in fields(SectionRow)
    ),
)
_damaged: Final = Table(
    "damaged",
    _metadata,
    Column("path", String, index=True, nullable=False),
    Column("file", String, nullable=False),
    Column("line", Integer, nullable=False),
    Column("reason", String, nullable=False),
)
_checked: Final = Table(
    "checked",
    _metadata,
    Column("revision", String, primary_key=True),
    Column("facts", String, primary_key=True),
    Column("rules", String, primary_key=True),
    Column("errors", Integer, nullable=False),
    Column("warnings", String, nullable=False),
)


class Index:
    """Rows of all sections, kept in step with the logs. Safe to use from several threads and processes."""

    def __init__(self, path: Path, fold: Callable[[Path], Folded]) -> None:
        self._path = path
        self._fold = fold
        self._guard = threading.RLock()
        self._engine = _open(path)
        weakref.finalize(self, self._engine.dispose)

    def refresh(self, logs: Iterable[Path]) -> None:
        """Fold again what changed since the last look; forget logs that are gone."""
        with self._guard:
            stamps = {str(path): stamp for path in logs if (stamp := _stamp(path))}
            try:
                self._bring_in_step(stamps)
            except DBAPIError:
                self._start_over()
                self._bring_in_step(stamps)

    def rows(self, wanted: Mapping[str, str]) -> tuple[SectionRow, ...]:
        """The rows whose columns equal `wanted`, ordered by occupation, locale, section."""
        query = select(_sections).order_by(_sections.c.soc, _sections.c.locale, _sections.c.section)
        for name, value in wanted.items():
            query = query.where(_sections.c[name] == value)
        with self._guard, self._engine.connect() as connection:
            return tuple(_row(found) for found in connection.execute(query).mappings())

    def damaged(self) -> tuple[DamagedLine, ...]:
        """Every damaged line of every log."""
        query = select(_damaged).order_by(_damaged.c.file, _damaged.c.line)
        with self._guard, self._engine.connect() as connection:
            found = connection.execute(query).all()
        return tuple(DamagedLine(Path(line.file), line.line, line.reason) for line in found)

    def tallies(self, by: CheckedBy) -> dict[str, Tally]:
        """What is known from the checks, by revision id."""
        query = select(_checked).where(_checked.c.facts == by[0], _checked.c.rules == by[1])
        with self._guard, self._engine.connect() as connection:
            found = connection.execute(query).all()
        return {
            line.revision: Tally(line.errors, tuple((rule, mark) for rule, mark in json.loads(line.warnings)))
            for line in found
        }

    def disagreeing(self, logs: Iterable[Path]) -> tuple[Path, ...]:
        """The logs the index holds to be unchanged, but of which it says otherwise than they do."""
        with self._guard, self._engine.connect() as connection:
            known = {line.path: line.stamp for line in connection.execute(select(_logs))}
            current = [path for path in logs if known.get(str(path)) == _stamp(path)]
            return tuple(path for path in current if not _agrees(connection, path, self._fold(path)))

    def rebuild(self, logs: Iterable[Path]) -> None:
        """Begin with an empty index and fold every log."""
        with self._guard:
            self._start_over()
            self.refresh(logs)

    def keep_tallies(self, by: CheckedBy, tallies: Mapping[str, Tally]) -> None:
        """Remember what the checks said."""
        if not tallies:
            return
        lines = [
            {
                "revision": key,
                "facts": by[0],
                "rules": by[1],
                "errors": t.errors,
                "warnings": json.dumps(t.warnings),
            }
            for key, t in tallies.items()
        ]
        with self._guard, self._engine.begin() as connection:
            connection.execute(insert(_checked).prefix_with("OR REPLACE"), lines)

    def close(self) -> None:
        """Let go of the file."""
        with self._guard:
            self._engine.dispose()

    def _bring_in_step(self, stamps: Mapping[str, str]) -> None:
        with self._engine.connect() as connection:
            known = {line.path: line.stamp for line in connection.execute(select(_logs))}
        changed = [path for path, stamp in stamps.items() if known.get(path) != stamp]
        gone = [path for path in known if path not in stamps]
        if not changed and not gone:
            return
        folded = {path: self._fold(Path(path)) for path in changed}
        with self._engine.begin() as connection:
            for path in (*changed, *gone):
                for table in (_logs, _sections, _damaged):
                    connection.execute(delete(table).where(table.c.path == path))
            _insert(connection, folded, stamps)

    def _start_over(self) -> None:
        """A damaged file may still open and fail later: remove it and begin with an empty one."""
        self._engine.dispose()
        _remove(self._path)
        self._engine = _open(self._path)
        weakref.finalize(self, self._engine.dispose)


def _agrees(connection: Connection, path: Path, folded: Folded) -> bool:
    rows = connection.execute(select(_sections).where(_sections.c.path == str(path))).mappings()
    damaged = connection.execute(select(_damaged).where(_damaged.c.path == str(path))).all()
    return {_row(row) for row in rows} == set(folded.rows) and {(bad.line, bad.reason) for bad in damaged} == {
        (bad.line, bad.reason) for bad in folded.damaged
    }


def _insert(connection: Connection, folded: Mapping[str, Folded], stamps: Mapping[str, str]) -> None:
    lines = {
        _logs: [{"path": path, "stamp": stamps[path]} for path in folded],
        _sections: [{"path": path, **_columns(row)} for path, found in folded.items() for row in found.rows],
        _damaged: [
            {"path": path, "file": str(bad.file), "line": bad.line, "reason": bad.reason}
            for path, found in folded.items()
            for bad in found.damaged
        ],
    }
    for table, values in lines.items():
        if values:
            connection.execute(insert(table).prefix_with("OR REPLACE"), values)


def _columns(row: SectionRow) -> dict[str, Any]:
    plain = {f.name: getattr(row, f.name) for f in fields(row)}
    return {**plain, "steps": json.dumps(row.steps), "waived": json.dumps(sorted(row.waived))}


def _row(found: Mapping[Any, Any]) -> SectionRow:
    plain = {f.name: found[f.name] for f in fields(SectionRow) if f.name not in _JSON_FIELDS}
    waived = frozenset((rule, mark) for rule, mark in json.loads(found["waived"]))
    return SectionRow(
        **{**plain, "forked": bool(plain["forked"])}, steps=tuple(json.loads(found["steps"])), waived=waived
    )


def _stamp(path: Path) -> str | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ino}"


def _open(path: Path) -> Engine:
    """The index in its file; a fresh file where that will not do; in memory where none can be written."""
    for _ in range(2):
        try:
            make_cache(path.parent)
            return _ready(f"sqlite:///{path}")
        except (OSError, DBAPIError):
            _remove(path)
    return _ready("sqlite://")


def _ready(url: str) -> Engine:
    engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False, "timeout": 10})
    event.listen(engine, "connect", _prepare)
    try:
        with engine.begin() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if version != INDEX_VERSION:
                _make_tables(connection)
            # Written every time: a file that can only be read would fail later, in the middle of a refresh.
            connection.exec_driver_sql(f"PRAGMA user_version = {INDEX_VERSION}")
    except BaseException:
        engine.dispose()
        raise
    return engine


def _make_tables(connection: Connection) -> None:
    """Empty tables, whatever another version of this module left there."""
    left = MetaData()
    left.reflect(connection)
    left.drop_all(connection)
    _metadata.create_all(connection)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # Losing the last commits with the power costs a refold, no more: there is no need to wait for the disk.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        try:
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        except OSError:
            return
