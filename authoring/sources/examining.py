"""Examines the sources as an auditor would: every record by its seal, every snapshot by the hashes its records give it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from authoring.errors import AuthoringError
from authoring.revisions.examining import Problem, Weight
from authoring.sources.records import Records
from authoring.sources.snapshots import Snapshots
from schemas.sources import AnySourceRecord, SourceAdded, SourceRetired


class Examined(NamedTuple):
    """How many documents there are, and what is wrong with them."""

    documents: int
    problems: tuple[Problem, ...]


def examine(folder: Path, cache: Path) -> Examined:
    """Look at every record and snapshot below `folder`. Changes nothing.

    A record that was changed and a snapshot that is missing or was changed are errors: quotes rest on them.
    """
    records, snapshots = Records(folder, cache), Snapshots(folder / "snapshots", cache)
    sound: list[tuple[Path, AnySourceRecord]] = []
    problems: list[Problem] = []
    for path in (path for soc in records.occupations() for path in records.files(soc)):
        try:
            sound.append((path, records.read(path)))
        except AuthoringError as cause:
            problems.append(_problem("error", path, cause.message.removeprefix(f"{path} ")))
    added = {record.document for _, record in sound if isinstance(record, SourceAdded)}
    for path, record in sound:
        if record.document not in added:
            problems.append(_problem("warning", path, f"is about {record.document}, which nobody added"))
    problems += _snapshots(snapshots, [record for _, record in sound])
    return Examined(len(added), tuple(problems))


def _snapshots(snapshots: Snapshots, records: Sequence[AnySourceRecord]) -> Iterator[Problem]:
    named = {record.snapshot: record for record in records if not isinstance(record, SourceRetired)}
    for snapshot, record in named.items():
        fault = snapshots.fault(snapshot)
        if fault:
            said = f"the snapshot of {record.document} ({record.soc}) {fault}"
            yield _problem("error", snapshots.path(snapshot).parent, said)
    known = {snapshot.original for snapshot in named}
    for path in snapshots.folders():
        if path.name not in known:
            yield _problem("note", path, "no record names this snapshot")


def _problem(weight: Weight, path: Path, said: str) -> Problem:
    return Problem("source", weight, path, 0, said)
