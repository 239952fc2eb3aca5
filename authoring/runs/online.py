"""The way that asks now: many requests at the same time over one client."""

import asyncio
from collections.abc import Sequence
from typing import Final

from authoring.llm.model import Completion, Model
from authoring.runs.jobs import Ask
from authoring.runs.ways import Gate, Take

_BEHIND: Final = 8_000
"""Conversations that may be open: checks may fall behind the requests, but memory may not grow without an end."""


class Online:
    """Asks a model, at most `at_once` requests at a time."""

    def __init__(self, model: Model, at_once: int) -> None:
        self._model = model
        self._at_once = at_once

    async def get(self, asks: Sequence[Ask], take: Take, gate: Gate) -> None:
        """See `Way.get`."""
        asking, behind = asyncio.Semaphore(self._at_once), asyncio.Semaphore(_BEHIND)
        async with asyncio.TaskGroup() as group:
            for ask in asks:
                await behind.acquire()
                await asking.acquire()
                task = group.create_task(self._converse(ask, take, gate, asking))
                task.add_done_callback(lambda _: behind.release())

    async def _converse(self, ask: Ask | None, take: Take, gate: Gate, asking: asyncio.Semaphore) -> None:
        """One conversation; it begins with a place among those that ask, and gives it up once an answer is kept."""
        while ask is not None:
            place = _Place(asking)
            try:
                if not await gate():
                    return
                answering = asyncio.ensure_future(self._model.complete(ask.request))
                completion, stopped = await _answer(answering)
                ask = await _whole(asyncio.ensure_future(take(ask, completion, place.free)))
            finally:
                place.free()
            if stopped:
                raise stopped
            if ask is not None:
                await asking.acquire()


class _Place:
    """One of the places for requests under way; given up once, however often it is said."""

    def __init__(self, among: asyncio.Semaphore) -> None:
        self._among: asyncio.Semaphore | None = among

    def free(self) -> None:
        """Another may ask."""
        if self._among is not None:
            self._among.release()
            self._among = None


async def _answer(answering: "asyncio.Future[Completion]") -> tuple[Completion, asyncio.CancelledError | None]:
    """The completion. A stop that meets one that has ended lets it through, and comes after it."""
    try:
        return await asyncio.shield(answering), None
    except asyncio.CancelledError as stopped:
        answering.cancel()
        await asyncio.wait({answering})
        if answering.cancelled():
            raise
        return answering.result(), stopped


async def _whole(taking: "asyncio.Future[Ask | None]") -> Ask | None:
    """What taking came to; it is not broken off by a stop."""
    try:
        return await asyncio.shield(taking)
    except asyncio.CancelledError:
        await asyncio.wait({taking})
        raise
