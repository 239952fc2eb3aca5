"""Passages: pieces of a source's text short enough to quote from, and which of them a section is shown.

A document may have a thousand; a prompt has room for a few. They are chosen by the words they share with the occupation
and with what the section is about, the rarer a word in the document the more it says; the same text and the same terms
always give the same passages.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from authoring.prompting import estimated_tokens
from schemas.base import Line
from schemas.citations import Source

_LONGEST: Final = 900
"""Characters; longer paragraphs are cut between sentences."""

_SHORTEST: Final = 25
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’-]+|AI|\d[\d,.]*")
_SENTENCE_END: Final = re.compile(r"[.!?][”\"’')]*\s+|[。！？][”」』）]*")
_ABOUT: Final = 3.0
"""A word of what the section is about weighs this much more than one of the occupation."""


@dataclass(frozen=True)
class SourcePassage:
    """A piece of a source's text, word for word."""

    source: Source
    text: Line


def passages_of(source: Source, text: str) -> tuple[SourcePassage, ...]:
    """The passages of a text that has one paragraph a line. Headings and crumbs are none."""
    return tuple(
        SourcePassage(source, piece)
        for paragraph in text.splitlines()
        for piece in _pieces(paragraph)
        if len(piece) >= _SHORTEST
    )


def choose(
    found: Sequence[SourcePassage], occupation: str, about: Collection[str], most_tokens: int
) -> tuple[SourcePassage, ...]:
    """The passages that say most, as many as fit into so many tokens, in the order they stand in.

    `occupation` is its title and tasks, `about` words of the section's subject. Every source has a turn before one has its
    second; a passage that shares no word with the subject is not taken.
    """
    subject, of_occupation = {stem(word) for word in about}, set(_stems(occupation))
    bags = [Counter(_stems(each.text)) for each in found]
    spread = Counter(word for bag in bags for word in bag)
    rated = [
        (_weight(bag, subject, of_occupation, spread, len(found)), place)
        for place, bag in enumerate(bags)
        if subject & bag.keys()
    ]
    chosen: list[int] = []
    left = most_tokens
    for place in _in_turns([place for _, place in sorted(rated, key=lambda each: (-each[0], each[1]))], found):
        cost = estimated_tokens(found[place].text) + 6
        if cost <= left:
            chosen.append(place)
            left -= cost
    return tuple(found[place] for place in sorted(chosen))


def stem(word: str) -> str:
    """A word as words are compared: small letters, without a plural's ending."""
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    return plain[:-1] if len(plain) > 3 and plain.endswith("s") and not plain.endswith("ss") else plain


def _stems(text: str) -> list[str]:
    return [stem(word) for word in _WORD.findall(text)]


def _weight(bag: Counter[str], subject: set[str], occupation: set[str], spread: Counter[str], passages: int) -> float:
    def rarity(word: str) -> float:
        return math.log(1 + passages / spread[word])

    told = sum(rarity(word) * _ABOUT for word in sorted(subject & bag.keys()))
    worked = sum(rarity(word) for word in sorted(occupation & bag.keys()))
    return (told + worked) / math.sqrt(8 + bag.total())


def _in_turns(ranked: Sequence[int], found: Sequence[SourcePassage]) -> list[int]:
    """The ranking with the sources taking turns: all firsts, then all seconds."""
    turn: Counter[str] = Counter()
    keyed = []
    for rank, place in enumerate(ranked):
        source = found[place].source.id
        keyed.append((turn[source], rank, place))
        turn[source] += 1
    return [place for _, _, place in sorted(keyed)]


def _pieces(paragraph: str) -> list[str]:
    """The paragraph cut between sentences, each piece as it stands in it."""
    ends = [*(found.end() for found in _SENTENCE_END.finditer(paragraph)), len(paragraph)]
    pieces, start = [], 0
    while len(paragraph) - start > _LONGEST:
        fitting = [end for end in ends if start < end <= start + _LONGEST]
        end = fitting[-1] if fitting else start + _LONGEST
        pieces.append(paragraph[start:end].strip())
        start = end
    return [*pieces, paragraph[start:].strip()]
