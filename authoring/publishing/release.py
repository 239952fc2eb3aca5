"""Releases on disk: one is built beside the old ones, verified by reading it back, then switched to in one step.

Invariant: `published/current` always leads to a whole release. A killed run leaves names with `.tmp-` in them, which the
next run sweeps, or a whole release that nothing leads to.
"""

import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Set
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from pydantic import ValidationError

from authoring.durable import flush_folder
from authoring.errors import Conflict, StorageError, reason_of
from authoring.publishing.folder import ReleaseFolder, differing, told_apart
from authoring.publishing.ports import Clock
from schemas.release import Manifest, ReleaseFile
from schemas.saying import said

MANIFEST: Final = "manifest.json"
CHECKSUMS: Final = "SHA256SUMS"
CURRENT: Final = "current"
TEMPORARY: Final = ".tmp-"
_VERSION: Final = re.compile(r"(\d{4}-\d\d-\d\d)\.([1-9]\d{0,8})")


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
                said("{path} cannot be read: {why}", path=folder, why=reason_of(cause)),
                said("Check the permissions of its folder."),
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
        return tuple(sorted(path for folder in (self.releases, self.root) for path in folder.glob(f"*{TEMPORARY}*")))

    def versions(self) -> tuple[str, ...]:
        """Every release there is, the oldest first. Raises `StorageError`."""
        try:
            names = [each.name for each in self.releases.iterdir()] if self.releases.is_dir() else []
        except OSError as cause:
            raise StorageError(
                said("{path} cannot be read: {why}", path=self.releases, why=reason_of(cause)),
                said("Check its permissions."),
            ) from cause
        return tuple(sorted((name for name in names if _VERSION.fullmatch(name)), key=_order))

    def folder(self, version: str) -> Path:
        """The folder of a release."""
        return self.releases / version

    def next_version(self, now: datetime) -> str:
        """The day and a counter that no release of that day has yet: `2026-11-23.1`."""
        day = now.astimezone(UTC).date().isoformat()
        taken = [int(found[2]) for name in self.versions() if (found := _VERSION.fullmatch(name)) and found[1] == day]
        return f"{day}.{max(taken, default=0) + 1}"

    @contextlib.contextmanager
    def building(self, version: str, *, reuse: bool = True) -> Iterator[ReleaseFolder]:
        """A folder to build `version` in, manifest last; at the end it is verified and switched to.

        With `reuse` files may be kept from the current release. Raises `StorageError` where anything could not be written
        or reads back differently; then, as after any other error, nothing of this release is left and the old one is
        still current.
        """
        place = self.releases / f"{version}{TEMPORARY}{secrets.token_hex(4)}"
        try:
            place.mkdir(parents=True)
            folder = ReleaseFolder(place, *self._earlier(reuse=reuse))
            yield folder
            folder.flush()
            verify(place, sure_of=folder.kept)
            place.rename(self.releases / version)
            flush_folder(self.releases)
            self.switch(version)
        except OSError as cause:
            shutil.rmtree(place, ignore_errors=True)
            raise StorageError.writing(Path(cause.filename or place), cause) from cause
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise

    def switch(self, version: str) -> None:
        """Let `current` lead to that release, in one step. Raises `OSError`."""
        link = self.root / f"{CURRENT}{TEMPORARY}{secrets.token_hex(4)}"
        link.symlink_to(Path("releases") / version, target_is_directory=True)
        link.replace(self.root / CURRENT)
        flush_folder(self.root)

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
                said("another release is being made in {root}", root=self.root),
                said("Wait until it is done, then try again."),
            ) from cause
        except OSError as cause:
            raise StorageError.writing(lock, cause) from cause

    def _earlier(self, *, reuse: bool) -> tuple[Path | None, dict[str, ReleaseFile]]:
        folder = self.current() if reuse else None
        manifest = read_manifest(folder) if folder else None
        if folder is None or manifest is None:
            return None, {}
        return folder.resolve(), {entry.path: entry for entry in manifest.files}


def release_time(clock: Clock) -> datetime:
    """When a release is made: SOURCE_DATE_EPOCH where set, so that builds can be repeated, else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else clock().astimezone(UTC)


def checksums(files: tuple[ReleaseFile, ...]) -> bytes:
    """The text of SHA256SUMS, as `sha256sum --check` reads it."""
    return "".join(f"{entry.sha256}  {entry.path}\n" for entry in sorted(files, key=lambda e: e.path)).encode()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a release folder. Raises `StorageError` where it is missing or not one."""
    path = folder / MANIFEST
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as cause:
        raise StorageError(
            said("the release manifest {path} cannot be read: {cause}", path=path, cause=cause),
            said("Restore the folder from a copy, or let `current` lead to another release."),
        ) from cause


def verify(folder: Path, sure_of: Set[str] = frozenset()) -> Manifest:
    """Read a release back against its manifest. Raises `StorageError` naming the first file that differs.

    Files that the caller is `sure_of` are not read again.
    """
    manifest = read_manifest(folder)
    wrong = differing(folder, [entry for entry in manifest.files if entry.path not in sure_of])
    if wrong is not None:
        raise told_apart(folder, wrong)
    return manifest


def _order(version: str) -> tuple[str, int]:
    day, _, counter = version.partition(".")
    return day, int(counter)
