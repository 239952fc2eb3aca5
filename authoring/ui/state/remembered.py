"""Where a person left off in a workspace, kept between runs: the filter, the sort, the section, the colours.

One small file a person below the workspace's cache; losing it costs nothing but a few keys, so it is never an error.
"""

import contextlib
import hashlib
from pathlib import Path

from pydantic import ValidationError

from authoring.durable import replace_whole
from authoring.revisions.places import make_cache
from authoring.ui.state.queue_view import Sort
from authoring.ui.state.workroom import SectionKey
from schemas.base import Locale, SocCode, Value
from schemas.sections.registry import SectionName


class Place(Value):
    """A section somebody was at; `reading` where it was open, not only under the cursor."""

    soc: SocCode
    locale: Locale
    section: SectionName
    reading: bool = False

    @property
    def key(self) -> SectionKey:
        """The section."""
        return SectionKey(self.soc, self.locale, self.section)


class Remembered(Value):
    """What the next run begins with."""

    filter: str = ""
    sort: Sort = "urgent"
    grouped: bool = False
    place: Place | None = None
    theme: str = ""


class Memory:
    """One person's file. Reading a missing or damaged one gives the defaults; what cannot be written is forgotten."""

    def __init__(self, cache: Path, person: str) -> None:
        self._cache = cache
        self.path = cache / "screens" / f"{hashlib.sha256(person.encode()).hexdigest()[:8]}.json"

    def read(self) -> Remembered:
        """What was kept last."""
        try:
            return Remembered.model_validate_json(self.path.read_bytes())
        except (OSError, ValidationError):
            return Remembered()

    def keep(self, remembered: Remembered) -> None:
        """Keep it, replaced whole."""
        with contextlib.suppress(OSError):
            make_cache(self._cache)
            replace_whole(self.path, remembered.model_dump_json().encode())
