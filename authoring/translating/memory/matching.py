"""Finding a text again: the very same at once, similar ones by the words they share and then by their letters.

A hundred thousand pairs are searched in a few milliseconds: only pairs that share rare words with the text are compared
letter by letter. Similarity is the share of letters that need not change (`rapidfuzz.fuzz.ratio`), from 0 to 100.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from itertools import pairwise
from math import log
from typing import Final

from rapidfuzz import fuzz, process

from authoring.translating.memory.pairs import Pair

_WORD: Final = re.compile(r"\w+")
_LEAST: Final = 70.0
_MOST_COMPARED: Final = 120
_MOST_POSTINGS: Final = 6_000
_RARE_FIRST: Final = 10


@dataclass(frozen=True)
class Match:
    """A pair and how much of its source is the text's: 100 for the very same."""

    pair: Pair
    similarity: float

    @property
    def exact(self) -> bool:
        """Whether its source is the text itself."""
        return self.similarity >= 100


class Memory:
    """The pairs of one locale. Making it is cheap; the first search indexes them (about a second for 100,000)."""

    def __init__(self, pairs: Iterable[Pair] = ()) -> None:
        self._pairs = tuple({(pair.source, pair.target): pair for pair in pairs}.values())

    def __len__(self) -> int:
        return len(self._pairs)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every pair once, in the order they were given."""
        return self._pairs

    def matches(self, text: str, *, most: int = 5, least: float = _LEAST) -> tuple[Match, ...]:
        """The best pairs for a text, best first; of the same source all translations, the newest first."""
        same = [Match(self._pairs[number], 100.0) for number in reversed(self._by_source.get(text, []))]
        if len(same) >= most:
            return tuple(same[:most])
        numbers = [number for number in self._alike(text) if self._pairs[number].source != text]
        sources = [self._pairs[number].source for number in numbers]
        found = process.extract(text, sources, scorer=fuzz.ratio, limit=most - len(same), score_cutoff=least)
        # Cut, not rounded: only the same is 100.
        similar = [Match(self._pairs[numbers[place]], int(score * 10) / 10) for _, score, place in found]
        return (*same, *similar)

    def _alike(self, text: str) -> Sequence[int]:
        """The numbers of the pairs that share the most telling words with a text."""
        words = sorted({word for word in _words(text) if word in self._postings}, key=lambda w: len(self._postings[w]))
        weights: Counter[int] = Counter()
        left = _MOST_POSTINGS
        for word in words[:_RARE_FIRST]:
            found = self._postings[word]
            if weights and len(found) > left:
                break
            left -= len(found)
            weight = self._weight(len(found))
            for number in found[-_MOST_POSTINGS:]:
                weights[number] += weight
        shortest, longest = len(text) * 0.5, len(text) * 2.0  # outside of this no 70 can be
        near = (n for n in weights if shortest <= len(self._pairs[n].source) <= longest)
        return nlargest(_MOST_COMPARED, near, key=weights.__getitem__)

    def _weight(self, frequency: int) -> int:
        return round(100 * log((len(self._pairs) + 1) / frequency)) + 1

    @cached_property
    def _by_source(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, pair in enumerate(self._pairs):
            found[pair.source].append(number)
        return dict(found)

    @cached_property
    def _postings(self) -> "dict[str, array[int]]":
        found: "dict[str, array[int]]" = defaultdict(lambda: array("L"))  # noqa: UP037 - not so at run time
        for number, pair in enumerate(self._pairs):
            for word in _words(pair.source):
                found[word].append(number)
        return dict(found)


def _words(text: str) -> set[str]:
    """The words of a text in lower case, and each two beside each other."""
    words = [found[0] for found in _WORD.finditer(text.casefold())]
    return {*words, *(f"{one} {other}" for one, other in pairwise(words))}
