"""Being a worker: taking groups out of the queue until somebody says stop, whatever becomes of the line to the database."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from authoring.errors import StorageError
from authoring.runs.shared.queue import QUEUE, TASK, Beat, Hold, Work, WorkQueue

if TYPE_CHECKING:
    from procrastinate import App, JobContext

    from authoring.runs.shared.holding import Holding

Do: TypeAlias = Callable[[Work, Hold], Awaitable[None]]
"""Does the work of one group, on behalf of whoever holds it."""

_AWAY: Final = 600.0
"""Seconds that a database may stay away before a worker ends: a restart, a move to another machine, a night's upgrade."""


@dataclass(frozen=True)
class Post:
    """How a worker serves: under which name, so many groups at a time, and whether it ends once nothing waits any more."""

    name: str
    at_once: int
    until_empty: bool = False


async def serve(queue: WorkQueue, do: Do, post: Post, told: Callable[[str], None] = lambda _said: None) -> None:
    """Take groups and `do` them. What it raises has a group tried again later.

    A first signal lets what was taken be finished. A line that is cut is opened again; `told` hears of it. Raises
    `StorageError` where the database cannot be used at all or stays away.
    """
    stop = asyncio.Event()
    service = _Service(queue, do, post, stop)
    with _signals(stop, told):
        while True:
            try:
                await service.run()
                trouble = "its line to the database was cut"
                if stop.is_set() or post.until_empty:
                    return
            except StorageError as cause:
                if stop.is_set() or service.seconds_away() > _AWAY:
                    raise
                trouble = cause.message
            told(f"{post.name}: {trouble}; trying again")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), queue.beat.every)


class _Service:
    """One worker's service; it keeps its number in the queue from one connection to the next."""

    def __init__(self, queue: WorkQueue, do: Do, post: Post, stop: asyncio.Event) -> None:
        self._queue = queue
        self._do = do
        self._post = post
        self._stop = stop
        self._holding: Holding | None = None
        self._there: float | None = None

    def seconds_away(self) -> float:
        """For how long the database has been away; endlessly where it never was there."""
        return float("inf") if self._there is None else time.monotonic() - self._there

    async def run(self) -> None:
        """Serve over one connection: until the stop, until nothing waits, or until the line is cut."""
        async with self._queue.opened() as app:
            holding = self._hold(app)
            pulse = asyncio.create_task(self._beat(holding, self._queue.beat))
            working = asyncio.create_task(self._work(app, holding))
            stopping = asyncio.create_task(self._stop.wait())
            try:
                await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                if not working.done():
                    working.cancel()  # it ends what it has, and then lets the cancelling through
                await asyncio.wait({working})
                for task in (pulse, stopping):
                    task.cancel()
                await asyncio.gather(pulse, stopping, return_exceptions=True)
            if not working.cancelled():
                working.result()

    def _hold(self, app: "App") -> "Holding":
        from authoring.runs.shared.holding import Holding  # noqa: PLC0415 - an extra

        if self._holding is None:
            self._holding = Holding(app.connector, self._queue.beat.every)
        self._holding.connector = app.connector
        app.job_manager = self._holding
        return self._holding

    async def _work(self, app: "App", holding: "Holding") -> None:
        from procrastinate import RetryStrategy  # noqa: PLC0415 - an extra

        from authoring.runs.shared.holding import TRIES  # noqa: PLC0415

        again = RetryStrategy(max_attempts=TRIES, exponential_wait=2)
        app.task(name=TASK, queue=QUEUE, pass_context=True, retry=again)(_task(self._do))
        await holding.take_over(self._queue.beat.silent)
        self._there = time.monotonic()
        await app.run_worker_async(
            queues=[QUEUE],
            concurrency=self._post.at_once,
            name=self._post.name,
            wait=not self._post.until_empty,
            install_signal_handlers=False,
            stalled_worker_timeout=self._queue.beat.silent,
            fetch_job_polling_interval=self._queue.beat.poll,
        )

    async def _beat(self, holding: "Holding", beat: Beat) -> None:
        """Say that we live, and look after what the dead left, until cancelled."""
        from procrastinate.exceptions import ConnectorException  # noqa: PLC0415 - an extra

        looked = time.monotonic()
        while True:
            await asyncio.sleep(beat.every)
            with contextlib.suppress(ConnectorException):  # the next one may get through
                await holding.say_alive()
                self._there = time.monotonic()
                if time.monotonic() - looked >= beat.silent / 3:
                    looked = time.monotonic()
                    await holding.take_over(beat.silent)


def _task(do: Do) -> Callable[..., Awaitable[None]]:
    async def group(context: "JobContext", work: dict[str, Any]) -> None:
        await do(Work.model_validate(work), Hold(worker=context.job.worker_id or 0, entry=context.job.id))

    return group


@contextlib.contextmanager
def _signals(stop: asyncio.Event, told: Callable[[str], None]) -> Iterator[None]:
    """A first signal stops politely; a second one is as anywhere else."""
    loop = asyncio.get_running_loop()
    names = [signal.SIGINT, signal.SIGTERM] if os.name == "posix" else []

    def heard() -> None:
        stop.set()
        told("ending what was taken; ctrl+c again drops it")
        _let_go()

    def _let_go() -> None:
        for name in names:
            loop.remove_signal_handler(name)

    for name in names:
        loop.add_signal_handler(name, heard)
    try:
        yield
    finally:
        _let_go()
