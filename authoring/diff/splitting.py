"""Splitting: one entry that became two or more neighbours; seen from the other side, neighbours that became one."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from authoring.diff.pairing import Pair, likeness
from authoring.diff.tokens import tokenise

TOGETHER: Final = 80.0
"""How alike the whole must be to its parts read one after the other, 0-100."""

GAIN: Final = 8.0
"""By how much the parts together must be more like the whole than the one part it was paired with."""

HELD: Final = 0.6
"""The share of a part's words that must have stood in the whole."""


class Split(NamedTuple):
    """The position of a whole in one list and of its parts, in order, in the other."""

    whole: int
    parts: tuple[int, ...]


def find_splits(
    pairs: Iterable[Pair], wholes: Sequence[str], parts: Sequence[str], taken: Iterable[int] = ()
) -> list[Split]:
    """Pairs (whole, part) whose unpaired neighbours belong to the whole as well; `taken` parts belong elsewhere."""
    pairs = list(pairs)
    free = set(range(len(parts))) - {j for _, j in pairs} - set(taken)
    splits = []
    for i, j in pairs:
        if wholes[i] == parts[j] or not free & {j - 1, j + 1}:
            continue
        grown = _grow(wholes[i], (j,), parts, free)
        if len(grown) > 1 and likeness(wholes[i], _joined(grown, parts)) >= TOGETHER:
            splits.append(Split(i, grown))
            free -= set(grown)
    return splits


def _grow(whole: str, run: tuple[int, ...], parts: Sequence[str], free: set[int]) -> tuple[int, ...]:
    now = likeness(whole, _joined(run, parts))
    for neighbour in (run[-1] + 1, run[0] - 1):
        if neighbour in free and _held(parts[neighbour], whole):
            longer = tuple(sorted((*run, neighbour)))
            if likeness(whole, _joined(longer, parts)) >= now + GAIN:
                return _grow(whole, longer, parts, free)
    return run


def _joined(run: Iterable[int], parts: Sequence[str]) -> str:
    return " ".join(parts[j] for j in run)


def _held(part: str, whole: str) -> bool:
    mine, theirs = _words(part), set(_words(whole))
    return bool(mine) and sum(word in theirs for word in mine) >= HELD * len(mine)


def _words(text: str) -> list[str]:
    return [token.text.lower() for token in tokenise(text) if token.kind not in ("space", "mark")]
