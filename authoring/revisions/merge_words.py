"""Three-way merge of one line of text by word; Han and kana by character; numbers never inside."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_CHARACTER_SCRIPTS: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN: Final = re.compile(rf"\s+|[{_CHARACTER_SCRIPTS}]|[^\s{_CHARACTER_SCRIPTS}]+")


@dataclass(frozen=True)
class _Change:
    """Tokens `start` to `end` of the base became `new`."""

    start: int
    end: int
    new: tuple[str, ...]


def merge_words(base: str, left: str, right: str) -> str | None:
    """The text with both changes, or None where they touch the same words or neighbouring ones."""
    tokens = _TOKEN.findall(base)
    ours, theirs = _changes(tokens, left), _changes(tokens, right)
    if any(_meet(a, b) and a != b for a in ours for b in theirs):
        return None
    merged = list(tokens)
    changes = {(change.start, change.end): change for change in (*ours, *theirs)}
    for change in sorted(changes.values(), key=lambda c: (c.start, c.end), reverse=True):
        merged[change.start : change.end] = change.new
    return "".join(merged)


def _changes(base: Sequence[str], text: str) -> list[_Change]:
    tokens = _TOKEN.findall(text)
    blocks = SequenceMatcher(None, base, tokens, autojunk=False).get_opcodes()
    return [_Change(i, j, tuple(tokens[k:m])) for kind, i, j, k, m in blocks if kind != "equal"]


def _meet(a: _Change, b: _Change) -> bool:
    """Neighbours count: two people who change words side by side are writing the same phrase."""
    return a.start <= b.end + 1 and b.start <= a.end + 1
