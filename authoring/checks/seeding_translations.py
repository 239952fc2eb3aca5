"""Seeded errors of translations: a true translation made wrong in one place, of a named kind.

Used to measure the rules that hold a translation against its source. Pure and without chance: every place that gives
occasion for an error gives one.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from authoring.checks.scripts import to_simplified, to_traditional
from authoring.glossary import Glossary
from authoring.quantities.numerals import quantities
from schemas.base import Locale


@dataclass(frozen=True)
class SeededText:
    """A translation with one error in it, and the kind of it."""

    kind: str
    text: str


Plant = Callable[[str, str, Locale, Glossary], Iterator[str]]
"""From source and translation, the translation with an error; nothing where there is no occasion."""

_SCALES: Final = (
    ("萬", "億"), ("億", "萬"), ("万", "億"), ("亿", "万"), ("만", "억"), ("miles", "millones"), ("millones", "miles"),
)  # fmt: skip
_ABOUT: Final = ("約", "约", "大約", "약 ", "unas ", "unos ", "alrededor de ")
_SHARES: Final = (
    ("五人", "六人"), ("5人に", "6人に"), ("다섯 명", "여섯 명"), ("cada cinco", "cada seis"),
)  # fmt: skip
_ENGLISH: Final = {"zh": "they work with many people", "ja": "they work with many people", "ko": "they work with many people",
                   "es": "they work with many people and the public"}  # fmt: skip
_OTHER_SCRIPT: Final = {"zh-TW": "资", "zh-CN": "資", "ja": "정보", "ko": "情報", "es": "資料"}


def seed_translation(source: str, translation: str, locale: Locale, glossary: Glossary) -> Iterator[SeededText]:
    """Every error that this pair of texts gives occasion for."""
    for kind, plant in PLANTS.items():
        for text in plant(source, translation, locale, glossary):
            if text != translation:
                yield SeededText(kind, text)


def _digit(_: str, text: str, locale: Locale, __: Glossary) -> Iterator[str]:
    for number in quantities(text, locale):
        for place in range(number.start, number.end):
            if text[place].isdecimal():
                other = "7" if text[place] != "7" else "3"
                yield text[:place] + other + text[place + 1 :]


def _dropped(_: str, text: str, locale: Locale, __: Glossary) -> Iterator[str]:
    for number in quantities(text, locale):
        yield text[: number.start] + text[number.end :]


def _scale(_: str, text: str, __: Locale, ___: Glossary) -> Iterator[str]:
    for right, wrong in _SCALES:
        found = re.search(rf"(?<=\d){re.escape(right)}|(?<=\d ){re.escape(right)}", text)
        if found:
            yield text[: found.start()] + wrong + text[found.end() :]


def _separators(_: str, text: str, locale: Locale, __: Glossary) -> Iterator[str]:
    """Thousands in Spanish as English sets them apart: 68,270 is sixty-eight and a bit there."""
    if locale == "es" and re.search(r"\d\.\d{3}", text):
        yield re.sub(r"(?<=\d)\.(?=\d{3})", ",", text)


def _hedge(source: str, text: str, _: Locale, __: Glossary) -> Iterator[str]:
    if re.search(r"\babout \$?\d", source):
        yield from (text.replace(word, "", 1) for word in _ABOUT if word in text)


def _share(_: str, text: str, __: Locale, ___: Glossary) -> Iterator[str]:
    """One in five becomes one in six."""
    for right, wrong in _SHARES:
        if right in text:
            yield text.replace(right, wrong)


def _name(source: str, text: str, _: Locale, __: Glossary) -> Iterator[str]:
    yield from (text.replace(name, "局") for name in ("BLS", "USCIS") if name in source)


def _english(_: str, text: str, locale: Locale, __: Glossary) -> Iterator[str]:
    yield f"{text} {_ENGLISH[locale.partition('-')[0]]}"


def _left(source: str, _: str, __: Locale, ___: Glossary) -> Iterator[str]:
    if len(source.split()) >= 4:
        yield source


def _script(_: str, text: str, locale: Locale, __: Glossary) -> Iterator[str]:
    yield text + _OTHER_SCRIPT[locale]
    table = to_simplified() if locale == "zh-TW" else to_traditional() if locale == "zh-CN" else {}
    changed = "".join(table.get(character, character) for character in text)
    if changed != text:
        yield changed


def _term(source: str, text: str, _: Locale, glossary: Glossary) -> Iterator[str]:
    for term in glossary.of([source]):
        if term.forbidden and term.translation in text:
            yield text.replace(term.translation, term.forbidden[0])


PLANTS: Final[dict[str, Plant]] = {
    "digit": _digit, "dropped number": _dropped, "scale": _scale, "separators": _separators, "hedge": _hedge, "share": _share,
    "dropped name": _name, "left in English": _left, "English run": _english, "other script": _script,
    "forbidden term": _term,
}  # fmt: skip
