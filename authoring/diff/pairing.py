"""Pairing: which entry of one list is which entry of the other, and which of them moved.

Stable ids first, then equal texts, then likeness: `max(ratio, 0.95 x ratio of sorted tokens)` of 0-100, where a Han
character is a token, taken greedily from the best down to a cutoff. Greedy pairing equals optimal assignment on
revisions of real text. Every choice between equals is made the same way from both sides, so pairing is symmetric.
"""

import zlib
from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import itemgetter, le
from typing import Final, TypeAlias

from pydantic import JsonValue
from rapidfuzz import fuzz

from authoring.diff.entries import words_of
from authoring.diff.tokens import WORDS

CUTOFF: Final = 55.0
CUTOFF_OF_OTHER_IDS: Final = 85.0
"""Two entries that each have an id, and not the same one, must be this alike to be taken for one."""

SORTED_WEIGHT: Final = 0.95
MOST_COMPARISONS: Final = 65_536
"""Beyond this many pairs of left-over entries, only those at about the same place are compared."""

MOST_CHARACTERS: Final = 2_000
"""Likeness looks at the first so many characters of an entry."""

Pair: TypeAlias = tuple[int, int]


class Candidate:
    """An entry as pairing sees it: its id (empty: none), and its words, worked out when first asked for."""

    __slots__ = ("_sorted", "_text", "id", "value")

    def __init__(self, id: str, value: JsonValue) -> None:
        self.id = id
        self.value = value
        self._text: str | None = None
        self._sorted: str | None = None

    @property
    def text(self) -> str:
        """All words of the entry."""
        if self._text is None:
            self._text = words_of(self.value)
        return self._text

    @property
    def sorted(self) -> str:
        """The words that likeness looks at, in alphabetical order."""
        if self._sorted is None:
            self._sorted = _sorted(self.text[:MOST_CHARACTERS])
        return self._sorted


def pair(old: Sequence[Candidate], new: Sequence[Candidate], cutoff: float = CUTOFF) -> list[Pair]:
    """Positions of entries that are one and the same, in the order of the old list; each is used once at most."""
    pairs = match([entry.id or None for entry in old], [entry.id or None for entry in new])
    trusted = bool(pairs)
    if len(pairs) < len(old) and len(pairs) < len(new):
        pairs += _equal(pairs, old, new)
        pairs += _alike(pairs, old, new, cutoff)
    kept = [found for found in pairs if not (trusted and _other_ids(old[found[0]], new[found[1]]))]
    return sorted(kept)


def match(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Positions of equal keys, the first with the first, the second with the second. None is no key."""
    places: dict[Hashable, list[int]] = {}
    for j, key in enumerate(new):
        if key is not None:
            places.setdefault(key, []).append(j)
    pairs = []
    for i, key in enumerate(old):
        free = places.get(key)
        if free:
            pairs.append((i, free.pop(0)))
    return pairs


def likeness(old: str, new: str) -> float:
    """How alike two texts are, 0 to 100, in either order."""
    old, new = old[:MOST_CHARACTERS], new[:MOST_CHARACTERS]
    return max(fuzz.ratio(old, new), SORTED_WEIGHT * fuzz.ratio(_sorted(old), _sorted(new)))


def moved(pairs: Iterable[Pair], words: Callable[[Pair], str]) -> set[Pair]:
    """The pairs that moved: all but the longest run that kept its order.

    Between runs of one length the one with more text stays; `words` gives the words of a pair, the same ones from
    both sides, so that the choice is the same from both sides.
    """
    ordered = sorted(pairs)
    positions = [j for _, j in ordered]
    if all(map(le, positions, positions[1:])):
        return set()
    texts = [words(each) for each in ordered]
    weights = [(1, len(text), zlib.crc32(text.encode())) for text in texts]
    staying = _heaviest_run(positions, weights)
    return {each for place, each in enumerate(ordered) if place not in staying}


Weight: TypeAlias = tuple[int, int, int]


def _heaviest_run(positions: Sequence[int], weights: Sequence[Weight]) -> set[int]:
    """Places of the increasing run with the greatest summed weight: a Fenwick tree of best runs by last position."""
    rank = {position: place + 1 for place, position in enumerate(sorted(positions))}
    nothing: tuple[Weight, int] = ((0, 0, 0), -1)
    tree = [nothing] * (len(positions) + 1)
    before: list[int] = []
    for place, position in enumerate(positions):
        best, last, at = *nothing, rank[position] - 1
        while at > 0:
            best, last = max((best, last), tree[at], key=itemgetter(0))
            at &= at - 1
        before.append(last)
        mine = weights[place]
        entry = ((best[0] + mine[0], best[1] + mine[1], best[2] + mine[2]), place)
        at = rank[position]
        while at < len(tree):
            tree[at] = max(tree[at], entry, key=itemgetter(0))
            at += at & -at
    _, last = max((tree[at] for at in _prefixes(len(positions))), key=itemgetter(0))
    run = set()
    while last >= 0:
        run.add(last)
        last = before[last]
    return run


def _prefixes(size: int) -> Iterable[int]:
    while size > 0:
        yield size
        size &= size - 1


def _other_ids(old: Candidate, new: Candidate) -> bool:
    if not old.id or not new.id or old.id == new.id:
        return False
    return likeness(old.text, new.text) < CUTOFF_OF_OTHER_IDS


def _rest(pairs: Iterable[Pair], old: int, new: int) -> tuple[list[int], list[int]]:
    used_old, used_new = {i for i, _ in pairs}, {j for _, j in pairs}
    return [i for i in range(old) if i not in used_old], [j for j in range(new) if j not in used_new]


def _equal(pairs: list[Pair], old: Sequence[Candidate], new: Sequence[Candidate]) -> list[Pair]:
    rest_old, rest_new = _rest(pairs, len(old), len(new))
    found = match([old[i].text or None for i in rest_old], [new[j].text or None for j in rest_new])
    return [(rest_old[i], rest_new[j]) for i, j in found]


def _alike(pairs: list[Pair], old: Sequence[Candidate], new: Sequence[Candidate], cutoff: float) -> list[Pair]:
    """Greedy pairs by likeness, best first; ties by nearness of place, then from the top of the lists."""
    rest_old, rest_new = _rest(pairs, len(old), len(new))
    if not rest_old or not rest_new:
        return []
    scored = _scores([old[i] for i in rest_old], [new[j] for j in rest_new], cutoff)
    ranked = sorted((-score, abs(i - j), i + j, i, j) for (i, j), score in scored.items())
    free_old, free_new = set(range(len(rest_old))), set(range(len(rest_new)))
    found = []
    for *_, i, j in ranked:
        if i in free_old and j in free_new:
            found.append((rest_old[i], rest_new[j]))
            free_old.remove(i)
            free_new.remove(j)
    return found


def _scores(old: Sequence[Candidate], new: Sequence[Candidate], cutoff: float) -> dict[Pair, float]:
    reach = max(len(old), len(new))
    if len(old) * len(new) > MOST_COMPARISONS:
        reach = MOST_COMPARISONS // (2 * reach)
    plain, ordered = [entry.text[:MOST_CHARACTERS] for entry in new], [entry.sorted for entry in new]
    scores: dict[Pair, float] = {}
    for i, entry in enumerate(old):
        text, words = entry.text[:MOST_CHARACTERS], entry.sorted
        for j in range(max(0, i - reach), min(len(new), i + reach + 1)):
            score = fuzz.ratio(text, plain[j], score_cutoff=cutoff)
            least = max(score, cutoff) / SORTED_WEIGHT
            score = max(score, SORTED_WEIGHT * fuzz.ratio(words, ordered[j], score_cutoff=min(least, 100.0)))
            if score >= cutoff:
                scores[i, j] = score
    return scores


def _sorted(text: str) -> str:
    return " ".join(sorted(WORDS.findall(text.lower())))
