"""pay (computed + note): wage bands, median and trend from the OEWS percentiles."""

from typing import Literal

from schemas.base import Line, Value
from schemas.items import Prose

PayLevel = Literal["entry", "middle", "senior"]
PayUnit = Literal["USD/year", "USD/hour"]


class Amount(Value):
    """One wage figure and the fact it is. `at_least`: the source top-codes it, the true value is this or more."""

    value: float
    at_least: bool
    fact: Line


class PayBand(Value):
    """The range of one level: entry p10-p25, middle p25-p75, senior p75-p90."""

    level: PayLevel
    low: Amount
    high: Amount


class PayYear(Value):
    """The median of one survey year (May)."""

    year: int
    median: Amount


class Pay(Value):
    """Bands, median and its period, and the medians of up to five years, oldest first. `note` is drafted."""

    section: Literal["pay"]
    unit: PayUnit | None
    period: Line | None
    bands: tuple[PayBand, ...]
    median: Amount | None
    trend: tuple[PayYear, ...]
    combined_code: Line | None
    note: Prose
