"""The machine that planned: puts the groups of a plan into the queue, watches what workers make of them, keeps the ledger."""

import asyncio
import contextlib
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from authoring.errors import AuthoringError, StorageError
from authoring.revisions.ids import now
from authoring.runs.executing import Order, Parts
from authoring.runs.jobs import Subject
from authoring.runs.ledger import LiveRun
from authoring.runs.progress import Hears
from authoring.runs.shared.ends import End, SharedEnds
from authoring.runs.shared.money import SharedMoney
from authoring.runs.shared.queue import Waiting, Work, WorkQueue
from authoring.runs.state import Failure, RunState, RunStatus
from authoring.runs.steering import Steering
from authoring.runs.work import Finished

_LOOK_EVERY: Final = 1.0
_NOBODY: Final = 10.0
"""Seconds without a sign of any worker after which that is said."""

_SAID_AGAIN: Final = 60.0
_AWAY: Final = 600.0
"""Seconds that the database may stay away before watching ends; the workers wait for it by themselves."""

GIVEN_UP: Final = "given up"
"""The kind of failure of a text whose occupation no worker brought to an end in all its tries."""

_HINT: Final = "Look at what its worker said, then try it again: author runs retry."


@dataclass(frozen=True)
class Shared:
    """What a run shares with its workers."""

    money: SharedMoney
    ends: SharedEnds
    queue: WorkQueue


class Watching:
    """One run over workers. `shared` is opened for the name of the run, which `run_name` gives."""

    def __init__(self, order: Order, live: LiveRun, shared: Shared, hears: Hears, *, wait: bool = True) -> None:
        self._order = order
        self._live = live
        self._shared = shared
        self._hears = hears
        self._steering = Steering(lambda: live.control)
        self._about = {(job.about.soc, job.about.locale, job.about.section): job.about for job in order.plan.jobs}
        self._ends: dict[tuple[str, str, str], End] = {}
        self._began = time.monotonic()
        self._waiting = Waiting()
        self._money = (Decimal(0), Decimal(0))
        self._wait = wait
        self._paused = False
        self._there = self._began
        self._trouble = ""
        self._patience = min(_NOBODY, shared.queue.beat.silent)
        self._say_trouble_at = self._began + self._patience

    async def run(self) -> RunState:
        """Until no group waits or is under way, or somebody stops it; the state it ended in. Without `wait` it leaves at once."""
        state: RunState | None = None
        try:
            with self._signals():
                await self._put()
                while await self._looked() and self._wait:
                    await asyncio.sleep(_LOOK_EVERY)
            state = self._state(self._ended())
        except AuthoringError:
            state = self._state("broken off")
            raise
        finally:
            state = self._state("broken off") if state is None else state
            self._live.close(state)
            self._hears({"event": "end", **state.model_dump(mode="json")})
        return state

    async def _put(self) -> None:
        run, plan = run_name(self._live), self._order.plan
        limit = None if self._order.budget_usd is None else Decimal(str(self._order.budget_usd))
        await asyncio.to_thread(self._shared.money.begin, plan.wish.model_dump_json(), limit)
        work = [
            Work(run=run, soc=soc, locale=locale, keys={job.about.section: job.key for job in jobs})
            for (soc, locale), jobs in plan.groups.items()
        ]
        new = await self._shared.queue.put(work)
        self._hears({"event": "batch", "said": f"{new} of {len(work)} occupations put into the queue"})

    async def _looked(self) -> bool:
        """Look, and wait out a database that is away for a while; whether there is more to wait for."""
        try:
            more = await self._look()
        except StorageError as cause:
            if time.monotonic() - self._there > _AWAY:
                raise
            self._tell(cause.message)
            more = True
        else:
            self._there = time.monotonic()
            self._look_for_workers()
        self._say()
        return more

    async def _look(self) -> bool:
        """Take in what is new; whether there is more to wait for."""
        run = run_name(self._live)
        self._waiting = await self._shared.queue.waiting(run)
        self._money = await asyncio.to_thread(self._shared.money.totals)
        for end in await asyncio.to_thread(self._shared.ends.all):
            self._note(end)
        self._give_up()
        await self._steer(run)
        return self._waiting.doing > 0 or (self._waiting.todo > 0 and self._steering.ending is None)

    async def _steer(self, run: str) -> None:
        """Hand on to the workers what somebody asked of the run."""
        self._steering.look()
        if self._steering.paused != self._paused:
            self._paused = self._steering.paused
            await asyncio.to_thread(lambda: self._shared.money.hold_back(paused=self._paused))
        if self._steering.ending:
            await asyncio.to_thread(self._shared.money.stop)
            await self._shared.queue.drop(run)

    def _give_up(self) -> None:
        """The texts of groups that no worker brought to an end are failures; a try that went well after all comes after."""
        for soc, locale in self._waiting.given_up:
            for place in self._about:
                if place[:2] == (soc, locale) and place not in self._ends:
                    said = "every worker that took it ended or failed before it was done"
                    section = place[2]
                    self._note(
                        End(
                            soc=soc,
                            locale=locale,
                            section=section,
                            became="failed",
                            kind=GIVEN_UP,
                            said=said,
                            worker="",
                        )
                    )

    def _look_for_workers(self) -> None:
        """Say in words where nobody works: a run that waits for nothing looks like one that is slow."""
        if self._waiting.workers or not (self._waiting.todo or self._waiting.doing):
            self._trouble = ""
            self._say_trouble_at = time.monotonic() + self._patience
            return
        watched = time.monotonic() - self._began
        silent = self._waiting.silent_for
        seconds = watched if silent is None else silent
        self._tell(f"no worker has answered for {seconds:.0f} s: start one with `author worker`")

    def _tell(self, trouble: str) -> None:
        """Note a trouble, and say it aloud now and then while it lasts."""
        self._trouble = trouble
        if time.monotonic() >= self._say_trouble_at:
            self._say_trouble_at = time.monotonic() + _SAID_AGAIN
            self._hears({"event": "batch", "said": trouble})

    def _note(self, end: End) -> None:
        place = (end.soc, end.locale, end.section)
        about = self._about.get(place)
        if about is None or self._ends.get(place) == end:
            return
        self._ends[place] = end
        event = {"event": "text", "soc": end.soc, "locale": end.locale, "section": end.section, "became": end.became}
        if end.kind:
            self._live.failed(_failure(about, end))
            event |= {"kind": end.kind, "said": end.said}
        else:
            self._live.text(about, Finished(end.section, end.became))  # type: ignore[arg-type]
        self._hears(event)

    def _say(self) -> None:
        state = self._state(None)
        self._live.say(state)
        self._hears({"event": "state", **state.model_dump(mode="json")})

    def _ended(self) -> RunStatus:
        if self._steering.ending:
            return self._steering.ending
        if not self._wait and (self._waiting.todo or self._waiting.doing):
            return "waiting"
        spent_out = self._order.budget_usd is not None and len(self._ends) < len(self._about)
        return "out of budget" if spent_out else "finished"

    def _state(self, ended: RunStatus | None) -> RunState:
        became = Counter(end.became for end in self._ends.values() if not end.kind)
        failed = Counter(end.kind for end in self._ends.values() if end.kind)
        done, seconds = len(self._ends), time.monotonic() - self._began
        going: RunStatus = "stopping" if self._steering.ending else "paused" if self._paused else "running"
        return RunState(
            status=ended or going,
            phase="ended" if ended else "asking",
            updated=now(),
            process=os.getpid(),
            seconds=round(seconds, 3),
            texts=len(self._about),
            written=became["written"],
            unchanged=became["unchanged"],
            left=became["kept"] + became["thin"],
            failed=dict(sorted(failed.items())),
            under_way=self._waiting.doing,
            at_once=self._waiting.workers,
            spent_usd=float(self._money[0]),
            set_aside_usd=float(self._money[1]),
            per_minute=round(done * 60 / max(seconds, 1.0), 1),
            seconds_left=round((len(self._about) - done) * seconds / done, 1) if done else None,
            last_trouble="" if ended else self._trouble,
        )

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """ctrl+c takes what waits out of the queue, and lets workers end what they are at."""
        loop = asyncio.get_running_loop()
        names = [signal.SIGINT, signal.SIGTERM] if os.name == "posix" else []
        for name in names:
            loop.add_signal_handler(name, self._steering.stop)
        try:
            yield
        finally:
            for name in names:
                loop.remove_signal_handler(name)


def run_name(live: LiveRun) -> str:
    """What workers call a run: no other one, on any machine, has that name."""
    head = live.began_with
    return f"{head.number}-{head.began}-{head.wish.id[:8]}"


SharedOf = Callable[[str], Shared]
"""Opens what a run of that name shares."""


def watch(order: Order, parts: Parts, shared_of: SharedOf, hears: Hears, *, wait: bool = True) -> RunState:
    """Run a plan over workers; the state it ended in. Without `wait` it only fills the queue.

    Raises `Conflict` where a run goes on already, `StorageError`.
    """
    live = parts.ledger.begin(order.plan.wish, parts.by, order.via, order.budget_usd, anew=order.anew)
    return asyncio.run(Watching(order, live, shared_of(run_name(live)), hears, wait=wait).run())


def _failure(about: Subject, end: End) -> Failure:
    return Failure(
        soc=about.soc, locale=about.locale, section=about.section, key=about.key, kind=end.kind, said=end.said,
        hint=_HINT, requests=0, at=now(),
    )  # fmt: skip
