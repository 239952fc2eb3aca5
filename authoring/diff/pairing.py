"""Pairing: which entry of one list is which entry of the other, and which of them moved.

Stable ids first, then equal texts, then likeness: `max(ratio, 0.95 x ratio of sorted tokens)` of 0-100, where a Han
character is a token, taken greedily from the best down to a cutoff. Greedy pairing equals optimal assignment on
revisions of real text. Every choice between equals is made the same way from both sides, so pairing is symmetric.
"""

import zlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from rapidfuzz import fuzz, process

from authoring.diff.tokens import tokenise

CUTOFF: Final = 55.0
CUTOFF_OF_OTHER_IDS: Final = 75.0
"""Two entries that each have an id, and not the same one, must be this alike to be taken for one."""

SORTED_WEIGHT: Final = 0.95
MOST_COMPARISONS: Final = 65_536
"""Beyond this many pairs of left-over entries, only those at about the same place are compared."""

MOST_CHARACTERS: Final = 2_000
"""Likeness looks at the first so many characters of an entry."""

Pair: TypeAlias = tuple[int, int]


class Candidate(NamedTuple):
    """An entry as pairing sees it: its id (empty: none) and its words."""

    id: str
    text: str


def pair(old: Sequence[Candidate], new: Sequence[Candidate], cutoff: float = CUTOFF) -> list[Pair]:
    """Positions of entries that are one and the same, in the order of the old list; each is used once at most."""
    pairs = match(_ids(old), _ids(new))
    trusted = bool(pairs)
    pairs += _match_rest(pairs, [entry.text for entry in old], [entry.text for entry in new])
    rest_old, rest_new = _rest(pairs, len(old), len(new))
    for i, j in _alike([old[i].text for i in rest_old], [new[j].text for j in rest_new], cutoff):
        pairs.append((rest_old[i], rest_new[j]))
    kept = [found for found in pairs if not (trusted and _other_ids(old[found[0]], new[found[1]]))]
    return sorted(kept)


def match(old: Iterable[Hashable], new: Iterable[Hashable]) -> list[Pair]:
    """Positions of equal keys, the first with the first, the second with the second. None is no key."""
    places: defaultdict[Hashable, list[int]] = defaultdict(list)
    for j, key in enumerate(new):
        places[key].append(j)
    queues = {key: iter(found) for key, found in places.items() if key is not None}
    pairs = []
    for i, key in enumerate(old):
        partner = next(queues.get(key, iter(())), None)
        if partner is not None:
            pairs.append((i, partner))
    return pairs


def likeness(old: str, new: str) -> float:
    """How alike two texts are, 0 to 100, in either order."""
    old, new = old[:MOST_CHARACTERS], new[:MOST_CHARACTERS]
    return max(fuzz.ratio(old, new), SORTED_WEIGHT * fuzz.ratio(_sorted(old), _sorted(new)))


def moved(pairs: Sequence[Pair], texts: Sequence[str]) -> set[Pair]:
    """The pairs that moved: all but the longest run that kept its order.

    Between runs of one length the one with more text stays; `texts[k]` holds the words of `pairs[k]` (both sides), so
    that the choice is the same from both sides.
    """
    order = sorted(range(len(pairs)), key=lambda k: pairs[k])
    positions = [pairs[k][1] for k in order]
    if positions == sorted(positions):
        return set()
    weights = [(1, len(texts[k]), zlib.crc32(texts[k].encode())) for k in order]
    staying = _heaviest_run(positions, weights)
    return {pairs[k] for place, k in enumerate(order) if place not in staying}


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


def _ids(entries: Iterable[Candidate]) -> list[str | None]:
    return [entry.id or None for entry in entries]


def _other_ids(old: Candidate, new: Candidate) -> bool:
    if not old.id or not new.id or old.id == new.id:
        return False
    return likeness(old.text, new.text) < CUTOFF_OF_OTHER_IDS


def _rest(pairs: Iterable[Pair], old: int, new: int) -> tuple[list[int], list[int]]:
    used_old, used_new = {i for i, _ in pairs}, {j for _, j in pairs}
    return [i for i in range(old) if i not in used_old], [j for j in range(new) if j not in used_new]


def _match_rest(pairs: list[Pair], old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    rest_old, rest_new = _rest(pairs, len(old), len(new))
    found = match((old[i] or None for i in rest_old), (new[j] or None for j in rest_new))
    return [(rest_old[i], rest_new[j]) for i, j in found]


def _alike(old: Sequence[str], new: Sequence[str], cutoff: float) -> list[Pair]:
    """Greedy pairs by likeness, best first; ties by nearness of place, then from the top of the lists."""
    if not old or not new:
        return []
    scored = _scores([text[:MOST_CHARACTERS] for text in old], [text[:MOST_CHARACTERS] for text in new], cutoff)
    ranked = sorted((-score, abs(i - j), i + j, i, j) for (i, j), score in scored.items())
    free_old, free_new = set(range(len(old))), set(range(len(new)))
    pairs = []
    for *_, i, j in ranked:
        if i in free_old and j in free_new:
            pairs.append((i, j))
            free_old.remove(i)
            free_new.remove(j)
    return pairs


def _scores(old: Sequence[str], new: Sequence[str], cutoff: float) -> dict[Pair, float]:
    reach = max(len(old), len(new))
    if len(old) * len(new) > MOST_COMPARISONS:
        reach = MOST_COMPARISONS // (2 * reach)
    sorted_old, sorted_new = [_sorted(text) for text in old], [_sorted(text) for text in new]
    scores: dict[Pair, float] = {}
    for i in range(len(old)):
        low, high = max(0, i - reach), i + reach + 1
        for _, score, k in process.extract(old[i], new[low:high], scorer=fuzz.ratio, score_cutoff=cutoff, limit=None):
            scores[i, low + k] = score
        for _, score, k in process.extract(
            sorted_old[i], sorted_new[low:high], scorer=fuzz.ratio, score_cutoff=cutoff / SORTED_WEIGHT, limit=None
        ):
            scores[i, low + k] = max(scores.get((i, low + k), 0.0), SORTED_WEIGHT * score)
    return scores


def _sorted(text: str) -> str:
    return " ".join(sorted(token.text.lower() for token in tokenise(text) if token.kind not in ("space", "mark")))
