"""Figures: what a written number is worth, and which numbers and dates differ between two texts.

Two spellings of one value are one figure: `12,600`, `12.6 thousand` and `1.26 萬` are the same number.
"""

import re
import string
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, NamedTuple

from authoring.diff.tokens import kind_of, pieces
from schemas.base import Line

_PLAIN: Final = re.compile(r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_DIGITS: Final = re.compile(r"\d+(?:[.,，]\d+)*")
_MAY_HOLD_NUMBERS: Final = re.compile(r"\d|[十百千萬万億亿]")
_HAN_NUMERAL: Final = re.compile(r"[一二兩两三四五六七八九十百千萬万億亿兆]")
_RUN_OF_DIGITS: Final = re.compile(r"\d[\d.,，]*")
_DATE_DIGITS: Final = re.compile(r"\d+")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPAN_OF_YEARS: Final = re.compile(r"\d{4}[^\d年月]+(?:\d{4}|\d{2})")
_NO_NUMBER_BEGINS_WITH: Final = frozenset(" ,.;:()“”\n" + string.ascii_lowercase)
_SCALES: Final[tuple[tuple[str, int], ...]] = (
    ("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12),
    ("千萬", 7), ("千万", 7), ("百萬", 6), ("百万", 6), ("十萬", 5), ("十万", 5), ("千億", 11), ("千亿", 11),
    ("萬", 4), ("万", 4), ("億", 8), ("亿", 8), ("兆", 12), ("千", 3), ("百", 2), ("十", 1),
    ("bn", 9), ("k", 3), ("m", 6), ("b", 9),
)  # fmt: skip
_HAN_DIGIT: Final = {"〇": 0, "零": 0, "一": 1, "二": 2, "兩": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
                     "八": 8, "九": 9}  # fmt: skip
_HAN_STEP: Final = {"十": 10, "百": 100, "千": 1000}
_HAN_MYRIAD: Final = {"萬": 10**4, "万": 10**4, "億": 10**8, "亿": 10**8}
_CURRENCIES: Final = (("NT", "NT$"), ("HK", "HK$"), ("CA", "CA$"), ("AU", "AU$"), ("€", "€"), ("£", "£"),
                      ("¥", "¥"), ("￥", "¥"), ("$", "$"), ("＄", "$"), ("美元", "$"), ("美金", "$"),
                      ("dollars", "$"), ("元", "元"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Replacement:
    """A figure or date as written before and after; None: there was none, or there is none now."""

    old: Line | None
    new: Line | None


class Figure(NamedTuple):
    """A number as written, what it is worth in its unit, and that unit (empty: a bare count)."""

    text: str
    worth: str
    unit: str


class Compared(NamedTuple):
    """What differs between the numbers of two texts. `reordered`: the same figures in another order."""

    figures: tuple[Replacement, ...]
    dates: tuple[Replacement, ...]
    reordered: bool


NO_NUMBERS: Final = Compared((), (), False)
"""Nothing differs."""


@lru_cache(maxsize=4096)
def read_figure(text: str) -> Figure:
    """The worth of one figure token; what cannot be read as a number is worth its own spelling."""
    unit = _unit(text)
    digits = _DIGITS.search(text)
    if digits is None:
        return Figure(text, _plain(_han_number(text.removeprefix("百分之").strip())), unit)
    if not _PLAIN.fullmatch(digits[0]):
        return Figure(text, text, unit)
    value = Decimal(digits[0].replace(",", "").replace("，", ""))
    sign = -1 if re.search(r"[-−–]", text[: digits.start()]) else 1
    return Figure(text, _plain(sign * value.scaleb(_scale(text[digits.end() :]))), unit)


@lru_cache(maxsize=1024)
def compare_numbers(old: str, new: str) -> Compared:
    """Which figures and dates stand in one text and not in the other; those of one unit are paired in order."""
    if _same_digits(old, new):
        return NO_NUMBERS
    old_figures, old_dates = _numbers(old)
    new_figures, new_dates = _numbers(new)
    if old_figures == new_figures and old_dates == new_dates:
        return NO_NUMBERS
    figures = _differing(old_figures, new_figures)
    same_order = [f.worth for f in old_figures] == [f.worth for f in new_figures]
    return Compared(figures, _differing(old_dates, new_dates), not figures and not same_order)


def _same_digits(old: str, new: str) -> bool:
    """Whether all digits of both texts stand between the same words, so that their numbers are the same: cheap."""
    if _HAN_NUMERAL.search(old) or _HAN_NUMERAL.search(new):
        return False
    return _around_digits(old) == _around_digits(new)


def _around_digits(text: str) -> list[str]:
    """Every run of digits with as much beside it as can belong to its number."""
    found = _RUN_OF_DIGITS.finditer(text)
    return [text[max(match.start() - 12, 0) : match.end() + 24] for match in found]


def _numbers(text: str) -> tuple[list[Figure], list[Figure]]:
    """The figures and the dates of a text, in order."""
    figures: list[Figure] = []
    dates: list[Figure] = []
    if not _MAY_HOLD_NUMBERS.search(text):
        return figures, dates
    for piece in [piece for piece in pieces(text) if piece[0] not in _NO_NUMBER_BEGINS_WITH]:
        kind = kind_of(piece)
        if kind == "figure":
            figures.append(read_figure(piece))
        elif kind == "date":
            dates.append(_date(piece))
    return figures, dates


@lru_cache(maxsize=1024)
def _date(text: str) -> Figure:
    """A date worth the day, month, year or span of years it is, in any spelling: `May 2025` and `2025年5月` are one."""
    return Figure(text, _day_of(text), "date")


def _day_of(text: str) -> str:
    digits = _DATE_DIGITS.findall(text)
    month = next((n for n, name in enumerate(_MONTHS, 1) if name in text.lower()), 0)
    if month:
        return "-".join((digits[-1], f"{month:02}", *(f"{int(day):02}" for day in digits[:-1])))
    if _SPAN_OF_YEARS.fullmatch(text):
        first, last = digits
        return f"{first} to {last if len(last) == len(first) else first[:2] + last}"
    return "-".join(f"{int(each):02}" for each in digits) + ("s" if text.endswith("s") else "")


def _differing(old: Sequence[Figure], new: Sequence[Figure]) -> tuple[Replacement, ...]:
    gone, come = _without(old, new), _without(new, old)
    pairs: list[Replacement] = []
    for figure in list(gone):
        partner = next((other for other in come if other.unit == figure.unit), None)
        if partner is not None:
            pairs.append(Replacement(old=figure.text, new=partner.text))
            gone.remove(figure)
            come.remove(partner)
    pairs += [Replacement(old=figure.text, new=None) for figure in gone]
    pairs += [Replacement(old=None, new=figure.text) for figure in come]
    return tuple(pairs)


def _without(figures: Sequence[Figure], others: Sequence[Figure]) -> list[Figure]:
    known = Counter((figure.worth, figure.unit) for figure in others)
    left = []
    for figure in figures:
        if known[figure.worth, figure.unit] > 0:
            known[figure.worth, figure.unit] -= 1
        else:
            left.append(figure)
    return left


def _unit(text: str) -> str:
    if re.search(r"百分點|百分点|percentage point", text):
        return "points"
    if re.search(r"[%％]|per ?cent|百分之", text):
        return "%"
    return next((unit for mark, unit in _CURRENCIES if mark in text), "")


def _scale(tail: str) -> int:
    word = tail.strip().lower()
    for name, power in _SCALES:
        if word == name or (not name.isascii() and word.startswith(name)) or word.startswith(f"{name} "):
            return power
    return 0


def _plain(value: Decimal | str) -> str:
    return value if isinstance(value, str) else format(value.normalize(), "f")


def _han_number(text: str) -> Decimal | str:
    whole, _, fraction = text.replace("点", "點").partition("點")
    total = section = digit = 0
    for character in whole:
        if character in _HAN_DIGIT:
            digit = _HAN_DIGIT[character]
        elif character in _HAN_STEP:
            section += (digit or 1) * _HAN_STEP[character]
            digit = 0
        elif character in _HAN_MYRIAD:
            total += (section + digit) * _HAN_MYRIAD[character]
            section = digit = 0
        else:
            return text
    tail = "".join(str(_HAN_DIGIT.get(character, "")) for character in fraction)
    try:
        return Decimal(f"{total + section + digit}.{tail or 0}")
    except InvalidOperation:
        return text
