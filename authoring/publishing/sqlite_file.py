"""The tables of one locale as a SQLite database with full-text search, as Datasette opens it.

Made from the CSV files alone, in one order and with nothing of the machine in it: the same tables give the same bytes,
with the same version of SQLite (which writes its own into the file).
"""

import csv
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from authoring.publishing.folder import file_entry
from authoring.publishing.pieces import table_path
from authoring.publishing.tables import TABLES, Column, Table
from schemas.base import Locale
from schemas.release import ReleaseFile

_TYPES: Final = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_UNSPACED: Final = ("zh", "ja", "ko")
_SEARCHED: Final = (("profiles", ("title", "display_title")), ("items", ("text",)))
_INDEXED: Final = (("items", "section"), ("claims", "verdict"), ("facts", "fact"), ("citations", "cited"))
_APPLICATION: Final = 0x41494347
"""`AICG`: tells `file` and others whose database it is."""


@dataclass(frozen=True)
class DatabaseOrder:
    """Which locale's tables in which release folder."""

    folder: Path
    locale: Locale


def database_path(locale: Locale) -> str:
    """Where the database of a locale stands in a release."""
    return f"sqlite/{locale}.sqlite"


def write_database(order: DatabaseOrder) -> ReleaseFile:
    """Make the database from the tables beside it. Raises `OSError`, also where SQLite could not write."""
    path = order.folder / database_path(order.locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            _fill(connection, order)
        finally:
            connection.close()
    except sqlite3.Error as cause:
        raise OSError(None, str(cause), os.fspath(path)) from cause
    return file_entry(order.folder, database_path(order.locale))


def _fill(connection: sqlite3.Connection, order: DatabaseOrder) -> None:
    for pragma in ("journal_mode = OFF", "synchronous = OFF", f"application_id = {_APPLICATION}"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    for table in TABLES:
        _fill_table(connection, table, order.folder / table_path(order.locale, table.name))
    for name, column in _INDEXED:
        connection.execute(f"CREATE INDEX {name}_by_{column} ON {name} ({column})")
    for name, columns in _SEARCHED:
        _make_searchable(connection, name, columns, order.locale)
    connection.execute("COMMIT")


def _fill_table(connection: sqlite3.Connection, table: Table, rows: Path) -> None:
    columns = ", ".join(_column(column) for column in table.columns)
    key = ", ".join(f'"{name}"' for name in table.key)
    connection.execute(f"CREATE TABLE {table.name} (id INTEGER PRIMARY KEY, {columns}, UNIQUE ({key}))")
    places = ", ".join("?" * len(table.columns))
    names = ", ".join(f'"{name}"' for name in table.header)
    with rows.open(encoding="utf-8", newline="") as stream:
        connection.executemany(
            f"INSERT INTO {table.name} ({names}) VALUES ({places})",  # noqa: S608 - names of our own
            _values(csv.reader(stream), table),
        )


def _column(column: Column) -> str:
    return f'"{column.name}" {_TYPES[column.type]}{" NOT NULL" if column.needed else ""}'


def _values(lines: "Iterator[list[str]]", table: Table) -> Iterator[list[str | None]]:
    """The rows as SQLite takes them: its column types turn digits into numbers."""
    next(lines)
    flags = [at for at, column in enumerate(table.columns) if column.type == "boolean"]
    empty = [at for at, column in enumerate(table.columns) if not column.needed]
    for line in lines:
        row: list[str | None] = list(line)
        for at in flags:
            row[at] = {"true": "1", "false": "0"}.get(line[at])
        for at in empty:
            row[at] = row[at] or None
        yield row


def _make_searchable(connection: sqlite3.Connection, table: str, columns: tuple[str, ...], locale: Locale) -> None:
    """Words in any spelling; where words have no spaces between them, any three characters or more."""
    tokens = "trigram" if locale.partition("-")[0] in _UNSPACED else "unicode61 remove_diacritics 2"
    named = ", ".join(columns)
    connection.execute(
        f"CREATE VIRTUAL TABLE {table}_fts USING fts5({named}, content='{table}', content_rowid='id', tokenize='{tokens}')"
    )
    connection.execute(f"INSERT INTO {table}_fts (rowid, {named}) SELECT id, {named} FROM {table}")  # noqa: S608
    connection.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('optimize')")  # noqa: S608
