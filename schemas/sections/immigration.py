"""immigration (computed + drafted): what official data and dated rules say about work visas and green cards."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Day, Line, SocCode, Value
from schemas.items import Item, Prose

Route = Literal["H-1B", "EB-2", "EB-3", "PERM", "Schedule A", "STEM OPT"]


class Rule(Value):
    """One statement of the dated rule table, with its official source."""

    rule: Line
    route: Route
    statement: Line
    effective_from: Day | None
    url: Line
    checked_on: Day


class CountFact(Value):
    """A count and the fact it is."""

    value: int
    period: Line
    fact: Line


class RouteNote(Item):
    """What one route means for this occupation."""

    route: Route
    sentences: Prose


class Immigration(Value):
    """Code, job zone, certified labor condition applications, STEM programmes, and the rules that apply.

    Certified LCAs are employer filings, not visas and not people. `notes` are drafted.
    """

    section: Literal["immigration"]
    soc: SocCode
    job_zone: int | None
    job_zone_fact: Line | None
    certified_lcas: CountFact | None
    usual_education: Line | None
    usual_education_fact: Line | None
    stem_programmes: int | None
    linked_programmes: int | None
    stem_fact: Line | None
    schedule_a: bool
    rules: tuple[Rule, ...]
    notes: Annotated[tuple[RouteNote, ...], Field(max_length=8)]
