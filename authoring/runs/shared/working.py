"""A worker: takes a group from the queue, plans it anew, holds its job keys against the plan's, and runs it."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from authoring.errors import Conflict
from authoring.llm.model import Model
from authoring.runs.executing import Parts
from authoring.runs.jobs import Subject
from authoring.runs.judging import JudgesHere
from authoring.runs.keeping import AnswerLog
from authoring.runs.online import Online
from authoring.runs.planning import Plan, Wish
from authoring.runs.progress import Progress
from authoring.runs.running import Run
from authoring.runs.shared.ends import End, SharedEnds
from authoring.runs.shared.money import SharedMoney
from authoring.runs.shared.purse import HOLD, Pursed
from authoring.runs.shared.queue import Hold, Work
from authoring.runs.state import Failure, RunState
from authoring.runs.steering import Steering
from authoring.runs.work import Finished
from authoring.text import clean_line
from schemas.sections.registry import SectionName

OTHER_PLAN: Final = "other plan"
"""The kind of failure of a text that this machine would ask for in other words than the one that planned."""

Places = Sequence[tuple[str, str, SectionName]]
Wrap = Callable[[Model], Model]


@dataclass(frozen=True)
class Shop:
    """What a worker needs of its workspace for one run's wish: the plan of some texts, and the parts of a run."""

    plan_of: Callable[[Places], Plan]
    parts: Parts
    open_model: Callable[[Wrap], Model]
    server: str


@dataclass
class Worker:
    """Does the work of groups. `open_shop` opens what a wish needs; `said` hears of each group as it ends."""

    name: str
    at_once: int
    open_shop: Callable[[Wish], Shop]
    money: Callable[[str], SharedMoney]
    ends: Callable[[str], SharedEnds]
    said: Callable[[str], None]
    _shops: dict[str, Shop] = field(default_factory=dict)
    _models: dict[str, Model] = field(default_factory=dict)

    async def do(self, work: Work, hold: Hold) -> None:
        """One group of a run, to its end. What was answered before is taken up; a failure of this machine is raised.

        Raises `Conflict` where not all of it could be done as another worker is at it: then it is to be tried again, if it
        still waits.
        """
        HOLD.set(hold)
        shop = await asyncio.to_thread(self._shop, work.run)
        if shop is None:
            return
        places = [(work.soc, work.locale, section) for section in work.keys]
        plan = await asyncio.to_thread(shop.plan_of, places)
        plan, noted, ends = _as_planned(plan, work), _Noted(self.name), self.ends(work.run)
        written = await asyncio.to_thread(_written, shop, work)
        noted.not_planned_here(work, plan, written, await asyncio.to_thread(ends.of, work.soc, work.locale))
        whole = await self._run(work, shop, plan, noted) if plan.jobs else True
        noted.written(await asyncio.to_thread(_written, shop, work))
        await asyncio.to_thread(ends.note, noted.ends if whole else noted.good)
        failed = len(noted.ends) - len(noted.good)
        self.said(f"{work.soc} {work.locale}: {len(noted.good)} done{f', {failed} failed' if failed else ''}")
        if not whole:
            raise Conflict("another worker is at some of it", "What it gets is found the next time.")

    async def close(self) -> None:
        """Let go of connections."""
        for model in self._models.values():
            await model.close()

    async def _run(self, work: Work, shop: Shop, plan: Plan, noted: "_Noted") -> bool:
        """Ask for what there is to ask for; whether nothing of it was left to another worker."""
        parts, steering = shop.parts, Steering(lambda: None)
        answers = AnswerLog(parts.revisions, str(parts.name), parts.price)
        progress = Progress(
            noted, len(plan.jobs), parts.price, None, steering, lambda: (0, self.at_once), lambda _event: None
        )
        run = Run(plan, parts.name, parts.revisions, answers, JudgesHere(parts.works), progress, steering)
        try:
            await run.go(Online(self._model(work.run, shop), self.at_once))
        finally:
            answers.close()
        if steering.failure:
            raise steering.failure
        return not steering.waiting

    def _shop(self, run: str) -> Shop | None:
        if run not in self._shops:
            wish = self.money(run).wish()
            if wish is None:
                return None
            self._shops[run] = self.open_shop(Wish.model_validate_json(wish))
        return self._shops[run]

    def _model(self, run: str, shop: Shop) -> Model:
        """One model for each run: its connections stay open from group to group."""
        if run not in self._models:
            money, price = self.money(run), shop.parts.price
            self._models[run] = shop.open_model(lambda inner: Pursed(inner, money, price, shop.server))
        return self._models[run]


def _as_planned(plan: Plan, work: Work) -> Plan:
    """The jobs that this machine would ask for just as the one that planned."""
    keys: Mapping[SectionName, str] = work.keys
    same = tuple(job for job in plan.jobs if keys.get(job.about.section) == job.key)
    return Plan(plan.wish, plan.socs, same, ())


def _written(shop: Shop, work: Work) -> frozenset[SectionName]:
    """The sections whose head came of that very job: another worker appended them, and could not say so any more."""
    histories = shop.parts.revisions.profile(work.soc, work.locale)
    heads = ((section, histories[section].head) for section in work.keys)
    return frozenset(section for section, head in heads if head and head.provenance.job_key == work.keys[section])


class _Noted:
    """Notes what became of texts, as the ledger of a run would."""

    def __init__(self, worker: str) -> None:
        self._worker = worker
        self._ends: dict[tuple[str, str, SectionName], End] = {}

    @property
    def ends(self) -> tuple[End, ...]:
        """What became of each text."""
        return tuple(self._ends.values())

    @property
    def good(self) -> tuple[End, ...]:
        """Of those that are no failure."""
        return tuple(end for end in self.ends if not end.kind)

    def not_planned_here(
        self, work: Work, plan: Plan, written: Collection[SectionName], before: Collection[End]
    ) -> None:
        """Texts that were planned elsewhere and not here: had `before` by a worker that died then, or of other facts."""
        here = {job.about.section for job in plan.jobs}
        had = {end.section for end in before if not end.kind}
        for section in work.keys:
            if section in written:
                self._note(work.soc, work.locale, section, "written")
            elif section not in here and section not in had:
                said = "this machine has no such job: a person wrote it meanwhile, or facts, prompts or settings differ here"
                self._note(work.soc, work.locale, section, "failed", OTHER_PLAN, said)

    def written(self, sections: Collection[SectionName]) -> None:
        """Texts that are there of these very jobs, also where another worker was quicker to append them."""
        for soc, locale, section in list(self._ends):
            if section in sections:
                self._note(soc, locale, section, "written")

    def text(self, about: Subject, finished: Finished) -> None:
        """A text that was appended, or need not be."""
        self._note(about.soc, about.locale, about.section, finished.became)

    def failed(self, failure: Failure) -> None:
        """A text that was not got."""
        self._note(failure.soc, failure.locale, failure.section, "failed", failure.kind, failure.said)

    def say(self, state: RunState) -> None:
        """Whoever watches counts by itself."""

    def _note(self, soc: str, locale: str, section: SectionName, became: str, kind: str = "", said: str = "") -> None:
        self._ends[soc, locale, section] = End(
            soc=soc,
            locale=locale,
            section=section,
            became=became,
            kind=kind,
            said=clean_line(said),
            worker=self._worker,
        )
