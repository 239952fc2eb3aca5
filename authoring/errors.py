"""The error tree. Every error has a message for a person and a hint that says what to do.

    AuthoringError                 1   something went wrong that the person can act on
    ├── UsageError                 2   the words of the command do not fit
    │   ├── UnknownOccupation      2   no such SOC code; carries the nearest ones
    │   └── UnknownSection         2
    ├── WorkspaceError             3   not a workspace, unreadable settings, cannot be written
    │   └── StorageError           3   a read-only folder, a full disk
    ├── ThinFacts                  4   too few facts to draft; carries what is missing
    ├── CheckFailed                5   open errors stand in the way
    ├── NotAllowed                 6   a review rule says no: four eyes, wrong state
    ├── Conflict                   7   somebody else wrote first; carries both versions
    ├── FactsError                 8   official files or the fact base cannot be read
    ├── DamagedLog                 9   a log line that cannot be trusted, by file and line
    ├── ModelError                10   a model gave no usable answer
    ├── SourceError               11   a source cannot be fetched or read
    ├── BudgetSpent               12   the budget is used up before all was asked for
    └── Stopped                  130   a person stopped it

The number is the exit code of the `author` command; `docs/exit-codes.md` lists them.
"""

import errno
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from schemas.saying import Said, said

_OF_THE_SYSTEM: Final = {
    errno.ENOSPC: said("No space left on device"),
    errno.EDQUOT: said("Disk quota exceeded"),
    errno.EROFS: said("Read-only file system"),
    errno.EACCES: said("Permission denied"),
    errno.EPERM: said("Operation not permitted"),
    errno.ENOENT: said("No such file or directory"),
    errno.EISDIR: said("Is a directory"),
    errno.ENOTDIR: said("Not a directory"),
    errno.EIO: said("Input/output error"),
    errno.EBUSY: said("Device or resource busy"),
    errno.ENAMETOOLONG: said("File name too long"),
}


def reason_of(cause: OSError) -> str:
    """Why the system refused, in its words; those people meet can be told in their language."""
    known: Said | None = _OF_THE_SYSTEM.get(cause.errno) if cause.errno else None
    return known or cause.strerror or str(cause)


class AuthoringError(Exception):
    """The root: `message` says what happened and where, `hint` what to do."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(AuthoringError):
    """The words of a command do not fit."""

    exit_code = 2


class UnknownOccupation(UsageError):
    """No such SOC code. `nearest` holds (code, title) pairs, best first."""

    def __init__(self, message: str, hint: str = "", nearest: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(message, hint)
        self.nearest = tuple(nearest)


class UnknownSection(UsageError):
    """No section of that name."""


class WorkspaceError(AuthoringError):
    """Not a workspace, or its settings cannot be read."""

    exit_code = 3


class StorageError(WorkspaceError):
    """A file could not be written: a read-only folder, a full disk."""

    @classmethod
    def writing(cls, path: Path, cause: OSError) -> "StorageError":
        """The error for a failed write of `path`; nothing was left half-written."""
        return cls(
            said("could not write {path}: {why}", path=path, why=reason_of(cause)),
            said("Nothing was changed. Free some space or make the folder writable, then try again."),
        )


class ThinFacts(AuthoringError):
    """Too few facts to draft. `missing` lists what there is none of."""

    exit_code = 4

    def __init__(self, message: str, hint: str = "", missing: Sequence[str] = ()) -> None:
        super().__init__(message, hint)
        self.missing = tuple(missing)


class CheckFailed(AuthoringError):
    """Open errors stand in the way of what was asked."""

    exit_code = 5


class NotAllowed(AuthoringError):
    """A review rule says no: four eyes, or a state from which this step does not lead."""

    exit_code = 6


class Conflict(AuthoringError):
    """Somebody else wrote first. `theirs` is the id of the revision that is the head now."""

    exit_code = 7

    def __init__(self, message: str, hint: str = "", theirs: str = "") -> None:
        super().__init__(message, hint)
        self.theirs = theirs


class FactsError(AuthoringError):
    """An official file or the fact base cannot be read; names file, sheet and column."""

    exit_code = 8


class DamagedLog(AuthoringError):
    """A log line that cannot be trusted, named by file and line."""

    exit_code = 9


class ModelError(AuthoringError):
    """A model gave no usable answer. `hopeless`: no other request would fare better now (no key, no network)."""

    exit_code = 10

    def __init__(self, message: str, hint: str = "", hopeless: bool = False) -> None:
        super().__init__(message, hint)
        self.hopeless = hopeless


class SourceError(AuthoringError):
    """A document cannot be had as a source: it cannot be fetched, is too large, or has no text."""

    exit_code = 11


class BudgetSpent(AuthoringError):
    """The budget is used up before everything was asked for."""

    exit_code = 12


class Stopped(AuthoringError):
    """A person stopped it before it was done."""

    exit_code = 130
