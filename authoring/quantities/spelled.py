"""Numbers in words: `two`, `twenty-five`, `one hundred`, `三十五`, `百分之三十`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from authoring.gating import gated
from authoring.quantities.numerals import chinese_value

_UP_TO_NINETEEN: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS_WORDS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES: Final = {word: value for value, word in enumerate(_UP_TO_NINETEEN.split())}
_TENS: Final = {word: value for value, word in zip(range(20, 100, 10), _TENS_WORDS.split(), strict=True)}
_SCALES: Final = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_WORD: Final = rf"(?:{'|'.join((*_ONES, *_TENS, *_SCALES))})"
_ENGLISH: Final = gated(
    rf"\b(?P<words>{_WORD}(?:[ -](?:and )?{_WORD})*)(?P<percent>[ -]per ?cent\b)?\b",
    " ".join((*_ONES, *_TENS, *_SCALES)),
    re.IGNORECASE,
)
_ANY_CHINESE: Final = re.compile("[零〇一二兩三四五六七八九十百千萬億]")
_CHINESE: Final = re.compile(r"(?P<percent>百分之)?(?P<words>(?!零[件售])[零〇一二兩三四五六七八九十百千萬億]+)")
_ABOUT: Final = re.compile(
    r"(?:\b(?:about|around|roughly|nearly|almost|approximately|close to)\s|約|大約|將近|近)\s*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Spelled:
    """One number in words."""

    value: Decimal
    percent: bool
    approximate: bool
    start: int
    end: int


def spelled_numbers(text: str) -> Iterator[Spelled]:
    """Every number in words, in order; whether it claims anything depends on what follows."""
    for found in _ENGLISH.finditer(text):
        yield _read(found, english_value(found["words"]), text)
    for found in _CHINESE.finditer(text) if _ANY_CHINESE.search(text) else ():
        yield _read(found, chinese_value(found["words"]), text)


def _read(found: re.Match[str], value: int, text: str) -> Spelled:
    about = _ABOUT.search(text, max(0, found.start() - 16), found.start()) is not None
    return Spelled(Decimal(value), found["percent"] is not None, about, found.start(), found.end())


def english_value(words: str) -> int:
    """The value of an English number in words: `one hundred and twenty thousand` is 120,000."""
    total = part = 0
    for word in re.split(r"[ -]+", words.lower()):
        if word in _SCALES:
            scale = _SCALES[word]
            if scale == 100:
                part = (part or 1) * scale
            else:
                total, part = total + (part or 1) * scale, 0
        else:
            part += _ONES.get(word, _TENS.get(word, 0))
    return total + part
