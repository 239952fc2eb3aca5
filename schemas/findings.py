"""Findings: what a check says about a revision."""

from typing import Literal

from schemas.base import Line, SaidLine, Value

Severity = Literal["error", "warning", "note"]


class Place(Value):
    """Where in a section: the item (empty: the section itself), the field, and a span of its text (0, 0: all of it)."""

    item: Line
    field: Line
    start: int
    end: int


class Finding(Value):
    """One finding. `fingerprint` is over the rule and the text it speaks of: a waiver lapses when either changes.

    `fix`: what may stand in place of the span; None where only a person can say.
    """

    rule: Line
    severity: Severity
    place: Place
    message: SaidLine
    hint: SaidLine
    fingerprint: Line
    fix: Line | None = None
