"""related (computed): adjacent occupations, what carries over, and how their AI exposure differs."""

from typing import Literal

from schemas.base import Line, SocCode, Value


class RelatedOccupation(Value):
    """One adjacent occupation. Exposures are shares from 0 to 1 of the named study for here and there.

    `median_pay_fact` is the id of the fact that `median_pay_there` comes from, in USD a year.
    """

    soc: SocCode
    title: Line
    shared_skills: tuple[Line, ...]
    shared_activities: int | None
    exposure_here: float | None
    exposure_there: float | None
    exposure_facts: tuple[Line, ...]
    median_pay_there: float | None
    median_pay_fact: Line | None
    fact: Line


class Related(Value):
    """Adjacent occupations in the order of relatedness. `exposure_measure` names the study compared."""

    section: Literal["related"]
    exposure_measure: Line | None
    occupations: tuple[RelatedOccupation, ...]
