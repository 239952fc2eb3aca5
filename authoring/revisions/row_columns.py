"""How a row is spelled in the columns of its table, and read back. Fast: it is done for every section there is."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from authoring.revisions.history import Step
from authoring.revisions.rows import SectionRow


def columns_of(row: SectionRow) -> tuple[object, ...]:
    """The columns of a row: its last three fields are no plain values."""
    return (*row[:-3], int(row.forked), _spell_steps(row.steps), _spell_pairs(row.waived))


def row_from(found: Sequence[Any]) -> SectionRow:
    """A row as it was folded, from the columns of its table."""
    return SectionRow._make((*found[:-3], bool(found[-3]), _steps(found[-2]), frozenset(pairs(found[-1]))))


def pairs(spelled: str) -> tuple[tuple[str, str], ...]:
    """Pairs of rule and fingerprint from JSON."""
    return tuple((rule, mark) for rule, mark in json.loads(spelled)) if spelled != "[]" else ()


def _spell_pairs(marks: Iterable[tuple[str, str]]) -> str:
    return json.dumps(sorted(marks)) if marks else "[]"


@lru_cache(maxsize=1024)
def _spell_steps(steps: tuple[Step, ...]) -> str:
    return json.dumps(steps)


@lru_cache(maxsize=1024)
def _steps(spelled: str) -> tuple[Step, ...]:
    return tuple(json.loads(spelled))
