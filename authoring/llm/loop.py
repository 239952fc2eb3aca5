"""One event loop in a thread of its own, so that plain code can wait for models and connections stay open between."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, Final, Generic, TypeVar

from authoring.errors import Stopped
from schemas.saying import said

Result = TypeVar("Result")

_STOPPED: Final = (
    said("stopped before it was done"),
    said("Nothing was changed; answers that were complete are kept."),
)


class LoopThread:
    """Runs coroutines for callers in any thread. The thread is started by the first one and ended by `close`."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._guard = threading.Lock()
        self._under_way: set[_Work[Any]] = set()
        self._stopped = False

    def run(self, work: Coroutine[Any, Any, Result], *, last: bool = False) -> Result:
        """The coroutine's result. An interrupt of the caller cancels the work and waits until it has let go.

        Raises `Stopped` where somebody called `stop`, before or meanwhile; `last` is work that is done all the same.
        """
        loop, running = self._running(), _Work(work)
        with self._guard:
            if self._stopped and not last:
                work.close()
                raise Stopped(*_STOPPED)
            self._under_way.add(running)
        loop.call_soon_threadsafe(running.start, loop)
        try:
            running.done.wait()
        except BaseException:
            self._cancel(running)
            running.done.wait()
            raise
        finally:
            with self._guard:
                self._under_way.discard(running)
        return running.result()

    def stop(self) -> None:
        """Cancel what runs and take no more; whoever waits gets `Stopped`. Returns at once; safe from any thread."""
        with self._guard:
            self._stopped = True
            under_way = tuple(self._under_way)
        for running in under_way:
            self._cancel(running)

    def close(self) -> None:
        """End the thread."""
        with self._guard:
            if self._loop is None or self._thread is None:
                return
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()
            self._loop = self._thread = None

    def _cancel(self, running: "_Work[Any]") -> None:
        with self._guard:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(running.cancel)

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._guard:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=self._loop.run_forever, name="models", daemon=True)
                self._thread.start()
            return self._loop


class _Work(Generic[Result]):
    """One coroutine in the loop: `done` is set when it has ended, with all its cleaning up."""

    def __init__(self, work: Coroutine[Any, Any, Result]) -> None:
        self.done = threading.Event()
        self._work = work
        self._task: asyncio.Task[Result] | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """In the loop's thread."""
        self._task = loop.create_task(self._work)
        self._task.add_done_callback(lambda _: self.done.set())

    def cancel(self) -> None:
        """In the loop's thread, after `start`."""
        if self._task is not None:
            self._task.cancel()

    def result(self) -> Result:
        """What it came to. Raises what it raised; `Stopped` where it was cancelled."""
        assert self._task is not None
        if self._task.cancelled():
            raise Stopped(*_STOPPED)
        return self._task.result()
