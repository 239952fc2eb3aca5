"""Looks once a second at what others do at this workspace, and says where this person is. A thread of its own, so that it
goes on while a screen is busy or an editor is open; it never raises and never touches a widget."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from authoring.errors import AuthoringError
from authoring.revisions.presence import SAID_EVERY_SECONDS, Doing, Present
from authoring.ui.state.workroom import SectionKey, Workroom

_EVERY_SECONDS: Final = 1.0
_SHARE: Final = 20
"""Looking at thousands of files is work: it takes a twentieth of a processor at most."""
_LEAVING_SECONDS: Final = 1.0
_BY_OCCUPATION: Final = 4


class Whereabouts(NamedTuple):
    """Which section is on the screen, what is done with it, and which revision of it is shown."""

    key: SectionKey
    doing: Doing
    head: str


@dataclass(frozen=True)
class News:
    """What others did since the last look. `socs` is None where nearly everything changed.

    `replaced` is the section on the screen, where somebody else wrote a newer text of it, and that revision. `reached`:
    the texts could be looked at.
    """

    socs: frozenset[str] | None
    company: Mapping[SectionKey, Present]
    replaced: tuple[SectionKey, str] | None = None
    reached: bool = True


class Watch:
    """One program's look-out. `where` says what is on the screen, `tell` is called from the thread."""

    def __init__(self, room: Workroom, where: Callable[[], Whereabouts | None], tell: Callable[[News], None]) -> None:
        self._room = room
        self._where = where
        self._tell = tell
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="watch")
        self._said: tuple[Whereabouts | None, float] = (None, 0.0)
        self._stamps: Mapping[str, str] | None = None
        self._company: Mapping[SectionKey, Present] = {}
        self._reached = True

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more and be nowhere; a database that does not answer is not waited for."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(_LEAVING_SECONDS)

    def _run(self) -> None:
        pause = 0.0
        while not self._over.wait(pause):
            began = time.thread_time()
            try:
                self._look()
            except (AuthoringError, OSError):
                self._lose()
            pause = max(_EVERY_SECONDS, _SHARE * (time.thread_time() - began))
        self._room.wiring.presence.leave()

    def _look(self) -> None:
        here = self._where()
        self._say(here)
        company = company_of(self._room.wiring.presence.others())
        before, self._stamps = self._stamps, dict(self._room.wiring.revisions.logs.stamps())
        changed = frozenset() if before is None else _changed(before, self._stamps)
        found, self._reached = not self._reached, True
        if changed or found or company != self._company:
            self._company = company
            socs = changed if len(changed) <= _BY_OCCUPATION else None
            self._tell(News(socs, company, self._replaced(here, changed)))

    def _lose(self) -> None:
        """Said once; the next look that succeeds says that all is well, and what changed meanwhile."""
        if self._reached:
            self._reached = False
            self._tell(News(frozenset(), self._company, reached=False))

    def _say(self, here: Whereabouts | None) -> None:
        said, at = self._said
        if here == said and (here is None or time.monotonic() - at < SAID_EVERY_SECONDS):
            return
        self._said = (here, time.monotonic())
        if here is None:
            self._room.wiring.presence.leave()
        else:
            self._room.wiring.presence.enter(*here.key, here.doing)

    def _replaced(self, here: Whereabouts | None, changed: frozenset[str]) -> tuple[SectionKey, str] | None:
        if here is None or here.key.soc not in changed:
            return None
        head = self._room.desk.history(*here.key).head
        theirs = head is not None and head.id != here.head and head.by.name != self._room.person
        return (here.key, head.id) if head and theirs else None


def company_of(others: tuple[Present, ...]) -> Mapping[SectionKey, Present]:
    """Who is in which section; where several are, whoever edits."""
    found: dict[SectionKey, Present] = {}
    for each in sorted(others, key=lambda present: present.doing == "editing"):
        found[SectionKey(each.soc, each.locale, each.section)] = each
    return found


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> frozenset[str]:
    """The occupations whose logs are others now. A log's path ends in code and locale."""
    paths = {path for path, stamp in after.items() if before.get(path) != stamp} | (before.keys() - after.keys())
    return frozenset(path.replace("\\", "/").rsplit("/", 2)[-2] for path in paths)
