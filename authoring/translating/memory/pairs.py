"""A pair: a text and its approved translation, with where it comes from."""

from schemas.base import Line, Value


class Pair(Value):
    """`origin` is the place `25-4022/moat/p1/title` it was approved at, or the file it was brought in from.

    `by` approved it, or brought it in; `on` is that day.
    """

    source: Line
    target: Line
    origin: Line
    by: Line
    on: Line
