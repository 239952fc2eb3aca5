"""A worker: takes a group from the queue, plans it anew, holds its job keys against the plan's, and runs it."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

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
from authoring.runs.shared.purse import Pursed
from authoring.runs.shared.queue import Work
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

    async def do(self, work: Work, worker: int) -> None:
        """One group of a run, to its end. What was answered before is taken up; a failure of this machine is raised."""
        shop = await asyncio.to_thread(self._shop, work.run)
        if shop is None:
            return
        places = [(work.soc, work.locale, section) for section in work.keys]
        plan = await asyncio.to_thread(shop.plan_of, places)
        plan, noted = _as_planned(plan, work), _Noted(self.name)
        written = await asyncio.to_thread(_written, shop, work)
        noted.not_planned_here(work, plan, written)
        if plan.jobs:
            await self._run(work, worker, shop, plan, noted)
        await asyncio.to_thread(self.ends(work.run).note, noted.ends)
        failed = sum(bool(end.kind) for end in noted.ends)
        self.said(f"{work.soc} {work.locale}: {len(noted.ends) - failed} done{f', {failed} failed' if failed else ''}")

    async def close(self) -> None:
        """Let go of connections."""
        for model in self._models.values():
            await model.close()

    async def _run(self, work: Work, worker: int, shop: Shop, plan: Plan, noted: "_Noted") -> None:
        parts, steering = shop.parts, Steering(lambda: None)
        answers = AnswerLog(parts.revisions, str(parts.name), parts.price)
        progress = Progress(
            noted, len(plan.jobs), parts.price, None, steering, lambda: (0, self.at_once), lambda _event: None
        )
        run = Run(plan, parts.name, parts.revisions, answers, JudgesHere(parts.works), progress, steering)
        try:
            await run.go(Online(self._model(work.run, worker, shop), self.at_once))
        finally:
            answers.close()
        if steering.failure:
            raise steering.failure

    def _shop(self, run: str) -> Shop | None:
        if run not in self._shops:
            wish = self.money(run).wish()
            if wish is None:
                return None
            self._shops[run] = self.open_shop(Wish.model_validate_json(wish))
        return self._shops[run]

    def _model(self, run: str, worker: int, shop: Shop) -> Model:
        """One model for each run: its connections stay open from group to group."""
        if run not in self._models:
            money, price = self.money(run), shop.parts.price
            self._models[run] = shop.open_model(lambda inner: Pursed(inner, money, price, worker, shop.server))
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
        self.ends: list[End] = []

    def not_planned_here(self, work: Work, plan: Plan, written: Collection[SectionName]) -> None:
        """Texts that were planned elsewhere and not here: `written` by a worker that died then, or from other facts."""
        here = {job.about.section for job in plan.jobs}
        for section in work.keys:
            if section in written:
                self._note(work.soc, work.locale, section, "written")
            elif section not in here:
                said = "this machine has no such job: a person wrote it meanwhile, or facts, prompts or settings differ here"
                self._note(work.soc, work.locale, section, "failed", OTHER_PLAN, said)

    def text(self, about: Subject, finished: Finished) -> None:
        """A text that was appended, or need not be."""
        self._note(about.soc, about.locale, about.section, finished.became)

    def failed(self, failure: Failure) -> None:
        """A text that was not got."""
        self._note(failure.soc, failure.locale, failure.section, "failed", failure.kind, failure.said)

    def say(self, state: RunState) -> None:
        """Whoever watches counts by itself."""

    def _note(self, soc: str, locale: str, section: SectionName, became: str, kind: str = "", said: str = "") -> None:
        end = End(
            soc=soc,
            locale=locale,
            section=section,
            became=became,
            kind=kind,
            said=clean_line(said),
            worker=self._worker,
        )
        self.ends.append(end)
