"""The model drafter as a `Drafter`: prompt, ask, judge, and the provenance that says how the text came to be."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from pydantic import BaseModel

from authoring.conversing.keeping import KeptAnswers
from authoring.conversing.provenance import author_of, provenance_of
from authoring.conversing.refusals import refusal
from authoring.drafting.drafter import Draft
from authoring.drafting.models.context import Again, context_of
from authoring.drafting.models.judging import Asking, judge
from authoring.drafting.models.recurring import recurring_reasons
from authoring.drafting.models.sourcing import sourced
from authoring.drafting.models.wire_schema import wire_schema
from authoring.drafting.offline.drafter import OfflineDrafter
from authoring.errors import ThinFacts
from authoring.llm.asking import Asked, ask
from authoring.llm.loop import LoopThread
from authoring.llm.model import Delta, Listener, Message, Model, Request
from authoring.llm.names import ModelName
from authoring.llm.outcomes import OUTCOMES
from authoring.llm.prices import cost_usd
from authoring.prompting import Prompt, Prompts
from authoring.revisions.store import Revisions
from authoring.settings import ModelSettings
from authoring.sources.shelf import Shelf
from schemas.base import SCHEMA_VERSION, Locale, canonical_json
from schemas.events import Parameter, Usage
from schemas.facts import FactSheet
from schemas.sections.registry import SPEC, SectionName

_AT_ONCE: Final = 8
"""Requests under way for one occupation; within the lowest limits that providers give."""


Heard = Callable[[SectionName, Delta], None]
"""Hears the answer about a section come, in another thread."""


def _nobody(_: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Job:
    """One section to be written: the prompt, the request made of it, and what the answer is judged against."""

    prompt: Prompt
    request: Request
    asking: Asking


@dataclass
class ModelDrafter:
    """Writes sections with a model. Answers are kept in `revisions`; the same request is never paid for twice.

    `told` hears of every section as its conversation ends, `heard` of every piece of an answer as it comes. With
    `reasons_of_editors` in the settings every prompt of a section says what editors kept asking for there.
    """

    model: Model
    name: ModelName
    prompts: Prompts
    revisions: Revisions
    locale: Locale
    settings: ModelSettings
    loop: LoopThread = field(default_factory=LoopThread)
    told: Callable[[str], None] = _nobody
    shelf: Shelf | None = None
    heard: Heard | None = None
    _recurring: dict[SectionName, tuple[str, ...]] = field(default_factory=dict)
    _ready: dict[tuple[SectionName, str], Asked[BaseModel]] = field(default_factory=dict)

    def draft(self, section: SectionName, sheet: FactSheet, again: Again | None = None) -> Draft:
        """The drafted fields of a section; with `again`, a new version of what there is.

        Raises `ThinFacts` where there is nothing to write from, `ModelError` where no answer could stand.
        """
        job = self.job(section, sheet, again)
        asked = self._ready.pop((section, job.request.key(self.model.name)), None)
        asked = asked or self.loop.run(self._ask(job))
        if asked.value is None:
            raise refusal(self.name, section, asked)
        fields = {name: getattr(asked.value, name) for name in SPEC[section].drafted}
        how = provenance_of(job.prompt, job.request, asked, self.name, self.price(asked.usage))
        return Draft(fields, author_of(asked, self.name), how, asked.reasons)

    def missing(self, section: SectionName, sheet: FactSheet) -> ThinFacts | None:
        """Why there is too little to write from: what the offline drafter could not write is not asked of a model."""
        return OfflineDrafter().missing(section, sheet)

    def prepare(self, sections: Sequence[SectionName], sheet: FactSheet) -> None:
        """Ask for all these sections at the same time. The first goes ahead alone: if nobody answers, it stays at one."""
        jobs = [self.job(section, sheet) for section in sections if self.missing(section, sheet) is None]
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
        kept = self.kept(job.asking.section, job.asking.sheet)
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

    def job(self, section: SectionName, sheet: FactSheet, again: Again | None = None) -> Job:
        """What would be asked. Raises `ThinFacts` where the offline drafter, too, would have nothing to write from."""
        OfflineDrafter().draft(section, sheet)
        documents = sourced(self.shelf, section, sheet) if self.shelf else ()
        data, shown = context_of(section, sheet, self.recurring(section), again, documents)
        prompt = self.prompts.render(section, "redraft" if again else "draft", data)
        request = Request(
            messages=(Message("system", prompt.system), Message("user", prompt.user)),
            schema_name=section,
            schema=wire_schema(section, with_ids=again is not None, with_sources=bool(documents)),
            max_tokens=self.settings.max_tokens,
            parameters=self._parameters(),
            grounds=(sheet.soc, sheet.hash, self.locale, SCHEMA_VERSION),
        )
        known = frozenset(item for item, _ in again.entries) if again else frozenset()
        return Job(prompt, request, Asking(section, self.locale, sheet, shown, known))

    def recurring(self, section: SectionName) -> tuple[str, ...]:
        """What the prompts of that section say editors keep asking for; the same through one run."""
        if not self.settings.reasons_of_editors:
            return ()
        if section not in self._recurring:
            self._recurring[section] = recurring_reasons(self.revisions, self.locale, section)
        return self._recurring[section]

    def kept(self, section: SectionName, sheet: FactSheet) -> KeptAnswers:
        """The answers there are about that section."""
        return KeptAnswers(self.revisions, sheet.soc, self.locale, section, str(self.name), self.price)

    def price(self, usage: Usage) -> float | None:
        """US dollars for that usage, or None."""
        return cost_usd(self.name, usage, self.settings.prices)

    def stop(self) -> None:
        """Ask no more: whoever waits for a draft gets `Stopped`. An answer that is complete is kept. From any thread."""
        self.loop.stop()

    def close(self) -> None:
        """Let go of connections and of the thread."""
        self.loop.run(self.model.close(), last=True)
        self.loop.close()

    def _parameters(self) -> tuple[Parameter, ...]:
        given = self.settings.parameters
        return tuple(Parameter(name=name, value=canonical_json(given[name]).decode()) for name in sorted(given))


def _progress(section: SectionName, asked: Asked[BaseModel]) -> str:
    ended = "written" if asked.value is not None else OUTCOMES[asked.last.stop].said
    return f"  {section}: {ended}{asked.took}"
