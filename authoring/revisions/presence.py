"""Who is in which section now. It is said again every few seconds and believed for less than a minute, so that whoever
leaves without a word, or is killed, is soon nowhere.

In files each program has a small one of its own in the cache of the workspace, which git ignores; in a team's database
each has a row (`postgres.presence_table`). Nothing else depends on it: where it cannot be said, it is not.
"""

import contextlib
import os
import secrets
import socket
import time
from pathlib import Path
from typing import Final, Literal, Protocol

from pydantic import ValidationError

from authoring.durable import replace_whole
from authoring.revisions.ids import now
from authoring.revisions.places import make_cache
from schemas.base import Locale, SocCode, Timestamp, Value
from schemas.events import ActorName
from schemas.sections.registry import SectionName

BELIEVED_SECONDS: Final = 40.0
SAID_EVERY_SECONDS: Final = 10.0
_FORGOTTEN_SECONDS: Final = 24 * 3600.0
_FOLDER: Final = "presence"

Doing = Literal["reading", "editing"]


class Present(Value):
    """One person in one section, since when."""

    person: ActorName
    soc: SocCode
    locale: Locale
    section: SectionName
    doing: Doing
    since: Timestamp


class Presence(Protocol):
    """Where this program is, and where the others are. None of it raises where it cannot be said or known."""

    def enter(self, soc: SocCode, locale: Locale, section: SectionName, doing: Doing) -> None:
        """Say where this person is; again at least every `SAID_EVERY_SECONDS`."""

    def leave(self) -> None:
        """Say that this person is nowhere any more."""

    def others(self) -> tuple[Present, ...]:
        """Who else is where, by name; the same person at another program is another."""


class _Said(Present):
    """What a file holds: whose program on which machine it was, so that one that ended is not believed."""

    host: str
    process: int


class PresenceFiles:
    """A file for each program under the cache of the workspace. Making this object touches nothing."""

    def __init__(self, cache: Path, person: str) -> None:
        self._cache = cache
        self._person = person
        self._name = f"{secrets.token_hex(8)}.json"
        self._place: tuple[str, str, str, str] | None = None
        self._since = ""

    def enter(self, soc: SocCode, locale: Locale, section: SectionName, doing: Doing) -> None:
        """Write this program's file."""
        place = (soc, locale, section, doing)
        if place != self._place:
            self._place, self._since = place, now()
        said = _Said(
            person=self._person, soc=soc, locale=locale, section=section, doing=doing, since=self._since,
            host=socket.gethostname(), process=os.getpid(),
        )  # fmt: skip
        with contextlib.suppress(OSError):
            make_cache(self._cache)
            replace_whole(self._cache / _FOLDER / self._name, said.model_dump_json().encode())

    def leave(self) -> None:
        """Remove this program's file."""
        self._place = None
        with contextlib.suppress(OSError):
            (self._cache / _FOLDER / self._name).unlink(missing_ok=True)

    def others(self) -> tuple[Present, ...]:
        """Whoever wrote lately and is not known to have ended."""
        try:
            files = [file for file in (self._cache / _FOLDER).iterdir() if file.name != self._name]
        except OSError:
            return ()
        found = [said for file in files if (said := _read(file)) and _runs(said)]
        return tuple(
            sorted((Present(**said.model_dump(include=set(Present.model_fields))) for said in found), key=_order)
        )


def _read(file: Path) -> _Said | None:
    """What a file says, if it was written lately; one that nobody will ever believe again is removed."""
    with contextlib.suppress(OSError, ValidationError, UnicodeDecodeError):
        age = time.time() - file.stat().st_mtime
        if abs(age) > _FORGOTTEN_SECONDS:
            file.unlink()
        # A clock that went back a little makes a file look younger than new; that is no reason to doubt it.
        if file.suffix == ".json" and not file.name.startswith(".") and -BELIEVED_SECONDS < age < BELIEVED_SECONDS:
            return _Said.model_validate_json(file.read_text("utf-8"))
    return None


def _runs(said: _Said) -> bool:
    if said.host != socket.gethostname():
        return True
    try:
        os.kill(said.process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's process
        return True
    return True


def _order(present: Present) -> tuple[str, ...]:
    return (present.person, present.soc, present.locale, present.section)
