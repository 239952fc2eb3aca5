"""Keeping the answers of a run: many at the same time, few flushes. An answer is acknowledged once it is on the disk."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from authoring.conversing.keeping import answer_of, kept_completion
from authoring.llm.model import Completion
from authoring.revisions.store import Revisions
from authoring.runs.jobs import Ask, Group
from schemas.events import Answer, Usage

_THREADS: Final = 4
"""Logs that are flushed at the same time: a disk does several about as quickly as one."""


class AnswerLog:
    """Appends answers to the logs of their sections. What comes while others are being flushed goes with the next flush."""

    def __init__(self, revisions: Revisions, asked: str, price: Callable[[Usage], float | None]) -> None:
        self._revisions = revisions
        self._asked = asked
        self._price = price
        self._waiting: dict[Group, list[tuple[Answer, asyncio.Future[None]]]] = {}
        self._flushing: asyncio.Task[None] | None = None
        self._threads = ThreadPoolExecutor(_THREADS, "answers")
        self.appends = 0
        """How often a log was written; each is one flush."""

    async def keep(self, ask: Ask, completion: Completion) -> None:
        """Keep an answer; on return it is on the disk. Raises `StorageError`."""
        about, job = ask.job.about, ask.job
        place = (about.soc, about.locale, about.section)
        answer = answer_of(place, job.head, job.after, ask.key, completion, self._asked, self._price)
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(about.group, []).append((answer, kept))
        if self._flushing is None:
            self._flushing = asyncio.ensure_future(self._flush())
        await kept

    def found(self, answer: Answer) -> Completion:
        """A complete answer that was kept before, as the completion it was."""
        return kept_completion(answer, self._price)

    async def _flush(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            together, self._waiting = self._waiting, {}
            appends = [loop.run_in_executor(self._threads, self._append, each) for each in together.values()]
            self.appends += len(appends)
            for entries, ended in zip(
                together.values(), await asyncio.gather(*appends, return_exceptions=True), strict=True
            ):
                for _, kept in entries:
                    _tell(kept, ended)
        self._flushing = None

    def _append(self, entries: Sequence[tuple[Answer, object]]) -> None:
        self._revisions.append(*(answer for answer, _ in entries))

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown()


def _tell(kept: "asyncio.Future[None]", ended: BaseException | None) -> None:
    if kept.done():
        return
    if ended is None:
        kept.set_result(None)
    else:
        kept.set_exception(ended)
