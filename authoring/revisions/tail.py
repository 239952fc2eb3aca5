"""What a process knows of one log, brought forward as the log grows: only what is new is parsed.

Knows neither files nor databases: it is fed the bytes that follow what it has taken.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from authoring.revisions.contents import DamagedLine, LogContents
from authoring.revisions.lines import LineError, from_line
from schemas.events import Event, EventId


class Tail:
    """The events and damaged lines of one log so far. `place` is what its lines are named by."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._digest = hashlib.sha256()
        self._damaged: list[DamagedLine] = []
        self._events: dict[EventId, Event] = {}
        self.taken = 0
        """How many bytes are taken: all whole lines so far."""
        self.lines = 0
        """How many lines that are."""
        self.unended = b""
        """What stands after them without a newline."""

    @property
    def events(self) -> tuple[Event, ...]:
        """All trustworthy events in the order of lines, each once."""
        return tuple(self._events.values())

    def begins(self, content: bytes) -> bool:
        """Whether the log still begins with the bytes that were taken."""
        return hashlib.sha256(content[: self.taken]).digest() == self._digest.digest()

    def feed(self, fresh: bytes, known: Mapping[bytes, Event] | None = None) -> bytes | None:
        """Take what follows the bytes taken so far; return a torn last line, if there is one.

        Lines that are `known`, by their bytes with the newline, need not be parsed again.
        """
        whole, newline, unended = fresh.rpartition(b"\n")
        for line in whole.split(b"\n") if newline else ():
            self._take(line, known.get(line + b"\n") if known else None)
        self.taken += len(whole + newline)
        self._digest.update(whole + newline)
        self.unended = unended
        return self._take_unended()

    def contents(self, torn: bytes | None) -> LogContents:
        """What the log says."""
        return LogContents(self.events, tuple(self._damaged), torn, self.lines + 1)

    def _take(self, line: bytes, known: Event | None) -> None:
        self.lines += 1
        try:
            event = known or from_line(line)
        except LineError as bad:
            self._damaged.append(DamagedLine(self._place, self.lines, str(bad)))
            return
        if self._events.setdefault(event.id, event) != event:
            self._damaged.append(DamagedLine(self._place, self.lines, f"says otherwise of event {event.id}"))

    def _take_unended(self) -> bytes | None:
        """A last line that only lacks its newline (an editor took it) counts; anything else is torn."""
        if not self.unended:
            return None
        try:
            event = from_line(self.unended)
        except LineError:
            return self.unended
        self._events.setdefault(event.id, event)
        return None
