"""A model that writes translations: prompt, ask, judge, and the provenance that says how the words came to be."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

import orjson

from authoring.conversing.keeping import KeptAnswers
from authoring.conversing.provenance import author_of, provenance_of
from authoring.conversing.refusals import refusal
from authoring.glossary import Glossary
from authoring.llm.asking import Asked, ask
from authoring.llm.loop import LoopThread
from authoring.llm.model import Message, Model, Request
from authoring.llm.names import ModelName
from authoring.llm.outcomes import OUTCOMES
from authoring.llm.prices import cost_usd
from authoring.prompting import Prompt, Prompts
from authoring.revisions.store import Revisions
from authoring.settings import ModelSettings
from authoring.translating.models.judging import Asking, Translated, judge
from authoring.translating.models.telling import Terms, tell
from authoring.translating.seam import Wanted, Written
from schemas.base import SCHEMA_VERSION, Locale, SocCode, canonical_json
from schemas.events import Parameter, Usage
from schemas.facts import FactSheet

_AT_ONCE: Final = 8
_SCHEMA: Final = orjson.dumps(
    {
        "type": "object",
        "properties": {
            "texts": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"ref": {"type": "string"}, "text": {"type": "string"}},
                    "required": ["ref", "text"],
                    "additionalProperties": False,
                },
            }
        },
        "required": ["texts"],
        "additionalProperties": False,
    }
)
"""The same for every section and language: a server that compiles schemas does so once."""


def _nobody(_: str) -> None:
    """Nobody listens."""


def _no_terms(_: Wanted) -> Sequence[tuple[str, str]]:
    return ()


class Facts(Protocol):
    """What translating asks of the fact base."""

    def sheet(self, soc: SocCode) -> FactSheet:
        """All facts of one occupation. Raises `UnknownOccupation`."""
        ...


@dataclass(frozen=True)
class Job:
    """The texts of one section: the prompt, the request made of it, and what the answer is judged against."""

    prompt: Prompt
    request: Request
    asking: Asking


@dataclass
class ModelWriter:
    """Writes translations with a model. Answers are kept in `revisions`; the same request is never paid for twice.

    `told` hears of every section as its conversation ends; `terms` gives agreed translations; to `glossary`
    an answer is held.
    """

    model: Model
    name: ModelName
    prompts: Prompts
    revisions: Revisions
    base: Facts
    settings: ModelSettings
    source: Locale
    terms: Terms = _no_terms
    glossary: Callable[[Locale], Glossary] = lambda _locale: Glossary()
    loop: LoopThread = field(default_factory=LoopThread)
    told: Callable[[str], None] = _nobody
    _ready: dict[str, Asked[Translated]] = field(default_factory=dict)

    def prepare(self, wanted: Sequence[Wanted]) -> None:
        """Ask for all these sections at the same time. The first goes ahead alone: if nobody answers, it stays at one."""
        jobs = [self.job(each) for each in wanted]
        self._ready.clear()
        if len(jobs) > 1:
            self.loop.run(self._ask_all(jobs))

    def write(self, wanted: Wanted) -> Written:
        """The texts of the items wanted. Raises `ModelError` where none of an answer could stand."""
        job = self.job(wanted)
        asked = self._ready.pop(job.request.key(self.model.name), None) or self.loop.run(self._ask(job))
        if asked.value is None:
            raise refusal(self.name, f"{wanted.source.section} in {wanted.target}", asked)
        how = provenance_of(job.prompt, job.request, asked, self.name, self.price(asked.usage))
        return Written(asked.value, author_of(asked, self.name), how, asked.reasons)

    def job(self, wanted: Wanted) -> Job:
        """What would be asked."""
        sheet = self.base.sheet(wanted.source.soc)
        told = tell(wanted, sheet, self.source, self.terms(wanted))
        prompt = self.prompts.render(wanted.source.section, "translate", told.data)
        given = self.settings.parameters
        request = Request(
            messages=(Message("system", prompt.system), Message("user", prompt.user)),
            schema_name="translation",
            schema=_SCHEMA,
            max_tokens=self.settings.max_tokens,
            parameters=tuple(Parameter(name=n, value=canonical_json(given[n]).decode()) for n in sorted(given)),
            grounds=(wanted.source.soc, wanted.source.section, wanted.source.hash, wanted.target, SCHEMA_VERSION),
        )
        return Job(prompt, request, Asking(wanted, sheet, told.refs, self.glossary(wanted.target)))

    def kept(self, wanted: Wanted) -> KeptAnswers:
        """The answers there are about that section in that locale."""
        source = wanted.source
        return KeptAnswers(self.revisions, source.soc, wanted.target, source.section, str(self.name), self.price)

    def price(self, usage: Usage) -> float | None:
        """US dollars for that usage, or None."""
        return cost_usd(self.name, usage, self.settings.prices)

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
            self.model, job.request, lambda text, settle: judge(job.asking, text, settle=settle), self.kept(wanted)
        )
        ended = f"{len(asked.value)} items written" if asked.value else OUTCOMES[asked.last.stop].said
        self.told(f"  {wanted.source.section}: {ended}{asked.took}")
        return asked
