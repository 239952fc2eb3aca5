"""A run from its plan to its end: the ledger is opened, answers are asked for, translations follow their source, all is closed."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from authoring.conversing.opening import Terms
from authoring.errors import AuthoringError, Stopped
from authoring.llm.budget import Budget
from authoring.llm.model import Model
from authoring.llm.names import ModelName
from authoring.llm.pacing import Pace
from authoring.revisions.store import Revisions
from authoring.runs.judging import Judges, JudgesBeside, JudgesHere, OpenWorks, Works
from authoring.runs.keeping import AnswerLog
from authoring.runs.ledger import Ledger, LiveRun
from authoring.runs.online import Online
from authoring.runs.planning import Plan, make_plan
from authoring.runs.progress import Hears, Progress
from authoring.runs.running import Run
from authoring.runs.state import RunState
from authoring.runs.steering import Steering
from authoring.runs.ways import Way
from authoring.runs.work import Work
from schemas.events import Usage

FEW: Final = 24
"""Jobs that are judged where they are asked for: another process would take longer to start."""

OpenModel = Callable[[Terms], Model]


@dataclass(frozen=True)
class Backing:
    """What a way is given beside a model: how many at once, whose money, who hears, and which run it is for."""

    at_once: int
    budget: Budget | None
    hears: Hears
    run: str


OpenWay = Callable[[Model, Backing], Way]


def online(model: Model, backing: Backing) -> Way:
    """The way that asks now."""
    return Online(model, backing.at_once)


@dataclass(frozen=True)
class Parts:
    """What a run is made of in one workspace. `open_works` opens the works again, in another process.

    `per_minute` are the requests and tokens a minute that the settings allow, if they say so.
    """

    name: ModelName
    revisions: Revisions
    works: Works
    open_works: OpenWorks
    ledger: Ledger
    open_model: OpenModel
    price: Callable[[Usage], float | None]
    by: str
    per_minute: tuple[float | None, float | None] = (None, None)


@dataclass(frozen=True)
class Order:
    """How a plan is to be run. `at_once` is the most requests that may be under way; `anew` forgets an unfinished run."""

    plan: Plan
    budget_usd: float | None
    at_once: int
    via: str = "online"
    anew: bool = False


def execute(order: Order, parts: Parts, hears: Hears, open_way: OpenWay = online) -> RunState:
    """Run it; the state it ended in. ctrl+c lets what is under way come in, a second one drops it.

    Raises `Conflict` where a run goes on already, `Stopped` after a second ctrl+c, and what makes going on impossible.
    """
    live = parts.ledger.begin(order.plan.wish, parts.by, order.via, order.budget_usd, anew=order.anew)
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(_Execution(order, parts, live, hears, open_way).run())


class _Execution:
    """One execution, in its event loop."""

    def __init__(self, order: Order, parts: Parts, live: LiveRun, hears: Hears, open_way: OpenWay) -> None:
        self._order = order
        self._parts = parts
        self._live = live
        self._spent = max(live.spent(), _paid(order.plan, parts, live))
        self._budget = (
            None
            if order.budget_usd is None
            else Budget(Decimal(str(order.budget_usd)), self._spent, live, live.unsettled())
        )
        self._steering = Steering(lambda: live.control)
        self._pace = Pace(order.at_once, *parts.per_minute)
        self._hears = hears
        self._open_way = open_way
        texts = len(order.plan.jobs)
        spent = float(self._spent)
        self._progress = Progress(
            live, texts, parts.price, self._budget, self._steering, self._counted, hears, spent
        )  # fmt: skip

    async def run(self) -> RunState:
        """The state it ended in."""
        saying = asyncio.ensure_future(self._progress.say_so_forever())
        state: RunState | None = None
        try:
            with self._signals():
                await self._asked()
            state = self._progress.state(self._steering.ended)
        except AuthoringError:
            state = self._progress.state("given up")
            raise
        except asyncio.CancelledError as stopped:
            state = self._progress.state("stopped")
            raise Stopped(
                "stopped before it was done", "What was answered is kept: the same command carries on."
            ) from stopped
        finally:
            saying.cancel()
            state = self._progress.state("broken off") if state is None else state
            self._live.close(state)
            self._hears({"event": "end", **state.model_dump(mode="json")})
        if self._steering.failure:
            raise self._steering.failure
        return state

    async def _asked(self) -> None:
        model = self._parts.open_model(Terms(self._budget, trouble=self._progress.trouble, pace=self._pace))
        answers = AnswerLog(self._parts.revisions, str(self._parts.name), self._parts.price)
        judges: Judges = (
            JudgesHere(self._parts.works) if len(self._order.plan.jobs) <= FEW else JudgesBeside(self._parts.open_works)
        )
        try:
            way = self._open_way(model, self._backing())
            await self._through(self._order.plan, way, answers, judges)
            if (
                any(each.why_not == "source first" for each in self._order.plan.left)
                and self._steering.ended == "finished"
            ):
                self._progress.phase = "translating"
                await self._through(self._translations(), way, answers, judges)
        finally:
            await judges.close()
            answers.close()
            await model.close()

    def _backing(self) -> Backing:
        head = self._live.began_with
        return Backing(self._order.at_once, self._budget, self._hears, f"{head.number}-{head.began}")

    async def _through(self, plan: Plan, way: Way, answers: AnswerLog, judges: Judges) -> None:
        parts = self._parts
        run = Run(plan, parts.name, parts.revisions, answers, judges, self._progress, self._steering)
        await run.go(way)

    def _translations(self) -> Plan:
        """The translations whose sources were written in this run."""
        before = self._order.plan
        waited = [each for each in before.left if each.why_not == "source first"]
        locales = {each.locale for each in waited}
        works: Sequence[Work] = [work for locale, work in self._parts.works.items() if locale in locales]
        limit = None if before.wish.limit is None else max(0, before.wish.limit - len(before.jobs))
        wish = before.wish.model_copy(update={"limit": limit})
        plan = make_plan(wish, sorted({each.soc for each in waited}), works, source_first=False)
        self._progress.more(len(plan.jobs))
        return plan

    def _counted(self) -> tuple[int, int]:
        return self._pace.under_way, self._pace.allowed

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """ctrl+c and a polite kill end the run politely; a second ctrl+c at once."""
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None

        def stop() -> None:
            if self._steering.ending:
                task.cancel()
            self._steering.stop()
            self._hears({"event": "stopping", "under_way": self._pace.under_way})

        names = [signal.SIGINT, signal.SIGTERM] if os.name == "posix" else []
        try:
            for name in names:
                loop.add_signal_handler(name, stop)
        except (RuntimeError, ValueError):  # not the main thread: whoever started us minds the signals
            names = []
        try:
            yield
        finally:
            for name in names:
                loop.remove_signal_handler(name)


def _paid(plan: Plan, parts: Parts, live: LiveRun) -> Decimal:
    """What the answers cost that were kept since a run began, which a power cut cannot have taken; others' count as well."""
    if not live.carried_on:
        return Decimal(0)
    profiles = (parts.revisions.profile(soc, locale) for soc in plan.socs for locale in plan.wish.locales)
    answers = (answer for profile in profiles for history in profile.values() for answer in history.answers)
    costs = [each.cost_usd for each in answers if each.at >= live.began_with.began and each.cost_usd is not None]
    return sum((Decimal(str(cost)) for cost in costs), Decimal(0))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where it is installed, which takes less time of the processor; else the loop that Python has."""
    try:
        from uvloop import new_event_loop  # noqa: PLC0415 - an extra
    except ImportError:
        return None
    return new_event_loop
