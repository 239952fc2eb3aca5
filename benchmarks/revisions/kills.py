"""`python -m benchmarks.revisions.kills --times 1000 [--store postgres]`: a writer killed at random moments, again and again.

Each writer appends, joins a redraft, redacts, brings the index in step and fills the search, and says what was
acknowledged. After every kill all of that must be there, nothing twice, nothing damaged, no redacted word again; every
sixtieth time the index must equal one built from nothing. One in ten is a publisher, whose release must be whole.
With `--store postgres` it starts a PostgreSQL of its own, and all are writers.
"""

import argparse
import contextlib
import os
import random
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from authoring.revisions.fsck import fsck
from authoring.revisions.history import History
from authoring.revisions.ids import new_event_id, now
from authoring.revisions.lines import seal_of
from authoring.revisions.making import Grounds, revision_on, without_model
from authoring.revisions.postgres.address import address_of
from authoring.revisions.postgres.database import Database
from authoring.revisions.postgres.log_tables import LogTables
from authoring.revisions.redacting import REDACTED
from authoring.revisions.store import Revisions
from benchmarks.revisions.publish_kills import kill_publishers
from schemas.events import Actor, Comment, Redaction, Revision
from schemas.items import Point
from schemas.sections.moat import Moat

_WHERE: Final = ("25-4022", "en", "moat")
_WRITER: Final = Actor(kind="person", name="Mei")
_MOMENTS: Final = {"files": (0.002, 0.12), "postgres": (0.03, 0.6)}
"""Seconds after which a writer is killed; one that has to connect first gets longer."""
_A_PUBLISHER: Final = 10
"""One of so many kills is of a publisher, where the history is in files: releases are files in both stores."""
_A_LOG: Final = 60
"""Kills before the next one gets a log of its own, so that logs stay as long as real ones."""

Open = Callable[[str], Revisions]
"""Opens the store with an index of that name."""


def main() -> None:
    """Kill so many writers; the first loss ends it with what was lost."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=1000)
    asked.add_argument("--store", choices=("files", "postgres"), default="files")
    given = asked.parse_args()
    acknowledged = 0
    publishers = given.times // _A_PUBLISHER if given.store == "files" else 0
    given.times -= publishers
    began = time.perf_counter()
    with stores(given.store) as several:
        for start in range(0, given.times, _A_LOG):
            acknowledged += _kill(next(several), min(_A_LOG, given.times - start), _MOMENTS[given.store])
    took = time.perf_counter() - began
    print(
        f"{given.store}: {given.times} kills in {took:.0f} s: {acknowledged} acknowledged events, none lost, none twice, "
        "none damaged, and the index as built from nothing"
    )
    if publishers:
        print(f"publishing: {kill_publishers(publishers)}")


@contextlib.contextmanager
def stores(kind: str) -> Iterator[Iterator[Open]]:
    """Endless fresh stores of that kind."""
    with contextlib.ExitStack() as leaving:
        if kind == "files":
            yield (_in_files(Path(leaving.enter_context(tempfile.TemporaryDirectory()))) for _ in iter(int, 1))
            return
        from tests.postgres_server import MISSING, programs, running  # noqa: PLC0415 - needs the driver of the extra

        where = programs()
        if where is None:
            raise SystemExit(MISSING)
        server = leaving.enter_context(running(where))

        def fresh() -> Iterator[Open]:
            for number in iter(int, 1):
                name = f"kills_{time.time_ns()}_{number}"
                server.sql(f"CREATE DATABASE {name}")
                folder = Path(leaving.enter_context(tempfile.TemporaryDirectory()))
                yield _in_database(server.url(name), folder)

        yield fresh()


def _in_files(folder: Path) -> Open:
    # All share one cache for the locks; the indexes are apart.
    def opened(index: str) -> Revisions:
        revisions = Revisions(folder / "drafts", folder / index)
        revisions.logs = Revisions(folder / "drafts", folder / "cache").logs
        return revisions

    return opened


def _in_database(address: str, folder: Path) -> Open:
    return lambda index: Revisions(folder / "none", folder / index, LogTables(Database(address_of(address))))


def _kill(opened: Open, times: int, moments: tuple[float, float]) -> int:
    whole: set[str] = set()
    gone: set[str] = set()
    for number in range(times):
        for word, event_id in _one_kill(opened, random.uniform(*moments)):
            (gone if word == "gone" else whole).add(event_id)
        eyes = opened("eyes")
        _look(eyes, number, whole, gone)
        eyes.close()
    kept, fresh = opened("cache"), opened("fresh")
    if kept.statuses() != fresh.statuses() or fsck(kept).of_weight("error"):
        raise SystemExit("the index is not what a rebuild makes of the logs")
    kept.close()
    fresh.close()
    return len(whole)


def _look(eyes: Revisions, number: int, whole: set[str], gone: set[str]) -> None:
    events = eyes.history(*_WHERE).events
    ids = [event.id for event in events]
    lost, twice = whole - set(ids), len(ids) - len(set(ids))
    again = [event.id for event in events if event.id in gone and getattr(event, "text", REDACTED) != REDACTED]
    damaged = [problem.message for problem in fsck(eyes).of_weight("error")]
    if lost or twice or again or damaged:
        raise SystemExit(f"kill {number}: {len(lost)} lost, {twice} twice, {len(again)} words again, {damaged}")


def _one_kill(opened: Open, after: float) -> Iterator[tuple[str, str]]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _write_on(opened("cache"), writing)
    os.close(writing)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as said:
        for line in said.read().split("\n")[:-1]:
            word, _, event_id = line.partition(" ")
            yield word, event_id


def _write_on(revisions: Revisions, writing: int) -> None:
    def acknowledged(word: str, *event_ids: str) -> None:
        os.write(writing, "".join(f"{word} {event_id}\n" for event_id in event_ids).encode())

    while True:
        history = revisions.history(*_WHERE)
        made = _revision(history)
        comment = _comment(made)
        revisions.append(made, comment)
        acknowledged("kept", made.id, comment.id)
        side, merged = _redraft(revisions.history(*_WHERE))
        revisions.append(side, merged)
        acknowledged("kept", side.id, merged.id)
        redaction = _redaction(merged, comment)
        revisions.redact(comment, redaction)
        acknowledged("gone", comment.id)
        acknowledged("kept", redaction.id)
        revisions.refresh()
        revisions.take_in_texts()


def _revision(history: History, **more: str) -> Revision:
    point = Point(id="p0", title=f"Title {random.random()}", detail="Why.", citations=())
    content = Moat(section="moat", points=(point,))
    return revision_on(history, content, _WRITER, without_model("person"), Grounds(), **more)


def _redraft(history: History) -> tuple[Revision, Revision]:
    """A draft beside the head, and the merge that takes it in."""
    side = _revision(history)
    merged = _revision(history, merged=side.id)
    return side, merged.model_copy(update={"parent": history.head.id if history.head else None})


def _fields(on: Revision) -> dict[str, object]:
    return {
        "id": new_event_id(on.id), "at": now(), "by": _WRITER, "soc": on.soc, "locale": on.locale,
        "section": on.section, "parent": on.id,
    }  # fmt: skip


def _comment(on: Revision) -> Comment:
    return Comment(kind="comment", **_fields(on), item=None, text="Hm. " * random.randrange(1, 2000))


def _redaction(on: Revision, target: Comment) -> Redaction:
    fields = _fields(on)
    return Redaction(
        kind="redaction", **fields, target=target.id, replaced=seal_of(target), hash=None, reason="A private person."
    )


if __name__ == "__main__":
    main()
