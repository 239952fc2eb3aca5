"""Where an occupation stands on the map: how far AI reaches it, and how far it needs a person there who
answers.
"""

from dataclasses import dataclass

from authoring.facts.scores import ai
from authoring.facts.scores.parts import Ranks, mean
from authoring.facts.scores.points import Distributions
from schemas.facts import FactSheet
from schemas.sections.scores import Score


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
