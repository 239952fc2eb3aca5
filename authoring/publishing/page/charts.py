"""Geometry of the inline charts: where columns and labels stand. The drawing itself is in the templates."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

WIDTH: Final = 320
HEIGHT: Final = 130
_TOP: Final = 18
_FLOOR: Final = 112
_BAR_SHARE: Final = 0.62


def trend(years: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Columns of medians by year, from zero, so that heights compare as the amounts do."""
    top = max(year["median"]["value"] for year in years) or 1.0
    step = WIDTH / len(years)
    bar = round(step * _BAR_SHARE, 1)
    points = []
    for index, year in enumerate(years):
        height = round((_FLOOR - _TOP) * year["median"]["value"] / top, 1)
        points.append(
            {
                "x": round(index * step + (step - bar) / 2, 1),
                "middle": round((index + 0.5) * step, 1),
                "y": round(_FLOOR - height, 1),
                "height": height,
                "year": year["year"],
                "value": year["median"]["value"],
                "at_least": year["median"]["at_least"],
            }
        )
    return {"width": WIDTH, "height": HEIGHT, "bar": bar, "points": points}


def highest(bands: Sequence[Mapping[str, Any]]) -> float:
    """The top of the common scale of the pay bands, which begins at zero."""
    return max((band["high"]["value"] for band in bands), default=1.0) or 1.0
