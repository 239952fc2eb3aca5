"""Who is in which section now, in the team's database: a row for each program, by the server's clock."""

import contextlib
import secrets
from datetime import UTC, timedelta
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Row, and_, delete, func, not_, or_, select
from sqlalchemy.dialects.postgresql import insert as upsert

from authoring.errors import StorageError
from authoring.revisions.postgres.database import Database
from authoring.revisions.postgres.layout import presence
from authoring.revisions.presence import BELIEVED_SECONDS, Doing, Present
from schemas.base import Locale, SocCode
from schemas.sections.registry import SectionName


class PresenceTable:
    """This program's row and those of the others. Making this object asks nothing."""

    def __init__(self, database: Database, person: str) -> None:
        self._database = database
        self._person = person
        self._who = secrets.token_hex(8)
        self._there = False

    def enter(self, soc: SocCode, locale: Locale, section: SectionName, doing: Doing) -> None:
        """Write this program's row; it begins anew where the person went elsewhere."""
        place = {"soc": soc, "locale": locale, "section": section, "doing": doing}
        columns = presence.c
        elsewhere = not_(and_(*(columns[name] == value for name, value in place.items())))
        row = upsert(presence).values(who=self._who, person=self._person, **place)

        def write(connection: Connection, _again: bool) -> None:
            forgotten = columns.seen < func.now() - timedelta(days=1)
            connection.execute(delete(presence).where(or_(and_(columns.who == self._who, elsewhere), forgotten)))
            connection.execute(row.on_conflict_do_update(index_elements=["who"], set_={"seen": func.now()}))

        with contextlib.suppress(StorageError):
            self._database.write(write)
            self._there = True

    def leave(self) -> None:
        """Remove this program's row."""
        if self._there:
            with contextlib.suppress(StorageError):
                self._database.write(lambda c, _again: c.execute(delete(presence).where(presence.c.who == self._who)))
        self._there = False

    def others(self) -> tuple[Present, ...]:
        """Whoever said so lately."""
        lately = func.now() - timedelta(seconds=BELIEVED_SECONDS)
        query = select(presence).where(presence.c.seen > lately, presence.c.who != self._who)
        columns = presence.c
        ordered = query.order_by(columns.person, columns.soc, columns.locale, columns.section)

        def read(connection: Connection) -> list[Present]:
            return [each for line in connection.execute(ordered) if (each := _present(line))]

        nobody: list[Present] = []
        with contextlib.suppress(StorageError):
            return tuple(self._database.read(read, nobody))
        return ()


def _present(line: Row[Any]) -> Present | None:
    with contextlib.suppress(ValidationError):
        since = line.since.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return Present(
            person=line.person, soc=line.soc, locale=line.locale, section=line.section, doing=line.doing, since=since
        )
    return None
