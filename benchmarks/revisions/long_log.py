"""`python -m benchmarks.revisions.long_log [--lines 100000] [--store postgres]`: one log far longer than any real one.

What stays usable: opening it, appending to it, folding it into the index, examining it, copying it.
"""

import argparse
import contextlib
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from authoring.revisions.contents import LogName
from authoring.revisions.fsck import fsck
from authoring.revisions.ids import new_event_id, now
from authoring.revisions.lines import to_line
from authoring.revisions.logs import Copied
from authoring.revisions.store import Revisions
from benchmarks.revisions.kills import stores
from schemas.events import Actor, Comment

_HERE: Final = LogName("25-4022", "en")
_WRITER: Final = Actor(kind="person", name="Mei")
_SECTIONS: Final = ("moat", "faq", "skills", "fit", "outlook")


def main() -> None:
    """Make the log, then measure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--lines", type=int, default=100_000)
    asked.add_argument("--store", choices=("files", "postgres"), default="files")
    given = asked.parse_args()
    with stores(given.store) as several, tempfile.TemporaryDirectory() as folder:
        opened = next(several)
        content = b"".join(to_line(_comment(number)) for number in range(given.lines))
        print(f"{given.store}: {given.lines:,} lines, {len(content) / 1e6:.0f} MB")
        store = opened("writer")
        say("put in place", lambda: store.logs.put(_HERE, Copied(content, b""), Copied(b"", b"")))
        fresh = opened("fresh")
        say("opened by a fresh process", lambda: fresh.history(*_HERE, "moat"))
        say("looked at again", lambda: fresh.history(*_HERE, "moat"))
        say("one append", lambda: fresh.append(_comment(0)))
        say("another append", lambda: fresh.append(_comment(1)))
        say("folded into the index", fresh.refresh)
        say("all events of a day", lambda: sum(event.at[:10] == now()[:10] for event in fresh.every_event()))
        say("examined", lambda: fsck(fresh))
        copied = Revisions(Path(folder) / "drafts", Path(folder) / "cache")
        say("copied to files", lambda: copied.logs.put(_HERE, fresh.logs.copy_of(_HERE), Copied(b"", b"")))
        for each in (store, fresh, copied):
            with contextlib.suppress(OSError):
                each.close()


def say(what: str, do: Callable[[], object]) -> None:
    """How long that took, in milliseconds."""
    began = time.perf_counter()
    do()
    print(f"  {what:<28} {(time.perf_counter() - began) * 1000:>9.1f} ms")


def _comment(number: int) -> Comment:
    soc, locale = _HERE
    return Comment(
        kind="comment", id=new_event_id(), at=now(), by=_WRITER, soc=soc, locale=locale,
        section=_SECTIONS[number % len(_SECTIONS)], parent=None, item=None, text=f"{number}: is this still so?",
    )  # fmt: skip


if __name__ == "__main__":
    main()
