"""The queue of groups that wait for a worker: Procrastinate's, in a schema of its own in the team's database.

One entry is one occupation in one locale, since its texts are appended together. The same group of the same run waits once,
and no two workers have the same group. What a dead worker had is given to another.
"""

import contextlib
import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from typing import TYPE_CHECKING, Any, Final

from pydantic import Field

from authoring.errors import StorageError, WorkspaceError
from authoring.revisions.postgres.address import Address
from schemas.base import Locale, Sha256, SocCode, Value
from schemas.sections.registry import SectionName

if TYPE_CHECKING:
    from procrastinate import App
    from procrastinate.jobs import Job
    from psycopg import AsyncConnection

SCHEMA: Final = "procrastinate"
QUEUE: Final = "drafts"
TASK: Final = "author:group"
_MAKING: Final = 4_022_254_024
_LOST: Final = frozenset({"failed", "aborted"})
_PATIENCE: Final = 15.0
"""Seconds to wait for a connection."""
_LIVING: Final = (
    "SELECT count(*) FILTER (WHERE last_heartbeat > now() - make_interval(secs => %(seconds)s)) AS living,"
    " extract(epoch FROM now() - max(last_heartbeat))::float AS silent_for FROM procrastinate_workers"
)

_TABLES: Final = "SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = %s AND tablename = 'procrastinate_jobs'"


class Work(Value):
    """One group of a run, as it waits: its sections, with the job keys of the plan. `run` names the shared run."""

    run: str
    soc: SocCode
    locale: Locale
    keys: dict[SectionName, Sha256] = Field(min_length=1)


class Hold(Value):
    """On whose behalf something is done: the number of the worker, and that of the entry in the queue, if it has one."""

    worker: int
    entry: int | None = None


class Waiting(Value):
    """How a run's groups stand. Those in `given_up` (code, locale) failed at every try.

    `workers` live now; `silent_for` is how many seconds ago the last of them all gave a sign of life, None where there never
    was one.
    """

    todo: int = 0
    doing: int = 0
    done: int = 0
    given_up: tuple[tuple[SocCode, Locale], ...] = ()
    workers: int = 0
    silent_for: float | None = None


class Beat(Value):
    """How often a worker says that it lives, and after how long a silence it counts as dead, in seconds."""

    every: float = 5.0
    silent: float = 30.0
    poll: float = 5.0


class WorkQueue:
    """The queue in the database at an address. Making this object connects nothing."""

    def __init__(self, address: Address, beat: Beat | None = None) -> None:
        self._address = address
        self.beat = beat or Beat()

    async def put(self, work: Iterable[Work]) -> int:
        """Have those groups wait; how many were neither waiting nor under way before. Raises `StorageError`."""
        new = 0
        async with self.opened() as app:
            from procrastinate.exceptions import AlreadyEnqueued  # noqa: PLC0415 - loaded already

            there = {job.queueing_lock for job in await self._jobs(app) if job.status in ("todo", "doing")}
            for each in work:
                name = f"{each.run}/{each.soc}/{each.locale}"
                if name in there:
                    continue
                lock = f"{each.soc}/{each.locale}"
                deferrer = app.configure_task(TASK, queue=QUEUE, lock=lock, queueing_lock=name)
                with contextlib.suppress(AlreadyEnqueued):
                    await deferrer.defer_async(work=each.model_dump(mode="json"))
                    new += 1
        return new

    async def waiting(self, run: str) -> Waiting:
        """How the groups of a run stand, and how many workers live. Raises `StorageError`."""
        async with self.opened() as app:
            jobs = [job for job in await self._jobs(app) if _run_of(job) == run]
            found = await app.connector.execute_query_one_async(_LIVING, seconds=self.beat.silent)
        count = Counter(str(job.status) for job in jobs)
        lost = [Work.model_validate(job.task_kwargs["work"]) for job in _last_tries(jobs) if str(job.status) in _LOST]
        return Waiting(
            todo=count["todo"],
            doing=count["doing"],
            done=count["succeeded"],
            given_up=tuple((work.soc, work.locale) for work in lost),
            workers=found["living"],
            silent_for=found["silent_for"],
        )

    async def drop(self, run: str) -> int:
        """Take the groups of a run that still wait out of the queue; how many there were. Raises `StorageError`."""
        dropped = 0
        async with self.opened() as app:
            for job in await self._jobs(app, "todo"):
                if _run_of(job) == run and job.id is not None:
                    dropped += await app.job_manager.cancel_job_by_id_async(job.id, abort=False)
        return dropped

    async def _jobs(self, app: "App", status: str | None = None) -> list["Job"]:
        return list(await app.job_manager.list_jobs_async(queue=QUEUE, task=TASK, status=status))

    @contextlib.asynccontextmanager
    async def opened(self) -> "AsyncIterator[App]":
        """The queue, opened. Raises `StorageError` for whatever the database does inside, `WorkspaceError` without a driver."""
        try:
            from procrastinate import App, PsycopgConnector  # noqa: PLC0415 - an extra
            from procrastinate.exceptions import ConnectorException  # noqa: PLC0415
            from psycopg import Error  # noqa: PLC0415
            from psycopg_pool import PoolTimeout  # noqa: PLC0415
        except ModuleNotFoundError:
            raise WorkspaceError(
                "work on many machines needs a queue that is not installed",
                "Install it: pip install 'career-graph-authoring[workers]'",
            ) from None
        _quieten()
        given = connection_words(self._address)
        try:
            await _make_schema(given)
            words = {**given, "options": f"-c search_path={SCHEMA}"}
            connector = PsycopgConnector(kwargs=words, min_size=1, max_size=8, timeout=_PATIENCE)
            async with App(connector=connector).open_async() as app:
                yield app
        except (ConnectorException, Error, PoolTimeout) as cause:
            said = str(cause.__cause__ or cause).strip().partition("\n")[0]
            raise StorageError(
                f"the queue in {self._address} cannot be used: {said}",
                "What was answered is kept. Check the network, the server and your rights, then try again.",
            ) from None


def connection_words(address: Address) -> dict[str, Any]:
    """The address as the driver wants it."""
    url = address.url
    words = {"dbname": url.database, "user": url.username, "host": url.host, "port": url.port, **url.query}
    if address.password:
        words["password"] = address.password.get_secret_value()
    return {name: value for name, value in words.items() if value is not None}


async def _make_schema(given: dict[str, Any]) -> None:
    """Procrastinate's tables, once, whoever comes first."""
    from procrastinate.schema import SchemaManager  # noqa: PLC0415 - loaded already
    from psycopg import AsyncConnection  # noqa: PLC0415

    async with await AsyncConnection.connect(**given, connect_timeout=10) as connection:
        if await _has_schema(connection):
            return
        await connection.execute("SELECT pg_advisory_xact_lock(%s)", (_MAKING,))
        if not await _has_schema(connection):
            await connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
            await connection.execute(f"SET LOCAL search_path = {SCHEMA}")
            await connection.execute(SchemaManager.get_schema())


async def _has_schema(connection: "AsyncConnection[Any]") -> bool:
    """Whether the tables are there; read from the catalog, since `to_regclass` remembers within a transaction what it found."""
    found = await connection.execute(_TABLES, (SCHEMA,))
    return await found.fetchone() is not None


def _run_of(job: "Job") -> str:
    work = job.task_kwargs.get("work")
    return str(work.get("run")) if isinstance(work, dict) else ""


def _last_tries(jobs: Iterable["Job"]) -> list["Job"]:
    """The newest entry of each group: one that was given up may have been put there again."""
    return list({job.queueing_lock: job for job in sorted(jobs, key=lambda job: job.id or 0)}.values())


def _quieten() -> None:
    """What these libraries write to their logs is no talk for the person at the terminal."""
    for name in ("procrastinate", "psycopg.pool"):
        logger = logging.getLogger(name)
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
