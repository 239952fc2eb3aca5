"""`python -m benchmarks.revisions.kills --times 1000`: a writer killed at random moments, again and again.

Each writer appends, brings the index in step and fills the search, and says what was acknowledged. After every kill all of
that must be there, nothing twice, nothing damaged; every sixtieth time the index must equal one built from nothing.
"""

import argparse
import os
import random
import signal
import tempfile
import time
from pathlib import Path
from typing import Final

from authoring.revisions.fsck import fsck
from authoring.revisions.history import History
from authoring.revisions.ids import new_event_id, now
from authoring.revisions.making import Grounds, revision_on, without_model
from authoring.revisions.store import Revisions
from schemas.events import Actor, Comment, Revision
from schemas.items import Point
from schemas.sections.moat import Moat

_WHERE: Final = ("25-4022", "en", "moat")
_WRITER: Final = Actor(kind="person", name="Mei")
_A_LOG: Final = 60
"""Kills before the next one gets a log of its own, so that logs stay as long as real ones."""


def main() -> None:
    """Kill so many writers; the first loss ends it with what was lost."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=1000)
    times = asked.parse_args().times
    acknowledged = 0
    began = time.perf_counter()
    for start in range(0, times, _A_LOG):
        with tempfile.TemporaryDirectory() as folder:
            acknowledged += _kill(Path(folder), min(_A_LOG, times - start))
    took = time.perf_counter() - began
    print(f"{times} kills in {took:.0f} s: {acknowledged} acknowledged events, none lost, none twice, none damaged")


def _kill(folder: Path, times: int) -> int:
    whole: set[str] = set()
    for number in range(times):
        whole |= _one_kill(folder)
        revisions = Revisions(folder / "drafts", folder / f"eyes{number}")
        ids = [event.id for event in revisions.history(*_WHERE).events]
        lost = whole - set(ids)
        if lost or len(ids) != len(set(ids)) or _damaged(revisions):
            raise SystemExit(
                f"kill {number}: {len(lost)} lost, {len(ids) - len(set(ids))} twice, {_damaged(revisions)}"
            )
    kept, fresh = Revisions(folder / "drafts", folder / "cache"), Revisions(folder / "drafts", folder / "fresh")
    if kept.statuses() != fresh.statuses() or fsck(kept).of_weight("error"):
        raise SystemExit("the index is not what a rebuild makes of the logs")
    kept.close()
    fresh.close()
    return len(whole)


def _damaged(revisions: Revisions) -> list[str]:
    """Damage that is not a torn line set aside: such a line was never acknowledged."""
    return [problem.message for problem in fsck(revisions).of_weight("error")]


def _one_kill(folder: Path) -> set[str]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _write_on(folder, writing)
    os.close(writing)
    time.sleep(random.uniform(0.002, 0.06))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as said:
        return {line for line in said.read().split("\n")[:-1] if line}


def _write_on(folder: Path, writing: int) -> None:
    revisions = Revisions(folder / "drafts", folder / "cache")
    while True:
        history = revisions.history(*_WHERE)
        made = _revision(history)
        comment = Comment(
            kind="comment", id=new_event_id(made.id), at=now(), by=_WRITER, soc=made.soc, locale=made.locale,
            section=made.section, parent=made.id, item=None, text="Hm. " * random.randrange(2000),
        )  # fmt: skip
        revisions.append(made, comment)
        os.write(writing, f"{made.id}\n{comment.id}\n".encode())
        revisions.refresh()
        revisions.take_in_texts()


def _revision(history: History) -> Revision:
    point = Point(id="p0", title=f"Title {random.random()}", detail="Why.", citations=())
    content = Moat(section="moat", points=(point,))
    return revision_on(history, content, _WRITER, without_model("person"), Grounds())


if __name__ == "__main__":
    main()
