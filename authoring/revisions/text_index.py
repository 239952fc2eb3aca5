"""Full-text search over what sections say and what occupations are called, in any script.

Words of spaced scripts are found by their beginnings. Chinese, Japanese and Korean have no spaces to cut at: their
runs are kept as overlapping pairs of characters, so that any part of a run is found as it stands. The table is filled
after the queue and may lag behind it (`behind` says how far); it never says what is not in the text any more.
"""

import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Engine

from authoring.collecting import without_collecting
from authoring.revisions.tables import insert_rows, texts
from schemas.base import Locale, SocCode
from schemas.events import EventId
from schemas.sections.registry import SectionName

_UNSPACED: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_RUNS: Final = re.compile(f"[{_UNSPACED}]+|[^\\W{_UNSPACED}]+")
_UNSPACED_RUN: Final = re.compile(f"[{_UNSPACED}]+")
_NO_TEXT: Final = frozenset({"id", "citations", "section", "fact", "source", "passage", "unit", "kind", "coverage"})

_FOUND: Final = """
    SELECT t.soc, t.locale, t.section FROM words JOIN texts t ON t.id = words.rowid
    JOIN sections s ON (s.soc, s.locale, s.section) = (t.soc, t.locale, t.section) AND s.head = t.head
    WHERE words MATCH ? ORDER BY words.rowid LIMIT ?
"""
_MISSING: Final = """
    SELECT s.soc, s.locale, s.section, s.head FROM sections s
    LEFT JOIN texts t ON (t.soc, t.locale, t.section) = (s.soc, s.locale, s.section) AND t.head = s.head
    WHERE t.id IS NULL
"""


class Hit(NamedTuple):
    """A section that says what was sought."""

    soc: SocCode
    locale: Locale
    section: SectionName


class Wanting(NamedTuple):
    """A section whose text is not in the table yet."""

    soc: SocCode
    locale: Locale
    section: SectionName
    head: EventId


class TextIndex:
    """The words of all sections of one index."""

    def __init__(self, engine: Engine, guard: threading.RLock) -> None:
        self._engine = engine
        self._guard = guard

    def search(self, sought: str, limit: int = 50) -> tuple[Hit, ...]:
        """Sections that hold every word of `sought`; of an unspaced script, the very run of characters."""
        query = match_of(sought)
        if not query:
            return ()
        with self._guard, self._engine.connect() as connection:
            return tuple(Hit(*line) for line in connection.exec_driver_sql(_FOUND, (query, limit)))

    def behind(self) -> tuple[Wanting, ...]:
        """The sections whose present text is not in the table."""
        with self._guard, self._engine.connect() as connection:
            return tuple(Wanting(*line) for line in connection.exec_driver_sql(_MISSING))

    def add(self, found: Iterable[tuple[Wanting, str]]) -> None:
        """Put texts into the table. What an older text said stays there unread until the index is rebuilt."""
        found = tuple(found)
        with self._guard, without_collecting(), self._engine.begin() as connection:
            first = _next_id(connection)
            insert_rows(connection, texts, ((first + n, *wanting) for n, (wanting, _) in enumerate(found)))
            lines = [(first + n, words_of(text)) for n, (_, text) in enumerate(found)]
            if lines:
                connection.exec_driver_sql("INSERT INTO words (rowid, text) VALUES (?, ?)", lines)


def words_of(text: str) -> str:
    """The text with unspaced runs cut into overlapping pairs.

    The last character stands alone too, so that each one is the beginning of some word.
    """
    return _UNSPACED_RUN.sub(_in_pairs, text)


def match_of(sought: str) -> str:
    """The question in the words of FTS5; empty where nothing is sought."""
    return " ".join(_part(run) for run in _RUNS.findall(sought))


def text_of(content: object, title: str) -> str:
    """The title and all that a section says in words, from its JSON."""
    return "\n".join((title, *_strings(content)))


def _part(run: str) -> str:
    if not _UNSPACED_RUN.match(run) or len(run) == 1:
        return f'"{run}"*'
    return '"' + " ".join(run[at : at + 2] for at in range(len(run) - 1)) + '"'


def _in_pairs(found: re.Match[str]) -> str:
    run = found[0]
    return f" {' '.join(run[at : at + 2] for at in range(len(run)))} "


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            if name not in _NO_TEXT:
                yield from _strings(each)
    elif isinstance(value, Iterable):
        for each in value:
            yield from _strings(each)


def _next_id(connection: Connection) -> int:
    found: Any = connection.exec_driver_sql("SELECT max(id) FROM texts").scalar()
    newest: Any = connection.exec_driver_sql("SELECT max(rowid) FROM words").scalar()
    return max(found or 0, newest or 0) + 1
