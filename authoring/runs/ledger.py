"""The ledger of runs: a folder for each, under the workspace's cache.

`head.json` says what the run is, `state.json` how far it is, `control.json` what somebody asked of it. `texts.jsonl` has a line
for every text that ended, `money.jsonl` one before and one after each request that a budget pays: what was set aside and never
settled counts as spent when a killed run is carried on. Its lines are on the disk after half a second; what a power cut takes
of them is found again in the logs, by the answers that were kept. Whoever runs it holds `lock`; the system lets go of it with
the process.
"""

import contextlib
import os
import threading
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final, TypeVar

import orjson
from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from authoring.durable import replace_whole
from authoring.errors import Conflict, StorageError, UsageError
from authoring.revisions.ids import now
from authoring.revisions.places import make_cache
from authoring.runs.jobs import Subject
from authoring.runs.planning import Wish
from authoring.runs.state import OVER, Control, Failure, RunHead, RunState, Wanted
from authoring.runs.work import Finished
from schemas.base import Value

_HEAD, _STATE, _CONTROL, _TEXTS, _MONEY, _LOCK = (
    "head.json", "state.json", "control.json", "texts.jsonl", "money.jsonl", "lock",
)  # fmt: skip
Read = TypeVar("Read", bound=Value)

_FAILURE: Final[TypeAdapter[Failure]] = TypeAdapter(Failure)


class RunFolder:
    """One run's files. Reading it never waits and never raises for a file that is just being written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def number(self) -> int:
        """What people call it."""
        return int(self.path.name)

    @property
    def head(self) -> RunHead | None:
        """What the run is."""
        return _read(self.path / _HEAD, RunHead)

    @property
    def state(self) -> RunState | None:
        """How far it is. A run that says it goes on, and whose process is no more, is broken off."""
        state = _read(self.path / _STATE, RunState)
        if state and state.status in ("running", "paused", "stopping") and not self.is_live:
            return state.model_copy(update={"status": "broken off", "under_way": 0, "seconds_left": None})
        return state

    @property
    def is_live(self) -> bool:
        """Whether a process holds it."""
        lock = FileLock(self.path / _LOCK)
        try:
            lock.acquire(timeout=0)
        except (Timeout, OSError):
            return True
        lock.release()
        return False

    @property
    def control(self) -> Control | None:
        """What was asked of it last."""
        return _read(self.path / _CONTROL, Control)

    def ask(self, wanted: Wanted, by: str) -> None:
        """Ask it to pause, go on or stop; it looks several times a second. Raises `UsageError` where it does not go on."""
        if not self.is_live:
            raise UsageError(f"run {self.number} does not go on", "See what it came to: author runs show.")
        _write(self.path / _CONTROL, Control(wanted=wanted, at=now(), by=by))

    def failures(self) -> tuple[Failure, ...]:
        """The texts it did not get, each once; those that a later try got are not among them."""
        found: dict[tuple[str, str, str], Failure] = {}
        for line in _lines(self.path / _TEXTS):
            place = (line.get("soc", ""), line.get("locale", ""), line.get("section", ""))
            found.pop(place, None)
            if line.get("kind"):
                with contextlib.suppress(ValidationError):
                    found[place] = _FAILURE.validate_python(
                        {k: v for k, v in line.items() if k in Failure.model_fields}
                    )
        return tuple(found[place] for place in sorted(found))

    def texts(self) -> Iterator[dict[str, Any]]:
        """Every text that ended, as it was written down."""
        return _lines(self.path / _TEXTS)

    def spent(self) -> Decimal:
        """At most what its requests cost so far: what was set aside and never settled counts in full."""
        spent, unsettled = self._money_so_far()
        return spent + unsettled

    def unsettled(self) -> Decimal:
        """What of that was set aside and never settled: asked by a process that is no more, or under way in a batch."""
        return self._money_so_far()[1]

    def _money_so_far(self) -> tuple[Decimal, Decimal]:
        spent = aside = Decimal(0)
        for line in _lines(self.path / _MONEY):
            with contextlib.suppress(InvalidOperation, KeyError, TypeError):
                aside += Decimal(line["aside"])
                spent += Decimal(line.get("usd", "0"))
        return spent, max(aside, Decimal(0))


class LiveRun(RunFolder):
    """A run that this process holds. Made by `Ledger.begin`."""

    def __init__(self, path: Path, lock: FileLock, head: RunHead, *, carried_on: bool = False) -> None:
        super().__init__(path)
        self.carried_on = carried_on
        self._lock = lock
        self.began_with = head
        self._guard = threading.Lock()
        self._money = os.open(path / _MONEY, _APPEND, 0o600)
        self._texts = os.open(path / _TEXTS, _APPEND, 0o600)

    def set_aside(self, amount: Decimal) -> None:
        """Written before a request goes out; the system keeps it when the process is killed."""
        self._line(self._money, {"aside": str(amount)})

    def settled(self, amount: Decimal, cost: Decimal) -> None:
        """Written once it is known what a request cost."""
        self._line(self._money, {"aside": str(-amount), "usd": str(cost)})

    def text(self, about: Subject, finished: Finished) -> None:
        """A text that was appended, or need not be."""
        self._line(
            self._texts,
            {
                **_place(about),
                "became": finished.became,
                "left_out": list(finished.left_out),
                "at": now(),
            },
        )

    def failed(self, failure: Failure) -> None:
        """A text that the run did not get."""
        self._line(self._texts, {**failure.model_dump(mode="json"), "became": "failed"})

    def say(self, state: RunState) -> None:
        """How far it is. A disk that takes nothing any more does not end a run for that."""
        with contextlib.suppress(StorageError, OSError):
            _write(self.path / _STATE, state)
            os.fsync(self._money)

    def clear_control(self) -> None:
        """What was asked of an earlier process is done with."""
        (self.path / _CONTROL).unlink(missing_ok=True)

    def close(self, state: RunState) -> None:
        """Say how it ended, and let go."""
        self.say(state)
        os.close(self._money)
        os.close(self._texts)
        self._lock.release()

    def _line(self, handle: int, line: dict[str, object]) -> None:
        with self._guard:
            os.write(handle, orjson.dumps(line) + b"\n")


class Ledger:
    """All runs of a workspace. Making it touches nothing."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._folder = cache / "runs"

    def all(self) -> tuple[RunFolder, ...]:
        """Every run there is, the newest first."""
        try:
            names = [path.name for path in self._folder.iterdir() if path.name.isdigit() and path.is_dir()]
        except OSError:
            return ()
        return tuple(RunFolder(self._folder / name) for name in sorted(names, key=int, reverse=True))

    def run(self, number: int) -> RunFolder:
        """The run of that number. Raises `UsageError`."""
        found = next((each for each in self.all() if each.number == number), None)
        if found is None:
            raise UsageError(f"there is no run {number}", "`author runs` lists them.")
        return found

    def begin(self, wish: Wish, by: str, via: str, budget: float | None, *, anew: bool = False) -> LiveRun:
        """Begin a run, or carry on the one of the same wish that did not come to its end.

        Raises `Conflict` where a process runs it now, or runs another over some of the same texts; `StorageError`.
        """
        try:
            make_cache(self._cache)
            self._folder.mkdir(exist_ok=True)
            with FileLock(self._folder / _LOCK, timeout=10):
                return self._begin(wish, by, via, budget, anew=anew)
        except Timeout as cause:
            raise Conflict("another run is just beginning in this workspace", "Try again in a moment.") from cause
        except OSError as cause:
            raise StorageError.writing(self._folder, cause) from cause

    def _begin(self, wish: Wish, by: str, via: str, budget: float | None, *, anew: bool) -> LiveRun:
        runs = self.all()
        for each in runs:
            head = each.head
            if head is not None and each.is_live:
                same = "this very plan" if head.wish.id == wish.id else "another plan"
                raise Conflict(
                    f"run {each.number} is at {same} in this workspace, since {head.began} by {head.by}",
                    f"Watch it: author runs show {each.number} --follow. End it: author runs stop {each.number}.",
                )
        last = next((each for each in runs if each.head and each.head.wish.id == wish.id), None)
        state = last.state if last else None
        if last and last.head and not anew and not (state and state.status in OVER):
            head = last.head.model_copy(update={"budget_usd": budget, "via": via, "wish": wish})
            return self._held(last.path, head, carried_on=True)
        number = (runs[0].number if runs else 0) + 1
        path = self._folder / str(number)
        path.mkdir()
        return self._held(path, RunHead(number=number, wish=wish, began=now(), by=by, via=via, budget_usd=budget))

    def _held(self, path: Path, head: RunHead, *, carried_on: bool = False) -> LiveRun:
        lock = FileLock(path / _LOCK)
        lock.acquire(timeout=2)  # who looks whether it is live holds it for a moment
        _write(path / _HEAD, head)
        run = LiveRun(path, lock, head, carried_on=carried_on)
        run.clear_control()
        return run


_APPEND: Final = os.O_WRONLY | os.O_CREAT | os.O_APPEND


def _place(about: Subject) -> dict[str, object]:
    return {"soc": about.soc, "locale": about.locale, "section": about.section, "key": about.key}


def _write(path: Path, value: Value) -> None:
    try:
        replace_whole(path, value.model_dump_json(indent=1).encode())
    except OSError as cause:
        raise StorageError.writing(path, cause) from cause


def _read(path: Path, kind: type[Read]) -> Read | None:
    try:
        return kind.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The whole lines of a file; a last one that a killed process cut off is none."""
    try:
        content = path.read_bytes()
    except OSError:
        return
    for line in content.split(b"\n"):
        with contextlib.suppress(ValueError):
            found = orjson.loads(line)
            if isinstance(found, dict):
                yield found
