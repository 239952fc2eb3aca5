"""From a value to points: its rank among all occupations, or a piecewise line between documented anchors."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

Anchors = Sequence[tuple[float, float]]
"""(value, points) pairs in rising order of value."""


class Distributions(Protocol):
    """How a measure is spread over all occupations. `FactBase` is one."""

    def distribution(self, family: str, measure: str) -> Sequence[float]:
        """The measure's sorted values over all occupations; empty where there is no such measure."""
        ...


def rank_points(value: float, spread: Sequence[float]) -> float | None:
    """Ten times the share of the other occupations that have a strictly lower value; None without a spread.

    Equal values get equal points, the lowest value gets 0 and a unique highest one 10.
    """
    if len(spread) < 2:
        return None
    return min(10.0, 10 * bisect_left(spread, value) / (len(spread) - 1))


def piecewise(value: float, anchors: Anchors) -> float:
    """Points on the line through the anchors; flat before the first and after the last."""
    if value <= anchors[0][0]:
        return anchors[0][1]
    for (x0, y0), (x1, y1) in pairwise(anchors):
        if value <= x1:
            return y0 + (y1 - y0) * (value - x0) / (x1 - x0)
    return anchors[-1][1]


def median(values: Sequence[float]) -> float:
    """The middle value; the mean of the two middle ones where the count is even."""
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
