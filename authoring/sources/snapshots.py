"""Snapshots: a document's bytes and the text taken out of them, under the sha256 of the bytes. The same one is kept once."""

import hashlib
from pathlib import Path
from typing import Final

from authoring.errors import StorageError
from authoring.sources.writing import put_folder
from schemas.base import Sha256
from schemas.sources import DocumentKind, Snapshot

_TEXT: Final = "text.txt"
_ORIGINALS: Final = {"html": "original.html", "pdf": "original.pdf", "text": "original.txt"}


class Snapshots:
    """The snapshots below one folder; `cache` is where unfinished ones are written."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self._folder = folder
        self._cache = cache

    def keep(self, original: bytes, kind: DocumentKind, paragraphs: tuple[str, ...]) -> Snapshot:
        """Store a document, whole or not at all; one that is there keeps the text it has. Raises `StorageError`."""
        name = hashlib.sha256(original).hexdigest()
        target = self._folder / name
        text = "".join(f"{paragraph}\n" for paragraph in paragraphs).encode()
        try:
            if target.is_dir() and not self._sound(target, name):
                self._set_aside(target)
            put_folder(target, {_ORIGINALS[kind]: original, _TEXT: text}, self._cache)
            kept = (target / _TEXT).read_bytes()
        except OSError as cause:
            raise StorageError.writing(target, cause) from cause
        return Snapshot(original=name, text=hashlib.sha256(kept).hexdigest(), kind=kind, bytes=len(original))

    def text(self, snapshot: Snapshot) -> str | None:
        """The text, one paragraph a line; None where the snapshot is missing or is not what it was."""
        try:
            found = (self._folder / snapshot.original / _TEXT).read_bytes()
        except OSError:
            return None
        return found.decode() if hashlib.sha256(found).hexdigest() == snapshot.text else None

    def fault(self, snapshot: Snapshot) -> str | None:
        """What is wrong with a snapshot, in words; None where bytes and text are what they were."""
        folder = self._folder / snapshot.original
        if not folder.is_dir():
            return "is missing"
        if self.text(snapshot) is None:
            return "has another text than it had"
        return None if self._sound(folder, snapshot.original) else "has other bytes than it had"

    def path(self, snapshot: Snapshot) -> Path:
        """The file with the bytes as they came."""
        return self._folder / snapshot.original / _ORIGINALS[snapshot.kind]

    def folders(self) -> tuple[Path, ...]:
        """Every folder there is, of a snapshot or of one that was set aside."""
        return tuple(sorted(path for path in self._folder.glob("*") if path.is_dir()))

    @staticmethod
    def _sound(folder: Path, name: Sha256) -> bool:
        found = next((folder / each for each in _ORIGINALS.values() if (folder / each).is_file()), None)
        if found is None or not (folder / _TEXT).is_file():
            return False
        return hashlib.sha256(found.read_bytes()).hexdigest() == name

    @staticmethod
    def _set_aside(folder: Path) -> None:
        number = 1
        while (aside := folder.with_name(f"{folder.name}.damaged-{number}")).exists():
            number += 1
        folder.rename(aside)
