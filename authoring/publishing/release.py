"""A release on disk: built beside the old one, verified by reading it back, then switched to in one step.

Invariant: `published/current` always leads to a whole release. A killed run leaves a folder named `*.tmp-*`,
which the next run sweeps, or a whole release that nothing leads to.
"""

import contextlib
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from pydantic import ValidationError

from authoring.durable import flush_folder, write_new
from authoring.errors import Conflict, StorageError
from authoring.publishing.ports import Clock
from schemas.release import Manifest, ReleaseFile

MANIFEST: Final = "manifest.json"
CHECKSUMS: Final = "SHA256SUMS"
CURRENT: Final = "current"
_TEMPORARY: Final = ".tmp-"
_VERSION: Final = re.compile(r"(\d{4}-\d\d-\d\d)\.([1-9]\d*)")


class Shelf:
    """The folder `published/`: its releases, and which is current. Making this value touches nothing."""

    def __init__(self, published: Path) -> None:
        self.root = published
        self.releases = published / "releases"

    def current(self) -> Path | None:
        """The folder of the current release, or None before the first. Raises `StorageError` if unreadable."""
        folder = self.root / CURRENT
        try:
            return folder if folder.is_dir() else None
        except OSError as cause:
            raise StorageError(
                f"{folder} cannot be read: {cause.strerror}", "Check the permissions of its folder."
            ) from cause

    def manifest(self) -> Manifest | None:
        """The manifest of the current release. Raises `StorageError` where it cannot be read."""
        folder = self.current()
        return read_manifest(folder) if folder else None

    def stamp(self) -> tuple[str, int, int] | None:
        """Another whenever another release is current; None before the first, or where it cannot be told."""
        try:
            found = (self.root / CURRENT / MANIFEST).resolve().stat()
        except OSError:
            return None
        return f"{(self.root / CURRENT).resolve()}", found.st_mtime_ns, found.st_size

    def leftovers(self) -> tuple[Path, ...]:
        """What killed runs left behind, in order; the next run sweeps it."""
        return tuple(sorted(path for folder in (self.releases, self.root) for path in folder.glob(f"*{_TEMPORARY}*")))

    def next_version(self, now: datetime) -> str:
        """The day and a counter that no release of that day has yet: `2026-11-23.1`."""
        day = now.astimezone(UTC).date().isoformat()
        names = (entry.name for entry in self.releases.iterdir()) if self.releases.is_dir() else ()
        taken = [int(found[2]) for name in names if (found := _VERSION.fullmatch(name)) and found[1] == day]
        return f"{day}.{max(taken, default=0) + 1}"

    def put(self, version: str, files: Mapping[str, bytes]) -> None:
        """Make `version` of these files, manifest among them, and switch to it.

        Raises `StorageError` where anything could not be written or reads back differently; then nothing of
        this release is left and the old one is still current.
        """
        building = self.releases / f"{version}{_TEMPORARY}{secrets.token_hex(4)}"
        try:
            self._build(building, files)
            verify(building)
            building.rename(self.releases / version)
            flush_folder(self.releases)
            self._switch(version)
        except OSError as cause:
            shutil.rmtree(building, ignore_errors=True)
            raise StorageError.writing(Path(cause.filename or building), cause) from cause
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise

    def sweep(self) -> None:
        """Remove what killed runs left behind. Call it under `locked`."""
        for leftover in self.leftovers():
            if leftover.is_dir() and not leftover.is_symlink():
                shutil.rmtree(leftover, ignore_errors=True)
            else:
                leftover.unlink(missing_ok=True)

    @contextlib.contextmanager
    def locked(self, lock: Path) -> Iterator[None]:
        """Hold the only right to publish here. Raises `Conflict` where another process publishes already."""
        try:
            lock.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(lock, timeout=0):
                yield
        except Timeout as cause:
            raise Conflict(
                f"another release is being made in {self.root}", "Wait until it is done, then try again."
            ) from cause
        except OSError as cause:
            raise StorageError.writing(lock, cause) from cause

    def _build(self, folder: Path, files: Mapping[str, bytes]) -> None:
        folder.mkdir(parents=True)
        folders = {folder}
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            folders.update(parent for parent in path.parents if folder in parent.parents)
            write_new(path, content)
        for each in folders:
            flush_folder(each)

    def _switch(self, version: str) -> None:
        link = self.root / f"{CURRENT}{_TEMPORARY}{secrets.token_hex(4)}"
        link.symlink_to(Path("releases") / version, target_is_directory=True)
        link.replace(self.root / CURRENT)
        flush_folder(self.root)


def release_time(clock: Clock) -> datetime:
    """When a release is made: SOURCE_DATE_EPOCH where set, so that builds can be repeated, else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else clock().astimezone(UTC)


def release_file(path: str, content: bytes) -> ReleaseFile:
    """The manifest's line for one file."""
    return ReleaseFile(path=path, sha256=hashlib.sha256(content).hexdigest(), bytes=len(content))


def checksums(files: Mapping[str, bytes]) -> bytes:
    """The text of SHA256SUMS, as `sha256sum --check` reads it."""
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return "".join(lines).encode()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a release folder. Raises `StorageError` where it is missing or not one."""
    path = folder / MANIFEST
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as cause:
        raise StorageError(
            f"the release manifest {path} cannot be read: {cause}",
            "Restore the folder from a copy, or let `current` lead to another release.",
        ) from cause


def verify(folder: Path) -> Manifest:
    """Read a release back against its manifest. Raises `StorageError` naming the first file that differs."""
    manifest = read_manifest(folder)
    for entry in manifest.files:
        try:
            found = (folder / entry.path).read_bytes()
        except OSError as cause:
            raise _differs(folder, entry.path, "it is not there") from cause
        if release_file(entry.path, found) != entry:
            raise _differs(folder, entry.path, "its content is another")
    return manifest


def _differs(folder: Path, path: str, how: str) -> StorageError:
    return StorageError(
        f"{folder / path} is not as the manifest says: {how}",
        "Do not use this release. Publish again, and check the disk if it happens again.",
    )
