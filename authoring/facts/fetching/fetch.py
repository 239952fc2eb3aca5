"""Fetching datasets: each file downloaded, unpacked, compared with what was recorded, and looked into."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, Literal, TypeAlias
from urllib.parse import unquote, urlsplit

from authoring.errors import FactsError, StorageError
from authoring.facts.fetching.catalogue import Catalogue, Expected, Listed
from authoring.facts.fetching.download import Patience, download
from authoring.facts.fetching.unpacking import unpack_all, unpack_one
from authoring.facts.files import OfficialFiles

State: TypeAlias = Literal["fetched", "there", "by_hand", "changed_format", "failed"]
Told: TypeAlias = Callable[[str, int, int | None], None]
"""Progress: the file's name, the bytes that are here, the bytes in all where known."""

_INCOMING: Final = ".incoming"


@dataclass(frozen=True)
class Outcome:
    """What came of one file. `checksum` compares it with the recorded one; `message` says what to know or do."""

    dataset: str
    path: str
    state: State
    checksum: Literal["as recorded", "differs", "not recorded", "none"]
    message: str


@dataclass(frozen=True)
class Fetching:
    """How to fetch: into which folder, by which list, again or not, telling whom."""

    root: Path
    catalogue: Catalogue
    again: bool = False
    told: Told = lambda _name, _done, _total: None
    patience: Patience | None = None

    def run(self, names: tuple[str, ...]) -> Iterator[Outcome]:
        """Fetch the datasets of these ids or families, file by file. One that fails does not stop the others.

        Raises `UsageError` for an unknown name, and `StorageError` where nothing can be written.
        """
        for dataset in self.catalogue.chosen(names):
            for listed in dataset.files:
                yield self._one(dataset.id, listed)

    def _one(self, dataset: str, listed: Listed) -> Outcome:
        there = self._there(listed)
        if there and not self.again:
            return self._looked_at(dataset, listed, "there", there)
        if listed.url is None:
            note = f"download by hand from {listed.page} and save as {listed.path}. {listed.note}".strip()
            return Outcome(dataset, listed.path, "by_hand", "none", note)
        try:
            return self._looked_at(dataset, listed, "fetched", self._fetched(listed, listed.url))
        except StorageError:
            raise
        except FactsError as error:
            return Outcome(dataset, listed.path, "failed", "none", f"{error.message}. {error.hint} Page: {listed.page}")

    def _there(self, listed: Listed) -> tuple[str, ...]:
        files = OfficialFiles(self.root)
        if not listed.path.endswith("/"):
            return (listed.path,) if files.exists(listed.path) else ()
        wanted = tuple(f"{listed.path}{each.file}" for each in listed.expects if each.file)
        return wanted if wanted and all(files.exists(path) for path in wanted) else ()

    def _fetched(self, listed: Listed, url: str) -> tuple[str, ...]:
        """Download and put in place; returns the paths of the files that came."""
        name = unquote(PurePosixPath(urlsplit(url).path).name) or "download"
        incoming = self.root / _INCOMING / name
        download(url, incoming, lambda done, total: self.told(name, done, total), self.patience)
        try:
            if listed.path.endswith("/"):
                return tuple(f"{listed.path}{each}" for each in unpack_all(incoming, self.root / listed.path))
            if listed.member:
                unpack_one(incoming, listed.member, self.root / listed.path)
            else:
                _whole(incoming, listed)
                (self.root / listed.path).parent.mkdir(parents=True, exist_ok=True)
                incoming.replace(self.root / listed.path)
        except OSError as cause:
            raise StorageError.writing(self.root / listed.path, cause) from cause
        finally:
            incoming.unlink(missing_ok=True)
            with suppress(OSError):  # another file's .part is in it
                incoming.parent.rmdir()
        return (listed.path,)

    def _looked_at(self, dataset: str, listed: Listed, state: State, paths: tuple[str, ...]) -> Outcome:
        files = OfficialFiles(self.root)
        wrong = [said for expected in listed.expects if (said := _wrong(files, listed, expected))]
        checksum, message = self._compared(files, paths)
        if wrong:
            return Outcome(dataset, listed.path, "changed_format", checksum, "the format changed: " + "; ".join(wrong))
        return Outcome(dataset, listed.path, state, checksum, message)

    def _compared(
        self, files: OfficialFiles, paths: Iterable[str]
    ) -> tuple[Literal["as recorded", "differs", "not recorded"], str]:
        known = [path for path in paths if path in self.catalogue.recorded and files.exists(path)]
        if not known:
            return "not recorded", "no checksum is recorded for it"
        other = [path for path in known if files.source_file(path).sha256 != self.catalogue.recorded[path].sha256]
        if other:
            return (
                "differs",
                f"not the file that the bundled facts were built from, a newer edition: {', '.join(other)}",
            )
        return "as recorded", "the very file that the bundled facts were built from"


def _whole(incoming: Path, listed: Listed) -> None:
    """A workbook is an archive inside: what is none, such as a web page in its place, is refused before it is kept."""
    if listed.path.endswith(".xlsx") and not zipfile.is_zipfile(incoming):
        raise FactsError(f"{listed.url} gave no workbook", "Perhaps a web page came in its place.")
    if not listed.path.endswith((".xlsx", ".html")) and incoming.read_bytes()[:512].lstrip().lower().startswith(b"<"):
        raise FactsError(f"{listed.url} gave a web page in place of the file", "The publisher moved it.")


def _wrong(files: OfficialFiles, listed: Listed, expected: Expected) -> str | None:
    """What is not as the reader needs it, naming file, sheet and column; None where all is."""
    path = f"{listed.path}{expected.file}" if expected.file else listed.path
    try:
        if expected.delimiter is not None:
            next(iter(files.table(path, expected.delimiter, expected.columns)), None)
        else:
            next(iter(files.sheet(path, expected.sheet, expected.header_row, expected.columns)), None)
    except FactsError as error:
        return error.message
    return None
