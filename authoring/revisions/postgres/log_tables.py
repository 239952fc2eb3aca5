"""All logs of a team in one PostgreSQL database: what a workspace has that names one."""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Row, func, select, update

from authoring.revisions.contents import LogName
from authoring.revisions.examining import Problem
from authoring.revisions.log import TORN_SUFFIX
from authoring.revisions.logs import Copied
from authoring.revisions.places import refuse_bad_name
from authoring.revisions.postgres import layout
from authoring.revisions.postgres.database import Database
from authoring.revisions.postgres.derived import fold_content, folded, place_of
from authoring.revisions.postgres.log_table import LogTable
from authoring.revisions.rows import Folded
from authoring.revisions.tables import INDEX_VERSION
from schemas.base import Locale, SocCode
from schemas.events import EventId

_OPEN_LOGS: Final = 256
"""Logs whose events are kept between two looks: reading one again asks only for what is new."""


class LogTables:
    """The logs of one database. Making this object connects nothing."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._open_logs: OrderedDict[LogName, LogTable] = OrderedDict()
        self._guard = threading.Lock()
        self._last_look: tuple[tuple[int, int], Mapping[str, str]] | None = None
        self._sound = False

    def log(self, soc: SocCode, locale: Locale) -> LogTable:
        """The log of that name, the same object while it is in use. Raises `UsageError` for a malformed name."""
        refuse_bad_name(soc, locale)
        name = LogName(soc, locale)
        with self._guard:
            log = self._open_logs.pop(name, None) or LogTable(self.database, name)
            self._open_logs[name] = log
            while len(self._open_logs) > _OPEN_LOGS:
                self._open_logs.popitem(last=False)
        return log

    def names(self) -> tuple[LogName, ...]:
        """Every log that has a line, by code and locale."""
        return self.database.read(_names, ())

    def locales(self, soc: SocCode) -> tuple[Locale, ...]:
        """The locales that have a log of this occupation, in order."""
        return tuple(name.locale for name in self.names() if name.soc == soc)

    def path(self, name: LogName) -> Path:
        """What it is called: `database/25-4022/en.jsonl`."""
        return place_of(name)

    def stamps(self) -> Mapping[str, str]:
        """A word for each log that is another with every change. One small question while nothing changed."""
        self._have_sound_rows()
        return self.database.read(self._stamps, {})

    def folded(self, paths: Sequence[Path]) -> Mapping[Path, Folded]:
        """What is written beside the lines about these logs."""
        names = {_name(path): path for path in paths}
        nothing: Mapping[LogName, Folded] = {}
        found = self.database.read(lambda connection: folded(connection, names), nothing)
        return {names[name]: each for name, each in found.items()}

    def refolded(self, path: Path) -> Folded:
        """What the lines themselves add up to."""
        return fold_content(_name(path), self.log(*_name(path)).raw())

    def rebuild(self) -> None:
        """Fold every log again, each in a transaction of its own, and write that beside the lines."""
        self.database.write(lambda connection, _again: layout.make_derived_anew(connection))
        for name in self.names():
            self.log(*name).refold()
        self.database.write(lambda c, _again: c.execute(update(layout.about).values(index_version=INDEX_VERSION)))

    def contents(self, name: LogName, revisions: Set[EventId]) -> Mapping[str, object]:
        """What those revisions say."""

        def read(connection: Connection) -> dict[str, object]:
            lines = layout.lines.c
            mine = (lines.soc == name.soc, lines.locale == name.locale, lines.event.in_(revisions))
            found = connection.execute(select(lines.event, lines.raw).where(*mine))
            return {line.event: orjson.loads(line.raw).get("content") for line in found}

        return self.database.read(read, {})

    def asides(self) -> Iterator[tuple[Path, bytes]]:
        """The torn lines that came with imported logs and were set aside."""
        query = select(layout.asides).order_by(layout.asides.c.soc, layout.asides.c.locale)
        nothing: Sequence[Row[Any]] = ()
        found = self.database.read(lambda connection: connection.execute(query).all(), nothing)
        for line in found:
            place = place_of(LogName(line.soc, line.locale))
            yield place.with_name(place.name + TORN_SUFFIX), line.raw

    def oddities(self) -> Iterator[Problem]:
        """Torn lines that were set aside, and logs of which another thing is written beside them than they say."""
        for path, _ in self.asides():
            said = "lines that were cut off while they were written; they came with an import and count for nothing"
            yield Problem("aside", "note", path, 0, said)
        for name in self.names():
            path = place_of(name)
            if _other(self.folded([path])[path], self.refolded(path)):
                yield Problem("index", "warning", path, 0, "what is written beside this log is not what it says", True)

    def copy_of(self, name: LogName) -> Copied:
        """All that is kept of a log, byte for byte."""
        return self.log(*name).copy()

    def put(self, name: LogName, copied: Copied, was: Copied) -> bool:
        """Make a log hold exactly these bytes, if it still holds `was`; whether it did."""
        return self.log(*name).put(copied, was)

    def close(self) -> None:
        """Let go of the connections."""
        self.database.close()

    def _stamps(self, connection: Connection) -> Mapping[str, str]:
        columns = layout.logs.c
        count, versions = connection.execute(select(func.count(), func.coalesce(func.sum(columns.version), 0))).one()
        look = (int(count), int(versions))
        if self._last_look is None or self._last_look[0] != look:
            found = connection.execute(select(columns.soc, columns.locale, columns.stamp).where(columns.version > 0))
            stamps = {str(place_of(LogName(line.soc, line.locale))): line.stamp for line in found}
            self._last_look = (look, stamps)
        return self._last_look[1]

    def _have_sound_rows(self) -> None:
        """Rows that another version of the program folded are folded anew, once."""
        if not self._sound:
            if not self.database.read(layout.folded_as_here, empty=True):
                self.rebuild()
            self._sound = True


def _names(connection: Connection) -> tuple[LogName, ...]:
    columns = layout.logs.c
    found = connection.execute(select(columns.soc, columns.locale).where(columns.version > 0))
    return tuple(sorted(LogName(line.soc, line.locale) for line in found))


def _name(path: Path) -> LogName:
    return LogName(path.parent.name, path.stem)


def _other(written: Folded, said: Folded) -> bool:
    return set(written.rows) != set(said.rows) or set(written.damaged) != set(said.damaged)
