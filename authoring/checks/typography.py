"""Typography of English and Chinese, and what all languages share. Every fix here is safe. `typesetting` has the others."""

import re
from collections.abc import Iterator
from typing import Final

from authoring.checks.registry import CheckedSection, Hit, rule, sweep
from authoring.gating import gated
from schemas.saying import template

_HAN: Final = "\u3400-\u9fff\uf900-\ufaff"
_FULLWIDTH: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_HALFWIDTH_IN_HAN: Final = re.compile(rf"(?<=[{_HAN}])[,;:?!](?=[{_HAN}])|(?<=[{_HAN}])[.](?=$|[{_HAN}])")
_SPACE_IN_HAN: Final = re.compile(rf"(?<=[{_HAN}，。、；：？！]) +(?=[{_HAN}，。、；：？！])")
_ENGLISH_QUOTES_IN_HAN: Final = re.compile(rf"(?<=[{_HAN}，。：])“[^”]*”|^“[^”]*”(?=[{_HAN}])")
_STRAIGHT: Final = gated(r"\"[^\"]*\"", '"')
_DOUBLE_HYPHEN: Final = gated(r"(?<=\w) ?--+ ?(?=\w)", "--")
_SPACES: Final = gated(r"(?<=\S)  +(?=\S)", "__")
_SPACE_BEFORE: Final = gated(r"(?<=[A-Za-z0-9]) +(?=[,.;:?!](?:\s|$))", "_, _. _; _: _? _!")


@rule("typography.halfwidth", "warning")
def halfwidth(section: CheckedSection) -> Iterator[Hit]:
    """Western punctuation stands between Chinese characters."""
    if _is_chinese(section):
        hint = template("Use the Chinese mark.")
        yield from sweep(
            section, _HALFWIDTH_IN_HAN, template("“{text}” between Chinese characters"), hint, _FULLWIDTH.__getitem__
        )


@rule("typography.space-in-chinese", "warning")
def space_in_chinese(section: CheckedSection) -> Iterator[Hit]:
    """A space stands between two Chinese characters or marks."""
    if _is_chinese(section):
        yield from sweep(
            section,
            _SPACE_IN_HAN,
            template("a space between Chinese characters"),
            template("Take it out."),
            lambda _: "",
        )


@rule("typography.quotes-in-chinese", "note")
def quotes_in_chinese(section: CheckedSection) -> Iterator[Hit]:
    """English quotation marks stand on a page of Taiwan, which sets 「」."""
    if section.locale == "zh-TW":
        fix = lambda found: f"「{found[1:-1]}」"  # noqa: E731
        yield from sweep(
            section, _ENGLISH_QUOTES_IN_HAN, template("{text} in English marks"), template("Use 「」."), fix
        )


@rule("typography.straight-quotes", "note")
def straight_quotes(section: CheckedSection) -> Iterator[Hit]:
    """Straight quotation marks, as typewriters had them."""
    if not _is_han(section):
        yield from sweep(
            section,
            _STRAIGHT,
            template("{text} in straight marks"),
            template("Use “ and ”."),
            lambda found: f"“{found[1:-1]}”",
        )


@rule("typography.dashes", "note")
def dashes(section: CheckedSection) -> Iterator[Hit]:
    """Two hyphens stand for a dash, as on typewriters."""
    yield from sweep(
        section,
        _DOUBLE_HYPHEN,
        template("“{text}” for a dash"),
        template("Use a dash, or two sentences."),
        lambda _: " – ",
    )


@rule("typography.spaces", "warning")
def spaces(section: CheckedSection) -> Iterator[Hit]:
    """Two spaces in a row, or a space before a comma or full stop."""
    yield from sweep(section, _SPACES, template("two spaces in a row"), template("Leave one."), lambda _: " ")
    if not _is_han(section):
        yield from sweep(
            section, _SPACE_BEFORE, template("a space before a mark"), template("Take it out."), lambda _: ""
        )


def _is_chinese(section: CheckedSection) -> bool:
    return section.locale.startswith("zh")


def _is_han(section: CheckedSection) -> bool:
    return section.locale.partition("-")[0] in ("zh", "ja")
