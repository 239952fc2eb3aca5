"""All dimensions of one occupation, and the overall value."""

from collections.abc import Callable
from typing import Final, get_args

from authoring.facts.scores import ai, entry, immigration, market
from authoring.facts.scores.parts import Ranks, direction
from authoring.facts.scores.points import Distributions
from schemas.facts import FactSheet
from schemas.sections.scores import AbsentScore, Dimension, Direction, Score, Scores

FORMULA_VERSION: Final = "2026.1"
"""Names the edition of `docs/scores.md` that is applied."""

DIRECTIONS: Final[dict[Dimension, Direction]] = {name: direction(name) for name in get_args(Dimension)}

_FORMULAS: Final[tuple[Callable[[Ranks], Score | AbsentScore], ...]] = (
    market.income,
    market.demand,
    market.prospects,
    immigration.pr_friendliness,
    ai.human_moat,
    ai.ai_augmentation,
    ai.ai_risk,
    market.competition,
    entry.study_length,
    entry.licensing,
    immigration.pr_difficulty,
)


def score_sheet(sheet: FactSheet, spreads: Distributions) -> Scores:
    """Every dimension, present or absent with its reason, and the mean of those present.

    `spreads` answers how each measure is spread over all occupations; a `FactBase` does.
    """
    ranks = Ranks(sheet, spreads)
    found = [formula(ranks) for formula in _FORMULAS]
    present = tuple(one for one in found if isinstance(one, Score))
    return Scores(
        section="scores",
        formula_version=FORMULA_VERSION,
        dimensions=present,
        absent=tuple(one for one in found if isinstance(one, AbsentScore)),
        overall=overall(present),
    )


def overall(present: tuple[Score, ...]) -> float | None:
    """The mean of the dimensions after inverting the negative ones; None where there is none."""
    if not present:
        return None
    good = (one.value if one.direction == "positive" else 10 - one.value for one in present)
    return round(sum(good) / len(present), 1)
