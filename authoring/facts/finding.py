"""Finding an occupation by what a person types: a code, a title, a job title, or nearly one."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"[^\W_]+")
_UNDIVIDED: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_FUZZY_CUTOFF: Final = 82.0
SURE: Final = 96.0
"""From here on the words are a name of the occupation, not only part of one."""

_WHOLE_WORDS: Final = 88.0
_BEGINNINGS: Final = 76.0
_PER_OTHER_WORD: Final = 1.5
_MANY: Final = 8
_LAST: Final = "\U0010ffff"
_OFFICIAL: Final = 4.0
"""What a match of the official title is worth over the same match of another name."""


@dataclass(frozen=True)
class Match:
    """One occupation found: `name` is the name that matched, `score` 0-100, higher is nearer."""

    soc: str
    title: str
    name: str
    score: float


class _Name(NamedTuple):
    position: int
    text: str
    folded: str
    words: tuple[str, ...]
    official: bool


class Finder:
    """Every name of every occupation, by its words. Made once per process; takes some 0.3 s."""

    def __init__(self, occupations: Iterable[tuple[str, str, tuple[str, ...]]]) -> None:
        listed = list(occupations)
        self._occupations = [(soc, title) for soc, title, _ in listed]
        self._names = [
            _Name(position, name, folded := name.casefold(), tuple(_beginnings(folded)), name is title)
            for position, (_, title, names) in enumerate(listed)
            for name in (title, *names)
        ]
        self._with_word: dict[str, list[int]] = {}
        for at, name in enumerate(self._names):
            for word in name.words:
                self._with_word.setdefault(word, []).append(at)
        self._words = sorted(self._with_word)

    def find(self, query: str, limit: int) -> tuple[Match, ...]:
        """The best `limit` occupations; ties go to the one with more matching names, then by code."""
        text = query.strip().casefold()
        wanted = _words(text)
        if not wanted or limit < 1:
            return ()
        by_code = self._by_code(text)
        if by_code:
            return tuple(by_code[:limit])
        best: dict[int, tuple[float, _Name]] = {}
        support: dict[int, int] = {}
        candidates = [self._names[at] for at in sorted(self._candidates(wanted))]
        found = [(_score(text, wanted, name), name) for name in candidates] or self._nearly(text)
        for score, name in found:
            support[name.position] = support.get(name.position, 0) + 1
            if name.position not in best or score > best[name.position][0]:
                best[name.position] = score, name
        order = sorted(best, key=lambda each: (-best[each][0], -support[each], self._occupations[each][0]))
        return tuple(
            Match(*self._occupations[each], best[each][1].text, round(best[each][0], 1)) for each in order[:limit]
        )

    def _candidates(self, wanted: tuple[str, ...]) -> set[int]:
        """The names in which every wanted word is a word or the beginning of one."""
        of_each = []
        for beginning in wanted:
            first, last = (bisect_left(self._words, edge) for edge in (beginning, beginning + _LAST))
            of_each.append(set[int]().union(*(self._with_word[word] for word in self._words[first:last])))
        return set.intersection(*of_each)

    def _by_code(self, text: str) -> list[Match]:
        """`25-4022`, `254022`, `25-4022.00` or the beginning of a code, `25-40`."""
        digits = re.sub(r"\.\d\d$", "", text).replace("-", "")
        if not digits.isdigit() or not 2 <= len(digits) <= 6:
            return []
        score = 100.0 if len(digits) == 6 else 90.0
        return [
            Match(soc, title, soc, score) for soc, title in self._occupations if soc.replace("-", "").startswith(digits)
        ]

    def _nearly(self, text: str) -> list[tuple[float, _Name]]:
        """Names that differ by a few letters: for typing errors."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - typing errors are rare, its import is not free

        found = process.extract(
            text, [name.folded for name in self._names], scorer=fuzz.ratio, score_cutoff=60, limit=200
        )
        partly = process.extract(
            text,
            [name.folded for name in self._names],
            scorer=fuzz.token_set_ratio,
            score_cutoff=_FUZZY_CUTOFF,
            limit=200,
        )
        return [
            (0.7 * score + (_OFFICIAL if self._names[at].official else 0.0), self._names[at])
            for _, score, at in (*found, *partly)
        ]


def _beginnings(name: str) -> Iterator[str]:
    """The words that a query may begin. Chinese and Japanese do not divide words: one may begin at any character."""
    for word in _WORD.findall(name):
        yield from (word[at:] for at in range(len(word))) if _UNDIVIDED.match(word) else (word,)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _score(text: str, wanted: tuple[str, ...], name: _Name) -> float:
    """Whole name, whole words, beginnings of words, in that order; fewer other words are nearer."""
    bonus = _OFFICIAL if name.official else 0.0
    if name.folded == text or name.words == wanted:
        return SURE + bonus
    others = max(0, min(len(name.words) - len(wanted), _MANY))
    whole = all(word in name.words for word in wanted)
    return (_WHOLE_WORDS if whole else _BEGINNINGS) + bonus - others * _PER_OTHER_WORD
