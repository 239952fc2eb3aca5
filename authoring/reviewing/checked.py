"""Findings kept from one run of the checks to the next, by all they depend on. Rebuildable: it may be deleted at any time."""

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import orjson

from schemas.events import Revision
from schemas.findings import Finding

_FILE: Final = "findings.sqlite"
_TABLE: Final = "CREATE TABLE IF NOT EXISTS findings (key TEXT PRIMARY KEY, json BLOB NOT NULL) WITHOUT ROWID"


class KeptFindings:
    """A file of findings in the cache folder. A file that cannot be read or written is done without."""

    def __init__(self, folder: Path, edition: str) -> None:
        self._folder = folder
        self._edition = edition

    def key(self, revision: Revision, sheet_hash: str) -> str:
        """What the findings on a revision depend on: its text, its language, the facts then and now, the rules."""
        cited = [each.model_dump(mode="json") for each in revision.cited or ()]
        parts = (
            revision.hash,
            revision.locale,
            revision.to_translate,
            cited,
            revision.sheet_hash,
            sheet_hash,
            self._edition,
        )
        return hashlib.sha256(orjson.dumps(parts)).hexdigest()

    def load(self, keys: Iterable[str]) -> dict[str, tuple[Finding, ...]]:
        """Those of these keys that are kept."""
        path = self._folder / _FILE
        found: dict[str, tuple[Finding, ...]] = {}
        if not path.is_file():
            return found
        with contextlib.suppress(sqlite3.Error, ValueError), contextlib.closing(sqlite3.connect(path)) as file:
            for key in keys:
                row = file.execute("SELECT json FROM findings WHERE key = ?", (key,)).fetchone()
                if row:
                    found[key] = tuple(Finding.model_validate(each) for each in orjson.loads(row[0]))
        return found

    def keep(self, found: dict[str, tuple[Finding, ...]]) -> None:
        """Keep these for the next run."""
        if not found or not self._folder.is_dir():
            return
        rows = [(key, orjson.dumps([f.model_dump(mode="json") for f in each])) for key, each in found.items()]
        with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(self._folder / _FILE)) as file:
            file.execute(_TABLE)
            file.executemany("INSERT OR REPLACE INTO findings VALUES (?, ?)", rows)
            file.commit()
