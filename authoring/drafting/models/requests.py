"""What is asked of a model about a section, how its answer is judged, and the draft that comes of it. Asks nobody."""

from dataclasses import dataclass, field

from pydantic import BaseModel

from authoring.conversing.keeping import KeptAnswers
from authoring.conversing.provenance import Origin, author_of, origin_of, provenance_of
from authoring.conversing.refusals import refusal
from authoring.drafting.drafter import Draft
from authoring.drafting.models.context import Again, context_of
from authoring.drafting.models.judging import Asking
from authoring.drafting.models.recurring import recurring_reasons
from authoring.drafting.models.selecting import select
from authoring.drafting.models.showing import show
from authoring.drafting.models.sourcing import sourced
from authoring.drafting.models.wire_schema import wire_schema
from authoring.drafting.offline.drafter import OfflineDrafter
from authoring.llm.asking import Asked
from authoring.llm.model import Message, Request
from authoring.llm.names import ModelName
from authoring.llm.prices import cost_usd
from authoring.prompting import Prompt, Prompts
from authoring.revisions.store import Revisions
from authoring.settings import ModelSettings
from authoring.sources.shelf import Shelf
from schemas.base import SCHEMA_VERSION, Locale
from schemas.events import Usage
from schemas.facts import FactSheet
from schemas.sections.registry import SPEC, SectionName


@dataclass(frozen=True)
class Job:
    """One section to be written: the prompt, the request made of it, and what the answer is judged against."""

    prompt: Prompt
    request: Request
    asking: Asking

    @property
    def origin(self) -> Origin:
        """What the provenance of its text says of it."""
        return origin_of(self.prompt, self.request)


@dataclass
class DraftRequests:
    """Makes the requests for drafts of one model in one workspace.

    With `reasons_of_editors` in the settings every prompt of a section says what editors kept asking for there.
    """

    name: ModelName
    prompts: Prompts
    revisions: Revisions
    locale: Locale
    settings: ModelSettings
    shelf: Shelf | None = None
    _recurring: dict[SectionName, tuple[str, ...]] = field(default_factory=dict)

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
            parameters=self.settings.sent_parameters,
            grounds=(sheet.soc, sheet.hash, self.locale, SCHEMA_VERSION),
        )
        return Job(prompt, request, Asking(section, self.locale, sheet, shown, _known(again)))

    def asking(self, section: SectionName, sheet: FactSheet, again: Again | None = None) -> Asking:
        """What an answer to that job is judged against, without the prompt."""
        documents = sourced(self.shelf, section, sheet) if self.shelf else ()
        return Asking(section, self.locale, sheet, show(select(section, sheet), documents), _known(again))

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

    def draft(self, section: SectionName, origin: Origin, asked: Asked[BaseModel]) -> Draft:
        """The draft that a conversation came to. Raises `ModelError` where no answer could stand."""
        if asked.value is None:
            raise refusal(self.name, section, asked)
        fields = {name: getattr(asked.value, name) for name in SPEC[section].drafted}
        how = provenance_of(origin, asked, self.name, asked.cost(self.price))
        return Draft(fields, author_of(asked, self.name), how, asked.reasons)


def _known(again: Again | None) -> frozenset[str]:
    return frozenset(item for item, _ in again.entries) if again else frozenset()
