"""Changes of known kinds to real drafts are named for what they are, also where the texts have lost their ids."""

from collections import Counter

import pytest

from authoring.facts.base import FactBase
from benchmarks.diff import ours
from benchmarks.diff.bench import pairs
from benchmarks.diff.mutating import Mutated, without_ids
from benchmarks.diff.scoring import Score, score

LEAST = {"moved": 100, "light": 99, "swapped": 98, "heavy": 96, "number": 99}
"""Percent named right."""


@pytest.fixture(scope="module")
def mutated() -> list[Mutated]:
    return pairs(FactBase.open(), 25, 15)


@pytest.mark.parametrize("ids", ["kept", "lost"])
def test_known_changes_are_named_right(mutated, ids):
    total = Score(Counter(), Counter())
    for each in mutated:
        old, new = (each.old, each.new) if ids == "kept" else (without_ids(each.old), without_ids(each.new))
        score(each.truths, ours.claims(ours.sections(old), ours.sections(new)), old, new, total)
    shares = {kind: total.share([kind]) for kind in LEAST}
    assert all(total.total[kind] >= 150 for kind in LEAST)
    assert {kind: share for kind, share in shares.items() if share < LEAST[kind]} == {}


def test_no_number_is_cut_in_two(mutated):
    found = [ours.numbers_split(ours.sections(each.old), ours.sections(each.new)) for each in mutated]
    assert sum(seen for seen, _ in found) > 1_000
    assert sum(cut for _, cut in found) == 0
