"""Geometry of the inline charts: where points, columns and labels stand. The drawing itself is in the templates."""

import math
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, Final, get_args

from schemas.sections.scores import Dimension

WIDTH: Final = 320
HEIGHT: Final = 130
_TOP: Final = 18
_FLOOR: Final = 112
_BAR_SHARE: Final = 0.62

RADIUS: Final = 100
_MIDDLE: Final = (330, 128)
_LABEL_AT: Final = RADIUS + 12
_DIMENSIONS: Final[tuple[Dimension, ...]] = get_args(Dimension)


def radar(scores: Mapping[str, Any]) -> dict[str, Any]:
    """Two wings on one scale of 0 to 10: what speaks for the occupation to the right, what speaks against it to the left.

    Every dimension keeps its place, so that radars of two occupations compare; an absent one has an axis and no point.
    """
    there = {each["dimension"]: each for each in scores["dimensions"]}
    absent = {each["dimension"]: each["direction"] for each in scores["absent"]}
    known = [name for name in _DIMENSIONS if name in there or name in absent]
    numbers, wings = count(1), []
    for direction, side in (("positive", 1), ("negative", -1)):
        names = [name for name in known if (there[name]["direction"] if name in there else absent[name]) == direction]
        axes = [
            _axis(name, next(numbers), side * (index + 0.5) * math.pi / len(names), there.get(name))
            for index, name in enumerate(names)
        ]
        shape = " ".join(f"{axis['x']},{axis['y']}" for axis in axes if axis["value"] is not None)
        wings.append({"direction": direction, "axes": axes, "shape": shape})
    x, y = _MIDDLE
    return {"x": x, "y": y, "radius": RADIUS, "wings": wings}


def _axis(name: str, number: int, angle: float, score: Mapping[str, Any] | None) -> dict[str, Any]:
    """One axis; the angle is measured from the top, clockwise."""
    value = score["value"] if score else None
    x, y = _at(angle, RADIUS * (value or 0) / 10)
    end_x, end_y = _at(angle, RADIUS)
    label_x, label_y = _at(angle, _LABEL_AT)
    return {
        "dimension": name, "number": number, "value": value, "x": x, "y": y, "end_x": end_x, "end_y": end_y,
        "label_x": label_x, "label_y": label_y + 4, "anchor": "start" if angle > 0 else "end",
    }  # fmt: skip


def _at(angle: float, distance: float) -> tuple[float, float]:
    return round(_MIDDLE[0] + distance * math.sin(angle), 1), round(_MIDDLE[1] - distance * math.cos(angle), 1)


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
