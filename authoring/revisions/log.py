"""One log file: read it with distrust, append to it under a lock, in one write, onto the disk.

Invariants: an append either is wholly acknowledged or leaves the file as it was; a line once written is never
rewritten (but by `redact`, which says so in the log); damage is named, skipped and left where it is.
"""

import errno
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from authoring.durable import flush_folder, replace_lasting
from authoring.errors import StorageError, reason_of
from authoring.revisions.chain import refuse_conflicts
from authoring.revisions.contents import LogContents, LogName
from authoring.revisions.lines import readable_line, to_line
from authoring.revisions.places import make_cache
from authoring.revisions.redacting import refuse_redaction, replaced_lines
from authoring.revisions.tail import Tail
from schemas.events import Event
from schemas.saying import said

LOCK_SECONDS: Final = 30.0
TORN_SUFFIX: Final = ".torn"
_ASIDE_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
"""A side file that is a link is refused: what was cut off would be written wherever it leads."""
LEFTOVER_SUFFIX: Final = ".jsonl.new"
"""Of the file that `replace_lasting` writes beside a log; its name begins with a dot, so nothing reads it."""


class LogFile:
    """An append-only log; `lock_path` lies in the cache folder. Making this object touches nothing."""

    def __init__(self, path: Path, lock_path: Path) -> None:
        self.path = path
        self._lock_path = lock_path
        self._tail = Tail(path)
        self._stamp: tuple[int, int, int] | None = None
        self._guard = threading.RLock()

    def read(self) -> LogContents:
        """All trustworthy events in file order, each once. A log that is not there is empty.

        Raises `StorageError` where the file cannot be read.
        """
        with self._guard:
            torn = self._catch_up()
            if torn:
                torn = self._catch_up_locked()
            return self._tail.contents(torn)

    def append(self, *events: Event) -> LogContents:
        """Add the events; on return they are on the disk. What was torn is set aside and returned.

        Raises `Conflict` where a parent is no longer the head, `StorageError` where it cannot be written;
        then the file is what it was.
        """
        with self._guard, self._locked():
            torn = self._catch_up()
            refuse_conflicts(self._tail.events, events)
            lines = {readable_line(event): event for event in events}
            try:
                self._write(b"".join(lines), torn)
            except OSError as cause:
                raise StorageError.writing(self.path, cause) from cause
            self._catch_up(lines)
            return self._tail.contents(torn)

    def raw(self) -> bytes:
        """Every byte of the log as it stands, nothing where there is none. Raises `StorageError`."""
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as cause:
            raise _unreadable(self.path, cause) from cause

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
            refuse_redaction(self._tail.events, target)
            try:
                if torn:
                    self._write(b"", torn)
                lines = self.path.read_bytes().removesuffix(b"\n").split(b"\n")
                kept = b"\n".join(replaced_lines(lines, target.id)) + b"\n"
                replace_lasting(self.path, kept + to_line(redaction))
            except OSError as cause:
                raise StorageError.writing(self.path, cause) from cause
            self._catch_up()

    def copy(self) -> tuple[bytes, bytes]:
        """The bytes of the log and of its side file, while nobody writes. Raises `StorageError`."""
        with self._guard, self._locked():
            beside = self.path.with_name(self.path.name + TORN_SUFFIX)
            return self.raw(), beside.read_bytes() if beside.is_file() and not beside.is_symlink() else b""

    def put(self, lines: bytes, aside: bytes, was: bytes) -> bool:
        """Make the log hold exactly these lines, if it still holds `was`; whether it did. Raises `StorageError`."""
        with self._guard, self._locked():
            if self.raw() != was:
                return False
            beside = self.path.with_name(self.path.name + TORN_SUFFIX)
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                if aside:
                    replace_lasting(beside, aside)
                if lines != was or not self.path.exists():
                    replace_lasting(self.path, lines)
            except OSError as cause:
                raise StorageError.writing(self.path, cause) from cause
            return True

    def remove_leftover(self) -> None:
        """Remove what a cut write left beside the log; nobody is writing one now. Raises `StorageError`."""
        with self._guard, self._locked():
            leftover = self.path.with_name(f".{self.path.name}.new")
            try:
                leftover.unlink(missing_ok=True)
            except OSError as cause:
                raise StorageError.writing(leftover, cause) from cause

    @contextmanager
    def _locked(self) -> Iterator[None]:
        lock = FileLock(self._lock_path, timeout=LOCK_SECONDS)
        try:
            make_cache(self._lock_path.parent.parent)
            self._lock_path.parent.mkdir(exist_ok=True)
            lock.acquire()
        except Timeout as cause:
            raise StorageError(
                said(
                    "{path} is locked by another process for over {seconds:.0f} s",
                    path=self.path,
                    seconds=LOCK_SECONDS,
                ),
                said("Nothing was changed. See what else works on this workspace, then try again."),
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

    def _catch_up(self, ours: Mapping[bytes, Event] | None = None) -> bytes | None:
        """Parse what is new in the file, but for `ours`, by their lines; return a torn last line, if there is one."""
        try:
            fresh = self._fresh_bytes()
        except FileNotFoundError:
            self._tail, self._stamp = Tail(self.path), None
            return None
        except OSError as cause:
            raise _unreadable(self.path, cause) from cause
        return self._tail.feed(fresh, ours or {})

    def _fresh_bytes(self) -> bytes:
        with self.path.open("rb") as file:
            found = os.fstat(file.fileno())
            stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
            if stamp == self._stamp:
                return self._tail.unended
            content = file.read()
        if not self._tail.begins(content):
            # What we read was rewritten (a checkout, a merge, an editor): start over.
            self._tail = Tail(self.path)
        self._stamp = stamp
        return content[self._tail.taken :]

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
            elif size > self._tail.taken:
                lines = b"\n" + lines
            _write_or_restore(handle, lines, size)
        except OSError:
            if file_is_new:
                self.path.unlink(missing_ok=True)
            raise
        finally:
            os.close(handle)
        if file_is_new:
            flush_folder(self.path.parent)
        if folder_is_new:
            flush_folder(self.path.parent.parent)

    def _set_aside(self, torn: bytes) -> None:
        aside = os.open(self.path.with_name(self.path.name + TORN_SUFFIX), _ASIDE_FLAGS)
        try:
            _write_or_restore(aside, torn + b"\n", os.fstat(aside).st_size)
        finally:
            os.close(aside)


def owner_of(leftover: Path) -> LogName:
    """The log that a leftover lies beside."""
    return LogName(leftover.parent.name, leftover.name.removeprefix(".").removesuffix(LEFTOVER_SUFFIX))


def _unreadable(path: Path, cause: OSError) -> StorageError:
    return StorageError(
        said("could not read {path}: {why}", path=path, why=reason_of(cause)),
        said("Check its permissions."),
    )


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
