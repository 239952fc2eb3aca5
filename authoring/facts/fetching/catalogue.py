"""The list of official files: what belongs to which dataset, where it is published, what is in it."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from authoring.errors import FactsError, UsageError

_HERE: Final = Path(__file__).parent
BUNDLED: Final = _HERE / "catalogue.json"
CHECKSUMS: Final = _HERE / "checksums.json"


@dataclass(frozen=True)
class Expected:
    """Columns that a reader needs: of the file itself, or of `file` in it where an archive becomes a folder."""

    file: str | None
    columns: tuple[str, ...]
    delimiter: str | None
    sheet: str | int
    header_row: int


@dataclass(frozen=True)
class Listed:
    """One file to get. `path` is where it goes below the folder of official files; ending in `/`, it is a folder.

    `url` is None where the file has to be taken from `page` by hand; `note` says what to take. `member` is the file
    wanted out of an archive.
    """

    path: str
    url: str | None
    member: str | None
    page: str
    note: str
    expects: tuple[Expected, ...]


@dataclass(frozen=True)
class ListedDataset:
    """One edition of a dataset with its files."""

    id: str
    version: str
    page: str
    licence: str
    files: tuple[Listed, ...]


@dataclass(frozen=True)
class Checksum:
    """Size and sha256 of an official file, uncompressed."""

    sha256: str
    bytes: int


class Catalogue:
    """The datasets and the recorded checksums. Made by `Catalogue.load`."""

    def __init__(self, datasets: tuple[ListedDataset, ...], recorded: dict[str, Checksum]) -> None:
        self.datasets = datasets
        self.recorded = recorded

    @classmethod
    def load(cls, path: Path | None = None) -> "Catalogue":
        """The list that is shipped, or one of the same form. Raises `FactsError` where it cannot be read."""
        found = path or BUNDLED
        try:
            listed = json.loads(found.read_text("utf-8"))["datasets"]
            datasets = tuple(_dataset(each) for each in listed)
            sums = {path: Checksum(**each) for path, each in json.loads(CHECKSUMS.read_text("utf-8")).items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as cause:
            raise FactsError(
                f"{found} is no list of official files: {type(cause).__name__}: {cause}",
                "docs/facts.md shows its form; without --catalogue, the list that is shipped is used.",
            ) from cause
        return cls(datasets, sums)

    @cached_property
    def _families(self) -> dict[str, list[ListedDataset]]:
        families: dict[str, list[ListedDataset]] = {}
        for dataset in self.datasets:
            families.setdefault(dataset.id.partition(".")[0], []).append(dataset)
        return families

    def chosen(self, names: tuple[str, ...]) -> tuple[ListedDataset, ...]:
        """The datasets of these ids or families; without any, all that state a licence.

        Raises `UsageError` for a name that is neither.
        """
        if not names:
            return tuple(each for each in self.datasets if each.licence != "not stated")
        wanted: dict[str, ListedDataset] = {}
        for name in names:
            found = [each for each in self.datasets if each.id == name] or self._families.get(name)
            if not found:
                known = ", ".join(each.id for each in self.datasets)
                raise UsageError(f"there is no dataset `{name}` to fetch", f"There are: {known}; or a family: oews.")
            wanted.update({each.id: each for each in found})
        return tuple(wanted.values())


def _dataset(listed: dict[str, Any]) -> ListedDataset:
    page = str(listed["page"])
    return ListedDataset(
        id=listed["id"],
        version=listed["version"],
        page=page,
        licence=listed["licence"],
        files=tuple(_file(each, page) for each in listed["files"]),
    )


def _file(listed: dict[str, Any], page: str) -> Listed:
    path = str(listed["path"])
    if path.startswith("/") or ".." in path.split("/"):
        raise ValueError(f"path {path!r} leads out of the folder")
    return Listed(
        path=path,
        url=listed.get("url"),
        member=listed.get("member"),
        page=listed.get("page", page),
        note=listed.get("by_hand", ""),
        expects=tuple(_expected(each) for each in listed.get("expects", ())),
    )


def _expected(listed: dict[str, Any]) -> Expected:
    return Expected(
        file=listed.get("file"),
        columns=tuple(listed["columns"]),
        delimiter=listed.get("delimiter"),
        sheet=listed.get("sheet", 0),
        header_row=listed.get("header_row", 0),
    )
