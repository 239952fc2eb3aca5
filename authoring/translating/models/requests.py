"""What is asked of a model about a translation, and the texts that come of its answer. Asks nobody."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import orjson

from authoring.conversing.keeping import KeptAnswers
from authoring.conversing.provenance import Origin, author_of, origin_of, provenance_of
from authoring.conversing.refusals import refusal
from authoring.glossary import Glossary
from authoring.llm.asking import Asked
from authoring.llm.model import Message, Request
from authoring.llm.names import ModelName
from authoring.llm.prices import cost_usd
from authoring.prompting import Prompt, Prompts
from authoring.revisions.store import Revisions
from authoring.settings import ModelSettings
from authoring.translating.memory.matching import Memory
from authoring.translating.models.judging import Asking, Translated
from authoring.translating.models.telling import Terms, tell
from authoring.translating.seam import Wanted, Written
from schemas.base import SCHEMA_VERSION, Locale, SocCode
from schemas.events import Usage
from schemas.facts import FactSheet

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


def _messages(prompt: Prompt) -> tuple[Message, ...]:
    return Message("system", prompt.system), Message("user", prompt.user)


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

    @property
    def origin(self) -> Origin:
        """What the provenance of its texts says of it."""
        return origin_of(self.prompt, self.request)


@dataclass
class TranslationRequests:
    """Makes the requests for translations of one model in one workspace.

    `terms` gives agreed translations; to `glossary` an answer is held; `memory` gives what was approved before.
    """

    name: ModelName
    prompts: Prompts
    revisions: Revisions
    base: Facts
    settings: ModelSettings
    source: Locale
    terms: Terms = _no_terms
    glossary: Callable[[Locale], Glossary] = lambda _locale: Glossary()
    memory: Callable[[Locale], Memory] = lambda _locale: Memory()

    def job(self, wanted: Wanted) -> Job:
        """What would be asked."""
        sheet = self.base.sheet(wanted.source.soc)
        terms = self.terms(wanted)
        told = tell(wanted, sheet, self.source, terms, self.memory(wanted.target))
        prompt = self.prompts.render(wanted.source.section, "translate", told.data)
        # What is approved between a plan and its run makes the memory grow, and must not make an answer that was paid for void.
        plain = tell(wanted, sheet, self.source, terms).data if told.data["memory"] else None
        request = Request(
            messages=_messages(prompt),
            named_by=_messages(self.prompts.render(wanted.source.section, "translate", plain)) if plain else (),
            schema_name="translation",
            schema=_SCHEMA,
            max_tokens=self.settings.max_tokens,
            parameters=self.settings.sent_parameters,
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

    def written(self, wanted: Wanted, origin: Origin, asked: Asked[Translated]) -> Written:
        """The texts that a conversation came to. Raises `ModelError` where no answer could stand."""
        if asked.value is None:
            raise refusal(self.name, f"{wanted.source.section} in {wanted.target}", asked)
        how = provenance_of(origin, asked, self.name, asked.cost(self.price))
        return Written(asked.value, author_of(asked, self.name), how, asked.reasons)
