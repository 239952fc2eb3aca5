"""The numbers in a text, as values: whatever scale, script or calendar they are written in.

Pure. 68,270 and 6萬8,270 are the same value, 6萬 is 60,000, 民國115年 is 2026. Letters with digits (H-1B, 25-4022)
are codes and compared as they are written; May 2025 and 2025年5月 name the same month.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_NARROW: Final = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CODE: Final = r"(?<![A-Za-z])[A-Za-z]+-?\d[A-Za-z0-9]*|\d{2}-\d{4}(?!\d)|\d-?[DG]\b"
_SPAN: Final = r"(?P<from>(?:19|20)\d\d)\s*[-–—~～至到]\s*(?P<to>(?:19|20)?\d\d)(?!\d)"
_DATE: Final = r"(?P<dated>(?:19|20)\d\d)-(?P<in_month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?(?![\d-])"
_REPUBLIC: Final = r"民國\s?(?P<republic>\d{2,3})\s?年"
_CHINESE_SCALES: Final = {
    "千億": 10**11, "百億": 10**10, "千萬": 10**7, "百萬": 10**6, "千": 10**3, "萬": 10**4, "万": 10**4,
    "億": 10**8, "亿": 10**8, "兆": 10**12,
}  # fmt: skip
_SCALES: Final = {
    **_CHINESE_SCALES,
    "thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9,
    "trillion": 10**12,
}  # fmt: skip
_SCALE: Final = rf"\s?(?:{'|'.join(_CHINESE_SCALES)})|\s?(?:thousand|million|billion|trillion)\b|(?:k|K|M|bn)\b"
_PERCENT: Final = r"\s?(?:%|percent\b|per cent\b|個百分點)"
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH: Final = rf"(?P<named>{'|'.join(_MONTHS)})(?=\s\d)|(?P<month>\d{{1,2}})\s?月(?!薪)"
_TOKEN: Final = re.compile(
    rf"(?P<code>{_CODE})|{_MONTH}|{_DATE}|{_SPAN}|{_REPUBLIC}|(?P<before>百分之\s?)?"
    rf"(?P<whole>(?:(?:{_NUMBER})(?:{_SCALE})?)(?:(?<=[億亿萬万千])(?:{_NUMBER})(?:{_SCALE})?)*)"
    rf"(?P<tenths>成)?(?P<after>{_PERCENT})?"
)
_ANY_DIGIT: Final = re.compile(r"\d")
_PART: Final = re.compile(rf"({_NUMBER})({_SCALE})?")
_ABOUT_BEFORE: Final = re.compile(
    r"(?:約|大約|近|將近|(?:\b(?:about|around|roughly|nearly|almost|approximately|some|close to)))\s*(?:US)?\$?\s*$",
    re.IGNORECASE,
)
_ABOUT_AFTER: Final = re.compile(r"\s*(?:美元|元|人|個|年|名)?\s*(?:左右|上下|or so\b)", re.IGNORECASE)

_WORDS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_ENGLISH: Final = {word: value for value, word in enumerate(_WORDS.split())}
_DIGITS: Final = {sign: value for value, signs in enumerate(("零〇", "一", "二兩", "三", "四", "五", "六", "七", "八", "九"))
                  for sign in signs}  # fmt: skip
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Final = {"萬": 10**4, "億": 10**8}
_CHINESE: Final = re.compile(f"[{''.join(_DIGITS)}十百千萬億]+")
_ENGLISH_WORD: Final = re.compile(rf"\b(?:{'|'.join(_ENGLISH)})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Quantity:
    """One number of a text. `value` is the value itself, or the code as written; `text` is how it stands there."""

    value: Decimal | str
    percent: bool
    approximate: bool
    text: str
    start: int
    end: int


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every number written in digits, in order."""
    if not _ANY_DIGIT.search(text):
        return ()
    narrow = text.translate(_NARROW)
    return tuple(each for found in _TOKEN.finditer(narrow) for each in _read(found, narrow, text))


def spelled(text: str) -> frozenset[Decimal]:
    """Values written in words: `three`, `三`, `一百二十`. Many are no numbers at all (`一些`), so they only ever excuse."""
    english = (Decimal(_ENGLISH[word[0].lower()]) for word in _ENGLISH_WORD.finditer(text))
    chinese = (Decimal(chinese_value(word[0])) for word in _CHINESE.finditer(text))
    return frozenset((*english, *chinese))


def chinese_value(numeral: str) -> int:
    """The value of a Chinese numeral: 一百二十 is 120, 兩萬五千 is 25,000."""
    total = section = digit = 0
    for sign in numeral:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _UNITS:
            section, digit = section + (digit or 1) * _UNITS[sign], 0
        else:
            total, section, digit = total + (section + digit or 1) * _MYRIADS[sign], 0, 0
    return total + section + digit


def _read(found: re.Match[str], narrow: str, text: str) -> Iterator[Quantity]:
    start, end = found.span()
    written = text[start:end]
    about = bool(_ABOUT_BEFORE.search(narrow, max(0, start - 16), start) or _ABOUT_AFTER.match(narrow, end))
    if found["code"]:
        yield Quantity(found["code"], False, False, written, start, end)
    elif found["named"] or found["month"]:
        month = _MONTHS.index(found["named"]) + 1 if found["named"] else int(found["month"])
        yield Quantity(f"month {month}", False, False, written, start, end)
    elif found["dated"] and not _is_span(found):
        yield Quantity(Decimal(found["dated"]), False, about, found["dated"], start, start + 4)
        yield Quantity(f"month {int(found['in_month'])}", False, False, written, start, end)
        if found["day"]:
            yield Quantity(f"day {int(found['day'])}", False, False, written, start, end)
    elif found["dated"] or found["from"]:
        first, to = (found["dated"], found["in_month"]) if found["dated"] else (found["from"], found["to"])
        for year in (first, to if len(to) == 4 else first[:2] + to):
            yield Quantity(Decimal(year), False, about, written, start, end)
    elif found["republic"]:
        yield Quantity(Decimal(found["republic"]) + 1911, False, about, written, start, end)
    else:
        percent = bool(found["before"] or found["after"] or found["tenths"])
        value = _value(found["whole"]) * (10 if found["tenths"] else 1)
        yield Quantity(value.normalize(), percent, about, written, start, end)


def _is_span(found: re.Match[str]) -> bool:
    """`2011-12` is the span of two years that follow each other, `2011-08` a month."""
    return not found["day"] and int(found["in_month"]) == (int(found["dated"]) + 1) % 100


def _value(whole: str) -> Decimal:
    parts = _PART.findall(whole)
    return sum((Decimal(number.replace(",", "")) * _scale(scale) for number, scale in parts), Decimal(0))


def _scale(scale: str) -> int:
    return _SCALES[scale.strip().lower()] if scale else 1
