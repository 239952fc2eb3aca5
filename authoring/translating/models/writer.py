"""A model that writes translations: asks, judges, and hands out the texts that came of it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from authoring.llm.asking import Asked, ask
from authoring.llm.loop import LoopThread
from authoring.llm.model import Model
from authoring.llm.outcomes import OUTCOMES
from authoring.translating.models.judging import Translated, judge
from authoring.translating.models.requests import Job, TranslationRequests
from authoring.translating.seam import Wanted, Written

_AT_ONCE: Final = 8


def _nobody(_: str) -> None:
    """Nobody listens."""


@dataclass
class ModelWriter:
    """Writes translations with a model. Answers are kept in the logs; the same request is never paid for twice.

    `told` hears of every section as its conversation ends.
    """

    model: Model
    requests: TranslationRequests
    loop: LoopThread = field(default_factory=LoopThread)
    told: Callable[[str], None] = _nobody
    _ready: dict[str, Asked[Translated]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """`provider/model`."""
        return self.model.name

    def prepare(self, wanted: Sequence[Wanted]) -> None:
        """Ask for all these sections at the same time. The first goes ahead alone: if nobody answers, it stays at one."""
        jobs = [self.requests.job(each) for each in wanted]
        self._ready.clear()
        if len(jobs) > 1:
            self.loop.run(self._ask_all(jobs))

    def write(self, wanted: Wanted) -> Written:
        """The texts of the items wanted. Raises `ModelError` where none of an answer could stand."""
        job = self.requests.job(wanted)
        asked = self._ready.pop(job.request.key(self.model.name), None) or self.loop.run(self._ask(job))
        return self.requests.written(wanted, job.origin, asked)

    def close(self) -> None:
        """Let go of connections and of the thread."""
        self.loop.run(self.model.close())
        self.loop.close()

    async def _ask_all(self, jobs: Sequence[Job]) -> None:
        first, *others = jobs
        asked = await self._keep_ready(first, asyncio.Semaphore(1))
        if not OUTCOMES[asked.last.stop].hopeless:
            limit = asyncio.Semaphore(_AT_ONCE)
            async with asyncio.TaskGroup() as group:
                for job in others:
                    group.create_task(self._keep_ready(job, limit))

    async def _keep_ready(self, job: Job, limit: asyncio.Semaphore) -> Asked[Translated]:
        async with limit:
            asked = await self._ask(job)
        self._ready[job.request.key(self.model.name)] = asked
        return asked

    async def _ask(self, job: Job) -> Asked[Translated]:
        wanted = job.asking.wanted
        asked = await ask(
            self.model,
            job.request,
            lambda text, settle: judge(job.asking, text, settle=settle),
            self.requests.kept(wanted),
        )
        ended = f"{len(asked.value)} items written" if asked.value else OUTCOMES[asked.last.stop].said
        self.told(f"  {wanted.source.section}: {ended}{asked.took}")
        return asked
