"""Geometry of the site's drawings: dots and labels of the map, columns of a spread. The drawing is in the templates."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from authoring.text import cell_width

PLOT: Final = {"left": 56, "top": 16, "size": 520, "width": 600, "height": 590}
_MOST_LABELS: Final = 14
_LONGEST: Final = 36
_CELL: Final = 6.2
"""About how wide a cell of text is; a wide character takes two."""
_BESIDE: Final = 8
_ABOVE, _BELOW = 11.0, 6.0

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""


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
    taken: list[Box] = []
    for row in sorted(rows, key=lambda each: (-_distance(each), each["soc"])):
        if len(chosen) == _MOST_LABELS:
            break
        for label, box in _sides(row):
            if not any(_touch(box, other) for other in taken):
                chosen.append(label)
                taken.append(box)
                break
    return chosen


def _sides(row: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], Box]]:
    """The label of a dot and the room it takes, on the side of the middle first; only where it stays on the drawing."""
    x, y = at(row)
    name = _short(row["name"])
    width = cell_width(name) * _CELL
    middle = PLOT["left"] + PLOT["size"] / 2
    for anchor in ("end", "start") if x > middle else ("start", "end"):
        begin = x - _BESIDE - width if anchor == "end" else x + _BESIDE
        if PLOT["left"] <= begin and begin + width <= PLOT["width"]:
            beside = x - _BESIDE if anchor == "end" else x + _BESIDE
            label = {**row, "name": name, "x": x, "y": y, "anchor": anchor, "at": beside}
            yield label, (begin, y - _ABOVE, begin + width, y + _BELOW)


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _short(name: str) -> str:
    if cell_width(name) <= _LONGEST:
        return name
    kept = name[:_LONGEST]
    while cell_width(kept) >= _LONGEST:
        kept = kept[:-1]
    return kept.rstrip(" ,、・") + "…"


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
