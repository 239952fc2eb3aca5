"""Findings kept from one run of the checks to the next, by all they depend on. Rebuildable: it may be deleted at any time.

Two shelves: what was found in a section, by its text, facts and rules; and what was found in a whole log, by the state
of its file, so that a run over everything reads no log that did not change.
"""

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson

from authoring.checks.alike import Wording, alike, sketch
from authoring.checks.reports.reported import Reported
from authoring.revisions.contents import LogName
from authoring.revisions.places import make_cache
from schemas.base import SocCode
from schemas.events import Revision
from schemas.findings import Finding

_FILE: Final = "findings.sqlite"
_FORMAT: Final = "3"
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS kept_by (edition TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS findings (key TEXT PRIMARY KEY, json BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS logs (soc TEXT, locale TEXT, key TEXT NOT NULL, json BLOB NOT NULL, PRIMARY KEY (soc, locale))
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS wordings (hash INTEGER, soc TEXT, locale TEXT, section TEXT, item TEXT, field TEXT, text TEXT);
CREATE INDEX IF NOT EXISTS wordings_by_hash ON wordings (hash);
CREATE INDEX IF NOT EXISTS wordings_by_log ON wordings (soc, locale);
"""
_MOST_ALIKE: Final = 20


class KeptLog(NamedTuple):
    """What is open in one log, and the state of everything it was found in; no key: it may be another the next time."""

    name: LogName
    key: str
    found: tuple[Reported, ...]
    wordings: tuple[Wording, ...]


class KeptFindings:
    """A file of findings in the cache folder. A file that cannot be read or written is done without."""

    def __init__(self, folder: Path, edition: str) -> None:
        self._folder = folder
        self._edition = f"{_FORMAT} {edition}"

    def key(self, revision: Revision, sheet_hash: str, beside: str) -> str:
        """What the findings on a revision depend on: its text, its language, the facts then and now, the rules; `beside`."""
        cited = [each.model_dump(mode="json") for each in revision.cited or ()]
        parts = (
            revision.hash,
            revision.locale,
            revision.to_translate,
            cited,
            revision.sheet_hash,
            sheet_hash,
            beside,
            self._edition,
        )
        return hashlib.sha256(orjson.dumps(parts)).hexdigest()

    def key_of_log(self, stamp: str, sheet_hash: str, beside: str) -> str:
        """What the findings on a log depend on: the state of its file, the facts, the rules; and what stands `beside`."""
        return hashlib.sha256("\n".join((stamp, sheet_hash, beside, self._edition)).encode()).hexdigest()

    def load(self, keys: Iterable[str]) -> dict[str, tuple[Finding, ...]]:
        """Those of these keys that are kept."""
        wanted = tuple(keys)
        rows = self._rows(f"SELECT key, json FROM findings WHERE key IN ({', '.join('?' * len(wanted))})", wanted)  # noqa: S608
        with contextlib.suppress(ValueError):
            return {key: tuple(Finding.model_validate(each) for each in orjson.loads(kept)) for key, kept in rows}
        return {}

    def load_logs(self, keys: Mapping[LogName, str]) -> dict[LogName, tuple[Reported, ...]]:
        """What is open in those of these logs that are as they were."""
        rows = self._rows("SELECT soc, locale, key, json FROM logs")
        names = ((LogName(soc, locale), key, kept) for soc, locale, key, kept in rows)
        with contextlib.suppress(ValueError, KeyError, TypeError):
            return {
                name: tuple(_reported(name, each) for each in orjson.loads(kept))
                for name, key, kept in names
                if keys.get(name) == key
            }
        return {}

    def near_duplicates(self, soc: SocCode) -> tuple[tuple[Wording, Wording], ...]:
        """The texts of an occupation that another one's page has nearly so, each with the first such."""
        own: dict[Wording, list[int]] = {}
        for mark, *words in self._rows("SELECT * FROM wordings WHERE soc = ?", (soc,)):
            own.setdefault(Wording(*words), []).append(mark)
        pairs = ((wording, self._like(wording, marks)) for wording, marks in own.items())
        return tuple((wording, other) for wording, other in pairs if other is not None)

    def _like(self, wording: Wording, marks: list[int]) -> Wording | None:
        query = (
            f"SELECT DISTINCT soc, locale, section, item, field, text FROM wordings"  # noqa: S608
            f" WHERE hash IN ({', '.join('?' * len(marks))}) AND locale = ? AND soc <> ? ORDER BY soc LIMIT {_MOST_ALIKE}"
        )
        found = (Wording(*row) for row in self._rows(query, (*marks, wording.locale, wording.soc)))
        return next((each for each in found if alike(each.text, wording.text)), None)

    def keep(self, found: Mapping[str, tuple[Finding, ...]], logs: Sequence[KeptLog] = ()) -> None:
        """Keep these for the next run. What another edition of the rules found is let go."""
        if not found and not logs:
            return
        with contextlib.suppress(sqlite3.Error, OSError):
            make_cache(self._folder)
            with contextlib.closing(sqlite3.connect(self._folder / _FILE)) as file:
                self._begin(file)
                rows = ((key, orjson.dumps([f.model_dump(mode="json") for f in each])) for key, each in found.items())
                file.executemany("INSERT OR REPLACE INTO findings VALUES (?, ?)", rows)
                lines = ((*log.name, log.key, orjson.dumps([_plain(each) for each in log.found])) for log in logs)
                file.executemany("INSERT OR REPLACE INTO logs VALUES (?, ?, ?, ?)", lines)
                file.executemany("DELETE FROM wordings WHERE soc = ? AND locale = ?", (log.name for log in logs))
                words = ((mark, *astuple(each)) for log in logs for each in log.wordings for mark in sketch(each.text))
                file.executemany("INSERT INTO wordings VALUES (?, ?, ?, ?, ?, ?, ?)", words)
                file.commit()

    def _rows(self, query: str, values: tuple[str | int, ...] = ()) -> list[Any]:
        path = self._folder / _FILE
        with contextlib.suppress(sqlite3.Error):
            if path.is_file():
                with contextlib.closing(sqlite3.connect(path)) as file:
                    return file.execute(query, values).fetchall()
        return []

    def _begin(self, file: sqlite3.Connection) -> None:
        file.executescript(_TABLES)
        if file.execute("SELECT edition FROM kept_by").fetchall() != [(self._edition,)]:
            for table in ("kept_by", "findings", "logs", "wordings"):
                file.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
            file.execute("INSERT INTO kept_by VALUES (?)", (self._edition,))


def _plain(each: Reported) -> dict[str, object]:
    return {"section": each.section, "file": each.file, "line": each.line, "text": each.text,
            "finding": each.finding.model_dump(mode="json")}  # fmt: skip


def _reported(name: LogName, kept: dict[str, Any]) -> Reported:
    finding = Finding.model_validate(kept["finding"])
    return Reported(name.soc, name.locale, kept["section"], finding, kept["file"], kept["line"], kept["text"])
