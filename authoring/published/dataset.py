"""One release of a dataset, opened: its profiles, its tables and its full-text search."""

import csv
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final, TypeAlias

from authoring.errors import StorageError, UsageError
from authoring.published.values import Hit, Json, Profile

MAJOR: Final = 1
"""The version of the published shape that this reader reads."""

Cell: TypeAlias = str | int | float | bool | None
_READ: Final[dict[str, Callable[[str], Cell]]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": lambda text: text == "true",
}
_UNSPACED: Final = ("zh", "ja", "ko")
_SHORTEST: Final = 3
"""Where words have no spaces between them the index knows runs of three characters; shorter ones are looked for text by text."""


class Dataset:
    """A release folder. Made by `open_dataset`; files are read when they are asked for."""

    def __init__(self, folder: Path, manifest: Json) -> None:
        self.folder = folder
        self._manifest = manifest
        self._files: dict[tuple[str, str], str] = {
            (each["soc"], each["locale"]): each["file"] for each in manifest["profiles"]
        }

    @property
    def release(self) -> str:
        """Its name: the day it was made and a counter."""
        return str(self._manifest["release"])

    @property
    def licence(self) -> str:
        """The licence of the text; facts keep those of their datasets."""
        return str(self._manifest["licence"])

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales that have a profile, in order."""
        return tuple(sorted({locale for _, locale in self._files}))

    def socs(self, locale: str = "en") -> tuple[str, ...]:
        """The codes of the occupations that have a profile in that locale, in order."""
        return tuple(sorted(soc for soc, there in self._files if there == locale))

    def profile(self, soc: str, locale: str = "en") -> Profile:
        """One profile. Raises `UsageError` where there is none, `StorageError` where it cannot be read."""
        file = self._files.get((soc, locale))
        if file is None:
            raise UsageError(
                f"release {self.release} has no profile of {soc} in {locale}",
                f"It has {len(self.socs(locale))} in {locale}; locales: {', '.join(self.locales)}.",
            )
        return Profile(_json(self.folder / file))

    def profiles(self, locale: str = "en") -> Iterator[Profile]:
        """Every profile of a locale by code, each read when it is asked for."""
        return (self.profile(soc, locale) for soc in self.socs(locale))

    def rows(self, table: str, locale: str = "en") -> Iterator[dict[str, Cell]]:
        """The rows of a flat table: numbers as numbers, None for no value. Raises `UsageError` where there is no such table."""
        resource = self._resource(table, locale)
        read = {field["name"]: _READ[field["type"]] for field in resource["schema"]["fields"]}
        with (self.folder / resource["path"]).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                yield {name: read[name](text) if text else None for name, text in row.items()}

    def search(self, words: str, locale: str = "en", limit: int = 20) -> tuple[Hit, ...]:
        """Texts of that locale that hold all of the words, best first. Raises `UsageError` where it has no search."""
        path = self.folder / "sqlite" / f"{locale}.sqlite"
        if not path.is_file():
            raise UsageError(
                f"release {self.release} has no search in {locale}", f"Locales: {', '.join(self.locales)}."
            )
        terms = words.split()
        if not terms:
            return ()
        unspaced = locale.partition("-")[0] in _UNSPACED
        if unspaced and any(len(term) < _SHORTEST for term in terms):
            where, values = " AND ".join("instr(text, ?)" for _ in terms), terms
            asked = f"SELECT soc, locale, section, item, field, text FROM items WHERE {where} LIMIT ?"  # noqa: S608
        else:
            values = [" ".join('"' + term.replace('"', '""') + '"' for term in terms)]
            asked = (
                "SELECT i.soc, i.locale, i.section, i.item, i.field, i.text FROM items_fts "
                "JOIN items i ON i.id = items_fts.rowid WHERE items_fts MATCH ? ORDER BY items_fts.rank, i.id LIMIT ?"
            )
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            return tuple(Hit(*row) for row in database.execute(asked, (*values, limit)))

    def attributions(self) -> Mapping[str, str]:
        """What the licence of each dataset behind the release asks to be said, by dataset."""
        return {each["id"]: each["attribution"] for each in self._manifest["datasets"]}

    def verify(self) -> None:
        """Read every file and compare it with the manifest. Raises `StorageError` naming the first that differs."""
        for each in self._manifest["files"]:
            path = self.folder / each["path"]
            try:
                with path.open("rb") as stream:
                    found = hashlib.file_digest(stream, "sha256").hexdigest()
            except OSError as cause:
                raise StorageError(f"{path} cannot be read: {cause.strerror}", "Get the release again.") from cause
            if found != each["sha256"]:
                raise StorageError(f"{path} is not as the manifest says", "Get the release again.")

    def _resource(self, table: str, locale: str) -> Json:
        resources = _json(self.folder / "datapackage.json")["resources"]
        path = f"tables/{locale}/{table}.csv"
        found = next((each for each in resources if each["path"] == path), None)
        if found is None:
            names = sorted({Path(each["path"]).stem for each in resources})
            raise UsageError(
                f"release {self.release} has no table `{table}` in {locale}", f"Tables: {', '.join(names)}."
            )
        resource: Json = found
        return resource


def open_dataset(path: str | Path) -> Dataset:
    """The dataset at `path`: a release folder, or `published` with the link to the current one.

    Raises `StorageError` where there is none, `UsageError` for one of a newer shape than this reader knows.
    """
    given = Path(path)
    folder = next((each for each in (given, given / "current") if (each / "manifest.json").is_file()), None)
    if folder is None:
        raise StorageError(f"{given} holds no release: there is no manifest.json", "Name a release, or published/.")
    manifest = _json(folder / "manifest.json")
    version = str(manifest["schema_version"])
    if int(version.partition(".")[0]) > MAJOR:
        raise UsageError(
            f"{folder} has the shape {version}, and this reader knows {MAJOR}",
            "Install a newer career-graph-authoring.",
        )
    return Dataset(folder.resolve(), manifest)


def _json(path: Path) -> Any:  # noqa: ANN401 - JSON is of any type
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError) as cause:
        raise StorageError(f"{path} cannot be read: {cause}", "Get the release again.") from cause
