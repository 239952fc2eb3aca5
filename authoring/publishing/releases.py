"""The releases there are: which is current, which were taken back, and going back to an older one.

A release that was taken back (yanked) stays as it is, for those who built on it; `published/yanked.json` says that nobody
should, since when, by whom and why.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter, ValidationError

from authoring.durable import replace_lasting
from authoring.errors import NotAllowed, StorageError, UsageError, reason_of
from authoring.publishing.ports import Clock
from authoring.publishing.release import Shelf, read_manifest, verify
from authoring.publishing.spelling import indented
from authoring.text import clean_line
from schemas.base import Line, Timestamp, Value
from schemas.release import Manifest
from schemas.saying import listed, said

YANKED: Final = "yanked.json"
ReleaseState = Literal["current", "earlier", "yanked", "unreadable"]


class Yank(Value):
    """Why a release should not be used any more."""

    by: Line
    at: Timestamp
    reason: Line


_YANKS: Final[TypeAdapter[dict[str, Yank]]] = TypeAdapter(dict[str, Yank])


@dataclass(frozen=True)
class Release:
    """One release with its state; `manifest` is None where it cannot be read."""

    version: str
    state: ReleaseState
    manifest: Manifest | None
    yank: Yank | None


@dataclass(frozen=True)
class Releases:
    """The releases of a shelf; `locked` holds the right to publish."""

    shelf: Shelf
    clock: Clock
    locked: Callable[[], AbstractContextManager[None]]

    def all(self) -> tuple[Release, ...]:
        """Every release, the newest first. Raises `StorageError`."""
        yanks, current = self._yanks(), self._current()
        return tuple(self._release(version, yanks, current) for version in reversed(self.shelf.versions()))

    def one(self, version: str) -> Release:
        """That release; `current` names the current one. Raises `UsageError` where there is none of that name."""
        name = self._current() if version == "current" else version
        if name is None or name not in self.shelf.versions():
            there = listed(reversed(self.shelf.versions()[-5:]))
            raise UsageError(
                said("there is no release `{version}`", version=version),
                said("The newest are {releases}.", releases=there) if there else said("Publish first: author publish"),
            )
        return self._release(name, self._yanks(), self._current())

    def verified(self, version: str) -> Manifest:
        """The manifest of a release every file of which was read and is as it says. Raises `StorageError`, `UsageError`."""
        return verify(self.shelf.folder(self.one(version).version))

    def roll_back(self, version: str | None = None) -> Manifest:
        """Let `current` lead to that release, or to the newest before it that was not taken back.

        The release is read whole first. Raises `UsageError`, `NotAllowed` for one that was taken back, `StorageError`
        for one that is damaged, `Conflict` while somebody publishes.
        """
        with self.locked():
            return self._roll_back(version)

    def yank(self, version: str, person: str, reason: str) -> Release:
        """Take a release back; if it is the current one, the newest sound one before it becomes current first.

        Raises `UsageError` without a reason, `NotAllowed` where there is no other release to go back to.
        """
        why = clean_line(reason)
        if not why:
            raise UsageError(said("a release is taken back for a reason"), said("Say it: --reason TEXT"))
        with self.locked():
            release = self.one(version)
            if release.state == "current":
                self._roll_back(None)
            at = self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            self._write({**self._yanks(), release.version: Yank(by=person, at=at, reason=why)})
            return self.one(release.version)

    def _roll_back(self, version: str | None) -> Manifest:
        target = self.one(version) if version else self._before_current()
        if target.state == "yanked":
            raise NotAllowed(
                said(
                    "release {version} was taken back: {why}",
                    version=target.version,
                    why=target.yank.reason if target.yank else "",
                ),
                said("Choose another one: author releases list"),
            )
        manifest = verify(self.shelf.folder(target.version))
        try:
            self.shelf.switch(target.version)
        except OSError as cause:
            raise StorageError.writing(self.shelf.root / "current", cause) from cause
        return manifest

    def _before_current(self) -> Release:
        current, versions = self._current(), self.shelf.versions()
        older = versions[: versions.index(current)] if current in versions else ()
        yanks = self._yanks()
        for version in reversed(older):
            if version not in yanks:
                return self._release(version, yanks, current)
        raise NotAllowed(
            said("there is no earlier release to go back to"), said("Publish a corrected one: author publish")
        )

    def _release(self, version: str, yanks: dict[str, Yank], current: str | None) -> Release:
        try:
            manifest = read_manifest(self.shelf.folder(version))
        except StorageError:
            manifest = None
        yank = yanks.get(version)
        state: ReleaseState = "yanked" if yank else "current" if version == current else "earlier"
        return Release(version, state if manifest else "unreadable", manifest, yank)

    def _current(self) -> str | None:
        folder = self.shelf.current()
        return folder.resolve().name if folder else None

    def _yanks(self) -> dict[str, Yank]:
        path = self.shelf.root / YANKED
        try:
            return _YANKS.validate_json(path.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValidationError) as cause:
            raise StorageError(
                said("{path} cannot be read: {cause}", path=path, cause=cause),
                said("Restore it from a copy, or correct it."),
            ) from cause

    def _write(self, yanks: dict[str, Yank]) -> None:
        path: Path = self.shelf.root / YANKED
        try:
            replace_lasting(path, indented(_YANKS.dump_python(yanks, mode="json")))
        except OSError as cause:
            raise StorageError.writing(path, cause) from cause


def read_text(path: Path) -> str:
    """A text file of a release. Raises `StorageError` where it is not there: releases before 1.1.0 had no changes."""
    try:
        return path.read_text("utf-8")
    except OSError as cause:
        raise StorageError(
            said("{path} cannot be read: {why}", path=path, why=reason_of(cause)),
            said("Older releases have none."),
        ) from cause
