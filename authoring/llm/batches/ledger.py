"""The ledger of batches: an append-only file of JSON lines, each on the disk before what it speaks of goes on.

Invariants: a line that was acknowledged is never changed; a last line that a kill cut off was never acknowledged and is set
aside; one process at a time takes steps (`alone`), while others may read. The files of parts lie beside it and, like it,
only their owner may read them.
"""

import contextlib
import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from pydantic import ValidationError

from authoring.durable import flush_folder
from authoring.errors import Conflict, DamagedLog, StorageError
from authoring.llm.batches.lines import LINE, Line
from authoring.llm.batches.parts import Part, fold

LEDGER: Final = "ledger.jsonl"
_LOCK: Final = "ledger.lock"
_PRIVATE: Final = 0o600
_FOR_THE_OTHER: Final = 0.5
"""Seconds to wait for another process: longer than a look takes, shorter than a person's patience."""


class BatchLedger:
    """The ledger in that folder. Making this object touches nothing."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self.folder = folder
        self.now = clock
        self._path = folder / LEDGER

    def parts(self) -> dict[str, Part]:
        """Every part as it stands, by name, oldest first.

        Raises `DamagedLog` for a line that cannot be trusted: what it hid may have been paid for. `StorageError`.
        """
        return fold(self.lines())

    def part(self, name: str) -> Part:
        """That part as it stands. It was meant before."""
        return self.parts()[name]

    def lines(self) -> Iterator[Line]:
        """Every line, in order; a last one without its newline was never acknowledged."""
        whole, _, _ = self._bytes().rpartition(b"\n")
        for number, line in enumerate(whole.split(b"\n") if whole else (), 1):
            try:
                yield LINE.validate_json(line)
            except ValidationError:
                raise DamagedLog(
                    f"{self._path}, line {number} cannot be read, so it is not known what was submitted",
                    "Put the file back from a backup, or look at the provider what there is and take the line out.",
                ) from None

    def write(self, *lines: Line) -> None:
        """Add the lines in one write; on return they are on the disk. Raises `StorageError`."""
        content = b"".join(LINE.dump_json(line) + b"\n" for line in lines)
        with self._storing(self._path):
            self._make_folder()
            self._set_torn_aside()
            with open(self._path, "ab", opener=_private) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())

    def keep_file(self, name: str, pieces: Iterable[bytes]) -> tuple[Path, str]:
        """A file of a part, whole and on the disk or not there at all; its path and sha256. Raises `StorageError`."""
        path, digest = self.file(name), hashlib.sha256()
        with self._storing(path):
            self._make_folder()
            beside = path.with_name(f".{name}.new")
            beside.unlink(missing_ok=True)
            with open(beside, "wb", opener=_private) as file:
                for piece in pieces:
                    digest.update(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
            flush_folder(self.folder)
        return path, digest.hexdigest()

    def file(self, name: str) -> Path:
        """Where a file of a part lies, or would."""
        return self.folder / name

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """While it lasts no other process takes a step. Raises `Conflict` where one is at it."""
        with self._storing(self._path):
            self._make_folder()
        try:
            with FileLock(self.folder / _LOCK, timeout=_FOR_THE_OTHER):
                yield
        except Timeout:
            raise Conflict(
                "another process is at work on these batches", "Nothing was changed. Let it finish, then try again."
            ) from None

    def _bytes(self) -> bytes:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as cause:
            raise StorageError(f"could not read {self._path}: {cause.strerror}", "Check its permissions.") from cause

    def _make_folder(self) -> None:
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True, exist_ok=True)
            # Prompts and raw answers: for this machine, not for git.
            (self.folder / ".gitignore").write_text("*\n", "utf-8")
            flush_folder(self.folder.parent)
        if not self._path.exists():
            open(self._path, "ab", opener=_private).close()
            flush_folder(self.folder)

    def _set_torn_aside(self) -> None:
        whole, newline, torn = self._bytes().rpartition(b"\n")
        if not torn:
            return
        with open(self._path.with_suffix(".torn"), "ab", opener=_private) as aside:
            aside.write(torn + b"\n")
            aside.flush()
            os.fsync(aside.fileno())
        os.truncate(self._path, len(whole) + len(newline))

    @contextlib.contextmanager
    def _storing(self, path: Path) -> Iterator[None]:
        try:
            yield
        except OSError as cause:
            raise StorageError.writing(path, cause) from cause


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, _PRIVATE)
