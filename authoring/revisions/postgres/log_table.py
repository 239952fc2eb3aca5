"""One log in the database: appended to under the lock of its row, with its index, in one transaction.

Invariants as for a file: an append is wholly acknowledged or never was; a line once written is never rewritten (but by
`redact`); an event that was acknowledged unheard is not written twice.
"""

import secrets
import threading
from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from authoring.revisions.chain import refuse_conflicts
from authoring.revisions.contents import LogContents, LogName
from authoring.revisions.headers import id_in
from authoring.revisions.history import histories
from authoring.revisions.lines import readable_line, to_line
from authoring.revisions.logs import Copied
from authoring.revisions.postgres import layout
from authoring.revisions.postgres.database import Database
from authoring.revisions.postgres.derived import place_of, put_folded, put_rows
from authoring.revisions.redacting import redacted, refuse_redaction
from authoring.revisions.rows import row_of
from authoring.revisions.tail import Tail
from schemas.events import Event

_NEVER: Final = -1


class LogTable:
    """The log of that name. Making this object asks nothing."""

    def __init__(self, database: Database, name: LogName) -> None:
        self._database = database
        self._name = name
        self._place = place_of(name)
        self._tail = Tail(self._place)
        self._rewritten = _NEVER
        self._guard = threading.RLock()

    def read(self) -> LogContents:
        """All trustworthy events in the order of lines, each once. A log that is not there is empty."""
        with self._guard:
            torn = self._database.read(self._catch_up, None)
            return self._tail.contents(torn)

    def append(self, *events: Event) -> LogContents:
        """Add the events; on return they are on the server's disk. A torn line that was imported is set aside.

        Raises `Conflict` where a parent is no longer the head, `StorageError`; then the log is what it was.
        """
        lines = [(event.id, readable_line(event)) for event in events]
        with self._guard:
            torn = self._database.write(lambda connection, again: self._append(connection, events, lines, again=again))
            self._database.read(self._catch_up, None)
            return self._tail.contents(torn)

    def redact(self, target: Event, redaction: Event) -> None:
        """Replace the words of an event and say so in a new one, both or neither. Raises `NotAllowed`."""

        def replace(connection: Connection, again: bool) -> None:
            torn = self._locked(connection)
            if again and _all_there((redaction,), self._tail.events):
                return
            refuse_redaction(self._tail.events, target)
            self._end_last_line(connection, torn)
            same = and_(self._mine(layout.lines), layout.lines.c.event == target.id)
            connection.execute(update(layout.lines).where(same).values(raw=to_line(redacted(target))))
            self._add(connection, [(redaction.id, to_line(redaction))])
            self._touch(connection, rewritten=True)
            put_folded(connection, self._name, self._raw(connection))

        with self._guard:
            self._database.write(replace)

    def set_torn_aside(self) -> None:
        """Move a torn last line to those set aside."""

        def move(connection: Connection, _again: bool) -> None:
            torn = self._locked(connection)
            if torn:
                self._end_last_line(connection, torn)
                self._touch(connection)
                put_folded(connection, self._name, self._raw(connection))

        with self._guard:
            self._database.write(move)

    def remove_leftover(self) -> None:
        """A transaction leaves nothing behind."""

    def raw(self) -> bytes:
        """Every byte of the log as it stands."""
        return self._database.read(self._raw, b"")

    def copy(self) -> Copied:
        """Every byte of the log, and of the torn lines that were set aside."""

        def both(connection: Connection) -> Copied:
            return Copied(self._raw(connection), self._aside(connection))

        return self._database.read(both, Copied(b"", b""))

    def put(self, copied: Copied, was: Copied) -> bool:
        """Make the log hold exactly these bytes, if it still holds `was`; whether it did."""

        def replace(connection: Connection, again: bool) -> bool:
            self._lock(connection)
            now = Copied(self._raw(connection), self._aside(connection))
            if now != was:
                return again and now == copied
            self._replace(connection, copied, was)
            return True

        with self._guard:
            return self._database.write(replace)

    def refold(self) -> None:
        """Write anew what the lines add up to, and have every index look at it."""

        def fold(connection: Connection, _again: bool) -> None:
            self._lock(connection)
            self._touch(connection)
            put_folded(connection, self._name, self._raw(connection))

        self._database.write(fold)

    def _append(
        self, connection: Connection, events: Sequence[Event], lines: Sequence[tuple[str, bytes]], *, again: bool
    ) -> bytes | None:
        torn = self._locked(connection)
        if again and _all_there(events, self._tail.events):
            return None
        refuse_conflicts(self._tail.events, events)
        self._end_last_line(connection, torn)
        self._add(connection, lines)
        self._touch(connection)
        if torn:
            put_folded(connection, self._name, self._raw(connection))
        else:
            self._put_rows_of({event.section for event in events}, connection, (*self._tail.events, *events))
        return torn

    def _put_rows_of(self, changed: Collection[str], connection: Connection, events: Sequence[Event]) -> None:
        found = histories(*self._name, (event for event in events if event.section in changed))
        put_rows(connection, [row for history in found.values() if (row := row_of(history))])

    def _locked(self, connection: Connection) -> bytes | None:
        self._lock(connection)
        return self._catch_up(connection)

    def _lock(self, connection: Connection) -> None:
        """Hold the row of this log until the transaction ends; make it where it is missing."""
        soc, locale = self._name
        new = {"soc": soc, "locale": locale, "version": 0, "stamp": "", "rewritten": 0}
        connection.execute(upsert(layout.logs).values(**new).on_conflict_do_nothing())
        connection.execute(select(layout.logs.c.version).where(self._mine(layout.logs)).with_for_update())

    def _catch_up(self, connection: Connection) -> bytes | None:
        """Parse what is new; return a torn last line, if there is one."""
        rewritten = connection.execute(select(layout.logs.c.rewritten).where(self._mine(layout.logs))).scalar()
        if rewritten != self._rewritten:
            self._tail, self._rewritten = Tail(self._place), _NEVER if rewritten is None else rewritten
        return self._tail.feed(b"".join(row.raw for row in self._lines_after(connection, self._tail.lines)))

    def _lines_after(self, connection: Connection, number: int) -> Sequence[Row[Any]]:
        rows = select(layout.lines.c.raw).where(self._mine(layout.lines), layout.lines.c.number > number)
        return connection.execute(rows.order_by(layout.lines.c.number)).all()

    def _raw(self, connection: Connection) -> bytes:
        return b"".join(row.raw for row in self._lines_after(connection, 0))

    def _aside(self, connection: Connection) -> bytes:
        return connection.execute(select(layout.asides.c.raw).where(self._mine(layout.asides))).scalar() or b""

    def _end_last_line(self, connection: Connection, torn: bytes | None) -> None:
        """Have the log end in a newline: what is torn is set aside, what only lacks the newline gets it."""
        last = and_(self._mine(layout.lines), layout.lines.c.number > self._tail.lines)
        if torn:
            connection.execute(delete(layout.lines).where(last))
            self._put_aside(connection, self._aside(connection) + torn + b"\n")
        elif self._tail.unended:
            connection.execute(update(layout.lines).where(last).values(raw=self._tail.unended + b"\n"))

    def _put_aside(self, connection: Connection, raw: bytes) -> None:
        soc, locale = self._name
        row = upsert(layout.asides).values(soc=soc, locale=locale, raw=raw)
        connection.execute(row.on_conflict_do_update(index_elements=["soc", "locale"], set_={"raw": raw}))

    def _add(self, connection: Connection, lines: Sequence[tuple[str | None, bytes]]) -> None:
        if not lines:
            return
        soc, locale = self._name
        last = connection.execute(select(func.max(layout.lines.c.number)).where(self._mine(layout.lines))).scalar() or 0
        new = [
            {"soc": soc, "locale": locale, "number": number, "event": event, "raw": raw}
            for number, (event, raw) in enumerate(lines, last + 1)
        ]
        connection.execute(insert(layout.lines), new)

    def _touch(self, connection: Connection, *, rewritten: bool = False) -> None:
        """Say that the log is another now; `rewritten` where what others have read of it is."""
        columns = layout.logs.c
        change: dict[str, Any] = {"version": columns.version + 1, "stamp": secrets.token_hex(8)}
        if rewritten:
            change["rewritten"] = columns.rewritten + 1
        connection.execute(update(layout.logs).where(self._mine(layout.logs)).values(change))

    def _replace(self, connection: Connection, copied: Copied, was: Copied) -> None:
        grows = copied.lines.startswith(was.lines) and was.lines.endswith(b"\n")
        if not grows:
            connection.execute(delete(layout.lines).where(self._mine(layout.lines)))
        fresh = copied.lines[len(was.lines) :] if grows else copied.lines
        self._add(connection, [(id_in(line), line) for line in _split(fresh)])
        if copied.aside:
            self._put_aside(connection, copied.aside)
        self._touch(connection, rewritten=not grows)
        put_folded(connection, self._name, copied.lines)

    def _mine(self, table: Table) -> ColumnElement[bool]:
        soc, locale = self._name
        return and_(table.c.soc == soc, table.c.locale == locale)


def _all_there(events: Sequence[Event], known: Sequence[Event]) -> bool:
    found = {event.id: event for event in known}
    return all(found.get(event.id) == event for event in events)


def _split(content: bytes) -> list[bytes]:
    """The lines, each with its newline; the last one may have none. Only `\\n` ends a line here."""
    whole, newline, unended = content.rpartition(b"\n")
    lines = [line + b"\n" for line in whole.split(b"\n")] if newline else []
    return [*lines, *([unended] if unended else [])]
