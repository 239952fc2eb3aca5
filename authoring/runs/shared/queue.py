"""The queue of groups that wait for a worker: Procrastinate's, in a schema of its own in the team's database.

One entry is one occupation in one locale, since its texts are appended together. The same group of the same run waits once,
and no two workers have the same group. What a dead worker had is given to another.
"""

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from pydantic import Field

from authoring.errors import StorageError, WorkspaceError
from authoring.revisions.postgres.address import Address
from schemas.base import Locale, Sha256, SocCode, Value
from schemas.sections.registry import SectionName

if TYPE_CHECKING:
    from procrastinate import App, JobContext, RetryStrategy
    from procrastinate.jobs import Job

SCHEMA: Final = "procrastinate"
QUEUE: Final = "drafts"
_TASK: Final = "author:group"
_MAKING: Final = 4_022_254_024
_TRIES: Final = 5
"""Times that a group is taken before it is left as failed: a group that kills its workers must not kill them all."""


_PATIENCE: Final = 15.0
"""Seconds to wait for a connection."""
_LIVING: Final = (
    "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %(seconds)s)"
)


class Work(Value):
    """One group of a run, as it waits: its sections, with the job keys of the plan. `run` names the shared run."""

    run: str
    soc: SocCode
    locale: Locale
    keys: dict[SectionName, Sha256] = Field(min_length=1)


class Waiting(Value):
    """How a run's groups stand. `failed` were given up after several tries; `workers` live now."""

    todo: int = 0
    doing: int = 0
    done: int = 0
    failed: int = 0
    workers: int = 0


Do: TypeAlias = Callable[[Work, int], Awaitable[None]]
"""Does the work of one group, on behalf of the worker with that number. What it raises has it tried again later."""


class Beat(Value):
    """How often a worker says that it lives, and after how long a silence it counts as dead, in seconds."""

    every: float = 5.0
    silent: float = 30.0
    poll: float = 5.0


class WorkQueue:
    """The queue in the database at an address. Making this object connects nothing."""

    def __init__(self, address: Address, beat: Beat | None = None) -> None:
        self._address = address
        self._beat = beat or Beat()

    async def put(self, work: Iterable[Work]) -> int:
        """Have those groups wait; how many were neither waiting nor under way before. Raises `StorageError`."""
        new = 0
        async with self._opened() as app:
            from procrastinate.exceptions import AlreadyEnqueued  # noqa: PLC0415 - loaded already

            there = {job.queueing_lock for job in await self._jobs(app) if job.status in ("todo", "doing")}
            for each in work:
                name = f"{each.run}/{each.soc}/{each.locale}"
                if name in there:
                    continue
                lock = f"{each.soc}/{each.locale}"
                deferrer = app.configure_task(_TASK, queue=QUEUE, lock=lock, queueing_lock=name)
                with contextlib.suppress(AlreadyEnqueued):
                    await deferrer.defer_async(work=each.model_dump(mode="json"))
                    new += 1
        return new

    async def waiting(self, run: str) -> Waiting:
        """How the groups of a run stand, and how many workers live. Raises `StorageError`."""
        async with self._opened() as app:
            count = Counter(str(job.status) for job in await self._jobs(app) if _run_of(job) == run)
            workers = await app.connector.execute_query_one_async(_LIVING, seconds=self._beat.silent)
        done, failed = count["succeeded"], count["failed"] + count["aborted"] + count["cancelled"]
        return Waiting(todo=count["todo"], doing=count["doing"], done=done, failed=failed, workers=workers["count"])

    async def drop(self, run: str) -> int:
        """Take the groups of a run that still wait out of the queue; how many there were. Raises `StorageError`."""
        dropped = 0
        async with self._opened() as app:
            for job in await self._jobs(app, "todo"):
                if _run_of(job) == run and job.id is not None:
                    dropped += await app.job_manager.cancel_job_by_id_async(job.id, abort=False)
        return dropped

    async def work(self, do: Do, at_once: int, name: str, *, until_empty: bool = False) -> None:
        """Be a worker: take groups, `at_once` of them at a time, until a signal stops it or the queue is empty.

        A first signal lets what was taken be finished. Raises `StorageError` where the database stays away.
        """
        async with self._opened() as app:
            app.task(name=_TASK, queue=QUEUE, pass_context=True, retry=self._again())(_task(do))
            taking_over = asyncio.create_task(self._take_over(app))
            try:
                await app.run_worker_async(
                    queues=[QUEUE],
                    concurrency=at_once,
                    name=name,
                    wait=not until_empty,
                    update_heartbeat_interval=self._beat.every,
                    stalled_worker_timeout=self._beat.silent,
                    fetch_job_polling_interval=self._beat.poll,
                )
            finally:
                taking_over.cancel()
                await asyncio.gather(taking_over, return_exceptions=True)

    async def take_over(self) -> int:
        """Give what dead workers had to whoever is free; how many groups that were. Raises `StorageError`."""
        async with self._opened() as app:
            return await self._given_back(app)

    async def _take_over(self, app: "App") -> None:
        while True:
            await self._given_back(app)
            await asyncio.sleep(self._beat.silent / 3)

    async def _given_back(self, app: "App") -> int:
        from procrastinate.exceptions import ConnectorException  # noqa: PLC0415 - loaded already
        from procrastinate.jobs import Status  # noqa: PLC0415

        stalled = await app.job_manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=self._beat.silent)
        given = 0
        for job in stalled:
            with contextlib.suppress(ConnectorException):  # somebody else was quicker
                if job.attempts >= _TRIES:
                    await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
                else:
                    await app.job_manager.retry_job(job)
                    given += 1
        return given

    async def _jobs(self, app: "App", status: str | None = None) -> list["Job"]:
        return list(await app.job_manager.list_jobs_async(queue=QUEUE, task=_TASK, status=status))

    def _again(self) -> "RetryStrategy":
        from procrastinate import RetryStrategy  # noqa: PLC0415 - loaded already

        return RetryStrategy(max_attempts=_TRIES, exponential_wait=2)

    @contextlib.asynccontextmanager
    async def _opened(self) -> "AsyncIterator[App]":
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
        found = await connection.execute(f"SELECT to_regclass('{SCHEMA}.procrastinate_jobs') IS NULL")
        row = await found.fetchone()
        if row is None or not row[0]:
            return
        await connection.execute("SELECT pg_advisory_xact_lock(%s)", (_MAKING,))
        found = await connection.execute(f"SELECT to_regclass('{SCHEMA}.procrastinate_jobs') IS NULL")
        row = await found.fetchone()
        if row is not None and row[0]:
            await connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
            await connection.execute(f"SET LOCAL search_path = {SCHEMA}")
            await connection.execute(SchemaManager.get_schema())


def _task(do: Do) -> Callable[..., Awaitable[None]]:
    async def group(context: "JobContext", work: dict[str, Any]) -> None:
        await do(Work.model_validate(work), context.job.worker_id or 0)

    return group


def _run_of(job: "Job") -> str:
    work = job.task_kwargs.get("work")
    return str(work.get("run")) if isinstance(work, dict) else ""


def _quieten() -> None:
    """What these libraries write to their logs is no talk for the person at the terminal."""
    for name in ("procrastinate", "psycopg.pool"):
        logger = logging.getLogger(name)
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
