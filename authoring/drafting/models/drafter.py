"""The model drafter as a `Drafter`: asks, judges, and hands out the drafts that came of it."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from pydantic import BaseModel

from authoring.drafting.drafter import Draft
from authoring.drafting.models.context import Again
from authoring.drafting.models.judging import judge
from authoring.drafting.models.requests import DraftRequests, Job
from authoring.drafting.offline.drafter import OfflineDrafter
from authoring.errors import ThinFacts
from authoring.llm.asking import Asked, ask
from authoring.llm.loop import LoopThread
from authoring.llm.model import Delta, Listener, Model
from authoring.llm.outcomes import OUTCOMES
from schemas.facts import FactSheet
from schemas.sections.registry import SectionName

_AT_ONCE: Final = 8
"""Requests under way for one occupation; within the lowest limits that providers give."""


Heard = Callable[[SectionName, Delta], None]
"""Hears the answer about a section come, in another thread."""


def _nobody(_: str) -> None:
    """Nobody listens."""


@dataclass
class ModelDrafter:
    """Writes sections with a model. Answers are kept in the logs; the same request is never paid for twice.

    `told` hears of every section as its conversation ends, `heard` of every piece of an answer as it comes.
    """

    model: Model
    requests: DraftRequests
    loop: LoopThread = field(default_factory=LoopThread)
    told: Callable[[str], None] = _nobody
    heard: Heard | None = None
    _ready: dict[tuple[SectionName, str], Asked[BaseModel]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """`provider/model`."""
        return self.model.name

    def draft(self, section: SectionName, sheet: FactSheet, again: Again | None = None) -> Draft:
        """The drafted fields of a section; with `again`, a new version of what there is.

        Raises `ThinFacts` where there is nothing to write from, `ModelError` where no answer could stand.
        """
        job = self.requests.job(section, sheet, again)
        asked = self._ready.pop((section, job.request.key(self.model.name)), None)
        return self.requests.draft(section, job.origin, asked or self.loop.run(self._ask(job)))

    def missing(self, section: SectionName, sheet: FactSheet) -> ThinFacts | None:
        """Why there is too little to write from: what the offline drafter could not write is not asked of a model."""
        return OfflineDrafter().missing(section, sheet)

    def prepare(self, sections: Sequence[SectionName], sheet: FactSheet) -> None:
        """Ask for all these sections at the same time. The first goes ahead alone: if nobody answers, it stays at one."""
        jobs = [self.requests.job(section, sheet) for section in sections if self.missing(section, sheet) is None]
        self._ready.clear()
        if len(jobs) > 1:
            self.loop.run(self._ask_all(jobs))

    async def _ask_all(self, jobs: Sequence[Job]) -> None:
        first, *others = jobs
        await self._keep_ready(first)
        if not OUTCOMES[self._ready[first.asking.section, first.request.key(self.model.name)].last.stop].hopeless:
            limit = asyncio.Semaphore(_AT_ONCE)
            async with asyncio.TaskGroup() as group:
                for job in others:
                    group.create_task(self._keep_ready(job, limit))

    async def _keep_ready(self, job: Job, limit: asyncio.Semaphore | None = None) -> None:
        async with limit or contextlib.nullcontext():
            self._ready[job.asking.section, job.request.key(self.model.name)] = await self._ask(job)

    async def _ask(self, job: Job) -> Asked[BaseModel]:
        kept = self.requests.kept(job.asking.section, job.asking.sheet)
        asked = await ask(
            self.model,
            job.request,
            lambda text, settle: judge(job.asking, text, settle=settle),
            kept,
            heard=self._listener(job.asking.section),
        )
        self.told(_progress(job.asking.section, asked))
        return asked

    def _listener(self, section: SectionName) -> Listener | None:
        heard = self.heard
        return None if heard is None else lambda delta: heard(section, delta)

    def stop(self) -> None:
        """Ask no more: whoever waits for a draft gets `Stopped`. An answer that is complete is kept. From any thread."""
        self.loop.stop()

    def close(self) -> None:
        """Let go of connections and of the thread."""
        self.loop.run(self.model.close(), last=True)
        self.loop.close()


def _progress(section: SectionName, asked: Asked[BaseModel]) -> str:
    ended = "written" if asked.value is not None else OUTCOMES[asked.last.stop].said
    return f"  {section}: {ended}{asked.took}"
