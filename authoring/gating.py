"""Patterns behind a gate of plain words, so that the rules can run at every key press.

A pattern of many alternatives tries all of them at every place of a text. Nearly always none of its words is there at
all, and looking for plain words costs a hundredth of that. The words of a gate are such that every match holds one of
them; a test makes matches of every pattern and sends them through its gate.

Pure; imports nothing of the house.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_AS_PATTERNS_SEE: Final = {0x130: "i", 0x131: "i"}
"""Letters that a pattern without regard to case takes for an i, and that folding the case does not make one."""


def folded(text: str) -> str:
    """The text as the gates look at it: without regard to case."""
    return text.lower() if text.isascii() else text.translate(_AS_PATTERNS_SEE).casefold()


_folded_lately = lru_cache(maxsize=4096)(folded)


@dataclass(frozen=True)
class Gated:
    """A pattern, and the words in lower case of which every match of it holds one."""

    pattern: re.Pattern[str]
    words: tuple[str, ...]

    def opens(self, folded_text: str) -> bool:
        """Whether one of the words is there: if not, the pattern matches nowhere."""
        for word in self.words:  # noqa: SIM110 - any() over a generator takes twice as long
            if word in folded_text:
                return True
        return False

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match in a text."""
        return self.pattern.finditer(text) if self.opens(_folded_lately(text)) else iter(())

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in a text."""
        return self.pattern.search(text) if self.opens(_folded_lately(text)) else None


def gated(pattern: str, words: str, flags: re.RegexFlag = re.NOFLAG) -> Gated:
    """A pattern behind a gate; `words` are separated by spaces, `_` stands for a space within one."""
    return Gated(re.compile(pattern, flags), tuple(word.replace("_", " ") for word in words.split()))
