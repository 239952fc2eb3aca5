"""Entries of an answer that is still coming, as they complete: cleaned for a screen, judged by nobody yet.

Invariant: what is read here is only ever shown. A revision is made of the whole answer, by `reading` and `judging`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pydantic_core import from_json

from authoring.llm.model import Delta
from authoring.text import clean_line

_LONGEST_TEXT: Final = 4_000
_MOST_ENTRIES: Final = 60
_THOUGHTS: Final = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_NOT_SHOWN: Final = frozenset({"id", "ref", "cites", "citations", "section"})


@dataclass(frozen=True)
class Arrived:
    """One entry of an answer: the field it stands in, its texts in order, and whether all of it is here."""

    field: str
    texts: tuple[str, ...]
    whole: bool


class Arriving:
    """One answer on its way. Text is collected as it comes and read when somebody looks."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._entries: tuple[Arrived, ...] = ()
        self._read = True

    def hear(self, delta: Delta) -> None:
        """Take a piece in; one that begins an answer takes the place of all before it."""
        if delta.first:
            self._pieces = []
        self._pieces.append(delta.text)
        self._read = False

    @property
    def entries(self) -> tuple[Arrived, ...]:
        """What is here so far, in order. Only the last one may still grow."""
        if not self._read:
            text = "".join(self._pieces)
            self._pieces, self._read = [text], True
            self._entries = tuple(entries_of(text))
        return self._entries

    @property
    def size(self) -> int:
        """Characters heard so far."""
        return sum(map(len, self._pieces))


def entries_of(text: str) -> Iterator[Arrived]:
    """The entries in the beginning of a JSON answer; nothing where it cannot be read as one."""
    bare = _THOUGHTS.sub("", text)
    bare = bare[bare.index("{") :] if "{" in bare else ""
    answer, ended = _read(bare)
    if not isinstance(answer, dict):
        return
    found = [(clean_line(str(name))[:40], texts) for name, value in answer.items() for texts in _entries(name, value)]
    for number, (name, texts) in enumerate(found[:_MOST_ENTRIES]):
        yield Arrived(name, texts, ended or number + 1 < len(found))


def _read(text: str) -> tuple[Any, bool]:
    """The value so far, and whether it is all of it: what may follow it (a code fence) is none of it."""
    try:
        return from_json(text.rstrip().removesuffix("```")), True
    except ValueError:
        pass
    try:
        return from_json(text, allow_partial="trailing-strings"), False
    except ValueError:
        return None, False


def _entries(name: str, value: object) -> Iterator[tuple[str, ...]]:
    if name in _NOT_SHOWN:
        return
    for entry in value if isinstance(value, list) else [value]:
        texts = tuple(text for text in _texts(entry) if text)
        if texts:
            yield texts


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield clean_line(value[:_LONGEST_TEXT])
    elif isinstance(value, list):
        for inner in value[:_MOST_ENTRIES]:
            yield from _texts(inner)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in _NOT_SHOWN:
                yield from _texts(inner)
