"""O*NET's tables by name, whichever release, file format and folder they come in.

The publisher offers each release as tab-separated text and as workbooks, and renames tables from release to release.
Readers ask for a table by its names, newest first, and get the rows under the names the file itself has.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from authoring.facts.files import Cell, OfficialFiles
from authoring.facts.making import Origin, exact
from authoring.facts.reading import Edition

TEXT: Final = ".txt"
WORKBOOK: Final = ".xlsx"
TASKS_30_3: Final = "onet/30.3/Task Statements.txt"
"""The table of tasks as a study's edition names it; the release at hand takes its place."""


def named(edition: Edition, *stems: str) -> str | None:
    """The path of the first of these tables that the edition has; None where it has none of them."""
    by_stem = {PurePosixPath(path).stem: path for path in edition.files}
    return next((by_stem[stem] for stem in stems if stem in by_stem), None)


def stem_of(path: str) -> str:
    """`Task Statements` of `onet/30.3/Task Statements.txt`."""
    return PurePosixPath(path).stem


def origin_of(edition: Edition, path: str) -> Origin:
    """Where facts of this table come from; a workbook's sheet is called as its table."""
    return Origin(edition, path, stem_of(path)[:31] if path.endswith(WORKBOOK) else None)


def rows_of(files: OfficialFiles, path: str, columns: Sequence[str] = ()) -> Iterator[Mapping[str, Cell]]:
    """The rows of a table by column name. Raises `FactsError` naming file, sheet and column."""
    if not path.endswith(WORKBOOK):
        yield from files.table(path, columns=columns)
        return
    for row in files.sheet(path, files.sheet_names(path)[0], 0, columns):
        yield {name: exact(cell) if isinstance(cell, float) else cell for name, cell in row.items()}


def task_statements(files: OfficialFiles, edition: Edition, column: str) -> Iterator[tuple[str, str, str]]:
    """O*NET-SOC code, Task ID and one more column of the tasks that a study is joined to."""
    path = named(edition, stem_of(TASKS_30_3)) or TASKS_30_3
    code, task = "O*NET-SOC Code", "Task ID"
    for row in rows_of(files, path, (code, task, column)):
        yield str(row[code]), str(row[task]), str(row[column])


def joined_to(edition: Edition, tasks: str) -> Edition:
    """The same edition of a study, joined to another release's table of tasks."""
    return replace(edition, files=tuple(tasks if path == TASKS_30_3 else path for path in edition.files))
