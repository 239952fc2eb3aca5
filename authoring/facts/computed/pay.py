"""pay: bands from the OEWS percentiles, the median, and the medians of up to five years."""

from typing import Final

from authoring.facts.values import combined_code, number_of
from schemas.facts import Fact, FactSheet
from schemas.sections.pay import Amount, PayBand, PayLevel, PayUnit, PayYear

_BANDS: Final[tuple[tuple[PayLevel, str, str], ...]] = (
    ("entry", "p10", "p25"),
    ("middle", "p25", "p75"),
    ("senior", "p75", "p90"),
)
_BASES: Final[tuple[tuple[str, PayUnit], ...]] = (("annual", "USD/year"), ("hourly", "USD/hour"))
_MOST_YEARS: Final = 5


def pay_fields(sheet: FactSheet) -> dict[str, object]:
    """The figures of pay: by the year, or by the hour where BLS publishes no annual wage."""
    basis, unit = next((pair for pair in _BASES if _newest_median(sheet, pair[0])), ("", None))
    median = _newest_median(sheet, basis)
    return {
        "section": "pay",
        "unit": unit,
        "period": median.period if median else None,
        "bands": _bands(sheet, basis, median),
        "median": _amount(median),
        "trend": _trend(sheet, basis),
        "combined_code": combined_code(median),
    }


def _newest_median(sheet: FactSheet, basis: str) -> Fact | None:
    return sheet.latest("oews", f"{basis}-median")


def _bands(sheet: FactSheet, basis: str, median: Fact | None) -> tuple[PayBand, ...]:
    """The bands of the median's own survey year: percentiles of another year are never mixed in."""
    if median is None:
        return ()
    found: list[PayBand] = []
    for level, low, high in _BANDS:
        bottom, top = (_amount(sheet.fact(f"{median.dataset}/{sheet.soc}/{basis}-{end}")) for end in (low, high))
        if bottom and top:
            found.append(PayBand(level=level, low=bottom, high=top))
    return tuple(found)


def _trend(sheet: FactSheet, basis: str) -> tuple[PayYear, ...]:
    facts = sorted(sheet.each("oews", f"{basis}-median"), key=lambda fact: fact.dataset)
    years = ((int(fact.dataset.partition(".")[2]), _amount(fact)) for fact in facts[-_MOST_YEARS:])
    return tuple(PayYear(year=year, median=amount) for year, amount in years if amount)


def _amount(fact: Fact | None) -> Amount | None:
    number = number_of(fact)
    if fact is None or number is None:
        return None
    return Amount(value=number, at_least=fact.at_least, fact=fact.id)
