"""What each server could do, remembered across runs in the cache folder: a guess that saves requests, never a truth.

A file that cannot be read counts as empty and one that cannot be written as written: then a server is asked again.
"""

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_args

import orjson
from filelock import FileLock, Timeout

from authoring.durable import replace_whole
from authoring.llm.names import ModelName
from authoring.llm.wire import Mode

_KEPT_FOR: Final = 30 * 24 * 3600
"""Seconds. Servers learn: after a month the strictest way is tried again."""

_WAIT_FOR_LOCK: Final = 2.0


@dataclass(frozen=True)
class Abilities:
    """What a server took from us for one model: the way JSON is asked for, and whether streams may be asked for usage."""

    mode: Mode
    counts_streams: bool = True


@dataclass(frozen=True)
class Remembered:
    """One thing learned: at which server, of which model, when (seconds since 1970)."""

    server: str
    model: str
    abilities: Abilities
    learned: float


class ServerMemory:
    """What was learned of servers, in one small file."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._clock = clock

    def all(self) -> tuple[Remembered, ...]:
        """Everything that still counts, by server and model."""
        try:
            found = orjson.loads(self._path.read_bytes())
            read = [_remembered(entry) for entry in found]
        except (OSError, ValueError, LookupError, TypeError):
            return ()
        fresh = [each for each in read if self._clock() - each.learned < _KEPT_FOR]
        return tuple(sorted(fresh, key=lambda each: (each.server, each.model)))

    def of(self, name: ModelName) -> Abilities | None:
        """What is known of that model at its server, or None."""
        place = _place(name)
        return next((each.abilities for each in self.all() if (each.server, each.model) == place), None)

    def learn(self, name: ModelName, abilities: Abilities) -> None:
        """Remember it."""
        server, model = _place(name)
        learned = Remembered(server, model, abilities, self._clock())
        self._change(lambda every: [*(e for e in every if (e.server, e.model) != (server, model)), learned])

    def forget(self, server: str = "") -> int:
        """Forget every server, or those whose address or model has that text in it; says how many entries went."""
        gone = [each for each in self.all() if server in f"{each.server} {each.model}"]
        self._change(lambda every: [each for each in every if each not in gone])
        return len(gone)

    def _change(self, change: Callable[[tuple[Remembered, ...]], list[Remembered]]) -> None:
        with contextlib.suppress(OSError, Timeout):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self._path}.lock", timeout=_WAIT_FOR_LOCK):
                entries = [_entry(each) for each in change(self.all())]
                replace_whole(self._path, orjson.dumps(entries, option=orjson.OPT_INDENT_2))


def _place(name: ModelName) -> tuple[str, str]:
    return name.server, name.model


def _entry(each: Remembered) -> dict[str, object]:
    return {
        "server": each.server,
        "model": each.model,
        "mode": each.abilities.mode,
        "counts_streams": each.abilities.counts_streams,
        "learned": each.learned,
    }


def _remembered(entry: dict[str, object]) -> Remembered:
    mode, learned = entry["mode"], entry["learned"]
    if mode not in get_args(Mode) or not isinstance(learned, int | float):
        raise ValueError
    abilities = Abilities(mode, entry["counts_streams"] is True)  # type: ignore[arg-type]
    return Remembered(str(entry["server"]), str(entry["model"]), abilities, float(learned))
