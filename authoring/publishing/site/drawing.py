"""Geometry of the site's drawings: dots and labels of the map, columns of a spread. The drawing is in the templates."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

PLOT: Final = {"left": 56, "top": 16, "size": 520, "width": 600, "height": 590}
_MOST_LABELS: Final = 14
_ROOM: Final = (150.0, 26.0)
"""How far apart labels stand at least, across and down."""


def at(row: Mapping[str, Any]) -> tuple[float, float]:
    """Where an occupation stands: exposure to the right, presence upwards."""
    size = PLOT["size"]
    return (
        round(PLOT["left"] + row["exposure"] * size / 10, 1),
        round(PLOT["top"] + (10 - row["presence"]) * size / 10, 1),
    )


def dots(rows: Sequence[Mapping[str, Any]]) -> str:
    """All dots of one group as one path of points, which round line ends make into dots."""
    return "".join(f"M{x:g} {y:g}h0" for x, y in map(at, rows))


def labels(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Names for the dots that stand out most, as far as there is room: farthest from the middle first."""
    chosen: list[dict[str, Any]] = []
    for row in sorted(rows, key=lambda each: (-_distance(each), each["soc"])):
        x, y = at(row)
        if len(chosen) < _MOST_LABELS and all(
            abs(x - other["x"]) > _ROOM[0] or abs(y - other["y"]) > _ROOM[1] for other in chosen
        ):
            left = x > PLOT["left"] + PLOT["size"] / 2
            chosen.append({**row, "x": x, "y": y, "anchor": "end" if left else "start", "at": x + (-8 if left else 8)})
    return chosen


def _distance(row: Mapping[str, Any]) -> float:
    return float((row["exposure"] - 5) ** 2 + (row["presence"] - 5) ** 2)


def histogram(values: Sequence[float]) -> list[dict[str, float]]:
    """How many values fall into each of ten steps from 0 to 10: columns of a drawing 100 wide and 24 high."""
    counts = [0] * 10
    for value in values:
        counts[min(9, int(value))] += 1
    top = max(counts) or 1
    return [
        {"x": index * 10, "y": round(24 - 22 * count / top, 1), "height": round(22 * count / top, 1), "count": count}
        for index, count in enumerate(counts)
    ]
