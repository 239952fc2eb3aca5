"""What is asked of the place where logs lie, be it files or a database: the one seam between history and storage.

`log_files.LogFiles` and `postgres.log_tables.LogTables` answer it. A log is named by a path in both: that of its file,
or the one its file would have.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple, Protocol

from authoring.revisions.contents import LogContents, LogName
from authoring.revisions.examining import Problem
from authoring.revisions.rows import Folded
from schemas.base import Locale, SocCode
from schemas.events import Event, EventId


class Copied(NamedTuple):
    """All bytes of a log, and those of the torn lines that were set aside."""

    lines: bytes
    aside: bytes


class Log(Protocol):
    """One append-only log. Every method may raise `StorageError`."""

    def read(self) -> LogContents:
        """All trustworthy events in the order of lines, each once. A log that is not there is empty."""

    def append(self, *events: Event) -> LogContents:
        """Add the events, all or none; on return they are safe. Raises `Conflict`."""

    def redact(self, target: Event, redaction: Event) -> None:
        """Replace the words of an event and say so in a new one, both or neither. Raises `NotAllowed`."""

    def set_torn_aside(self) -> None:
        """Move a torn last line to where it waits to be looked at."""

    def remove_leftover(self) -> None:
        """Remove what a write that was cut off left beside the log."""

    def raw(self) -> bytes:
        """Every byte of the log as it stands."""


class Logs(Protocol):
    """All logs of a workspace. Making one touches nothing; every method may raise `StorageError`."""

    def log(self, soc: SocCode, locale: Locale) -> Log:
        """The log of that name. Raises `UsageError` for a malformed name."""

    def names(self) -> tuple[LogName, ...]:
        """Every log there is, by code and locale."""

    def locales(self, soc: SocCode) -> tuple[Locale, ...]:
        """The locales that have a log of this occupation, in order."""

    def path(self, name: LogName) -> Path:
        """What the log is called where somebody is told about it."""

    def stamps(self) -> Mapping[str, str]:
        """By path, what is another whenever the log is."""

    def folded(self, paths: Sequence[Path]) -> Mapping[Path, Folded]:
        """What these logs add up to, as quickly as it can be known."""

    def refolded(self, path: Path) -> Folded:
        """What this log adds up to, from its very lines."""

    def rebuild(self) -> None:
        """Make anew what is kept beside the lines and derived from them."""

    def contents(self, name: LogName, revisions: Set[EventId]) -> Mapping[str, object]:
        """What those revisions say, as plain JSON by revision; what cannot be read is left out."""

    def asides(self) -> Iterator[tuple[Path, bytes]]:
        """The torn lines that were set aside, by the path of their side file."""

    def oddities(self) -> Iterable[Problem]:
        """What an examination has to say of all that is no log, and of what is derived."""

    def copy_of(self, name: LogName) -> Copied:
        """All that is kept of a log, byte for byte."""

    def put(self, name: LogName, copied: Copied, was: Copied) -> bool:
        """Make a log hold exactly these bytes, if it still holds `was`; whether it did. All or nothing."""

    def close(self) -> None:
        """Let go of what was opened."""
