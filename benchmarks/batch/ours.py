"""Our own run as a process of its own: `python -m benchmarks.batch.ours WORKSPACE SELECTOR LIMIT AT_ONCE`; prints JSON.

The clock runs from the first request to the last answer that is flushed to its log; then to the last text that is checked
and appended. Making the plan is not in it, nor is it for the others: they are given rendered prompts.
"""

import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from authoring.conversing.opening import Terms
from authoring.llm.model import Model
from authoring.revisions.store import Revisions
from authoring.runs.executing import Backing, Order, execute
from authoring.runs.jobs import Ask, Job
from authoring.runs.online import Online
from authoring.runs.planning import Plan, Wish
from authoring.runs.selecting import selection_of
from authoring.runs.ways import Gate, Take
from authoring.settings import open_workspace
from authoring.wiring import Wiring
from authoring.wiring_runs import RunWiring
from schemas.events import Answer, Event
from schemas.sections.registry import SECTION_NAMES, SPEC


class Timed(Revisions):
    """Logs that note when an answer was acknowledged last, and the time of the processor by then."""

    acknowledged = 0
    at = cpu = 0.0

    def append(self, *events: Event) -> None:
        """Append, then look at the clock."""
        super().append(*events)
        answers = sum(isinstance(event, Answer) for event in events)
        if answers:
            self.acknowledged += answers
            self.at, self.cpu = time.monotonic(), time.process_time()


class TimedWay:
    """The online way; notes when it begins."""

    def __init__(self, model: Model, at_once: int) -> None:
        self._inner = Online(model, at_once)
        self.began = self.cpu = 0.0

    async def get(self, asks: Sequence[Ask], take: Take, gate: Gate) -> None:
        """See `Way.get`."""
        self.began, self.cpu = time.monotonic(), time.process_time()
        await self._inner.get(asks, take, gate)


def wiring_of(root: Path) -> RunWiring:
    """The wiring of that workspace, with timed logs."""
    wiring = Wiring(open_workspace(root), "benchmark")
    wiring.__dict__["revisions"] = Timed(wiring.workspace.drafts, wiring.workspace.cache)
    return RunWiring(wiring)


def plan_of(runs: RunWiring, selector: str, limit: int | None) -> Plan:
    """A plan of so many drafts, or of all."""
    names = tuple(name for name in SECTION_NAMES if SPEC[name].drafted)
    wish = Wish(
        selection=selector, sections=names, locales=("en",), model=str(runs.name), whys=("missing",), limit=limit
    )
    return runs.plan(wish, selection_of([selector]), lambda _done, _of: None)


def run(root: Path, selector: str, limit: int, at_once: int) -> dict[str, float]:
    """Plan, run, and say what it took."""
    runs = wiring_of(root)
    began = time.monotonic()
    plan = plan_of(runs, selector, limit)
    planned = time.monotonic() - began
    ways: list[TimedWay] = []

    def open_way(model: Model, backing: Backing) -> TimedWay:
        ways.append(TimedWay(model, backing.at_once))
        return ways[-1]

    _warm(runs, plan.jobs[0])
    state = execute(Order(plan, None, at_once), runs.parts(("en",)), lambda _event: None, open_way)
    ended, logs, way = time.monotonic(), runs.wiring.revisions, ways[0]
    assert isinstance(logs, Timed)
    return {
        "drafts": len(plan.jobs),
        "planned_s": planned,
        "acknowledged": logs.acknowledged,
        "wall_s": logs.at - way.began,
        "cpu_s": logs.cpu - way.cpu,
        "checked_s": ended - way.began,
        "written": state.written,
        "failed": sum(state.failed.values()),
        "tried_again": sum(state.tried_again.values()),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _warm(runs: RunWiring, job: Job) -> None:
    """Load the client library, which takes a second once and is no part of any draft."""
    import asyncio  # noqa: PLC0415

    from authoring.llm.openai_client import load_library  # noqa: PLC0415

    load_library()
    model = runs.parts(("en",)).open_model(Terms())
    asyncio.run(model.close())
    assert job.request


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))))
