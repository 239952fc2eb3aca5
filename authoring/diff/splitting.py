"""Splitting: one entry that became two or more neighbours; seen from the other side, neighbours that became one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from authoring.diff.pairing import Candidate, Pair, likeness
from authoring.diff.tokens import WORDS

TOGETHER: Final = 80.0
"""How alike the whole must be to its parts read one after the other, 0-100."""

GAIN: Final = 2.0
"""By how much the parts together must be more like the whole than the one part it was paired with."""

HELD: Final = 0.6
"""The share of a part's words that must have stood in the whole beside those of the other parts."""


class Split(NamedTuple):
    """The position of a whole in one list and of its parts, in order, in the other."""

    whole: int
    parts: tuple[int, ...]


def find_splits(
    pairs: Iterable[Pair], wholes: Sequence[Candidate], parts: Sequence[Candidate], taken: Iterable[int] = ()
) -> list[Split]:
    """Pairs (whole, part) whose unpaired neighbours belong to the whole as well; `taken` parts belong elsewhere."""
    pairs = list(pairs)
    free = set(range(len(parts))) - {j for _, j in pairs} - set(taken)
    splits: list[Split] = []
    if not free:
        return splits
    for i, j in pairs:
        if not free & {j - 1, j + 1} or wholes[i].value == parts[j].value:
            continue
        whole = wholes[i].text
        if not any(_fits(whole, parts[j].text, parts[k].text) for k in (j - 1, j + 1) if k in free):
            continue
        grown = _grow(whole, (j,), parts, free)
        if len(grown) > 1 and likeness(whole, _joined(grown, parts)) >= TOGETHER:
            splits.append(Split(i, grown))
            free -= set(grown)
    return splits


def _fits(whole: str, part: str, neighbour: str) -> bool:
    """Whether the two together are short enough to be as alike to the whole as they must be: cheap, and tried first."""
    return (len(part) + len(neighbour)) * TOGETHER <= len(whole) * (200.0 - TOGETHER)


def _grow(whole: str, run: tuple[int, ...], parts: Sequence[Candidate], free: set[int]) -> tuple[int, ...]:
    now = likeness(whole, _joined(run, parts))
    for neighbour in (run[-1] + 1, run[0] - 1):
        if neighbour in free and _held(parts[neighbour].text, whole, _joined(run, parts)):
            longer = tuple(sorted((*run, neighbour)))
            if likeness(whole, _joined(longer, parts)) >= now + GAIN:
                return _grow(whole, longer, parts, free)
    return run


def _joined(run: Iterable[int], parts: Sequence[Candidate]) -> str:
    return " ".join(parts[j].text for j in run)


def _held(part: str, whole: str, others: str) -> bool:
    mine, left = Counter(_words(part)), Counter(_words(whole)) - Counter(_words(others))
    return bool(mine) and (mine & left).total() >= HELD * mine.total()


def _words(text: str) -> list[str]:
    return WORDS.findall(text.lower())
