"""Tables that people keep by hand: UTF-8 CSV files in a workspace, read with mercy and written whole or not at all."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from filelock import FileLock

from authoring.durable import replace_lasting
from authoring.errors import StorageError, WorkspaceError
from authoring.text import clean_line
from schemas.saying import said

Row = dict[str, str]


def read_rows(path: Path, needed: Sequence[str]) -> list[Row]:
    """The rows by column, every cell cleaned; none where there is no file.

    Raises `WorkspaceError` where it cannot be read or lacks a column that is needed.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as cause:
        raise WorkspaceError(
            said("could not read {path}: {cause}", path=path, cause=cause),
            said("Check its permissions and that it is UTF-8."),
        ) from cause
    return rows_of(text, str(path), needed)


def rows_of(text: str, name: str, needed: Sequence[str]) -> list[Row]:
    """The rows of such a text. Raises `WorkspaceError` as `read_rows` does; `name` is what the message calls it."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    try:
        missing = [column for column in needed if column not in (rows.fieldnames or ())]
        if missing:
            raise WorkspaceError(
                said("{name} has no column {missing}", name=name, missing=" and no column ".join(missing)),
                said("Its first line names its columns."),
            )
        return [{key: clean_line(cell or "") for key, cell in row.items() if isinstance(key, str)} for row in rows]
    except csv.Error as cause:
        raise WorkspaceError(
            said("{name} is no CSV file: {cause}", name=name, cause=cause), said("Save it as CSV in UTF-8.")
        ) from cause


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Put these rows in the place of what the file held. Raises `StorageError`; the old file is whole then."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    try:
        replace_lasting(path, text.getvalue().encode())
    except OSError as cause:
        raise StorageError.writing(path, cause) from cause


def lock_of(path: Path, cache: Path) -> FileLock:
    """Who holds this may write that file; the lock itself is in the cache folder. Raises `StorageError`."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise StorageError.writing(cache, cause) from cause
    return FileLock(cache / f"{path.parent.name}-{path.stem}.lock")


def stamp_of(path: Path) -> object:
    """Equal to the last one for as long as the file is the same; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
