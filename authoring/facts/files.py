"""Official files as they were published: found plain or gzipped, read as tables and sheets, checksummed.

Cells come as the file has them; `authoring.text.clean_line` is called where a cell becomes part of a fact. A
column that a reader asks for and a file does not have is an error, never a silent gap: publishers rename
columns.

Imported by a build only, so that opening a built base does not load the spreadsheet library.
"""

import builtins
import codecs
import csv
import gzip
import hashlib
import io
import lzma
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final, Literal, TypeAlias

from python_calamine import CalamineError, CalamineWorkbook

from authoring.errors import FactsError
from schemas.facts import SourceFile

Cell: TypeAlias = str | int | float | bool
"""One spreadsheet cell. An empty cell is `""`; dates and times come as ISO text."""

_AS_PUBLISHED: Final = "Put the file there as its publisher ships it (a .gz beside it will do), then build again."


class OfficialFiles:
    """The folder of official files. Paths are relative, with `/`; `name` is found as `name` or `name.gz`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._sources: dict[str, SourceFile] = {}

    def exists(self, path: str) -> bool:
        """Whether the file is there, plain or gzipped; for an archive, packed or as a folder."""
        return self._find(path) is not None or self._folder(path) is not None

    def folders(self, path: str) -> tuple[str, ...]:
        """The names of the folders right below a folder, sorted; none where it is not there."""
        below = self.root / path
        return tuple(sorted(each.name for each in below.iterdir() if each.is_dir())) if below.is_dir() else ()

    def names(self, path: str) -> tuple[str, ...]:
        """The names of the files right below a folder, sorted, a packed `.gz` under its name without that."""
        below = self.root / path
        found = (each.name.removesuffix(".gz") for each in below.iterdir() if each.is_file()) if below.is_dir() else ()
        return tuple(sorted(set(found)))

    def bytes(self, path: str) -> bytes:
        """The uncompressed bytes of a file. Raises `FactsError` where it is missing or damaged."""
        found = self._find(path)
        if found is None:
            raise FactsError(f"official file missing: {path} (looked below {self.root})", _AS_PUBLISHED)
        try:
            raw = found.read_bytes()
            return gzip.decompress(raw) if found.suffix == ".gz" and not path.endswith(".gz") else raw
        except (OSError, EOFError) as cause:
            raise FactsError(f"official file cannot be read: {path}: {cause}", _AS_PUBLISHED) from cause

    def source_file(self, path: str) -> SourceFile:
        """Path, sha256 and size of the uncompressed bytes; worked out once per file.

        Of a folder: over all its files, by name, one after the other.
        """
        if path not in self._sources:
            unpacked = self._folder(path) is not None
            content = b"".join(each for _, each in self.members(path)) if unpacked else self.bytes(path)
            digest = hashlib.sha256(content).hexdigest()
            self._sources[path] = SourceFile(path=path, sha256=digest, bytes=len(content))
        return self._sources[path]

    def table(
        self, path: str, delimiter: str = "\t", columns: Sequence[str] = (), quoted: bool | None = None
    ) -> Iterator[Mapping[str, str]]:
        """The rows of a delimited text file by column name.

        UTF-8 with or without a byte-order mark, else Windows-1252. `quoted` says whether `"` quotes a cell;
        by default it does unless the delimiter is a tab (O*NET's tab-separated files use `"` as a plain
        character). Raises `FactsError` where one of `columns` is missing or a row has another number of
        cells.
        """
        quoted = delimiter != "\t" if quoted is None else quoted
        quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
        text = io.StringIO(_decoded(self.bytes(path)), newline="")
        rows = csv.reader(text, delimiter=delimiter, quoting=quoting)
        header = [name.strip() for name in next(rows, [])]
        _require(columns, header, path, None)
        for row in rows:
            if not row:
                continue
            if len(row) != len(header):
                raise FactsError(
                    f"{path}, line {rows.line_num}: {len(row)} cells where the header has {len(header)}",
                    "The file is cut off or was saved by another program. " + _AS_PUBLISHED,
                )
            yield dict(zip(header, row, strict=True))

    def sheet(
        self, path: str, sheet: str | int = 0, header_row: int = 0, columns: Sequence[str] = ()
    ) -> Iterator[Mapping[str, Cell]]:
        """The rows of a spreadsheet below `header_row` (0 = the first row of the sheet) by column name.

        Rows without any value are left out. Columns without a heading are named `""`. Raises `FactsError`
        naming file, sheet and column where the sheet or one of `columns` is not there.
        """
        rows = self._cells(path, sheet)
        header = [str(cell).strip() for cell in rows[header_row]] if len(rows) > header_row else []
        _require(columns, header, path, sheet)
        for row in rows[header_row + 1 :]:
            if any(cell != "" for cell in row):
                yield {name: _plain(cell) for name, cell in zip(header, row, strict=False)}

    def sheet_names(self, path: str) -> tuple[str, ...]:
        """The names of a workbook's sheets, in order."""
        return tuple(self._workbook(path).sheet_names)

    def rows(self, path: str, sheet: str | int = 0) -> list[list[Cell]]:
        """All rows of a sheet as they stand, for sheets that have notes instead of a header."""
        return [[_plain(cell) for cell in row] for row in self._cells(path, sheet)]

    def members(self, path: str) -> Iterator[tuple[str, builtins.bytes]]:
        """Name and bytes of every file in an archive (`.tar.xz`), or in the folder it unpacks to, by name."""
        folder = self._folder(path)
        if folder is not None:
            for member in sorted(each for each in folder.rglob("*") if each.is_file()):
                yield member.relative_to(folder).as_posix(), member.read_bytes()
            return
        try:
            with tarfile.open(fileobj=io.BytesIO(self.bytes(path))) as archive:
                for entry in sorted(archive.getmembers(), key=lambda each: each.name):
                    content = archive.extractfile(entry) if entry.isfile() else None
                    if content is not None:
                        yield entry.name, content.read()
        except (tarfile.TarError, EOFError, lzma.LZMAError) as cause:
            raise FactsError(f"official file is no readable archive: {path}: {cause}", _AS_PUBLISHED) from cause

    def _folder(self, path: str) -> Path | None:
        folder = self.root / path.removesuffix(".tar.xz")
        return folder if path.endswith(".tar.xz") and folder.is_dir() else None

    def _find(self, path: str) -> Path | None:
        plain = self.root / path
        return next((p for p in (plain, plain.with_name(plain.name + ".gz")) if p.is_file()), None)

    def _workbook(self, path: str) -> CalamineWorkbook:
        try:
            return CalamineWorkbook.from_filelike(io.BytesIO(self.bytes(path)))
        except CalamineError as cause:
            raise FactsError(f"official file is no readable workbook: {path}: {cause}", _AS_PUBLISHED) from cause

    def _cells(self, path: str, sheet: str | int) -> Sequence[Sequence[object]]:
        workbook = self._workbook(path)
        names = workbook.sheet_names
        if sheet not in (range(len(names)) if isinstance(sheet, int) else names):
            raise FactsError(
                f"{path} has no sheet {sheet!r}; it has: {', '.join(names)}",
                "The publisher changed the workbook, or it is another edition's.",
            )
        found = workbook.get_sheet_by_index(sheet) if isinstance(sheet, int) else workbook.get_sheet_by_name(sheet)
        return found.to_python(skip_empty_area=False)


def _decoded(content: bytes) -> str:
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _plain(cell: object) -> Cell:
    if isinstance(cell, str | bool | int | float):
        return cell
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta) else ""


def _require(columns: Sequence[str], header: Sequence[str], path: str, sheet: str | int | None) -> None:
    missing = [name for name in columns if name not in header]
    if missing:
        where = path if sheet is None else f"{path}, sheet {sheet!r}"
        raise FactsError(
            f"{where}: no column {', '.join(map(repr, missing))}; it has: {', '.join(filter(None, header))}",
            "The publisher changed the layout, or this is another edition's file.",
        )
