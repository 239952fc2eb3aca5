"""Soft wrapping that can be undone: lines are broken at spaces only, and joined as they were."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_WIDTH: Final = 96
_NO_SPACE_SCRIPTS: Final = re.compile(r"[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")
_LOOKS_LIKE_FORM: Final = re.compile(r"[\w]+:|[*#\[]")


def wrap(text: str, first: str, rest: str) -> list[str]:
    """`first` and the text, going on in lines that begin with `rest`. Widths are in terminal cells."""
    lines, line = [], first
    for number, word in enumerate(text.split(" ")):
        glue = " " if number else ""
        if number and _cells(line) + 1 + _cells(word) > _WIDTH and _may_break(line, word):
            lines.append(line)
            line = rest + word
        else:
            line += glue + word
    return [*lines, line]


def unwrap(lines: Iterable[str]) -> str:
    """The lines as one; Chinese and Japanese are joined without a space."""
    text = ""
    for line in (each.strip() for each in lines):
        tight = text and line and _NO_SPACE_SCRIPTS.match(text[-1]) and _NO_SPACE_SCRIPTS.match(line[0])
        text += line if tight or not text or not line else f" {line}"
    return text


def _may_break(line: str, word: str) -> bool:
    """Not where joining would lose the space, nor before what would read as part of the form."""
    if not word or line.endswith(" ") or _LOOKS_LIKE_FORM.match(word):
        return False
    return not (_NO_SPACE_SCRIPTS.match(line[-1]) and _NO_SPACE_SCRIPTS.match(word[0]))


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
