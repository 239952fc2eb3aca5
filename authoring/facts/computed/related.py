"""related: the occupations O*NET counts as nearest, what carries over, and how their exposure and pay differ."""

from collections.abc import Mapping
from typing import Final

from authoring.facts.computed.base import Base
from authoring.facts.scores.points import rank_points
from authoring.facts.values import fact_id, number_of
from schemas.facts import Fact, FactSheet
from schemas.sections.related import RelatedOccupation

MOST: Final = 8
MOST_SKILLS: Final = 5
IMPORTANT: Final = 3.0
"""O*NET's scale of importance runs from 1 to 5; 3 is `important`."""

STUDY: Final = "gpts-are-gpts"
MEASURE: Final = "exposure/human/beta"
"""One study and one rating for both sides: exposures of different studies must not be compared."""


def related_fields(sheet: FactSheet, base: Base) -> dict[str, object]:
    """The nearest occupations in the order of O*NET's index."""
    near = sorted(sheet.each("onet", "related/"), key=lambda fact: (number_of(fact) or 0.0, fact.measure))[:MOST]
    here = sheet.latest(STUDY, MEASURE)
    return {
        "section": "related",
        "exposure_measure": f"{here.dataset}/{MEASURE}" if here and near else None,
        "occupations": tuple(_related(sheet, fact, base) for fact in near),
    }


def _related(sheet: FactSheet, index: Fact, base: Base) -> RelatedOccupation:
    there = base.sheet(index.measure.partition("/")[2])
    exposures = [fact for fact in (sheet.latest(STUDY, MEASURE), there.latest(STUDY, MEASURE)) if fact]
    both = len(exposures) == 2
    pay = there.latest("oews", "annual-median")
    return RelatedOccupation(
        soc=there.soc,
        title=there.title,
        shared_skills=_shared_skills(sheet, there, base),
        shared_activities=_shared_activities(sheet, there),
        exposure_here=number_of(exposures[0]) if both else None,
        exposure_there=number_of(exposures[1]) if both else None,
        exposure_facts=tuple(fact.id for fact in exposures) if both else (),
        median_pay_there=number_of(pay),
        median_pay_fact=fact_id(pay),
        fact=index.id,
    )


def _shared_skills(here: FactSheet, there: FactSheet, base: Base) -> tuple[str, ...]:
    """Skills that are important on both sides, those first that set both apart from other occupations."""
    ours, theirs = _skills(here), _skills(there)
    shared: dict[str, float] = {}
    for measure, fact in ours.items():
        level = min(number_of(fact) or 0.0, number_of(theirs.get(measure)) or 0.0)
        if level >= IMPORTANT:
            shared[fact.label] = rank_points(level, base.distribution("onet", measure)) or 0.0
    return tuple(sorted(shared, key=lambda name: (-shared[name], name))[:MOST_SKILLS])


def _skills(sheet: FactSheet) -> Mapping[str, Fact]:
    return {fact.measure: fact for fact in sheet.each("onet", "skill/") if fact.measure.endswith("/importance")}


def _shared_activities(here: FactSheet, there: FactSheet) -> int | None:
    """How many detailed work activities both have; None where O*NET lists none for one of them."""
    ours, theirs = _activities(here), _activities(there)
    return len(ours & theirs) if ours and theirs else None


def _activities(sheet: FactSheet) -> frozenset[str]:
    return frozenset(fact.measure.rpartition("/")[2] for fact in sheet.each("onet", "dwa/"))
