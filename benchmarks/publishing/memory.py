"""How much memory a program and all its helping processes hold together, at most."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_EVERY: Final = 0.5


class Peak:
    """The most that was held at one look, in megabytes; what processes share is counted once."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._done = threading.Event()

    @contextmanager
    def watched(self) -> Iterator["Peak"]:
        """Look twice a second while this is entered."""
        looking = threading.Thread(target=self._look, daemon=True)
        looking.start()
        try:
            yield self
        finally:
            self._done.set()
            looking.join()

    def _look(self) -> None:
        while not self._done.wait(_EVERY):
            self.megabytes = max(self.megabytes, sum(map(_held, _family(Path("/proc/self")))) / 1024)


def _family(process: Path) -> Iterator[Path]:
    yield process
    for task in process.glob("task/*/children"):
        for child in task.read_text().split():
            yield from _family(Path("/proc") / child)


def _held(process: Path) -> int:
    """Kilobytes: the share of a process in what it maps."""
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
