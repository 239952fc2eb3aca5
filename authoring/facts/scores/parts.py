"""The parts of a score: one fact each, turned into points, weighed, and joined into a value with its range.

Points are rounded to two digits before they are joined, so that a reader can recompute a score from what is
shown.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from authoring.facts.scores.points import Distributions, rank_points
from authoring.facts.values import number_of
from schemas.facts import Fact, FactSheet
from schemas.sections.scores import AbsentScore, Dimension, Direction, Score, ScoreInput

NEGATIVE: Final[frozenset[Dimension]] = frozenset(
    {"ai_risk", "competition", "study_length", "licensing", "pr_difficulty"}
)
_DIGITS: Final = 2


class Ranks:
    """Reads the facts of one sheet as points by rank over all occupations."""

    def __init__(self, sheet: FactSheet, spreads: Distributions) -> None:
        self.sheet = sheet
        self._spreads = spreads

    def part(self, family: str, measure: str, weight: float, *, inverted: bool = False) -> ScoreInput | None:
        """The newest fact of the measure as a part; None without the fact. `inverted`: a low rank is many
        points.
        """
        fact = self.sheet.latest(family, measure)
        return self.of(fact, family, weight, inverted=inverted) if fact else None

    def of(self, fact: Fact, family: str, weight: float, *, inverted: bool = False) -> ScoreInput | None:
        """A given fact as a part, ranked among the newest values of its measure."""
        number = number_of(fact)
        points = None if number is None else rank_points(number, self._spreads.distribution(family, fact.measure))
        return None if points is None else part(fact, 10 - points if inverted else points, weight)


def part(fact: Fact, points: float, weight: float, label: str = "") -> ScoreInput:
    """A fact with the points a formula gives it."""
    shown = round(min(10.0, max(0.0, points)), _DIGITS)
    return ScoreInput(fact=fact.id, label=label or fact.label, value=fact.value, points=shown, weight=round(weight, 4))


def known(*parts: ScoreInput | None) -> tuple[ScoreInput, ...]:
    """The parts there are facts for."""
    return tuple(found for found in parts if found is not None)


def mean(parts: Iterable[ScoreInput]) -> float:
    """The weighted mean of the points; parts of weight 0 are shown and do not count."""
    found = tuple(parts)
    return sum(p.points * p.weight for p in found) / sum(p.weight for p in found)


def score(
    dimension: Dimension,
    parts: Sequence[ScoreInput],
    formula: str,
    *,
    readings: Sequence[float] = (),
    join: Callable[[Sequence[ScoreInput]], float] = mean,
) -> Score:
    """A dimension's score. `readings` are what single studies or editions give on their own: the range."""
    value = join(parts)
    return Score(
        dimension=dimension,
        direction=direction(dimension),
        value=round(value, 1),
        low=round(min((value, *readings)), 1),
        high=round(max((value, *readings)), 1),
        formula=formula,
        inputs=tuple(parts),
    )


def absent(dimension: Dimension, reason: str) -> AbsentScore:
    """A dimension that the facts do not carry."""
    return AbsentScore(dimension=dimension, direction=direction(dimension), reason=reason)


def direction(dimension: Dimension) -> Direction:
    """Whether a high value is good or bad for the worker."""
    return "negative" if dimension in NEGATIVE else "positive"
