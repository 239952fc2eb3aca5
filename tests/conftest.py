"""What every room's tests may ask for: a database of a real PostgreSQL."""

import itertools
import os
import signal
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from postgres_server import MISSING, WITHOUT, Server, programs, running

if TYPE_CHECKING:
    from authoring.revisions.logs import Logs

_NUMBERS = itertools.count(1)


def pytest_configure() -> None:
    """Programs of the tests can be interrupted, also where the run itself cannot: a shell starts what is in the background
    so, and every program inherits it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server of this test run's own."""
    where = programs()
    if where is None:
        if os.environ.get(WITHOUT):
            pytest.skip(f"left out, as {WITHOUT} asks")
        pytest.fail(MISSING, pytrace=False)
    with running(where) as server:
        yield server


@pytest.fixture
def database_named(postgres: Server) -> Callable[[], str]:
    """Makes empty databases; gives the name of each."""

    def make() -> str:
        name = f"team_{next(_NUMBERS)}"
        postgres.sql(f"CREATE DATABASE {name}")
        return name

    return make


@pytest.fixture
def database(postgres: Server, database_named: Callable[[], str]) -> str:
    """The address of an empty database."""
    return postgres.url(database_named())


@pytest.fixture(scope="session")
def _shared(postgres: Server) -> str:
    name = "shared"
    postgres.sql(f"CREATE DATABASE {name}")
    return name


@pytest.fixture
def emptied(postgres: Server, _shared: str) -> str:
    """The address of a database that has our tables and nothing in them: made once, as making one takes a while."""
    made = postgres.sql("SELECT to_regclass('authoring.logs') IS NOT NULL", _shared)
    if made == [(True,)]:
        tables = ("lines", "asides", "sections", "damaged", "presence", "logs")
        postgres.sql(";".join(f"DELETE FROM authoring.{table}" for table in tables), _shared)
    return postgres.url(_shared)


@pytest.fixture(params=["files", "postgres"])
def kept_in(request: pytest.FixtureRequest) -> str:
    """Where the logs of a test lie: what is true of one store is true of the other.

    A module about files alone has a fixture of this name that says so.
    """
    return str(request.param)


@pytest.fixture
def open_logs(kept_in: str, request: pytest.FixtureRequest) -> "Callable[[], Logs | None]":
    """Opens the logs of the test, as one more process would; None stands for the files of the workspace."""
    if kept_in == "files":
        return lambda: None
    from authoring.revisions.postgres.address import address_of
    from authoring.revisions.postgres.database import Database
    from authoring.revisions.postgres.log_tables import LogTables

    address = request.getfixturevalue("emptied")
    return lambda: LogTables(Database(address_of(address)))
