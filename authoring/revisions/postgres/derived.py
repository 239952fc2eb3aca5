"""What the lines of a log add up to, kept beside them in the database: written in the transaction of the lines."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, and_, delete, insert, select, tuple_

from authoring.revisions.contents import DamagedLine, LogContents, LogName
from authoring.revisions.folding import fold_lines
from authoring.revisions.postgres import layout
from authoring.revisions.row_columns import columns_of, row_from
from authoring.revisions.rows import Folded, SectionRow
from authoring.revisions.tail import Tail

DATABASE: Final = Path("database")
"""What stands before the name of a log that lies in no folder."""


def place_of(name: LogName) -> Path:
    """What a log in the database is called where somebody is told about it."""
    return DATABASE / name.soc / f"{name.locale}.jsonl"


def fold_content(name: LogName, content: bytes) -> Folded:
    """What a log with these bytes adds up to."""
    place = place_of(name)

    def read_in_full() -> LogContents:
        tail = Tail(place)
        return tail.contents(tail.feed(content))

    return fold_lines(content, place, read_in_full)


def put_folded(connection: Connection, name: LogName, content: bytes) -> None:
    """Write what a log adds up to in place of what was written about it."""
    for table in (layout.sections, layout.damaged):
        connection.execute(delete(table).where(and_(table.c.soc == name.soc, table.c.locale == name.locale)))
    found = fold_content(name, content)
    _insert_rows(connection, found.rows)
    bad_lines = [
        {"soc": name.soc, "locale": name.locale, "line": bad.line, "reason": bad.reason} for bad in found.damaged
    ]
    if bad_lines:
        connection.execute(insert(layout.damaged), bad_lines)


def put_rows(connection: Connection, rows: Sequence[SectionRow]) -> None:
    """Write those sections in place of what was written about them."""
    for row in rows:
        same = and_(*(layout.sections.c[name] == getattr(row, name) for name in ("soc", "locale", "section")))
        connection.execute(delete(layout.sections).where(same))
    _insert_rows(connection, rows)


def folded(connection: Connection, names: Iterable[LogName]) -> Mapping[LogName, Folded]:
    """What is written about those logs."""
    wanted = list(names)
    rows: dict[LogName, list[SectionRow]] = {name: [] for name in wanted}
    bad: dict[LogName, list[DamagedLine]] = {name: [] for name in wanted}
    for found in _of(connection, layout.sections, wanted):
        row = row_from(found)
        rows[LogName(row.soc, row.locale)].append(row)
    for line in _of(connection, layout.damaged, wanted):
        name = LogName(line.soc, line.locale)
        bad[name].append(DamagedLine(place_of(name), line.line, line.reason))
    return {name: Folded(tuple(rows[name]), tuple(bad[name])) for name in wanted}


def _insert_rows(connection: Connection, rows: Sequence[SectionRow]) -> None:
    if rows:
        connection.execute(
            insert(layout.sections), [dict(zip(SectionRow._fields, columns_of(row), strict=True)) for row in rows]
        )


def _of(connection: Connection, table: Table, names: Sequence[LogName]) -> Sequence[Row[Any]]:
    named = tuple_(table.c.soc, table.c.locale).in_([tuple(name) for name in names])
    return connection.execute(select(table).where(named)).all()
