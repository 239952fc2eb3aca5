"""Examines a whole workspace, and mends what can be mended without touching a word of history.

Mending is: what was torn goes to its side file, the index is made anew. Everything else is for a person to judge.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from authoring.errors import StorageError
from authoring.revisions.examining import Problem, Verify, Weight, examine
from authoring.revisions.log import TORN_SUFFIX
from authoring.revisions.places import LOG_SUFFIX, all_logs
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
    logs = all_logs(revisions.drafts)
    problems = [problem for path in logs for problem in _examined(revisions, path, verify)]
    problems += _beside(revisions.drafts, logs)
    problems += _index(revisions, logs)
    return Report(len(logs), tuple(problems))


def repair(revisions: Revisions, report: Report, verify: Verify | None = None) -> Report:
    """Mend what may be mended and examine again. Raises `StorageError` where it cannot be written."""
    for problem in report.problems:
        if problem.mends and problem.kind == "torn":
            revisions.set_torn_aside(problem.file.parent.name, problem.file.stem)
    if any(problem.kind == "index" for problem in report.problems):
        revisions.rebuild_index()
    return fsck(revisions, verify)


def _examined(revisions: Revisions, path: Path, verify: Verify | None) -> tuple[Problem, ...]:
    soc, locale = path.parent.name, path.stem
    try:
        found = tuple(examine(path, soc, locale, verify))
        if any(problem.kind == "torn" for problem in found) and not revisions.is_torn(soc, locale):
            # Somebody was writing while we looked: now the line is whole.
            found = tuple(examine(path, soc, locale, verify))
    except (OSError, StorageError) as cause:
        return (Problem("damaged", "error", path, 0, f"could not be read: {cause}"),)
    return found


def _beside(drafts: Path, logs: tuple[Path, ...]) -> Iterator[Problem]:
    """Torn lines that wait for somebody to look at them, and files that are no logs."""
    known = set(logs)
    for path in sorted(drafts.glob("*/*")):
        if path.name.endswith(LOG_SUFFIX + TORN_SUFFIX):
            owner = path.with_name(path.name.removesuffix(TORN_SUFFIX))
            said = "lines that were cut off while they were written; remove the file once you have looked"
            orphan = "" if owner in known else f"; the log {owner.name} it belongs to is not there"
            yield Problem("aside", "warning", path, 0, said + orphan)
        elif path not in known and path.suffix == LOG_SUFFIX:
            yield Problem("stray", "warning", path, 0, "is not named like a log, or leads out of here; it is not read")


def _index(revisions: Revisions, logs: tuple[Path, ...]) -> Iterator[Problem]:
    if not revisions.index_path.exists():
        return
    for path in revisions.index.disagreeing(logs):
        said = "the index says otherwise than this log"
        yield Problem("index", "warning", path, 0, said, mends=True)
