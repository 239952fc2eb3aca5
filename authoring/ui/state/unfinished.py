"""Unfinished text: what a person typed and has not saved, on disk within a moment, whatever ends the program.

One file a section and person below the workspace's cache, replaced whole, so that it is either the old text or the new.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import orjson
from pydantic import ValidationError

from authoring.durable import replace_lasting
from authoring.errors import StorageError
from authoring.revisions.places import make_cache
from authoring.ui.state.workroom import SectionKey
from schemas.events import EventId
from schemas.sections.registry import SECTION, Section


@dataclass(frozen=True)
class Left:
    """A text that was never saved, and the revision it was begun on."""

    content: Section
    on: EventId


class Unfinished:
    """Where one person's unfinished text of one section is kept."""

    def __init__(self, cache: Path, key: SectionKey, person: str) -> None:
        who = hashlib.sha256(person.encode()).hexdigest()[:8]
        self._cache = cache
        self.path = cache / "edits" / f"{key.soc}.{key.locale}.{key.section}.{who}.json"

    def left(self) -> Left | None:
        """What was left, or None; a file that cannot be read back is put aside, not deleted."""
        try:
            found = orjson.loads(self.path.read_bytes())
            return Left(SECTION.validate_python(found["content"]), str(found["on"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, ValidationError):
            self._put_aside()
            return None

    def keep(self, content: Section, on: EventId) -> None:
        """Keep the text; on return it is on the disk. Raises `StorageError`."""
        written = orjson.dumps({"on": on, "content": content.model_dump(mode="json", warnings=False)})
        try:
            make_cache(self._cache)
            replace_lasting(self.path, written)
        except OSError as cause:
            raise StorageError.writing(self.path, cause) from cause

    def done(self) -> None:
        """It is saved, or given up."""
        self.path.unlink(missing_ok=True)

    def _put_aside(self) -> None:
        try:
            self.path.replace(self.path.with_suffix(".unreadable"))
        except OSError:
            return
