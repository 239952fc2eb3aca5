"""One team's database as this process sees it: reads, transactions, and what to do when the line to it is cut.

A transaction that was cut off is tried again, knowing that the first try may have gone through: whoever asks says how
to tell. What the driver says of its troubles is turned into our errors here; no password can be in them.
"""

import threading
import time
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from authoring.errors import StorageError, WorkspaceError
from authoring.revisions.postgres.address import Address
from authoring.revisions.postgres.layout import has_tables, make_tables
from schemas.saying import said

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection, IsolationLevel

Answer = TypeVar("Answer")

LOCK_SECONDS: Final = 30
_PAUSES: Final = (0.1, 0.5, 2.0)
"""Seconds before each further try of what was cut off."""

_LOCKED: Final = "55P03"
_AGAIN: Final = frozenset({"40001", "40P01"})
"""Two transactions stood in each other's way; the one that was ended may simply be repeated."""
_GONE: Final = frozenset({"57P01", "57P02", "57P03"})
"""The server is being shut down or is starting."""
_CONNECTING: Final = {"connect_timeout": 10, "keepalives": 1, "keepalives_idle": 15, "application_name": "author"}


class Database:
    """The database at an address. Making this object connects nothing; it may be shared by threads, not by forks."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._guard = threading.Lock()
        self._engine: Engine | None = None
        self._has_tables = False

    def read(self, ask: Callable[[Connection], Answer], empty: Answer) -> Answer:
        """What `ask` finds; `empty` where the tables were never made. Raises `StorageError`."""

        def asked(connection: Connection) -> Answer:
            self._has_tables = self._has_tables or has_tables(connection)
            return ask(connection) if self._has_tables else empty

        return self._tried(lambda _again: self._connected(asked, "AUTOCOMMIT"))

    def write(self, do: Callable[[Connection, bool], Answer]) -> Answer:
        """`do` in one transaction, the tables made where they are missing. Raises `StorageError`.

        `do` is told whether this is a further try: then the first may have gone through unheard.
        """

        def done(connection: Connection, *, again: bool) -> Answer:
            if not self._has_tables:
                make_tables(connection)
            return do(connection, again)

        answer = self._tried(lambda again: self._connected(lambda c: done(c, again=again), "READ COMMITTED"))
        self._has_tables = True
        return answer

    def close(self) -> None:
        """Let go of the connections."""
        with self._guard:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None

    def _connected(self, do: Callable[[Connection], Answer], isolation: "IsolationLevel") -> Answer:
        with self._opened().connect().execution_options(isolation_level=isolation) as connection, connection.begin():
            return do(connection)

    def _tried(self, work: Callable[[bool], Answer]) -> Answer:
        for tried, pause in enumerate((*_PAUSES, None)):
            try:
                return work(tried > 0)
            except DBAPIError as cause:
                if pause is None or not _worth_another_try(cause, tried):
                    raise self._error(cause) from None
                time.sleep(pause)
            except PoolTimeout:
                raise self._unreachable("all its connections are in use") from None
        raise AssertionError

    def _opened(self) -> Engine:
        with self._guard:
            if self._engine is None:
                self._engine = _engine(self.address)
                weakref.finalize(self, self._engine.dispose)
            return self._engine

    def _error(self, cause: DBAPIError) -> StorageError:
        why = _first_line(cause)
        if _state(cause) == _LOCKED:
            return StorageError(
                said(
                    "{address}: another process holds this log for over {seconds} s",
                    address=self.address,
                    seconds=LOCK_SECONDS,
                ),
                said("Nothing was changed. See what else works on this database, then try again."),
            )
        if _was_cut(cause):
            return self._unreachable(why)
        return StorageError(
            said("the database {address} refused: {why}", address=self.address, why=why),
            said("Nothing was changed. Check the rights of its user and its disk, then try again."),
        )

    def _unreachable(self, why: str) -> StorageError:
        return StorageError(
            said("the database {address} cannot be reached: {why}", address=self.address, why=why),
            said("What you typed is kept. Check the network, the server and your password, then try again."),
        )


def _engine(address: Address) -> Engine:
    password = {"password": address.password.get_secret_value()} if address.password else {}
    try:
        engine = create_engine(
            address.url,
            pool_size=4,
            max_overflow=8,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={**_CONNECTING, **password},
        )
    except ModuleNotFoundError:
        raise WorkspaceError(
            said("this workspace is in a PostgreSQL database, and the driver for it is not installed"),
            said("Install it: pip install 'career-graph-authoring[postgres]'"),
        ) from None
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: "DBAPIConnection", _record: object) -> None:
    """An event is acknowledged when it is on the server's disk, whatever the server is otherwise content with."""
    cursor = connection.cursor()
    cursor.execute(f"SET synchronous_commit = on; SET lock_timeout = '{LOCK_SECONDS}s'")
    cursor.close()
    connection.commit()


def _worth_another_try(cause: DBAPIError, tried: int) -> bool:
    # What could not be reached at all is said at once; what was cut off may be a server that starts again.
    return _state(cause) in _AGAIN or (_was_cut(cause) and (tried > 0 or not _never_connected(cause)))


def _was_cut(cause: DBAPIError) -> bool:
    state = _state(cause)
    return cause.connection_invalidated or state in _GONE or state.startswith("08") or _never_connected(cause)


def _never_connected(cause: DBAPIError) -> bool:
    return not cause.connection_invalidated and not _state(cause) and "connection" in str(cause.orig)


def _state(cause: DBAPIError) -> str:
    return str(getattr(cause.orig, "sqlstate", None) or "")


def _first_line(cause: DBAPIError) -> str:
    told = str(cause.orig).strip()
    return told.splitlines()[0] if told else type(cause.orig).__name__
