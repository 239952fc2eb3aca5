"""How far a long run is, on stderr: one line that changes in a terminal, one line a stage elsewhere."""

import sys
import time
from types import TracebackType
from typing import Final

from authoring.cli.output import talk

_EVERY: Final = 0.1
_CLEAR: Final = "\r\x1b[K"


class ProgressLine:
    """Shown while it is entered; call it with what is done, how much of it, and of how much."""

    def __init__(self, words: dict[str, str]) -> None:
        self._words = words
        self._live = sys.stderr.isatty()
        self._last = 0.0
        self._stage = ""

    def __enter__(self) -> "ProgressLine":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._live and self._stage:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show it, at most ten times a second; nothing where there is nothing to do."""
        if not total:
            return
        if not self._live:
            if stage != self._stage:
                talk(f"{self._words.get(stage, stage)}: {total}" if total > 1 else self._words.get(stage, stage))
            self._stage = stage
            return
        now = time.monotonic()
        if stage == self._stage and done < total and now - self._last < _EVERY:
            return
        self._stage, self._last = stage, now
        said = self._words.get(stage, stage)
        sys.stderr.write(f"{_CLEAR}{said}{f': {done} of {total}' if total > 1 else ''}")
        sys.stderr.flush()
