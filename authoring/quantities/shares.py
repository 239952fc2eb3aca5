"""Shares of one as Japanese, Korean and Spanish say them: `5人に1人`, `三分の一`, `다섯 명 중 한 명`, `una de cada cinco`."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from authoring.gating import gated
from authoring.quantities.numerals import chinese_value

_KO_SMALL: Final = {
    "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "스무": 20,
    "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9, "십": 10,
}  # fmt: skip
_ES_SMALL: Final = {
    "uno": 1, "una": 1, "un": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
    "diez": 10, "veinte": 20, "cien": 100,
}  # fmt: skip
_ES_PARTS: Final = {"tercio": 3, "cuarto": 4, "cuarta": 4, "quinto": 5, "quinta": 5, "décimo": 10, "décima": 10}
_HAN: Final = r"(?:[一二三四五六七八九十]+|\d+)"
_KO: Final = rf"(?:{'|'.join(_KO_SMALL)}|\d+)"
_ES: Final = rf"(?:{'|'.join(_ES_SMALL)}|\d+)"
_JAPANESE: Final = gated(
    rf"(?P<whole>{_HAN})\s?人(?:に|中有?|裡有|里有|のうち、?)\s?(?P<part>{_HAN})\s?人"
    rf"|(?P<under>{_HAN})\s?分の\s?(?P<over>{_HAN})"
    rf"|(?P<tenths>{_HAN})\s?割(?![りれる引合])|(?P<half>半数)",
    "人に 人中 人裡 人里 人のうち 分の 割 半数",
)
_KOREAN: Final = gated(
    rf"(?<![가-힣])(?P<whole>{_KO})\s?(?:명|사람|개)\s?중\s?(?P<part>{_KO})\s?(?:명|사람|개|꼴)"
    rf"|(?<![가-힣])(?P<under>{_KO})\s?분의\s?(?P<over>{_KO})|(?P<half>절반)",
    "중 분의 절반",
)
_SPANISH: Final = gated(
    rf"\b(?P<part>{_ES}) de cada (?P<whole>{_ES})\b"
    rf"|\b(?P<over>un|una|dos|tres|cuatro) (?P<under>{'|'.join(_ES_PARTS)})s?(?: partes?)?(?= de\b)|\b(?P<half>la mitad)\b",
    "de_cada tercio cuart quint décim mitad",
    re.IGNORECASE,
)


def shares(text: str) -> Iterator[tuple[Decimal, re.Match[str]]]:
    """Every share of a text in one of these languages, with where it stands."""
    for pattern, small in ((_JAPANESE, _han), (_KOREAN, _korean), (_SPANISH, _spanish)):
        for found in pattern.finditer(text):
            value = _value(found.groupdict(), small)
            if value is not None and 0 < value < 1:
                yield value, found


def _value(said: Mapping[str, str | None], small: "_Reader") -> Decimal | None:
    if said["half"]:
        return Decimal("0.5")
    if tenths := said.get("tenths"):
        return Decimal(small(tenths)) / 10
    part, whole = said["part"] or said["over"], said["whole"] or said["under"]
    return Decimal(small(part)) / small(whole) if part and whole and small(whole) else None


class _Reader:
    """Reads a small number in words or digits."""

    def __init__(self, words: Mapping[str, int]) -> None:
        self._words = words

    def __call__(self, written: str) -> int:
        if written.isdecimal():
            return int(written)
        return self._words[written.casefold()] if self._words else chinese_value(written)


_han, _korean, _spanish = _Reader({}), _Reader(_KO_SMALL), _Reader({**_ES_SMALL, **_ES_PARTS})
