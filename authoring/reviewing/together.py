"""Examining many occupations on several cores: each worker is a process that opens the workspace for itself.

A worker that dies takes nothing along: what it had not handed over is done here instead. A worker whose workspace's
process is gone ends by itself.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import wait
from typing import Final

from authoring.reviewing.examining import Examined, Examining
from schemas.base import SocCode

_AT_ONCE: Final = 8
"""Occupations handed over at a time: half a second's work, so that a stop is quick."""
_WORTH_IT: Final = 24
"""Fewer than these are done sooner than workers are ready."""

Open = Callable[[], Examining]
"""Opens the workspace in a worker; has to be picklable."""
_mine: Examining | None = None


def examine_together(socs: Sequence[SocCode], here: Examining, opened: Open, workers: int) -> Iterator[Examined]:
    """Every one of these occupations, in the order in which they are done."""
    left = dict.fromkeys(socs)
    if workers > 1 and len(socs) >= _WORTH_IT:
        for examined in _in_workers(socs, opened, workers):
            del left[examined.soc]
            yield examined
    for soc in left:
        yield here.examine(soc)


def _in_workers(socs: Sequence[SocCode], opened: Open, workers: int) -> Iterator[Examined]:
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=spawn, initializer=_begin, initargs=(opened,))
    try:
        futures: list[Future[list[Examined]]] = [pool.submit(_examine, some) for some in _chunks(socs)]
        for future in as_completed(futures):
            yield from future.result()
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)


def _chunks(socs: Sequence[SocCode]) -> Iterator[list[SocCode]]:
    rest = iter(socs)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _begin(opened: Open) -> None:
    """In the worker: a stop is the business of the process at the terminal; without that one there is nothing to do."""
    global _mine  # noqa: PLW0603 - what a worker process has, it has for the whole of its life
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _mine = opened()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _examine(socs: list[SocCode]) -> list[Examined]:
    assert _mine is not None
    return [_mine.examine(soc) for soc in socs]
