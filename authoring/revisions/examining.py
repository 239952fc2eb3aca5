"""Examines one log line by line, as an auditor would: every seal, hash and parent, and what they say together.

Reading trusts an event whose seal fits; this asks further whether the events fit each other. It changes nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from authoring.revisions.history import heads_of
from authoring.revisions.lines import LineError, from_line
from authoring.revisions.redacting import redacted, targets_of
from schemas.base import SCHEMA_VERSION, Locale, SocCode, content_hash
from schemas.events import Decision, Event, EventId, Redaction, Revision

Weight = Literal["error", "warning", "note"]
ProblemKind = Literal[
    "damaged",
    "misplaced",
    "hash",
    "redaction",
    "parent",
    "schema",
    "decision",
    "signature",
    "forked",
    "torn",
    "aside",
    "leftover",
    "stray",
    "index",
    "source",
]


@dataclass(frozen=True)
class Problem:
    """One thing that is not as it should be. `line` 0 is the file as a whole.

    An `error` means that something in the history cannot be trusted, a `warning` that somebody should look, a
    `note` that nothing is lost. `mends` says that `--repair` may put it right.
    """

    kind: ProblemKind
    weight: Weight
    file: Path
    line: int
    message: str
    mends: bool = False


@dataclass(frozen=True)
class _Placed:
    """An event and the line it stands on."""

    event: Event
    line: int


_OWN_MAJOR: Final = int(SCHEMA_VERSION.partition(".")[0])


Verify: TypeAlias = Callable[[Decision], str | None]
"""What is wrong with the signature of a decision, in words; None where nothing is."""


def examine(
    content: bytes, path: Path, soc: SocCode, locale: Locale, verify: Verify | None = None
) -> Iterator[Problem]:
    """Every problem of the log of that occupation and locale; `path` is what its lines are named by.

    `verify` is asked about every decision, where the workspace wants them signed.
    """
    lines = content.split(b"\n")
    tail = lines.pop()
    placed: dict[EventId, _Placed] = {}
    for number, line in enumerate(lines, 1):
        yield from _take(path, number, line, placed)
    if tail:
        yield from _take_tail(path, len(lines) + 1, tail, placed)
    redactions = targets_of(each.event for each in placed.values())
    for each in placed.values():
        yield from _own_faults(path, each, soc, locale)
        yield from _faults_of_words(path, each, redactions.get(each.event.id))
        if verify and isinstance(each.event, Decision) and (fault := verify(each.event)):
            yield Problem("signature", "error", path, each.line, fault)
    yield from _faults_between(path, placed.values())


def _take(path: Path, number: int, line: bytes, placed: dict[EventId, _Placed]) -> Iterator[Problem]:
    try:
        event = from_line(line)
    except LineError as bad:
        yield Problem("damaged", "error", path, number, str(bad))
        return
    first = placed.setdefault(event.id, _Placed(event, number))
    if first.event != event:
        yield Problem("damaged", "error", path, number, f"says otherwise of event {event.id} than line {first.line}")


def _take_tail(path: Path, number: int, tail: bytes, placed: dict[EventId, _Placed]) -> Iterator[Problem]:
    try:
        event = from_line(tail)
    except LineError:
        yield Problem("torn", "warning", path, number, "was cut off while it was written", mends=True)
    else:
        placed.setdefault(event.id, _Placed(event, number))


def _own_faults(path: Path, placed: _Placed, soc: SocCode, locale: Locale) -> Iterator[Problem]:
    """What is wrong with an event by itself."""
    event = placed.event
    if (event.soc, event.locale) != (soc, locale):
        said = f"is about {event.soc} {event.locale}, not {soc} {locale}"
        yield Problem("misplaced", "error", path, placed.line, said)
    if isinstance(event, Revision) and event.content.section != event.section:
        said = f"is a revision of {event.section} with the text of {event.content.section}"
        yield Problem("misplaced", "error", path, placed.line, said)
    if isinstance(event, Revision | Decision) and _major(event.schema_version) > _OWN_MAJOR:
        said = f"was written with schema {event.schema_version}; this program knows {SCHEMA_VERSION}"
        yield Problem("schema", "error", path, placed.line, said)


def _faults_of_words(path: Path, placed: _Placed, redaction: Redaction | None) -> Iterator[Problem]:
    """Whether the words are those of the hash; of a redacted event, whether they are gone and only they."""
    event = placed.event
    if redaction is None:
        if isinstance(event, Revision) and content_hash(event.content) != event.hash:
            yield Problem(
                "hash", "error", path, placed.line, f"revision {event.id} carries the hash of another content"
            )
        return
    if redacted(event) != event:
        said = f"words of {event.kind} {event.id} that were redacted are here again; redact it once more"
        yield Problem("redaction", "error", path, placed.line, said)
    if isinstance(event, Revision) and event.hash != redaction.hash:
        said = f"revision {event.id} was redacted with another hash: {redaction.id}"
        yield Problem("hash", "error", path, placed.line, said)


def _major(version: str) -> int:
    head = version.partition(".")[0]
    return int(head) if head.isdecimal() else _OWN_MAJOR + 1


def _faults_between(path: Path, placed: Iterable[_Placed]) -> Iterator[Problem]:
    """What is wrong between the events of each section."""
    by_section: dict[str, list[_Placed]] = {}
    for each in placed:
        by_section.setdefault(each.event.section, []).append(each)
    for section, events in by_section.items():
        revisions = {each.event.id: each.event for each in events if isinstance(each.event, Revision)}
        for each in events:
            yield from _faults_of_parents(path, each, revisions)
        heads = heads_of(revisions.values())
        if len(heads) > 1:
            said = f"{section} is forked: {len(heads)} versions wait to be merged"
            yield Problem("forked", "note", path, 0, said)


def _faults_of_parents(path: Path, placed: _Placed, revisions: dict[EventId, Revision]) -> Iterator[Problem]:
    event = placed.event
    for parent in (event.parent, event.merged if isinstance(event, Revision) else None):
        if parent is None:
            continue
        if parent not in revisions:
            said = f"{event.kind} {event.id} was made on {parent}, which is not in this log"
            yield Problem("parent", "error", path, placed.line, said)
        elif parent >= event.id:
            said = f"{event.kind} {event.id} is older than {parent}, which it was made on"
            yield Problem("parent", "error", path, placed.line, said)
    if isinstance(event, Decision) and event.parent in revisions and revisions[event.parent].hash != event.hash:
        said = f"{event.action} {event.id} is about another text than that of {event.parent}; it counts for nothing"
        yield Problem("decision", "warning", path, placed.line, said)
