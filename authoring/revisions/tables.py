"""The tables of the index, and how its file is opened: with any doubt about it, a fresh one; in memory where none can be
written."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Column, Connection, Engine, Index, Integer, MetaData, String, Table, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from authoring.revisions.places import make_cache
from authoring.revisions.rows import ROW_INTEGERS, ROW_KEY, SectionRow

INDEX_VERSION: Final = 4
"""Raised whenever a table or what is folded into it changes; an index of another version is rebuilt."""

metadata: Final = MetaData()


def _text(name: str, *, key: bool = False, index: bool = False, empty: bool = False) -> Column[str]:
    return Column(name, String, primary_key=key, index=index, nullable=empty)


def _number(name: str, *, key: bool = False, empty: bool = False) -> Column[int]:
    return Column(name, Integer, primary_key=key, nullable=empty)


logs: Final = Table("logs", metadata, _text("path", key=True), _text("stamp"))
sections: Final = Table(
    "sections",
    metadata,
    _text("path", index=True),
    *(
        Column(name, Integer if name in ROW_INTEGERS else String, primary_key=name in ROW_KEY)
        for name in SectionRow._fields
    ),
)
damaged: Final = Table("damaged", metadata, _text("path", index=True), _text("file"), _number("line"), _text("reason"))
checked: Final = Table(
    "checked",
    metadata,
    _text("revision", key=True),
    _text("facts", key=True),
    _text("rules", key=True),
    _number("errors"),
    _text("warnings"),
    _text("error_rules"),
)
sources_seen: Final = Table("sources_seen", metadata, _text("soc", key=True), _text("stamp"))
unranked: Final = Table("unranked", metadata, _text("soc", key=True), _text("locale", key=True))
ranked_by: Final = Table("ranked_by", metadata, _text("edition", key=True))
queue: Final = Table(
    "queue",
    metadata,
    # Clustered in the order it is shown in: a page is a range of neighbours.
    _number("rank", key=True),
    _text("updated", key=True),
    _text("soc", key=True),
    _text("locale", key=True),
    _number("position", key=True),
    _text("section"),
    _text("state"),
    _number("errors", empty=True),
    _number("warnings", empty=True),
    _number("stale"),
    _text("rules"),
    _text("assignee", empty=True),
    _text("assigned_until", empty=True),
    _text("author"),
    _text("model", empty=True),
    sqlite_with_rowid=False,
)
texts: Final = Table(
    "texts",
    metadata,
    Column("id", Integer, unique=True, nullable=False),
    _text("soc", key=True),
    _text("locale", key=True),
    _text("section", key=True),
    _text("head"),
    sqlite_with_rowid=False,
)
# Without the text itself, which the logs have; what is not listed in `texts` any more is not found.
_WORDS: Final = "CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize=\"unicode61 remove_diacritics 2\")"
Index("queue_by_occupation", queue.c.soc)


def insert_rows(connection: Connection, table: Table, rows: Iterable[Sequence[object]]) -> None:
    """Insert or replace rows given as plain tuples in the order of the columns: tens of thousands in a moment."""
    rows = [tuple(row) for row in rows]
    if rows:
        marks = ", ".join("?" * len(table.columns))
        connection.exec_driver_sql(f"INSERT OR REPLACE INTO {table.name} VALUES ({marks})", rows)  # noqa: S608


def open_index(path: Path) -> Engine:
    """The index in its file; a fresh file where that will not do; in memory where none can be written."""
    for _ in range(2):
        try:
            make_cache(path.parent)
            return _ready(f"sqlite:///{path}")
        except (OSError, DBAPIError):
            remove_index(path)
    return _ready("sqlite://")


def remove_index(path: Path) -> None:
    """Remove the file and what SQLite keeps beside it, as far as that can be done."""
    for suffix in ("", "-wal", "-shm"):
        try:
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        except OSError:
            return


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
    left = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'words\\_%' ESCAPE ''"
    ).all()
    for (name,) in left:
        connection.exec_driver_sql('DROP TABLE IF EXISTS "{}"'.format(name.replace('"', '""')))
    metadata.create_all(connection)
    connection.exec_driver_sql(_WORDS)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # Losing the last commits with the power costs a refold, no more: there is no need to wait for the disk.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")
