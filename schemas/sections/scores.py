"""scores (computed): eleven dimensions from 0 to 10, each with its direction, formula and input facts."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Line, Value

Dimension = Literal[
    "income",
    "demand",
    "prospects",
    "pr_friendliness",
    "human_moat",
    "ai_augmentation",
    "ai_risk",
    "competition",
    "study_length",
    "licensing",
    "pr_difficulty",
]
Direction = Literal["positive", "negative"]
"""`negative`: a high value is bad for the worker, and is inverted (10 - value) before the mean."""

Points0To10 = Annotated[float, Field(ge=0, le=10)]


class ScoreInput(Value):
    """One fact that went into a score, and what the formula made of it (0-10 before weighting)."""

    fact: Line
    label: Line
    value: Line | int | float | bool
    points: Points0To10
    weight: float


class Score(Value):
    """One dimension's value with everything needed to recompute it.

    `low` and `high` give the range where studies differ; equal to `value` where there is one input only.
    """

    dimension: Dimension
    direction: Direction
    value: Points0To10
    low: Points0To10
    high: Points0To10
    formula: Line
    inputs: Annotated[tuple[ScoreInput, ...], Field(min_length=1)]


class AbsentScore(Value):
    """A dimension that facts are too few for, and which ones are missing."""

    dimension: Dimension
    direction: Direction
    reason: Line


class Scores(Value):
    """All dimensions, present or absent; `overall` is the mean after inverting the negative ones, None if none stand.

    `formula_version` names the edition of `docs/scores.md` that was applied.
    """

    section: Literal["scores"]
    formula_version: Line
    dimensions: tuple[Score, ...]
    absent: tuple[AbsentScore, ...]
    overall: Points0To10 | None
