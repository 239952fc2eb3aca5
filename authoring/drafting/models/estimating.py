"""What a draft would cost, before anything is asked: tokens counted by a rule of thumb, prices as they are known."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from authoring.drafting.models.drafter import ModelDrafter
from authoring.errors import ThinFacts
from authoring.prompting import estimated_tokens
from schemas.events import Usage
from schemas.facts import FactSheet
from schemas.sections.registry import SPEC, SectionName

_ANSWER_TOKENS: Final = {"ai_impact": 2_400, "faq": 1_400, "summary": 200, "pay": 400, "education": 400}
_USUAL_ANSWER: Final = 800


@dataclass(frozen=True)
class Estimate:
    """One section. `kept`: an answer is there already and costs nothing; `cost_usd` None: no price is known."""

    section: SectionName
    input_tokens: int
    output_tokens: int
    kept: bool
    cost_usd: float | None
    thin: bool = False


def answer_tokens(section: SectionName) -> int:
    """About how many tokens a draft of that section takes."""
    return _ANSWER_TOKENS.get(section, _USUAL_ANSWER)


def estimate(drafter: ModelDrafter, sheet: FactSheet, sections: Iterable[SectionName]) -> tuple[Estimate, ...]:
    """What drafting those sections would take, if each first answer stands. Asks nobody."""
    drafted = [name for name in sections if SPEC[name].kind != "computed"]
    return tuple(_one(drafter, sheet, name) for name in drafted)


def _one(drafter: ModelDrafter, sheet: FactSheet, section: SectionName) -> Estimate:
    try:
        job = drafter.requests.job(section, sheet)
    except ThinFacts:
        return Estimate(section, 0, 0, False, 0.0, thin=True)
    asked = estimated_tokens(job.prompt.system + job.prompt.user + job.request.schema.decode())
    answer = answer_tokens(section)
    if drafter.requests.kept(section, sheet).find(job.request.key(drafter.model.name)):
        return Estimate(section, asked, answer, True, 0.0)
    usage = Usage(input_tokens=asked, output_tokens=answer, cached_input_tokens=0, attempts=1)
    return Estimate(section, asked, answer, False, drafter.requests.price(usage))
