"""Tokens: text cut so that no number is ever split.

A token is a whole figure with its sign, currency and unit (`$68,270`, `1.7 percent`, `6 萬`), a whole date (`May 2025`,
`2024-34`, `2025年5月`), a whole word (`GPT-4`, `H-1B`, `O*NET`), one Han or kana character, a run of space, or one mark.
The tokens of a text joined are the text.
"""

import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple, cast

TokenKind = Literal["figure", "date", "word", "han", "space", "mark"]


class Token(NamedTuple):
    """One piece of a text as written, and what it is."""

    text: str
    kind: TokenKind


_HAN: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTER: Final = rf"[^\W\d_{_HAN}]"
_GAP: Final = "[ \u00a0\u202f]?"
_NUMBER: Final = r"\d+(?:[.,，]\d+)*"
_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_NUMERAL: Final = "一二兩两三四五六七八九十百千萬万億亿零〇"

_CODE: Final = r"(?<![\d.,])\d{2}-\d{4}(?:\.\d\d)?(?![\d,])"
_DATE: Final = "|".join(
    (
        r"(?<![\d.,])\d{4}-\d\d-\d\d(?!\d)",
        rf"(?<![\d.,])(?:19|20)\d\d{_GAP}年(?:{_GAP}\d{{1,2}}{_GAP}月(?:{_GAP}\d{{1,2}}{_GAP}[日號号])?)?",
        rf"(?<!\w){_MONTH} (?:\d{{1,2}},? )?(?:19|20)\d\d(?![\d,.]\d|\d)",
        rf"(?<![\d.,])(?:19|20)\d\d{_GAP}[-–—~～至到]{_GAP}(?:(?:19|20)\d\d|\d\d)(?![\d%％]|[.,]\d|-\d)",
    )
)
_UNIT: Final = (
    rf"{_GAP}(?:[%％‰]|percentage points?\b|per ?cent\b|(?:thousand|million|billion|trillion)\b"
    rf"|[十百千]?[萬万億亿兆]|[十百千])?"
    rf"{_GAP}(?:個百分點|个百分点|美元|美金|元|dollars\b)"
    rf"|{_GAP}(?:[%％‰]|percentage points?\b|per ?cent\b|(?:thousand|million|billion|trillion)\b"
    rf"|[十百千]?[萬万億亿兆]|[十百千](?![{_HAN}]))"
    rf"|{_LETTER}+"
)
_FIGURE: Final = (
    rf"(?:(?<![\w)\]])[-−–+])?(?:\b(?:US|NT|HK|CA|AU))?(?:[$€£¥￥＄]{_GAP})?[-−]?{_NUMBER}(?:{_UNIT})?"
    rf"|百分之{_GAP}(?:{_NUMBER}|[{_NUMERAL}]+(?:[點点][{_NUMERAL}]+)?)"
    rf"|(?=[{_NUMERAL}]*[十百千萬万億亿])[一二兩两三四五六七八九十][{_NUMERAL}]+"
)
_WORD: Final = (
    rf"{_LETTER}(?:{_LETTER}|[\d_\u0300-\u036f]|['’*&](?={_LETTER}|\d)"
    rf"|-(?=(?!(?:19|20)\d\d)(?:{_LETTER}|\d))|(?<=\d)[.,](?=\d))*"
)
WORDS: Final = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+(?:[.,]\d+)*")
"""Words for likeness: letters and digits, a Han character each; cheaper than tokens, and without their marks."""

_PLAIN_WORD: Final = r"[a-z]+(?=[ ,;:.!?)”]|\Z)"
"""What most tokens are; tried first because it is cheap, and never the beginning of anything longer."""

_PIECE: Final = re.compile(
    rf"{_PLAIN_WORD}| (?!\s)|{_CODE}|{_DATE}|{_FIGURE}|{_WORD}|[{_HAN}]|\s+|.",
    re.DOTALL,
)
_KIND: Final = re.compile(
    rf"(?P<code>{_CODE})|(?P<date>{_DATE})|(?P<figure>{_FIGURE})|(?P<word>{_WORD})|(?P<han>[{_HAN}])"
    r"|(?P<space>\s+)|(?P<mark>.)",
    re.DOTALL,
)
_BARE_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:s)?")


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[str, ...]:
    """The tokens of a text as they are written; joined they are the text."""
    return tuple(_PIECE.findall(text))


@lru_cache(maxsize=8192)
def kind_of(piece: str) -> TokenKind:
    """What one token is."""
    match = _KIND.match(piece)
    kind = match.lastgroup if match else "mark"
    if kind == "figure" and _BARE_YEAR.fullmatch(piece):
        return "date"
    return cast("TokenKind", "word" if kind == "code" else kind)


def tokenise(text: str) -> tuple[Token, ...]:
    """The tokens of a text, in order, each with its kind."""
    return tuple(Token(piece, kind_of(piece)) for piece in pieces(text))
