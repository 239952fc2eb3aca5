"""The tables of shared runs, beside the logs of the same database and never part of the truth: what is asked and paid now."""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    func,
    inspect,
    select,
    text,
)

from authoring.revisions.postgres.layout import SCHEMA

metadata: Final = MetaData(schema=SCHEMA)
_MAKING: Final = 4_022_254_023
"""The advisory lock of whoever makes these tables."""

_USD: Final = Numeric(18, 9)

runs: Final = Table(
    "shared_runs",
    metadata,
    Column("run", String, primary_key=True),
    Column("wish", Text, nullable=False),
    Column("limit_usd", _USD),
    Column("spent_usd", _USD, nullable=False, server_default="0"),
    Column("reserved_usd", _USD, nullable=False, server_default="0"),
    Column("stopped", Boolean, nullable=False, server_default=text("false")),
    Column("paused", Boolean, nullable=False, server_default=text("false")),
    Column("began", DateTime(timezone=True), nullable=False, server_default=func.now()),
)
money: Final = Table(
    "shared_money",
    metadata,
    Column("run", String, primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("worker", Integer, nullable=False),
    # What is set aside for the request under way; nothing once it has ended.
    Column("reserved_usd", _USD),
    Column("spent_usd", _USD, nullable=False, server_default="0"),
    Column("asked", Integer, nullable=False, server_default="0"),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)
pace: Final = Table(
    "shared_pace",
    metadata,
    Column("server", String, primary_key=True),
    # Nobody asks that server before then.
    Column("not_before", DateTime(timezone=True), nullable=False),
)
ends: Final = Table(
    "shared_ends",
    metadata,
    Column("run", String, primary_key=True),
    Column("soc", String, primary_key=True),
    Column("locale", String, primary_key=True),
    Column("section", String, primary_key=True),
    Column("became", String, nullable=False),
    Column("kind", String, nullable=False, server_default=""),
    Column("said", Text, nullable=False, server_default=""),
    Column("worker", String, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)


_LATER: Final = ((runs, runs.c.paused),)
"""Columns that tables made by an earlier version do not have."""


def make_shared_tables(connection: Connection) -> None:
    """Make the tables, unless they are there; add to older ones what they do not have."""
    connection.execute(select(func.pg_advisory_xact_lock(_MAKING)))
    metadata.create_all(connection, checkfirst=True)
    for table, column in _LATER:
        there = {each["name"] for each in inspect(connection).get_columns(table.name, SCHEMA)}
        if column.name not in there:
            kind = column.type.compile(connection.dialect)
            connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {column.name} {kind} NOT NULL DEFAULT false"))
