"""Fractions and values on a scale: `one in five`, `half of the tasks`, `two-thirds`, `三分之一`, `七成`, `4.2 of 5`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from authoring.gating import gated
from authoring.quantities.numerals import chinese_value
from authoring.quantities.shares import shares
from authoring.quantities.spelled import english_value

_SMALL: Final = "one|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred"
_PARTS: Final = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_HAN: Final = r"[零〇一二兩三四五六七八九十]+"
_IN: Final = gated(
    rf"(?<![\w.,])(?P<part>{_SMALL}|\d{{1,2}}) (?:in|out of) (?:every )?(?P<whole>{_SMALL}|\d{{1,3}})(?![\w%]|[.,]\d)"
    r"(?![ -](?:years?|months?|weeks?|days?|hours?|percent|thousand|million))",
    "_in_ _out_of_",
    re.IGNORECASE,
)
_SCALE: Final = re.compile(
    r"(?<![\w.,])(?P<value>\d{1,2}(?:\.\d+)?)\s?(?P<of>of|out of|/)\s?(?P<scale>\d|10)(?![\w%/]|[.,]\d)"
)
_HALF: Final = gated(
    r"(?<!middle )(?<!counted )\bhalf (?:of\b|the (?:workers|tasks|jobs|people|employees|occupation)\b|all\b)",
    "half",
    re.IGNORECASE,
)
_NAMED: Final = gated(
    rf"\b(?P<count>an?|one|two|three|four|five|seven|nine)[ -](?P<part>{'|'.join(_PARTS)})s?(?= of\b)",
    " ".join(_PARTS),
    re.IGNORECASE,
)
_CHINESE: Final = gated(
    rf"(?<!百)(?P<whole>{_HAN}|\d+)分之(?P<part>{_HAN}|\d+)(?![分點])"
    rf"|(?P<tenths>{_HAN})成(?!為|長|本|果|功|立|員|年|績|就|人|熟|交|分)"
    r"|(?P<half>一半|半數)"
    rf"|每\s?(?P<of>{_HAN}|\d+)\s?(?:個|名|位)?人?(?:中|裡|之中)?(?:就|約|便|大約)*有\s?(?P<some>{_HAN}|\d+)\s?(?:個|名|位)?人?",
    "分之 成 半 每",
)
_ABOUT: Final = re.compile(
    r"(?:\b(?:about|around|roughly|nearly|almost|approximately|close to)\s|約|大約|將近|近)\s*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Fraction:
    """A share of one (`scale` None), or a value on a scale up to `scale`."""

    value: Decimal
    scale: int | None
    approximate: bool
    start: int
    end: int


def fractions(text: str) -> Iterator[Fraction]:
    """Every fraction of a text; none overlaps another."""
    taken: list[tuple[int, int]] = []
    for value, scale, found in _found(text):
        start, end = found.span()
        if not any(start < other_end and other_start < end for other_start, other_end in taken):
            taken.append((start, end))
            about = _ABOUT.search(text, max(0, start - 16), start) is not None
            yield Fraction(value, scale, about, start, end)


def _found(text: str) -> Iterator[tuple[Decimal, int | None, re.Match[str]]]:
    for found in _SCALE.finditer(text):
        # More than there is, "4 of 1", is a rating all the same, and none that stands; 24/7 is none.
        if found["of"] != "/" or Decimal(found["value"]) <= int(found["scale"]):
            yield Decimal(found["value"]), int(found["scale"]), found
    for found in _IN.finditer(text):
        part, whole = _small(found["part"]), _small(found["whole"])
        if 0 < part < whole:
            yield Decimal(part) / whole, None, found
    for found in _HALF.finditer(text):
        yield Decimal("0.5"), None, found
    for found in _NAMED.finditer(text):
        count = 1 if found["count"].lower() in ("a", "an") else english_value(found["count"])
        yield Decimal(count) / _PARTS[found["part"].lower()], None, found
    for found in _CHINESE.finditer(text):
        value = _chinese(found)
        if value is not None:
            yield value, None, found
    for value, found in shares(text):
        yield value, None, found


def _chinese(found: re.Match[str]) -> Decimal | None:
    if found["half"]:
        return Decimal("0.5")
    if found["tenths"]:
        tenths = chinese_value(found["tenths"])
        return Decimal(tenths) / 10 if 0 < tenths < 10 else None
    part, whole = _small(found["part"] or found["some"]), _small(found["whole"] or found["of"])
    return Decimal(part) / whole if 0 < part < whole else None


def _small(written: str) -> int:
    if written.isdecimal():
        return int(written)
    return english_value(written) if written.isascii() else chinese_value(written)
