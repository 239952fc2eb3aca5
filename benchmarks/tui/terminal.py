"""A pseudo-terminal with a program in it: keys in, a screen out, and the clock between them."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import pexpect
import pyte

SECONDS: Final = 120.0
COLUMNS, LINES = 80, 24
_PRIVATE: Final = ((b"\x1b[<", b"\x1b[?"), (b"\x1b[>", b"\x1b[?"), (b"\x1b[=", b"\x1b[?"))
"""pyte does not know these private modes; they change nothing on its screen."""


class Terminal:
    """One run of a program. Times are in seconds."""

    def __init__(self, words: Sequence[str], **environment: str) -> None:
        self.screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self.screen)
        settings = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", **environment}
        self.began = time.perf_counter()
        self.child = pexpect.spawn(sys.executable, list(words), dimensions=(LINES, COLUMNS), env=settings)
        self.child.delaybeforesend = None

    def until(self, seen: Callable[[str], bool], since: float | None = None) -> float:
        """The time from `since` (default: now) until the screen is so. Raises `TimeoutError`."""
        start = time.perf_counter() if since is None else since
        while time.perf_counter() - start < SECONDS:
            if seen(self.text()):
                return time.perf_counter() - start
            self._read()
        raise TimeoutError(self.text())

    def press(self, keys: str, seen: Callable[[str], bool]) -> float:
        """Type the keys at once; the time until the screen is so."""
        start = time.perf_counter()
        self.child.send(keys)
        return self.until(seen, start)

    def type(self, keys: str) -> None:
        """Type the keys. An escape is left alone for a moment: with a key right behind it, it would be another key."""
        self.child.send(keys)
        self._read()
        if keys.endswith("\x1b"):
            self.rest()

    def rest(self, seconds: float = 0.2) -> None:
        """Wait, and take in what is drawn meanwhile."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            self._read()

    def text(self) -> str:
        """The screen as lines. pyte's own `display` fails on a wide character that is half written over."""
        rows = (self.screen.buffer[line] for line in range(LINES))
        return "\n".join("".join(row[column].data for column in range(COLUMNS)) for row in rows)

    def memory(self) -> int:
        """Resident memory in bytes."""
        for line in Path(f"/proc/{self.child.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        return 0

    def alive(self) -> bool:
        """Whether the program still runs."""
        return bool(self.child.isalive())

    def end(self) -> None:
        """End it."""
        self.child.close(force=True)

    def _read(self) -> None:
        try:
            data = self.child.read_nonblocking(1 << 20, timeout=0.002)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        for private, known in _PRIVATE:
            data = data.replace(private, known)
        self._stream.feed(data)
