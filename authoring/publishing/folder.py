"""A release while it is being built: every file is counted and hashed as it is written, or kept from the release before.

Invariant: a kept file is a hard link to the one of the earlier release, made only after that one was read and is what its
manifest says. Nothing here writes into an earlier release.
"""

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO, Final

from authoring.durable import flush_folder
from authoring.errors import StorageError
from schemas.release import ReleaseFile
from schemas.saying import said

_HANDS: Final = 4
"""Threads that flush and hash: both wait for the disk, or work outside the interpreter."""


class HashedFile:
    """A new file that is hashed as it grows."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self._bytes = 0

    def write(self, content: bytes) -> None:
        """Add these bytes."""
        self._stream.write(content)
        self._digest.update(content)
        self._bytes += len(content)

    def entry(self, path: str) -> ReleaseFile:
        """The manifest's line for what was written so far."""
        return ReleaseFile(path=path, sha256=self._digest.hexdigest(), bytes=self._bytes)


class ReleaseFolder:
    """The files of a release that is being built in `root`; `earlier` is the folder of the one before, with its files."""

    def __init__(self, root: Path, earlier: Path | None = None, files: Mapping[str, ReleaseFile] | None = None) -> None:
        self.root = root
        self.earlier = earlier
        self._was: Mapping[str, ReleaseFile] = (files or {}) if earlier else {}
        self._entries: dict[str, ReleaseFile] = {}
        self._kept: set[str] = set()
        self._sound: dict[str, bool] = {}

    @property
    def files(self) -> tuple[ReleaseFile, ...]:
        """Every file so far, by path."""
        return tuple(self._entries[path] for path in sorted(self._entries))

    @property
    def kept(self) -> Set[str]:
        """The files that are those of the earlier release, read and found right."""
        return self._kept

    def put(self, path: str, content: bytes) -> ReleaseFile:
        """Write a file whole."""
        with self.growing(path) as file:
            file.write(content)
        return self._entries[path]

    @contextlib.contextmanager
    def growing(self, path: str) -> Iterator[HashedFile]:
        """Write a file piece by piece."""
        with self._place(path).open("xb") as stream:
            file = HashedFile(stream)
            yield file
        self._entries[path] = file.entry(path)

    def made(self, entry: ReleaseFile) -> None:
        """Count in a file that somebody else wrote into the folder."""
        self._entries[entry.path] = entry

    def forget(self, paths: Iterable[str]) -> None:
        """Take files out again that were kept."""
        for path in paths:
            if self._entries.pop(path, None):
                self._kept.discard(path)
                (self.root / path).unlink(missing_ok=True)

    def was(self, path: str) -> ReleaseFile | None:
        """What the earlier release says of that file."""
        return self._was.get(path)

    def sound(self, path: str) -> bool:
        """Whether the earlier release has that file, as its manifest says. Read once."""
        entry = self._was.get(path)
        if entry is None or self.earlier is None:
            return False
        if path not in self._sound:
            self._sound[path] = is_as_said(self.earlier, entry)
        return self._sound[path]

    def all_sound(self, paths: Iterable[str]) -> bool:
        """`sound` for many, several at a time."""
        with ThreadPoolExecutor(_HANDS) as hands:
            return all(hands.map(self.sound, paths))

    def keep(self, path: str) -> bool:
        """Take the file over from the earlier release; False where it has none, or one that is damaged."""
        entry = self._was.get(path)
        if entry is None or self.earlier is None or not self.sound(path):
            return False
        place = self._place(path)
        try:
            place.hardlink_to(self.earlier / path)
        except OSError:  # another disk, or one without links: a copy serves as well
            place.write_bytes((self.earlier / path).read_bytes())
            if not is_as_said(self.root, entry):
                place.unlink()
                return False
        self._entries[path] = entry
        self._kept.add(path)
        return True

    def keep_all(self, paths: list[str]) -> Set[str]:
        """`keep` for many, several at a time; those that were kept."""
        with ThreadPoolExecutor(_HANDS) as hands:
            return {path for path, kept in zip(paths, hands.map(self.keep, paths), strict=True) if kept}

    def flush(self) -> None:
        """Put everything that is not kept onto the disk, and all names."""
        fresh = [self.root / path for path in self._entries if path not in self._kept]
        with ThreadPoolExecutor(_HANDS) as hands:
            for _ in hands.map(_flush, fresh):
                pass
        folders = {parent for path in self._entries for parent in (self.root / path).parents}
        for folder in sorted(folder for folder in folders if folder == self.root or self.root in folder.parents):
            flush_folder(folder)

    def _place(self, path: str) -> Path:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        return place


def is_as_said(folder: Path, entry: ReleaseFile) -> bool:
    """Whether the file is there with the very bytes of its entry."""
    try:
        return file_entry(folder, entry.path) == entry
    except OSError:
        return False


def differing(folder: Path, entries: list[ReleaseFile]) -> ReleaseFile | None:
    """The first file that is not what its entry says, None where all are."""
    with ThreadPoolExecutor(_HANDS) as hands:
        found = hands.map(lambda entry: is_as_said(folder, entry), entries)
        return next((entry for entry, right in zip(entries, found, strict=True) if not right), None)


def file_entry(folder: Path, path: str) -> ReleaseFile:
    """The manifest's line for a file as it is on the disk. Raises `OSError`."""
    with (folder / path).open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return ReleaseFile(path=path, sha256=digest, bytes=stream.tell())


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def told_apart(folder: Path, entry: ReleaseFile) -> StorageError:
    """The error for a file that is not as the manifest says."""
    how = "its content is another" if (folder / entry.path).is_file() else "it is not there"
    return StorageError(
        said("{path} is not as the manifest says: {how}", path=folder / entry.path, how=how),
        said("Do not use this release. Publish again, and check the disk if it happens again."),
    )
