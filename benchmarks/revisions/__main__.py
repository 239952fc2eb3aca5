"""`make bench-revisions`: 50,000 drafts from real facts, then what a team waits for, measured and beside its limit."""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from authoring.reviewing.board import Board
from authoring.reviewing.queue import QueueFilter
from authoring.settings import open_workspace
from authoring.wiring import Wiring
from benchmarks.revisions.workspace import make_workspace

_FILTERS: Final = {
    "all": QueueFilter(),
    "one state": QueueFilter(states=("in_review",)),
    "one locale": QueueFilter(locales=("zh-TW",)),
    "one major group": QueueFilter(groups=("25",)),
    "stale": QueueFilter(stale=True),
    "title": QueueFilter(text="nurse"),
}
_SOUGHT: Final = ("librarian", "registered nurse", "薪資", "圖書館員", "人工智慧 判斷", "協助讀者")


def main() -> None:
    """Make the workspace where it is missing, then measure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--in", dest="folder", type=Path, help="Keep the workspace here; it takes two minutes to make.")
    asked.add_argument("--occupations", type=int, help="Only so many occupations; default: all 867.")
    given = asked.parse_args()
    if given.folder:
        _measure(given.folder, given.occupations)
        return
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), given.occupations)


def _measure(folder: Path, occupations: int | None) -> None:
    make_workspace(folder, occupations)
    # The first rebuild also reads the logs from the disk; the limit is for what the program does with them.
    say("rebuild, logs not yet read", 30_000, _milliseconds(_opened(folder, fresh=True).refresh))
    say("rebuild of the queue", 3000, min(_milliseconds(_opened(folder, fresh=True).refresh) for _ in range(3)))
    board = _opened(folder, fresh=False)
    board.refresh()
    print(f"  {board.page().total} sections")
    say("rebuild of full text", 9000, _milliseconds(board.take_in_texts))
    board = _opened(folder, fresh=False)
    say("open, nothing changed", 100, _milliseconds(board.refresh))
    for name, wanted in _FILTERS.items():
        say(f"filter anew: {name}", 50, _milliseconds(lambda wanted=wanted: board.page(wanted)))
        say(f"page: {name}", 5, _median(lambda wanted=wanted: board.page(wanted, offset=100)))
    for sought in _SOUGHT:
        say(f"search: {sought}", 30, _median(lambda sought=sought: board.search(sought)))


def _opened(folder: Path, *, fresh: bool) -> Board:
    wiring = Wiring(open_workspace(folder), "Ada")
    if fresh:
        for path in folder.glob(".authoring/index.sqlite*"):
            path.unlink()
    wiring.revisions.index  # noqa: B018 - opening it loads SQLAlchemy, which is no part of what is measured
    return wiring.desk.board


def say(what: str, limit: float, took: float) -> None:
    """One measured number beside its limit, in milliseconds."""
    print(f"{what:<28} {took:>9.1f} ms   limit {limit:>6.0f} ms   {'' if took <= limit else 'OVER'}")


def _milliseconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000


def _median(do: Callable[[], object]) -> float:
    return statistics.median(_milliseconds(do) for _ in range(11))


if __name__ == "__main__":
    main()
