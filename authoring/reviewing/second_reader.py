"""The second reader: a model that says of texts which no rule can decide whether what they cite carries them.

It is asked once about a text and what that cites: what somebody edited, and nothing else, is asked again. The answer is
kept in the log of the section before it is looked at, and becomes findings there. It never clears what a rule found, and
a person may waive what it says.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import orjson

from authoring.checks import CheckedSection
from authoring.claims.reading import ToRead, quotes_its_grounds
from authoring.conversing.keeping import KeptAnswers
from authoring.conversing.refusals import refusal
from authoring.errors import ModelError
from authoring.llm.asking import Asked, Judged, ask
from authoring.llm.loop import LoopThread
from authoring.llm.model import Message, Model, Request
from authoring.llm.names import ModelName
from authoring.llm.prices import cost_usd
from authoring.prompting import Prompts, fence
from authoring.reviewing.readings import read_answer
from authoring.revisions.store import Revisions
from authoring.settings import ModelSettings
from schemas.base import SCHEMA_VERSION, canonical_json
from schemas.claims import Reading
from schemas.events import Parameter, Usage

_AT_ONCE: Final = 8
_VERDICTS: Final = ("carried", "not_carried", "cannot_tell")
_SCHEMA: Final = orjson.dumps(
    {
        "type": "object",
        "properties": {
            "readings": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "ref": {"type": "string"},
                        "verdict": {"type": "string", "enum": list(_VERDICTS)},
                        "quote": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                        "why": {"type": "string"},
                    },
                    "required": ["ref", "verdict", "quote", "why"],
                    "additionalProperties": False,
                },
            }
        },
        "required": ["readings"],
        "additionalProperties": False,
    }
)

Readings = tuple[Reading, ...]


@dataclass(frozen=True)
class SectionRead:
    """What was read in one section: all its readings, how many requests that took now, and why one gave nothing."""

    section: CheckedSection
    readings: Readings
    paid: int
    failure: ModelError | None = None


@dataclass
class SecondReader:
    """Asks a model. Answers are kept in `revisions`; the same texts are never paid for twice."""

    model: Model
    name: ModelName
    prompts: Prompts
    revisions: Revisions
    settings: ModelSettings
    loop: LoopThread = field(default_factory=LoopThread)

    def read(self, sections: Sequence[CheckedSection]) -> tuple[SectionRead, ...]:
        """Every section in which there is something to read. The first goes ahead alone: if nobody answers, it stays at one."""
        known = tuple(SectionRead(each, _known(each), 0) for each in sections if each.to_read and not unread(each))
        to_do = [section for section in sections if unread(section)]
        return (*known, *(self.loop.run(self._all(to_do)) if to_do else ()))

    def price(self, usage: Usage) -> float | None:
        """US dollars for that usage, or None."""
        return cost_usd(self.name, usage, self.settings.prices)

    def close(self) -> None:
        """Let go of connections and of the thread."""
        self.loop.run(self.model.close(), last=True)
        self.loop.close()

    def request(self, section: CheckedSection) -> Request:
        """What would be asked about a section."""
        texts = unread(section)
        shown = [{"ref": each.fingerprint, "text": each.text, "grounds": list(each.grounds)} for each in texts]
        told = {
            "occupation": {"soc": section.sheet.soc, "title": section.sheet.title},
            "section": section.content.section,
            "locale": section.locale,
            "texts": shown,
            "fence": fence(*(word for each in texts for word in (each.text, *each.grounds))),
        }
        prompt = self.prompts.render("second_reader", "read", told)
        given = self.settings.parameters
        return Request(
            messages=(Message("system", prompt.system), Message("user", prompt.user)),
            schema_name="readings",
            schema=_SCHEMA,
            max_tokens=self.settings.max_tokens,
            parameters=tuple(Parameter(name=n, value=canonical_json(given[n]).decode()) for n in sorted(given)),
            grounds=(section.sheet.soc, section.content.section, section.locale, SCHEMA_VERSION),
        )

    async def _all(self, sections: Sequence[CheckedSection]) -> tuple[SectionRead, ...]:
        limit = asyncio.Semaphore(_AT_ONCE)
        first = await self._one(sections[0], limit)
        if first.failure is not None and first.failure.hopeless:
            return (first,)
        return (first, *await asyncio.gather(*(self._one(section, limit) for section in sections[1:])))

    async def _one(self, section: CheckedSection, limit: asyncio.Semaphore) -> SectionRead:
        texts = unread(section)
        kept = KeptAnswers(
            self.revisions, section.sheet.soc, section.locale, section.content.section, str(self.name), self.price
        )

        def judge(reply: str, settle: bool) -> Judged[Readings]:
            return judged(texts, reply, settle=settle)

        async with limit:
            asked: Asked[Readings] = await ask(self.model, self.request(section), judge, kept)
        failed = refusal(self.name, section.content.section, asked) if asked.value is None else None
        return SectionRead(section, (*_known(section), *(asked.value or ())), asked.paid, failed)


def unread(section: CheckedSection) -> tuple[ToRead, ...]:
    """The texts of a section that no second reader has read as they stand."""
    read = {text.fingerprint for text, _ in section.readings}
    return tuple(text for text in section.to_read if text.fingerprint not in read)


def _known(section: CheckedSection) -> Readings:
    return tuple(reading for _, reading in section.readings)


def judged(texts: Sequence[ToRead], reply: str, *, settle: bool) -> Judged[Readings]:
    """The readings where each text has one whose quote stands in what it cites, else the reasons.

    With `settle` those that can stand are taken; the other texts are left undecided.
    """
    said = {each.text: each for each in read_answer(reply, "")}
    reasons = tuple(reason for text in texts if (reason := _fault(text, said.get(text.fingerprint))))
    sound = tuple(said[text.fingerprint] for text in texts if not _fault(text, said.get(text.fingerprint)))
    if not reasons or (settle and sound):
        return Judged(sound, reasons)
    return Judged(None, reasons)


def _fault(text: ToRead, reading: Reading | None) -> str | None:
    if reading is None:
        return f"{text.fingerprint}: has no entry with ref, verdict ({', '.join(_VERDICTS)}), quote and why"
    if reading.verdict == "carried" and not reading.quote:
        return f"{text.fingerprint}: `carried` needs the quote that carries it"
    return None if quotes_its_grounds(reading, text) else f"{text.fingerprint}: the quote is not in what it cites"
