"""What the labour market says: income, demand, prospects, competition."""

from typing import Final

from authoring.facts.scores.entry import study_parts
from authoring.facts.scores.parts import Ranks, absent, known, part, score
from authoring.facts.scores.points import Anchors, piecewise
from authoring.facts.values import number_of
from schemas.facts import FactSheet
from schemas.sections.scores import AbsentScore, Score, ScoreInput

OPENINGS_PER_100: Final[Anchors] = ((4.0, 0.0), (7.0, 3.0), (9.0, 5.0), (11.0, 7.0), (16.0, 10.0))
"""Openings a year for each 100 jobs. Over all occupations: lowest tenth 6.2, middle 8.9, highest tenth 14.4.
"""


def income(ranks: Ranks) -> Score | AbsentScore:
    """The rank of the median wage; by the hour where BLS publishes no annual wage."""
    paid = ranks.part("oews", "annual-median", 1.0) or ranks.part("oews", "hourly-median", 1.0)
    if paid is None:
        return absent("income", "OEWS publishes no median wage for this occupation")
    return score("income", (paid,), "10 x share of occupations with a lower median wage")


def demand(ranks: Ranks) -> Score | AbsentScore:
    """How many openings there are, and how many for each job."""
    size = ranks.part("ep", "openings-annual", 0.7)
    rate = openings_rate(ranks.sheet, 0.3)
    if size is None:
        return absent("demand", "BLS publishes no openings for this occupation")
    return score(
        "demand",
        (size, *rate),
        "0.7 x rank of openings a year + 0.3 x openings per 100 jobs on a line through documented anchors",
    )


def prospects(ranks: Ranks) -> Score | AbsentScore:
    """The rank of projected growth in the newest round; the range takes in the round before."""
    rounds = [fact for fact in ranks.sheet.each("ep", "change-percent") if fact.measure == "change-percent"]
    rounds.sort(key=lambda fact: fact.dataset, reverse=True)
    parts = known(*(ranks.of(fact, "ep", 1.0 if fact is rounds[0] else 0.0) for fact in rounds[:2]))
    if not parts:
        return absent("prospects", "BLS publishes no projection for this occupation")
    return score(
        "prospects",
        parts,
        "10 x share of occupations with lower projected growth, newest round; range: both rounds",
        readings=[p.points for p in parts],
    )


def competition(ranks: Ranks) -> Score | AbsentScore:
    """Few openings for each job, an open door, and shrinking employment make more rivals for each opening.

    Nobody counts applicants by occupation: this says how crowded the way in may be, not how many apply.
    """
    rate = openings_rate(ranks.sheet, 0.35, inverted=True)
    door = tuple(
        p.model_copy(update={"points": round(10 - p.points, 2), "weight": round(p.weight * 0.35, 4)})
        for p in study_parts(ranks.sheet)
    )
    shrinking = ranks.part("ep", "change-percent", 0.3, inverted=True)
    if not rate or not door or shrinking is None:
        return absent("competition", "openings, entry requirements and growth are not all published")
    return score(
        "competition",
        (*rate, *door, shrinking),
        "0.35 x few openings per 100 jobs + 0.35 x low entry requirements + 0.3 x low projected growth",
    )


def openings_rate(sheet: FactSheet, weight: float, *, inverted: bool = False) -> tuple[ScoreInput, ...]:
    """Openings a year for each 100 jobs, from one projection round; the second part is the denominator."""
    openings = sheet.fact(f"ep.2024-34/{sheet.soc}/openings-annual")
    jobs = sheet.fact(f"ep.2024-34/{sheet.soc}/employment-2024")
    opened, held = number_of(openings), number_of(jobs)
    if openings is None or jobs is None or opened is None or not held:
        return ()
    rate = 100 * opened / held
    points = piecewise(rate, OPENINGS_PER_100)
    points = 10 - points if inverted else points
    return (
        part(openings, points, weight, f"Openings a year: {rate:.1f} for each 100 jobs"),
        part(jobs, points, 0.0, "Jobs the openings are counted against"),
    )
