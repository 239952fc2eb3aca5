"""What became of each text of a shared run: workers write it down, whoever watches reads what is new."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy.dialects.postgresql import insert as upsert

from authoring.revisions.postgres.database import Database
from authoring.runs.shared.tables import ends, make_shared_tables
from schemas.base import Locale, SocCode, Value
from schemas.sections.registry import SectionName

_KEY: Final = ["run", "soc", "locale", "section"]


class End(Value):
    """One text: what it became, for a failure of which kind and in which words, and at which worker."""

    soc: SocCode
    locale: Locale
    section: SectionName
    became: str
    kind: str = ""
    said: str = ""
    worker: str


class SharedEnds:
    """The ends of one run. Making this object connects nothing."""

    def __init__(self, database: Database, run: str) -> None:
        self._database = database
        self._run = run
        self._made = False

    def note(self, found: Iterable[End]) -> None:
        """Write down what texts became; a later word about one goes before an earlier."""
        rows = [{"run": self._run, **each.model_dump()} for each in found]
        if not rows:
            return
        row = upsert(ends)
        newer = {name: row.excluded[name] for name in ("became", "kind", "said", "worker")}
        again = row.on_conflict_do_update(index_elements=_KEY, set_={**newer, "at": func.now()})

        def write(connection: Connection, _again: bool) -> None:
            self._make(connection)
            connection.execute(again, rows)

        self._database.write(write)
        self._made = True

    def all(self) -> tuple[End, ...]:
        """Every end there is, by occupation."""
        return self._where()

    def of(self, soc: SocCode, locale: Locale) -> tuple[End, ...]:
        """Those of one group."""
        return self._where(ends.c.soc == soc, ends.c.locale == locale)

    def _where(self, *conditions: ColumnElement[bool]) -> tuple[End, ...]:
        columns = [ends.c[name] for name in End.model_fields]
        query = select(*columns).where(ends.c.run == self._run, *conditions).order_by(*(ends.c[name] for name in _KEY))

        def read(connection: Connection, _again: bool) -> tuple[End, ...]:
            self._make(connection)
            return tuple(End(**dict(row._mapping)) for row in connection.execute(query))

        found = self._database.write(read)
        self._made = True
        return found

    def _make(self, connection: Connection) -> None:
        if not self._made:
            make_shared_tables(connection)
