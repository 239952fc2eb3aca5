"""What a numeric fact measures, read from its id and unit: kind, statistic, rate and topic."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from authoring.claims.evidence import decimal_of, years_in, years_of
from authoring.claims.statements import Rate
from authoring.quantities import Measure
from schemas.facts import Fact

_STATISTIC: Final = re.compile(r"^(?:annual|hourly)-(median|mean|p10|p25|p75|p90)$")
_TOPICS: Final = tuple(
    (re.compile(pattern), topic)
    for pattern, topic in (
        (r"^(?:annual|hourly)-", "pay"),
        (r"^(?:openings|exits|transfers)-annual", "openings"),
        (r"^change-", "growth"),
        (r"^employment", "employment"),
        (r"^self-employed", "self-employed"),
        (r"^(?:attainment|education)/", "education"),
        (r"exposure|applicability|physical-share|augment|automation", "exposure"),
        (r"^certified-lcas", "filings"),
        (r"^distinct-employers", "employers"),
        (r"programmes", "programmes"),
    )
)
_OF_COUNT: Final[dict[str, frozenset[str]]] = {
    "openings": frozenset({"openings"}),
    "jobs": frozenset({"employment", "growth"}),
    "people": frozenset({"employment", "self-employed", "education"}),
    "cases": frozenset({"filings"}),
    "employers": frozenset({"employers"}),
    "programmes": frozenset({"programmes"}),
}
"""Which topics a counted noun right after the number allows."""


@dataclass(frozen=True)
class Traits:
    """What a fact's number is of. What does not apply is None."""

    statistic: str | None
    rate: Rate | None
    topic: str | None


@lru_cache(maxsize=4096)
def _traits(measure: str, unit: str) -> Traits:
    statistic = _STATISTIC.match(measure)
    topic = next((name for pattern, name in _TOPICS if pattern.search(measure)), None)
    rate: Rate | None = "year" if unit == "USD/year" else "hour" if unit == "USD/hour" else None
    return Traits(statistic[1] if statistic else None, rate, topic)


def traits(fact: Fact) -> Traits:
    """What that fact's number is of."""
    return _traits(fact.measure, fact.unit)


def topics_of_noun(measure: Measure) -> frozenset[str] | None:
    """The topics that the noun after a count allows; None: any."""
    return _OF_COUNT.get(measure.unit) if measure.kind == "count" else None


def shown_as(fact: Fact, measure: Measure) -> Decimal | None:
    """The fact's value in the measure's unit, without its sign; None where the units do not go together."""
    value, unit = abs(decimal_of(fact)), fact.unit
    if measure.kind == "money":
        return value if unit.startswith("USD") and measure.unit == "USD" else None
    if measure.kind == "percent":
        return _in_percent(value, unit) if measure.unit == "percent" else None
    if measure.kind == "fraction":
        percent = _in_percent(value, unit)
        return percent / 100 if percent is not None else None
    if measure.kind == "rating":
        scale = measure.unit.removeprefix("of ")
        return value if unit == f"rating 1-{scale}" or (unit == "job zone" and scale == "5") else None
    if measure.kind in ("year", "duration"):
        return value if unit == measure.unit else None
    return _in_units(value, unit, measure)


def _in_percent(value: Decimal, unit: str) -> Decimal | None:
    if unit == "percent":
        return value
    return value * 100 if unit == "share" else None


def _in_units(value: Decimal, unit: str, measure: Measure) -> Decimal | None:
    if unit.startswith("USD") or unit == "percent":
        return None
    if measure.kind == "count" and unit in ("index", "share", "job zone", "percentile"):
        return None
    return value * 1000 if unit.startswith("thousand") else value


def period_years(fact: Fact) -> frozenset[int]:
    """The years that the value is of; where its period names none, those of its dataset."""
    return years_in(fact.period, "", "", "") or years_of(fact)


def is_continuous(fact: Fact) -> bool:
    """Whether the source gives it with so many decimals that it may be shown rounded without a word."""
    return fact.unit in ("share", "index")
