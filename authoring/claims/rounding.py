"""The declared rounding: when a shown value stands for an exact one (docs/checks.md).

Digits are never matched by likeness. A value stands as it is; a word such as "about" declares a rounding, which keeps
at least two significant digits and is right to its last one; shares and indices, which sources give with many decimals,
may be shown so without a word. "more than" and "less than" declare a rounding down and up.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Final, Literal

from authoring.quantities.measures import Bound

Fit = Literal["exact", "rounded"]
_FRACTION_TOLERANCE: Final = Decimal("0.005")
_HEDGED_FRACTION_TOLERANCE: Final = Decimal("0.02")


def fit(shown: Decimal, exact: Decimal, *, hedged: bool, continuous: bool, bound: Bound) -> Fit | None:
    """How `shown` stands for `exact`, or None where it does not. `continuous`: the source gives many decimals."""
    if shown == exact:
        return "exact"
    if exact == 0 or shown == 0:
        return None
    scaled, place = exact / step(shown), shown / step(shown)
    if (hedged or continuous) and place in (
        scaled.quantize(Decimal(1), ROUND_HALF_UP),
        scaled.quantize(Decimal(1), ROUND_HALF_EVEN),
    ):
        return "rounded"
    if bound == "over" and place == scaled.quantize(Decimal(1), ROUND_FLOOR):
        return "rounded"
    if bound == "under" and place == scaled.quantize(Decimal(1), ROUND_CEILING):
        return "rounded"
    return None


def step(shown: Decimal) -> Decimal:
    """The worth of the last shown digit; trailing zeros of a whole number count as rounded away, down to two digits."""
    _, digits, exponent = shown.as_tuple()
    whole = "".join(map(str, digits))
    places = int(exponent)
    if places < 0:
        return Decimal(1).scaleb(places)
    zeros = len(whole) - len(whole.rstrip("0"))
    kept = max(len(whole.strip("0")), 2)
    return Decimal(1).scaleb(places + max(min(zeros, len(whole) - kept), 0))


def fraction_fit(share: Decimal, exact: Decimal, *, hedged: bool, bound: Bound) -> Fit | None:
    """How a fraction in words stands for a share: "a third" for 33 percent, "about a third" for 31 to 35 percent.

    "more than half" and "fewer than one in five" are true or not, whatever the distance.
    """
    if bound:
        return "exact" if (exact > share if bound == "over" else exact < share) else None
    off = abs(share - exact)
    if off == 0:
        return "exact"
    return "rounded" if off <= (_HEDGED_FRACTION_TOLERANCE if hedged else _FRACTION_TOLERANCE) else None
