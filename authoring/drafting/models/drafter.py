"""The model drafter as a `Drafter`: prompt, ask, judge, and the provenance that says how the text came to be."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pydantic import BaseModel

from authoring.drafting.drafter import Draft
from authoring.drafting.models.context import Again, context_of
from authoring.drafting.models.judging import Asking, judge
from authoring.drafting.models.keeping import KeptAnswers
from authoring.drafting.models.refusals import refusal
from authoring.drafting.models.wire_schema import wire_schema
from authoring.drafting.offline.drafter import OfflineDrafter
from authoring.llm.asking import Asked, ask
from authoring.llm.loop import LoopThread
from authoring.llm.model import Message, Model, Request
from authoring.llm.names import ModelName
from authoring.llm.prices import cost_usd
from authoring.prompting import Prompt, Prompts
from authoring.revisions.making import SOFTWARE
from authoring.revisions.store import Revisions
from authoring.settings import ModelSettings
from authoring.text import clean_line
from schemas.base import SCHEMA_VERSION, Locale, canonical_json
from schemas.events import Actor, Parameter, Provenance, Usage
from schemas.facts import FactSheet
from schemas.sections.registry import SPEC, SectionName

_LONGEST_NAME: Final = 80


@dataclass(frozen=True)
class Job:
    """One section to be written: the prompt, the request made of it, and what the answer is judged against."""

    prompt: Prompt
    request: Request
    asking: Asking


@dataclass
class ModelDrafter:
    """Writes sections with a model. Answers are kept in `revisions`; the same request is never paid for twice.

    `recurring` are reasons that editors gave before, shown to the model in every prompt.
    """

    model: Model
    name: ModelName
    prompts: Prompts
    revisions: Revisions
    locale: Locale
    settings: ModelSettings
    recurring: Sequence[str] = ()
    loop: LoopThread = field(default_factory=LoopThread)

    def draft(self, section: SectionName, sheet: FactSheet, again: Again | None = None) -> Draft:
        """The drafted fields of a section; with `again`, a new version of what there is.

        Raises `ThinFacts` where there is nothing to write from, `ModelError` where no answer could stand.
        """
        job = self.job(section, sheet, again)
        asked = self.loop.run(
            ask(self.model, job.request, lambda text: judge(job.asking, text), self.kept(section, sheet))
        )
        if asked.value is None:
            raise refusal(self.name, section, asked)
        fields = {name: getattr(asked.value, name) for name in SPEC[section].drafted}
        author = clean_line(asked.last.model) or str(self.name)
        return Draft(fields, Actor(kind="model", name=author[:_LONGEST_NAME]), self._provenance(job, asked, author))

    def job(self, section: SectionName, sheet: FactSheet, again: Again | None = None) -> Job:
        """What would be asked. Raises `ThinFacts` where the offline drafter, too, would have nothing to write from."""
        OfflineDrafter().draft(section, sheet)
        data, shown = context_of(section, sheet, self.recurring, again)
        prompt = self.prompts.render(section, "redraft" if again else "draft", data)
        request = Request(
            messages=(Message("system", prompt.system), Message("user", prompt.user)),
            schema_name=section,
            schema=wire_schema(section, with_ids=again is not None),
            max_tokens=self.settings.max_tokens,
            parameters=self._parameters(),
            grounds=(sheet.soc, sheet.hash, self.locale, SCHEMA_VERSION),
        )
        known = frozenset(item for item, _ in again.entries) if again else frozenset()
        return Job(prompt, request, Asking(section, self.locale, sheet, shown, known))

    def kept(self, section: SectionName, sheet: FactSheet) -> KeptAnswers:
        """The answers there are about that section."""
        return KeptAnswers(self.revisions, sheet.soc, self.locale, section, str(self.name), self.price)

    def price(self, usage: Usage) -> float | None:
        """US dollars for that usage, or None."""
        return cost_usd(self.name, usage, self.settings.prices)

    def close(self) -> None:
        """Let go of connections and of the thread."""
        self.loop.run(self.model.close())
        self.loop.close()

    def _parameters(self) -> tuple[Parameter, ...]:
        given = self.settings.parameters
        return tuple(Parameter(name=name, value=canonical_json(given[name]).decode()) for name in sorted(given))

    def _provenance(self, job: Job, asked: Asked[BaseModel], model: str) -> Provenance:
        tokens = Parameter(name="max_tokens", value=str(job.request.max_tokens))
        return Provenance(
            method="model",
            software=SOFTWARE,
            model=model,
            template=f"{job.prompt.template}@{job.prompt.sources[:12]}",
            prompt_hash=job.prompt.hash,
            parameters=(*job.request.parameters, tokens),
            usage=asked.usage,
            cost_usd=self.price(asked.usage),
            seconds=round(asked.seconds, 3) if asked.paid else None,
            job_key=asked.job_key,
        )
