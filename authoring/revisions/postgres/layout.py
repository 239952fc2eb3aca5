"""The tables of a team's database, in a schema of their own; `docs/format.md` describes them for others.

`lines` is the truth: the bytes of every line of every log in order. `sections` and `damaged` are what the lines add up
to, written in the same transaction. `presence` says who is where now, and is worth nothing a minute later.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    func,
    insert,
    select,
    text,
)

from authoring.errors import WorkspaceError
from authoring.revisions.rows import ROW_INTEGERS, ROW_KEY, SectionRow
from authoring.revisions.tables import INDEX_VERSION
from schemas.saying import said

SCHEMA: Final = "authoring"
LAYOUT: Final = 1
"""Raised when the tables change in a way that this program cannot read or write as they were."""

metadata: Final = MetaData(schema=SCHEMA)
_MAKING: Final = 4_022_254_022
"""The advisory lock of whoever makes the tables."""


def _text(name: str, *, key: bool = False, empty: bool = False) -> Column[str]:
    return Column(name, String, primary_key=key, nullable=empty)


def _of_a_log() -> tuple[Column[str], Column[str]]:
    return _text("soc", key=True), _text("locale", key=True)


about: Final = Table(
    "about", metadata, Column("layout", Integer, nullable=False), Column("index_version", Integer, nullable=False)
)
logs: Final = Table(
    "logs",
    metadata,
    *_of_a_log(),
    # Raised by one with every change, so that one sum over all logs says whether there was any.
    Column("version", BigInteger, nullable=False),
    # Another with every change, even after an old backup was put back; `rewritten` with every change of an old line.
    _text("stamp"),
    Column("rewritten", BigInteger, nullable=False),
)
_LOG_KEY: Final = (f"{SCHEMA}.logs.soc", f"{SCHEMA}.logs.locale")
lines: Final = Table(
    "lines",
    metadata,
    *_of_a_log(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("event", empty=True),
    Column("raw", LargeBinary, nullable=False),
    ForeignKeyConstraint(["soc", "locale"], _LOG_KEY),
)
Index("lines_by_event", lines.c.event)
asides: Final = Table(
    "asides",
    metadata,
    *_of_a_log(),
    Column("raw", LargeBinary, nullable=False),
    ForeignKeyConstraint(["soc", "locale"], _LOG_KEY),
)
sections: Final = Table(
    "sections",
    metadata,
    *(
        Column(name, Integer if name in ROW_INTEGERS else String, primary_key=name in ROW_KEY)
        for name in SectionRow._fields
    ),
    ForeignKeyConstraint(["soc", "locale"], _LOG_KEY),
)
damaged: Final = Table(
    "damaged",
    metadata,
    *_of_a_log(),
    Column("line", Integer, primary_key=True, autoincrement=False),
    _text("reason"),
    ForeignKeyConstraint(["soc", "locale"], _LOG_KEY),
)
presence: Final = Table(
    "presence",
    metadata,
    _text("who", key=True),
    _text("person"),
    _text("soc"),
    _text("locale"),
    _text("section"),
    _text("doing"),
    Column("since", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("seen", DateTime(timezone=True), nullable=False, server_default=func.now()),
)


def has_tables(connection: Connection) -> bool:
    """Whether the tables are there. Raises `WorkspaceError` where another version of the program made them."""
    # `to_regclass` remembers within a transaction what it found, also while that waits for somebody who makes the tables.
    there = text("SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = :schema AND tablename = :table")
    if connection.execute(there, {"schema": SCHEMA, "table": about.name}).scalar() is None:
        return False
    found = connection.execute(select(about.c.layout)).scalar()
    if found != LAYOUT:
        raise WorkspaceError(
            said(
                "the tables in the database have layout {found}; this program knows {layout}",
                found=found,
                layout=LAYOUT,
            ),
            said("Have everybody use the same version of the program."),
        )
    return True


def make_tables(connection: Connection) -> None:
    """Make the tables, unless somebody else just did."""
    connection.execute(select(func.pg_advisory_xact_lock(_MAKING)))
    if has_tables(connection):
        return
    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
    metadata.create_all(connection)
    connection.execute(insert(about).values(layout=LAYOUT, index_version=INDEX_VERSION))


def make_derived_anew(connection: Connection) -> None:
    """Empty tables for what the lines add up to, with the columns that this program has for it."""
    connection.execute(select(func.pg_advisory_xact_lock(_MAKING)))
    for table in (sections, damaged):
        table.drop(connection, checkfirst=True)
        table.create(connection)


def folded_as_here(connection: Connection) -> bool:
    """Whether what the lines add up to was written as this program would write it."""
    return connection.execute(select(about.c.index_version)).scalar() == INDEX_VERSION
