"""The numbers in a text, as values: whatever scale, script or calendar they are written in.

Pure. 68,270 and 6萬8,270 are the same value, 6萬 is 60,000, 民國115年 is 2026. Letters with digits (H-1B, 25-4022)
are codes and compared as they are written; May 2025, 2025年5月, 2025년 5월 and mayo de 2025 name the same month.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_letters
from typing import Final

from authoring.quantities.separators import as_english_digits

_NARROW: Final = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CODE: Final = r"(?<![A-Za-z])[A-Za-z]+-?\d[A-Za-z0-9]*|\d{2}-\d{4}(?!\d)|\d-?[DG]\b"
_SPAN: Final = r"(?P<from>(?:19|20)\d\d)\s*[-–—~～至到]\s*(?P<to>(?:19|20)?\d\d)(?!\d)"
_DATE: Final = r"(?P<dated>(?:19|20)\d\d)-(?P<in_month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?(?![\d-])"
_REPUBLIC: Final = r"民國\s?(?P<republic>\d{2,3})\s?年"
_CHINESE_SCALES: Final = {
    "千億": 10**11, "千亿": 10**11, "百億": 10**10, "百亿": 10**10, "千萬": 10**7, "千万": 10**7, "百萬": 10**6, "百万": 10**6,
    "万亿": 10**12, "千": 10**3, "萬": 10**4, "万": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12,
}  # fmt: skip
_KOREAN_SCALES: Final = {"천만": 10**7, "백만": 10**6, "천": 10**3, "만": 10**4, "억": 10**8, "조": 10**12}
_SPANISH_SCALES: Final = {
    "mil millones": 10**9, "millones": 10**6, "millón": 10**6, "mil": 10**3, "miles": 10**3, "billones": 10**12,
}  # fmt: skip
_SCALES: Final = {
    **_CHINESE_SCALES, **_KOREAN_SCALES, **_SPANISH_SCALES,
    "thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9,
    "trillion": 10**12,
}  # fmt: skip
_SCALE: Final = (
    rf"\s?(?:{'|'.join((*_CHINESE_SCALES, *_KOREAN_SCALES))})"
    rf"|\s?(?:thousand|million|billion|trillion|{'|'.join(_SPANISH_SCALES)})\b|(?:k|K|M|bn)\b"
)
_PERCENT: Final = r"\s?(?:%|percent\b|per cent\b|por ciento\b|パーセント(?!ポイント)|퍼센트(?!포인트))"
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SPANISH_MONTHS: Final = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
_MONTH: Final = (
    rf"(?P<named>{'|'.join(_MONTHS)})(?=\s\d)|(?P<spanish>{'|'.join(_SPANISH_MONTHS)})(?=\sde\s\d)"
    r"|(?P<month>\d{1,2})\s?(?:月(?!薪)|월(?!급))"
)
_TOKEN: Final = re.compile(
    rf"(?P<code>{_CODE})|{_MONTH}|{_DATE}|{_SPAN}|{_REPUBLIC}|(?P<before>百分之\s?)?"
    rf"(?P<whole>(?:(?:{_NUMBER})(?:{_SCALE})?)(?:(?:(?<=[億亿萬万千만억천])|(?<=[만억천])\s)(?:{_NUMBER})(?:{_SCALE})?)*)"
    rf"(?P<tenths>成)?(?P<after>{_PERCENT})?"
)
_ANY_DIGIT: Final = re.compile(r"\d")
_LONGEST_BEFORE: Final = 24
"""What stands before the first digit of a token is shorter, such as a month, or it is the letters of a code."""
_PART: Final = re.compile(rf"({_NUMBER})({_SCALE})?")
_ABOUT_BEFORE: Final = re.compile(
    r"(?:(?:約|约|大約|大约|近|將近|将近)[有為为達达]?|およそ|ほぼ|약|대략|거의|(?:\b(?:about|around|roughly|nearly|almost|approximately"
    r"|some|close to|unos|unas|alrededor de|aproximadamente|cerca de|casi)))\s*(?:US)?\$?\s*$",
    re.IGNORECASE,
)
_ABOUT_AFTER: Final = re.compile(
    r"\s*(?:美元|元|人|個|个|年|名|ドル|달러|명|개|년)?\s*(?:左右|上下|or so\b|前後|ほど|程度|가량|정도|쯤)",
    re.IGNORECASE,
)

_WORDS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_ENGLISH: Final = {word: value for value, word in enumerate(_WORDS.split())}
_DIGITS: Final = {sign: value for value, signs in enumerate(("零〇", "一", "二兩两", "三", "四", "五", "六", "七", "八", "九"))
                  for sign in signs}  # fmt: skip
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Final = {"萬": 10**4, "万": 10**4, "億": 10**8, "亿": 10**8}
_CHINESE: Final = re.compile(f"[{''.join(_DIGITS)}十百千萬万億亿]+")
_KOREAN: Final = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8,
    "아홉": 9, "열": 10,
}  # fmt: skip
_KOREAN_WORD: Final = re.compile(rf"(?<![가-힣])(?:{'|'.join(_KOREAN)})(?=\s|개|명|가지|번|달|배|곳|건|편|권)")
_SINO_KOREAN: Final = str.maketrans("일이삼사오육칠팔구십백천만억", "一二三四五六七八九十百千萬億")
_SINO_KOREAN_WORD: Final = re.compile(
    r"(?<![가-힣])[일이삼사오육칠팔구십백천만억]+(?=\s?(?:년|개월|주|명|개|퍼센트|%|달러|배))"
)
_SPANISH_WORDS: Final = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte"
)
_SPANISH: Final = {
    **{word: value for value, word in enumerate(_SPANISH_WORDS.split())},
    **{"un": 1, "una": 1, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "cien": 100, "mil": 1000},
}
_SPANISH_WORD: Final = re.compile(rf"\b(?:{'|'.join(_SPANISH)})\b", re.IGNORECASE)
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


def quantities(text: str, locale: str = "") -> tuple[Quantity, ...]:
    """Every number written in digits, in order. `locale` tells 1.234,56 from 1,234.56."""
    if not _ANY_DIGIT.search(text):
        return ()
    narrow = as_english_digits(text.translate(_NARROW), locale)
    return tuple(each for found in _tokens(narrow) for each in _read(found, narrow, text))


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """Every token of a text. All of them hold a digit: the pattern is tried around digits only."""
    at = 0
    while digit := _ANY_DIGIT.search(text, at):
        start = max(at, digit.start() - _LONGEST_BEFORE)
        while start > at and text[start - 1] in ascii_letters:
            start -= 1
        found = _TOKEN.search(text, start)
        if found is None:
            return
        yield found
        at = found.end()


def spelled(text: str, locale: str = "") -> frozenset[Decimal]:
    """Values written in words: `three`, `三`, `一百二十`. Many are no numbers at all (`一些`), so they only ever excuse.

    Spanish words are read where the locale is Spanish: `once` is eleven there.
    """
    if locale.partition("-")[0] == "es":
        return frozenset(Decimal(_SPANISH[word[0].lower()]) for word in _SPANISH_WORD.finditer(text))
    english = (Decimal(_ENGLISH[word[0].lower()]) for word in _ENGLISH_WORD.finditer(text))
    chinese = (Decimal(chinese_value(word[0])) for word in _CHINESE.finditer(text))
    korean = (Decimal(_KOREAN[word[0]]) for word in _KOREAN_WORD.finditer(text))
    sino = (Decimal(chinese_value(word[0].translate(_SINO_KOREAN))) for word in _SINO_KOREAN_WORD.finditer(text))
    return frozenset((*english, *chinese, *korean, *sino))


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
    elif month := _month(found):
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


def _month(found: re.Match[str]) -> int:
    if found["named"]:
        return _MONTHS.index(found["named"]) + 1
    return _SPANISH_MONTHS.index(found["spanish"]) + 1 if found["spanish"] else int(found["month"] or 0)


def _is_span(found: re.Match[str]) -> bool:
    """`2011-12` is the span of two years that follow each other, `2011-08` a month."""
    return not found["day"] and int(found["in_month"]) == (int(found["dated"]) + 1) % 100


def _value(whole: str) -> Decimal:
    parts = _PART.findall(whole)
    return sum((Decimal(number.replace(",", "")) * _scale(scale) for number, scale in parts), Decimal(0))


def _scale(scale: str) -> int:
    return _SCALES[scale.strip().lower()] if scale else 1
