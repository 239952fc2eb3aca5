"""Why a fact does not carry a number, in words for a person."""

from collections.abc import Iterable
from functools import reduce
from typing import Final

from schemas.facts import Fact
from schemas.saying import Said, said

IS_IN_NONE: Final = said("is in none of the facts this sentence cites")
IS_NOT_OF_THAT_YEAR: Final = said("nothing that this sentence cites is of that year")


def is_worth(fact: Fact) -> Said:
    """The fact has another value."""
    return said("{label} is {value}, {period}", label=fact.label, value=_value(fact), period=fact.period)


def is_said_to_be(fact: Fact) -> Said:
    """The fact has another wording."""
    return said("{label} is “{value}”", label=fact.label, value=fact.value)


def is_of(fact: Fact) -> Said:
    """The fact is of another time than a date in the sentence."""
    return said("{label} is of {period}", label=fact.label, period=fact.period)


def is_another_statistic(fact: Fact, own: str, wanted: Iterable[str]) -> Said:
    """A mean is not a median."""
    meant = reduce(
        lambda some, last: said("{some} or {last}", some=some, last=last), (_named(each) for each in sorted(wanted))
    )
    return said("{label} ({statistic}) is not the {meant}", label=fact.label, statistic=_named(own), meant=meant)


def is_by_the(fact: Fact, rate: str) -> Said:
    """A wage by the hour is not one by the year."""
    return said("{label} is by the {rate}", label=fact.label, rate=_RATES.get(rate, rate))


def is_of_other_years(fact: Fact, years: tuple[int, ...]) -> Said:
    """The value is right, in another year."""
    meant = "–".join(str(year) for year in years)
    return said("{label} is of {period}, not of {years}", label=fact.label, period=fact.period, years=meant)


def is_national(fact: Fact, place: str) -> Said:
    """The nation is not a state."""
    return said("{label} is national, not {place}", label=fact.label, place=place)


def is_top_coded(fact: Fact) -> Said:
    """The table prints no more than this."""
    return said("{label} is top-coded: this much or more", label=fact.label)


def is_no_count_of(fact: Fact, unit: str) -> Said:
    """The fact counts something else."""
    return said("the fact is “{label}”, not a count of {unit}", label=fact.label, unit=unit)


def is_not_spoken_of(fact: Fact) -> Said:
    """The sentence is about another topic."""
    return said("the fact is “{label}”, which this sentence does not speak of", label=fact.label)


def is_a_fall(fact: Fact) -> Said:
    """The sentence says that it grows."""
    return said("{label} is a fall: {value} {unit}", label=fact.label, value=fact.value, unit=fact.unit)


def is_a_rise(fact: Fact) -> Said:
    """The sentence says that it falls."""
    return said("{label} is a rise: {value} {unit}", label=fact.label, value=fact.value, unit=fact.unit)


_RATES: Final = {"year": said("year"), "hour": said("hour")}
_STATISTICS: Final = {"median": said("median"), "mean": said("mean")}


def _named(statistic: str) -> str:
    return _STATISTICS.get(statistic, statistic)


def _value(fact: Fact) -> str:
    return f"{fact.value:,} {fact.unit}" if not isinstance(fact.value, str) else str(fact.value)
