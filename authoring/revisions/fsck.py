"""Examines a whole workspace, and mends what can be mended without touching a word of history.

Mending is: what was torn goes to its side file, what a cut write left beside a log goes, the index is made anew.
Everything else is for a person to judge.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from authoring.errors import StorageError
from authoring.revisions.contents import LogName
from authoring.revisions.examining import Problem, Verify, Weight, examine
from authoring.revisions.log import owner_of
from authoring.revisions.store import Revisions

CLEAN: Final = 0
TO_LOOK_AT: Final = 1
NOT_TRUSTED: Final = 9


@dataclass(frozen=True)
class Report:
    """What an examination found, and how much it looked at."""

    logs: int
    problems: tuple[Problem, ...]

    def of_weight(self, weight: Weight) -> tuple[Problem, ...]:
        """The problems of that weight."""
        return tuple(problem for problem in self.problems if problem.weight == weight)

    @property
    def exit_code(self) -> int:
        """9 where something cannot be trusted, 1 where somebody should look, else 0."""
        if self.of_weight("error"):
            return NOT_TRUSTED
        return TO_LOOK_AT if self.of_weight("warning") else CLEAN


def fsck(revisions: Revisions, verify: Verify | None = None) -> Report:
    """Examine every log, what lies beside them, and whether the index says what the logs say. Changes nothing.

    `verify` says what is wrong with the signature of a decision, where they are to be signed.
    """
    names = revisions.logs.names()
    problems = [problem for name in names for problem in _examined(revisions, name, verify)]
    problems += revisions.logs.oddities()
    problems += _index(revisions)
    return Report(len(names), tuple(problems))


def repair(revisions: Revisions, report: Report, verify: Verify | None = None) -> Report:
    """Mend what may be mended and examine again. Raises `StorageError` where it cannot be written."""
    for problem in report.problems:
        if problem.mends and problem.kind == "torn":
            revisions.logs.log(problem.file.parent.name, problem.file.stem).set_torn_aside()
        elif problem.mends and problem.kind == "leftover":
            revisions.logs.log(*owner_of(problem.file)).remove_leftover()
    if any(problem.kind == "index" for problem in report.problems):
        revisions.rebuild_index()
    return fsck(revisions, verify)


def _examined(revisions: Revisions, name: LogName, verify: Verify | None) -> tuple[Problem, ...]:
    path = revisions.logs.path(name)
    try:
        found = tuple(examine(revisions.logs.log(*name).raw(), path, *name, verify))
        if any(problem.kind == "torn" for problem in found) and not revisions.is_torn(name):
            # Somebody was writing while we looked: now the line is whole.
            found = tuple(examine(revisions.logs.log(*name).raw(), path, *name, verify))
    except StorageError as cause:
        return (Problem("damaged", "error", path, 0, f"could not be read: {cause}"),)
    return found


def _index(revisions: Revisions) -> Iterator[Problem]:
    if not revisions.index_path.exists():
        return
    for path in revisions.index.disagreeing():
        said = "the index says otherwise than this log"
        yield Problem("index", "warning", path, 0, said, mends=True)
