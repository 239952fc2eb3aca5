"""One log file: read it with distrust, append to it under a lock, in one write, onto the disk.

Invariants: an append either is wholly acknowledged or leaves the file as it was; a line once written is never
rewritten (but by `redact`, which says so in the log); damage is named, skipped and left where it is.
"""

import errno
import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from authoring.errors import StorageError
from authoring.revisions.chain import refuse_conflicts
from authoring.revisions.contents import DamagedLine, LogContents
from authoring.revisions.lines import LineError, from_line, to_line
from authoring.revisions.places import make_cache
from authoring.revisions.redacting import refuse_redaction, replaced_lines
from schemas.events import Event, EventId

LOCK_SECONDS: Final = 30.0
TORN_SUFFIX: Final = ".torn"


@dataclass
class _Seen:
    """How far this process has read, so that only what is new is parsed.

    `digest` is over all before `offset`; `tail` is what stands after it without a newline.
    """

    stamp: tuple[int, int, int] | None = None
    offset: int = 0
    tail: bytes = b""
    lines: int = 0
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    events: dict[EventId, Event] = field(default_factory=dict)
    damaged: list[DamagedLine] = field(default_factory=list)


class LogFile:
    """An append-only log; `lock_path` lies in the cache folder. Making this object touches nothing."""

    def __init__(self, path: Path, lock_path: Path) -> None:
        self.path = path
        self._lock_path = lock_path
        self._seen = _Seen()
        self._guard = threading.RLock()

    def read(self) -> LogContents:
        """All trustworthy events in file order, each once. A log that is not there is empty.

        Raises `StorageError` where the file cannot be read.
        """
        with self._guard:
            torn = self._catch_up()
            if torn:
                torn = self._catch_up_locked()
            return self._contents(torn)

    def append(self, *events: Event) -> LogContents:
        """Add the events; on return they are on the disk. What was torn is set aside and returned.

        Raises `Conflict` where a parent is no longer the head, `StorageError` where it cannot be written;
        then the file is what it was.
        """
        with self._guard, self._locked():
            torn = self._catch_up()
            refuse_conflicts(tuple(self._seen.events.values()), events)
            lines = b"".join(_readable_line(event) for event in events)
            try:
                self._write(lines, torn)
            except OSError as cause:
                raise StorageError.writing(self.path, cause) from cause
            self._catch_up()
            return self._contents(torn)

    def set_torn_aside(self) -> None:
        """Move a torn last line to the side file. Raises `StorageError` where it cannot be written."""
        with self._guard, self._locked():
            torn = self._catch_up()
            if not torn:
                return
            try:
                self._write(b"", torn)
            except OSError as cause:
                raise StorageError.writing(self.path, cause) from cause

    def redact(self, target: Event, redaction: Event) -> None:
        """Replace the words of an event and say so in a new one, both or neither. Raises `NotAllowed`, `StorageError`."""
        with self._guard, self._locked():
            torn = self._catch_up()
            refuse_redaction(self._seen.events.values(), target)
            try:
                if torn:
                    self._write(b"", torn)
                lines = self.path.read_bytes().removesuffix(b"\n").split(b"\n")
                kept = b"\n".join(replaced_lines(lines, target.id)) + b"\n"
                _replace_file(self.path, kept + to_line(redaction))
            except OSError as cause:
                raise StorageError.writing(self.path, cause) from cause
            self._catch_up()

    def _contents(self, torn: bytes | None) -> LogContents:
        return LogContents(tuple(self._seen.events.values()), tuple(self._seen.damaged), torn, self._seen.lines + 1)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        lock = FileLock(self._lock_path, timeout=LOCK_SECONDS)
        try:
            make_cache(self._lock_path.parent.parent)
            self._lock_path.parent.mkdir(exist_ok=True)
            lock.acquire()
        except Timeout as cause:
            raise StorageError(
                f"{self.path} is locked by another process for over {LOCK_SECONDS:.0f} s",
                "Nothing was changed. See what else works on this workspace, then try again.",
            ) from cause
        except OSError as cause:
            raise StorageError.writing(self._lock_path, cause) from cause
        try:
            yield
        finally:
            lock.release()

    def _catch_up_locked(self) -> bytes | None:
        """What looks torn may be a write under way: look again when no one writes, if we may lock at all."""
        try:
            with self._locked():
                return self._catch_up()
        except StorageError:
            return self._catch_up()

    def _catch_up(self) -> bytes | None:
        """Parse what is new in the file; return a torn last line, if there is one."""
        try:
            fresh = self._fresh_bytes()
        except FileNotFoundError:
            self._seen = _Seen()
            return None
        except OSError as cause:
            raise StorageError(
                f"could not read {self.path}: {cause.strerror or cause}", "Check its permissions."
            ) from cause
        whole, newline, tail = fresh.rpartition(b"\n")
        for line in whole.split(b"\n") if newline else ():
            self._take(line)
        self._advance(whole + newline, tail)
        return self._take_unended(tail)

    def _fresh_bytes(self) -> bytes:
        with self.path.open("rb") as file:
            found = os.fstat(file.fileno())
            stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
            if stamp == self._seen.stamp:
                return self._seen.tail
            content = file.read()
        if hashlib.sha256(content[: self._seen.offset]).digest() != self._seen.digest.digest():
            # What we read was rewritten (a checkout, a merge, an editor): start over.
            self._seen = _Seen()
        self._seen.stamp = stamp
        return content[self._seen.offset :]

    def _advance(self, taken: bytes, tail: bytes) -> None:
        self._seen.offset += len(taken)
        self._seen.digest.update(taken)
        self._seen.tail = tail

    def _take(self, line: bytes) -> None:
        seen = self._seen
        seen.lines += 1
        try:
            event = from_line(line)
        except LineError as bad:
            seen.damaged.append(DamagedLine(self.path, seen.lines, str(bad)))
            return
        if seen.events.setdefault(event.id, event) != event:
            seen.damaged.append(DamagedLine(self.path, seen.lines, f"says otherwise of event {event.id}"))

    def _take_unended(self, tail: bytes) -> bytes | None:
        """A last line that only lacks its newline (an editor took it) counts; anything else is torn."""
        if not tail:
            return None
        try:
            event = from_line(tail)
        except LineError:
            return tail
        self._seen.events.setdefault(event.id, event)
        return None

    def _write(self, lines: bytes, torn: bytes | None) -> None:
        folder_is_new, file_is_new = not self.path.parent.exists(), not self.path.exists()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            size = os.fstat(handle).st_size
            if torn:
                self._set_aside(torn)
                size -= len(torn)
                os.ftruncate(handle, size)
            elif size > self._seen.offset:
                lines = b"\n" + lines
            _write_or_restore(handle, lines, size)
        except OSError:
            if file_is_new:
                self.path.unlink(missing_ok=True)
            raise
        finally:
            os.close(handle)
        if file_is_new:
            _sync_folder(self.path.parent)
        if folder_is_new:
            _sync_folder(self.path.parent.parent)

    def _set_aside(self, torn: bytes) -> None:
        aside = os.open(self.path.with_name(self.path.name + TORN_SUFFIX), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        try:
            _write_or_restore(aside, torn + b"\n", os.fstat(aside).st_size)
        finally:
            os.close(aside)


def _readable_line(event: Event) -> bytes:
    """The line of an event. Raises `ValueError` for one that no reader would take: it must never be acknowledged."""
    line = to_line(event)
    try:
        from_line(line.removesuffix(b"\n"))
    except LineError as bad:
        raise ValueError(f"event {event.id} {bad}") from bad
    return line


def _replace_file(path: Path, content: bytes) -> None:
    """The file with another content, in one step: whoever looks sees the old one or the new one, whole."""
    beside = path.with_name(f".{path.name}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        try:
            _write_whole(handle, content)
            os.fsync(handle)
        finally:
            os.close(handle)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _write_or_restore(handle: int, data: bytes, size: int) -> None:
    """One write and a sync, or the file back at `size` and an `OSError`."""
    try:
        _write_whole(handle, data)
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, size)
        raise


def _write_whole(handle: int, data: bytes) -> None:
    if os.write(handle, data) != len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
