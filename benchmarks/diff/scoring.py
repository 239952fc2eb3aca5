"""Scoring: what a tool claims against what is known to be true."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from benchmarks.diff.mutating import Kind, Path, Truth
from benchmarks.diff.profiles import Tree


class Claim(NamedTuple):
    """What a tool says was done to entries, and the figures it says were replaced (None: it has no such notion)."""

    kind: str
    old: tuple[Path, ...]
    new: tuple[Path, ...]
    digits: tuple[tuple[str, str], ...] | None = None


class Score(NamedTuple):
    """Of each kind of change, how many there were and how many were named right."""

    total: Counter[Kind]
    right: Counter[Kind]

    def share(self, kinds: Iterable[Kind]) -> float:
        """Percent of those kinds named right."""
        total = sum(self.total[kind] for kind in kinds)
        return 100 * sum(self.right[kind] for kind in kinds) / total if total else float("nan")


def score(
    truths: Sequence[Truth], claims: Sequence[Claim], old: dict[str, Tree], new: dict[str, Tree], into: Score
) -> list[Truth]:
    """Count the truths that are named right; the others are handed back."""
    known = _Known(truths, claims, old, new)
    wrong = []
    for truth in truths:
        into.total[truth.kind] += 1
        if known.named(truth):
            into.right[truth.kind] += 1
        else:
            wrong.append(truth)
    return wrong


class _Known:
    """The claims on one pair, ready to be asked."""

    def __init__(
        self, truths: Sequence[Truth], claims: Sequence[Claim], old: dict[str, Tree], new: dict[str, Tree]
    ) -> None:
        self._by_places = {(frozenset(claim.old), frozenset(claim.new)): claim for claim in claims}
        self._old_named = {path for claim in claims for path in claim.old}
        self._new_named = {path for claim in claims for path in claim.new}
        self._moves_told = Counter(path[:-1] for c in claims if c.kind == "moved" for path in c.new)
        self._moves_made = Counter(path[:-1] for t in truths if t.kind == "moved" for path in t.new)
        self._old, self._new = old, new

    def named(self, truth: Truth) -> bool:
        claim = self._by_places.get((frozenset(truth.old), frozenset(truth.new)))
        if truth.kind == "moved":
            return claim.kind == "moved" if claim else self._other_moves_explain_it(truth)
        if claim is None:
            return False
        if truth.kind in ("added", "removed", "split", "merged"):
            return claim.kind == truth.kind
        told = claim.digits is None or truth.digits is None or any(_same(truth.digits, d) for d in claim.digits)
        return claim.kind in ("reworded", "moved_and_reworded") and told

    def _other_moves_explain_it(self, truth: Truth) -> bool:
        """A past B is B past A, or no move where B went: right too, if no more moves than were made explain the order."""
        (old,), (new,) = truth.old, truth.new
        if self._moves_told[new[:-1]] > self._moves_made[new[:-1]]:
            return False
        before = _unnamed(self._old, old[:-1], self._old_named)
        after = _unnamed(self._new, new[:-1], self._new_named)
        return old in before and new in after and before.index(old) == after.index(new)


def _unnamed(profile: dict[str, Tree], path: Path, named: set[Path]) -> list[Path]:
    value: object = profile
    for step in path:
        value = value[step]  # type: ignore[index]
    assert isinstance(value, list)
    return [place for place in ((*path, position) for position in range(len(value))) if place not in named]


def _same(digits: tuple[str, str], told: tuple[str, str]) -> bool:
    return digits[0] in told[0] and digits[1] in told[1]
