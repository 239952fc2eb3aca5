"""Geometry of the inline charts: where points and labels stand. The drawing itself is in the templates."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

WIDTH: Final = 320
HEIGHT: Final = 130
_LEFT: Final = 30
_TOP: Final = 26
_BOTTOM: Final = 104


def trend(years: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Points of a median-by-year line; the vertical scale spans the values, so each point is labelled."""
    values = [year["median"]["value"] for year in years]
    low, high = min(values), max(values)
    step = (WIDTH - 2 * _LEFT) / max(1, len(years) - 1)
    points = [
        {
            "x": round(_LEFT + index * step, 1),
            "y": round(_BOTTOM - (_BOTTOM - _TOP) * ((value - low) / (high - low) if high > low else 0.5), 1),
            "year": years[index]["year"],
            "value": value,
            "at_least": years[index]["median"]["at_least"],
        }
        for index, value in enumerate(values)
    ]
    line = " ".join(f"{point['x']},{point['y']}" for point in points)
    return {"width": WIDTH, "height": HEIGHT, "points": points, "line": line}


def scale(bands: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """The common scale of the pay bands: from zero to the highest amount."""
    return {"top": max((band["high"]["value"] for band in bands), default=1.0) or 1.0}
