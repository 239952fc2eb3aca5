"""What a translation would cost, before anything is asked: tokens counted by a rule of thumb, prices as they are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from authoring.prompting import estimated_tokens
from authoring.translating.models.requests import Job
from authoring.translating.models.writer import ModelWriter
from authoring.translating.seam import Wanted
from authoring.translating.segments import segments
from schemas.events import Usage
from schemas.sections.registry import SectionName

_GROWTH: Final = 1.6
"""Tokens of a translation and of the JSON around it, for one token of English."""


@dataclass(frozen=True)
class Estimate:
    """One section. `kept`: an answer is there already and costs nothing; `cost_usd` None: no price is known."""

    section: SectionName
    items: int
    input_tokens: int
    output_tokens: int
    kept: bool
    cost_usd: float | None


def estimate(writer: ModelWriter, wanted: Sequence[Wanted]) -> tuple[Estimate, ...]:
    """What writing all that would take, if each first answer stands. Asks nobody."""
    return tuple(_one(writer, each) for each in wanted)


def estimated(job: Job, wanted: Wanted) -> Usage:
    """About what a first answer takes."""
    asked = estimated_tokens(job.prompt.system + job.prompt.user + job.request.schema.decode())
    texts = segments(wanted.source.content)
    words = " ".join(text for key in wanted.items for text in texts[key].values())
    answer = round(_GROWTH * estimated_tokens(words)) + 12 * len(job.asking.refs)
    return Usage(input_tokens=asked, output_tokens=answer, cached_input_tokens=0, attempts=1)


def _one(writer: ModelWriter, wanted: Wanted) -> Estimate:
    job = writer.requests.job(wanted)
    usage = estimated(job, wanted)
    kept = writer.requests.kept(wanted).find(job.request.key(writer.model.name)) is not None
    cost = 0.0 if kept else writer.requests.price(usage)
    return Estimate(wanted.source.section, len(wanted.items), usage.input_tokens, usage.output_tokens, kept, cost)
