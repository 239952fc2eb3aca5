"""Carries logs from one store to another, byte for byte: files to a database and back.

Each log goes over whole or not at all, and what is there already is never overwritten: a log that only grew is brought
up to date, one that went two ways is left alone unless it is to be joined. So it can be cut off and begun again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from authoring.errors import StorageError
from authoring.revisions.contents import LogName
from authoring.revisions.logs import Copied, Logs
from schemas.saying import said

Outcome = Literal["copied", "grown", "same", "ahead", "diverged", "joined"]
"""`ahead`: the other side has lines that this one lacks, and lacks none. `diverged`: each has lines the other lacks."""

_TRIES: Final = 5


@dataclass(frozen=True)
class CopiedLog:
    """What became of one log: how many lines it has, and how many of these were carried over."""

    name: LogName
    outcome: Outcome
    lines: int
    carried: int


def copy_logs(source: Logs, target: Logs, *, join: bool = False) -> Iterator[CopiedLog]:
    """Carry every log over, one after another. With `join` both sides' lines are kept where a log went two ways.

    Raises `StorageError` where one cannot be read or written; those before it are done.
    """
    for name in source.names():
        yield _copy(source, target, name, join=join)


def _copy(source: Logs, target: Logs, name: LogName, *, join: bool) -> CopiedLog:
    for _ in range(_TRIES):
        ours, theirs = source.copy_of(name), target.copy_of(name)
        outcome = _outcome(ours.lines, theirs.lines, join=join)
        lines = {"joined": _joined(ours.lines, theirs.lines), "copied": ours.lines, "grown": ours.lines}.get(outcome)
        wanted = Copied(theirs.lines if lines is None else lines, _aside(ours.aside, theirs.aside))
        if wanted == theirs or target.put(name, wanted, theirs):
            had, has = (content.count(b"\n") for content in (theirs.lines, wanted.lines))
            return CopiedLog(name, outcome, has, has - had)
    raise StorageError(
        said("{path} is written to all the time", path=target.path(name)),
        said("Nothing was changed in it. Try again when there is less work."),
    )


def _outcome(ours: bytes, theirs: bytes, *, join: bool) -> Outcome:
    if ours == theirs:
        return "same"
    if ours.startswith(theirs):
        return "grown" if theirs else "copied"
    if theirs.startswith(ours):
        return "ahead"
    return "joined" if join else "diverged"


def _joined(ours: bytes, theirs: bytes) -> bytes:
    """All lines of theirs, then those of ours that they lack: what git makes of two branches by union."""
    there = set(theirs.split(b"\n"))
    missing = [line for line in ours.split(b"\n") if line and line not in there]
    begun = theirs if not theirs or theirs.endswith(b"\n") else theirs + b"\n"
    return begun + b"".join(line + b"\n" for line in missing)


def _aside(ours: bytes, theirs: bytes) -> bytes:
    if ours.startswith(theirs):
        return ours
    return theirs if theirs.startswith(ours) else theirs + ours
