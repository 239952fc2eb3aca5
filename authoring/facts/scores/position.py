"""Where an occupation stands on the map: how far AI reaches it, and how far it needs a person there who
answers.
"""

from dataclasses import dataclass

from authoring.facts.scores import ai
from authoring.facts.scores.parts import Ranks, mean
from authoring.facts.scores.points import Distributions
from schemas.facts import FactSheet
from schemas.sections.scores import Score, Scores


@dataclass(frozen=True)
class MapPosition:
    """Both axes from 0 to 10.

    `exposure` is the AI risk score. `presence` is 0.6 x rank of the seven human skills + 0.4 x share of
    physical tasks: accountability towards people, and being on site.
    """

    exposure: float
    presence: float


def map_position(sheet: FactSheet, spreads: Distributions) -> MapPosition | None:
    """The position of an occupation; None where its facts are too few."""
    ranks = Ranks(sheet, spreads)
    risk, skills, physical = ai.ai_risk(ranks), ai.skill_parts(ranks, 0.6), ai.physical_part(ranks, 0.4)
    if not isinstance(risk, Score) or not skills or not physical:
        return None
    return MapPosition(risk.value, round(mean((*skills, *physical)), 1))


def position_of(scores: Scores) -> MapPosition | None:
    """The same position read from the scores of a profile: the parts of human_moat carry the skills and the tasks.

    None where the profile has not both dimensions.
    """
    there = {score.dimension: score for score in scores.dimensions}
    risk, moat = there.get("ai_risk"), there.get("human_moat")
    if risk is None or moat is None:
        return None
    skills = [part for part in moat.inputs if "/skill/" in part.fact]
    physical = [
        part.model_copy(update={"weight": 0.4}) for part in moat.inputs if part.fact.endswith("/physical-share")
    ]
    if not skills or not physical:
        return None
    weighed = [part.model_copy(update={"weight": round(0.6 / len(skills), 4)}) for part in skills]
    return MapPosition(risk.value, round(mean((*weighed, *physical)), 1))
