"""Has a model render translated texts back. It is shown the translation alone, so that it cannot copy the source.

Only texts without a rendering are asked about, and every answer is kept in the section's log before it is looked at: what
nobody edited is never paid for twice. An answer is judged by its form alone: where a rendering says something else than
the source, that is what it is for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import orjson
from babel import Locale as Cldr

from authoring.conversing.keeping import KeptAnswers
from authoring.conversing.refusals import refusal
from authoring.llm.asking import Asked, Judged, ask
from authoring.llm.loop import LoopThread
from authoring.llm.model import Delta, Message, Model, Request
from authoring.llm.names import ModelName
from authoring.llm.prices import cost_usd
from authoring.prompting import Prompts, estimated_tokens, fence
from authoring.revisions.history import History
from authoring.revisions.store import Revisions
from authoring.settings import ModelSettings
from authoring.translating.back.rendering import BackText, read_answer
from schemas.base import SCHEMA_VERSION, Locale
from schemas.events import Usage
from schemas.sections.registry import SectionName

_SCHEMA: Final = orjson.dumps(
    {
        "type": "object",
        "properties": {
            "renderings": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"ref": {"type": "string"}, "text": {"type": "string"}},
                    "required": ["ref", "text"],
                    "additionalProperties": False,
                },
            }
        },
        "required": ["renderings"],
        "additionalProperties": False,
    }
)
_TOKENS_AN_ENTRY: Final = 16
"""Tokens of the JSON around one rendering."""

Texts = Mapping[str, str]
Heard = Callable[[SectionName, Delta], None]


@dataclass(frozen=True)
class Rendered:
    """What came of asking: how many texts are rendered, in how many requests of now, and what these took."""

    texts: int
    paid: int
    usage: Usage
    cost_usd: float | None
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class BackEstimate:
    """About what a first answer takes; `cost_usd` None: no price is known."""

    texts: int
    input_tokens: int
    output_tokens: int
    cost_usd: float | None


@dataclass
class BackTranslator:
    """Renders translations back into `source` with one model. `heard` hears of each answer as it comes."""

    model: Model
    name: ModelName
    prompts: Prompts
    revisions: Revisions
    settings: ModelSettings
    source: Locale
    title: Callable[[str], str]
    loop: LoopThread = field(default_factory=LoopThread)
    heard: Heard | None = None

    def render(self, target: History, texts: Sequence[BackText], *, again: bool = False) -> Rendered:
        """Ask about those that have no rendering, or with `again` about all of them.

        Raises `ModelError` where no answer could be used, `Stopped` where somebody called `stop`.
        """
        wanted = _wanted(texts, again=again)
        if not wanted:
            return Rendered(0, 0, Usage(input_tokens=0, output_tokens=0, cached_input_tokens=0, attempts=0), 0.0, ())
        asked = self.loop.run(self._ask(target, wanted))
        if asked.value is None:
            raise refusal(self.name, f"{target.section} in {target.locale}", asked)
        cost = asked.cost(self.price) if asked.paid else 0.0
        return Rendered(len(asked.value), asked.paid, asked.usage, cost, asked.reasons)

    def estimate(self, target: History, texts: Sequence[BackText], *, again: bool = False) -> BackEstimate:
        """What that would take, if the first answer stands. Asks nobody."""
        wanted = _wanted(texts, again=again)
        if not wanted:
            return BackEstimate(0, 0, 0, 0.0)
        request = self.request(target, wanted)
        asked = estimated_tokens("".join(message.text for message in request.messages) + request.schema.decode())
        answered = sum(estimated_tokens(each.text) + _TOKENS_AN_ENTRY for each in wanted)
        usage = Usage(input_tokens=asked, output_tokens=answered, cached_input_tokens=0, attempts=1)
        kept = self._kept(target).find(request.key(self.model.name)) is not None
        return BackEstimate(len(wanted), asked, answered, 0.0 if kept else self.price(usage))

    def request(self, target: History, texts: Sequence[BackText]) -> Request:
        """What would be asked about these texts."""
        told = {
            "occupation": {"soc": target.soc, "title": self.title(target.soc)},
            "source": {"name": _name(self.source), "tag": self.source},
            "target": {"name": _name(target.locale), "tag": target.locale},
            "texts": [{"ref": each.ref, "part": each.field, "text": each.text} for each in texts],
            "fence": fence(*(each.text for each in texts)),
        }
        prompt = self.prompts.render("back_translation", "render", told)
        return Request(
            messages=(Message("system", prompt.system), Message("user", prompt.user)),
            schema_name="renderings",
            schema=_SCHEMA,
            max_tokens=self.settings.max_tokens,
            parameters=self.settings.sent_parameters,
            grounds=(target.soc, target.section, target.locale, SCHEMA_VERSION),
        )

    def price(self, usage: Usage) -> float | None:
        """US dollars for that usage, or None."""
        return cost_usd(self.name, usage, self.settings.prices)

    def stop(self) -> None:
        """Ask no more; an answer that is complete is kept. From any thread."""
        self.loop.stop()

    def close(self) -> None:
        """Let go of connections and of the thread."""
        self.loop.run(self.model.close(), last=True)
        self.loop.close()

    async def _ask(self, target: History, wanted: Sequence[BackText]) -> Asked[Texts]:
        heard = self.heard
        listener = None if heard is None else lambda delta: heard(target.section, delta)
        return await ask(
            self.model,
            self.request(target, wanted),
            lambda reply, settle: _judged(wanted, reply, settle=settle),
            self._kept(target),
            heard=listener,
        )

    def _kept(self, target: History) -> KeptAnswers:
        return KeptAnswers(self.revisions, target.soc, target.locale, target.section, str(self.name), self.price)


def _wanted(texts: Sequence[BackText], *, again: bool) -> tuple[BackText, ...]:
    """Each text once, in page order: the same words are asked about once."""
    return tuple({each.ref: each for each in texts if again or each.rendering is None}.values())


def _judged(wanted: Sequence[BackText], reply: str, *, settle: bool) -> Judged[Texts]:
    said = dict(read_answer(reply))
    found = {each.ref: said[each.ref] for each in wanted if each.ref in said}
    reasons = tuple(f"{each.ref}: has no entry with ref and text" for each in wanted if each.ref not in found)
    return Judged(found, reasons) if found and (settle or not reasons) else Judged(None, reasons)


def _name(locale: Locale) -> str:
    return Cldr.parse(locale, sep="-").get_display_name("en") or locale
