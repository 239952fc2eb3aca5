"""Typography of Japanese, Korean and Spanish, and digits in East Asian text. Every fix here is safe: no word changes.

Japanese follows JLREQ: full-width marks, corner brackets, digits and Latin letters half-width and without a typed space around
them (a page sets the gap). Korean keeps its spaces and has half-width marks. Spanish is written as CLDR's `es` writes numbers.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from authoring.checks.registry import CheckedSection, Hit, rule, sweep
from schemas.saying import said, template

_JA: Final = "\u3041-\u3096\u309d-\u309e\u30a1-\u30fa\u30fc-\u30fe\u3005\u3007\u4e00-\u9fff\uf900-\ufaff"
_JA_MARKS: Final = {",": "、", "，": "、", ".": "。", "．": "。", ";": "；", ":": "：", "?": "？", "!": "！"}
_JA_MARK: Final = re.compile(
    f"(?<=[{_JA}」』）])[,.;:?!] ?(?=[{_JA}「『（]|$)"  # a Western mark after Japanese
    r"|(?:(?<![\d０-９])[，．] ?|[，．](?![\d０-９]) ?)"  # the wide comma and full stop are 、 and 。 here
)
_JA_BRACKETS: Final = re.compile(rf"(?<=[{_JA}])\([^()]*\)")
_JA_SPACE: Final = re.compile(f"(?<=[{_JA}、。：；「」『』（）]) +(?=\\S)|(?<=[^\\s？！]) +(?=[{_JA}、。「」『』（）])")
_JA_QUOTES: Final = re.compile(
    f'(?<=[{_JA}、。（])(?:“[^“”「」]*”|"[^"「」]*")|^(?:“[^“”「」]*”|"[^"「」]*")(?=[{_JA}])'
)
_HALFWIDTH_KANA: Final = re.compile("[\uff61-\uff9f]+")
_WIDE_DIGITS: Final = re.compile("[０-９Ａ-Ｚａ-ｚ](?:[，．]?[０-９Ａ-Ｚａ-ｚ])*％?|(?<=[0-9])％")
_KO_MARKS: Final = {
    "，": ",",
    "、": ",",
    "；": ";",
    "：": ":",
    "。": ".",
    "．": ".",
    "？": "?",
    "！": "!",
    "（": "(",
    "）": ")",
}
_KO_MARK: Final = re.compile(r"(?:(?<![\d０-９])[，、；：。．？！]|[，、；：。．？！](?![\d０-９]))")
_KO_GLUED: Final = re.compile(rf"{_KO_MARK.pattern}(?=[\w“‘(（])")
_KO_FREE: Final = re.compile(rf"{_KO_MARK.pattern}(?![\w“‘(（])|[（）]")
_KO_PARTICLE: Final = re.compile(
    r"(?<=[A-Za-z0-9%)]) (?=(?:은|는|을|를|의|에|에서|에게|와|로|으로|부터|까지|보다)(?:[\s.,?!]|$))"
)
_ES_PERCENT: Final = re.compile(r"(?<=\d)%")
_ES_DECIMALS: Final = re.compile(
    r"(?<![\w.,-])\d+\.\d{1,2}(?=[\s\u202f]?(?:%|por ciento\b|puntos\b|(?:mil )?millones\b))", re.IGNORECASE
)
_ES_ONE_QUESTION: Final = re.compile(r"[^\W_][^.,;:!?¿¡…]*([?!])")
_OPENING: Final = {"?": "¿", "!": "¡"}
_NO_BREAK: Final = "\u202f"
"""Narrow and not broken at the end of a line; an ordinary no-break space is folded into a space where text is cleaned."""


@rule("typography.japanese-marks", "warning")
def japanese_marks(section: CheckedSection) -> Iterator[Hit]:
    """Western marks stand in Japanese text, which sets 、 and 。 and full-width brackets."""
    if _is(section, "ja"):
        message, hint = template("“{text}” in Japanese text"), template("Write {fix}")
        yield from sweep(section, _JA_MARK, message, hint, lambda found: _JA_MARKS[found[0]])
        yield from sweep(section, _JA_BRACKETS, message, hint, lambda found: f"（{found[1:-1]}）")


@rule("typography.halfwidth-kana", "warning")
def halfwidth_kana(section: CheckedSection) -> Iterator[Hit]:
    """Katakana or Japanese marks stand in their half-width forms, as old terminals had them."""
    if _is(section, "ja"):
        message, hint = template("“{text}” is half-width"), template("Write {fix}")
        yield from sweep(section, _HALFWIDTH_KANA, message, hint, lambda found: unicodedata.normalize("NFKC", found))


@rule("typography.japanese-spaces", "note")
def japanese_spaces(section: CheckedSection) -> Iterator[Hit]:
    """A space is typed beside Japanese characters; between them and digits or Latin letters the page sets the gap."""
    if _is(section, "ja"):
        message = template("a space beside Japanese characters")
        yield from sweep(section, _JA_SPACE, message, template("Take it out."), lambda _: "")


@rule("typography.quotes-in-japanese", "note")
def quotes_in_japanese(section: CheckedSection) -> Iterator[Hit]:
    """English quotation marks stand in Japanese text, which sets 「」."""
    if _is(section, "ja"):
        message, hint = template("{text} in English marks"), template("Use 「」.")
        yield from sweep(section, _JA_QUOTES, message, hint, lambda found: f"「{found[1:-1]}」")


@rule("typography.fullwidth-digits", "warning")
def fullwidth_digits(section: CheckedSection) -> Iterator[Hit]:
    """Digits or Latin letters stand in their full-width forms on a Chinese, Japanese or Korean page."""
    if _is(section, "zh", "ja", "ko"):
        message, hint = template("“{text}” is full-width"), template("Write {fix}")
        yield from sweep(section, _WIDE_DIGITS, message, hint, lambda found: unicodedata.normalize("NFKC", found))


@rule("typography.korean-marks", "warning")
def korean_marks(section: CheckedSection) -> Iterator[Hit]:
    """Full-width marks stand in Korean text, which sets half-width ones with a space after them."""
    if _is(section, "ko"):
        message, hint = template("“{text}” in Korean text"), template("Write {fix}")
        yield from sweep(section, _KO_GLUED, message, hint, lambda found: f"{_KO_MARKS[found]} ")
        yield from sweep(section, _KO_FREE, message, hint, _KO_MARKS.__getitem__)


@rule("typography.korean-particle", "note")
def korean_particle(section: CheckedSection) -> Iterator[Hit]:
    """A particle stands apart from the name or figure that it belongs to."""
    if _is(section, "ko"):
        message = template("a space before a particle")
        yield from sweep(section, _KO_PARTICLE, message, template("Take it out."), lambda _: "")


@rule("typography.spanish-opening", "warning")
def spanish_opening(section: CheckedSection) -> Iterator[Hit]:
    """A Spanish question or exclamation has no ¿ or ¡ where it begins. Fixed where the whole text is one."""
    if not _is(section, "es"):
        return
    for text in section.texts:
        if text.item in section.to_translate:
            continue
        for closing, opening in _OPENING.items():
            if text.text.count(closing) > text.text.count(opening):
                one = _ES_ONE_QUESTION.fullmatch(text.text)
                fix = f"{opening}{text.text}" if one and one[1] == closing else None
                message = said("“{closing}” without “{opening}”", closing=closing, opening=opening)
                hint = said("Put {opening} where it begins.", opening=opening)
                yield Hit(text.item, text.field, message, hint, 0, len(text.text), text.text, fix)


@rule("typography.spanish-percent", "note")
def spanish_percent(section: CheckedSection) -> Iterator[Hit]:
    """The percent sign stands right at the figure; Spanish sets a space between them that no line breaks at."""
    if _is(section, "es"):
        message, hint = template("no space before “{text}”"), template("Put a no-break space before it.")
        yield from sweep(section, _ES_PERCENT, message, hint, lambda found: f"{_NO_BREAK}{found}")


@rule("typography.spanish-decimals", "warning")
def spanish_decimals(section: CheckedSection) -> Iterator[Hit]:
    """A decimal point stands in a Spanish figure, which has a comma there: 2,6 % and 1,2 millones."""
    if _is(section, "es"):
        message, hint = template("a decimal point in “{text}”"), template("Write {fix}")
        yield from sweep(section, _ES_DECIMALS, message, hint, lambda found: found.replace(".", ","))


def _is(section: CheckedSection, *languages: str) -> bool:
    return section.locale.partition("-")[0] in languages
