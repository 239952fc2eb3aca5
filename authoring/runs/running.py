"""The loop that all ways share: answers are kept, judged, sent back with reasons, and appended group by group.

Invariant: an answer is on the disk before anybody looks at it, and a text is appended by the same code that appends a single
draft. Whatever ends a run, the same plan made anew finds its answers and asks only for what was never answered.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from authoring.conversing.refusals import refusal
from authoring.errors import Conflict, ModelError
from authoring.llm.asking import Asked, Conversation, Judged, worth_keeping
from authoring.llm.model import Completion
from authoring.llm.names import ModelName
from authoring.llm.outcomes import OUTCOMES, Stop
from authoring.revisions.store import Revisions
from authoring.runs.jobs import Ask, Group, Job, Subject
from authoring.runs.judging import Ends, Judges
from authoring.runs.keeping import AnswerLog
from authoring.runs.planning import Plan
from authoring.runs.progress import Progress
from authoring.runs.steering import Steering
from authoring.runs.ways import Way
from authoring.runs.work import Finished
from schemas.sections.registry import SectionName

_AT_ONCE_HOPELESS: Final[frozenset[Stop]] = frozenset({
    "no_key", "bad_key", "unknown_model", "quota", "not_installed", "no_price",
})  # fmt: skip
"""Ends after which nothing else need be tried. Other failures have to come one after the other."""

_IN_A_ROW: Final = 12


class Run:
    """One plan on its way, over any `Way`. Its parts: where answers are kept, who judges, who counts, who may stop it."""

    def __init__(
        self,
        plan: Plan,
        name: ModelName,
        revisions: Revisions,
        answers: AnswerLog,
        judges: Judges,
        progress: Progress,
        steering: Steering,
    ) -> None:
        self._plan = plan
        self._name = name
        self._revisions = revisions
        self._answers = answers
        self._judges = judges
        self._progress = progress
        self._steering = steering
        self._talks: dict[str, Conversation[bool]] = {}
        self._open = {group: len(jobs) for group, jobs in plan.groups.items()}
        self._ends: dict[Group, dict[SectionName, tuple[Subject, Asked[Any]]]] = {}
        self._in_a_row = 0

    async def go(self, way: Way) -> None:
        """Get every text of the plan that can be had. Raises `StorageError` and the like where nothing can be kept any more."""
        asks = [ask for job in self._plan.jobs if (ask := await self._opened(job)) is not None]
        await way.get(asks, self.take, self._steering.gate)
        for group in list(self._ends):
            await self._finish(group, whole=False)

    async def take(self, ask: Ask, completion: Completion, kept: Callable[[], object] = lambda: None) -> Ask | None:
        """See `authoring.runs.ways.Take`."""
        talk = self._talks.get(ask.job.key)
        if talk is None or talk.key != ask.key:
            return None  # handed in before
        if completion.stop == "over_budget":
            self._steering.out_of_budget()
            return None  # nobody was asked: it stays open for the next run
        if completion.stop == "waiting":
            self._steering.leave_waiting()
            return None  # a batch has it: it stays open until somebody collects that
        if worth_keeping(completion):
            await self._answers.keep(ask, completion)
        kept()
        self._progress.answered(completion)
        self._look_out(completion)
        return await self._heard(ask.job, talk, completion, kept=False)

    async def _opened(self, job: Job) -> Ask | None:
        """The first request of a job that nobody answered yet; what is kept is taken up on the way to it."""
        talk, ask = Conversation[bool](job.request, str(self._name), key=job.key), Ask(job, job.request, job.key)
        self._talks[job.key] = talk
        if not job.kept:
            return ask
        about = job.about
        history = self._revisions.history(about.soc, about.locale, about.section)
        kept = {answer.job_key: answer for answer in history.answers if answer.stop_reason == "complete"}
        next_: Ask | None = ask
        while next_ is not None and (answer := kept.get(next_.key)) is not None:
            self._progress.found()
            next_ = await self._heard(job, talk, self._answers.found(answer), kept=True)
        return next_

    async def _heard(self, job: Job, talk: Conversation[bool], completion: Completion, *, kept: bool) -> Ask | None:
        if talk.hear(completion, kept=kept):
            self._progress.to_check(1)
            try:
                talk.judge(await self._judges.judge(job.about, completion.text, settle=talk.settles))
            except Conflict as moved:
                talk.judge(Judged(None, (moved.message,)))
                talk.ended = True
            finally:
                self._progress.to_check(-1)
        if not talk.ended:
            return Ask(job, talk.request, talk.key)
        await self._ended(job, talk.result())
        return None

    async def _ended(self, job: Job, asked: Asked[bool]) -> None:
        """One conversation is over; with the last one of its group the group is appended."""
        group = job.about.group
        del self._talks[job.key]
        light = replace(asked, value=None, last=replace(asked.last, text=""))
        self._ends.setdefault(group, {})[job.about.section] = (job.about, light)
        self._open[group] -= 1
        if not self._open[group]:
            await self._finish(group, whole=True)

    async def _finish(self, group: Group, *, whole: bool) -> None:
        """Append what a group came to; the sections that code makes only where all of it is there."""
        ends = self._ends.pop(group)
        for each in await self._appended(group, (*ends, *(self._plan.computed if whole else ())), ends):
            if each.section in ends:
                about, asked = ends[each.section]
                self._progress.ended(about, each, asked)

    async def _appended(self, group: Group, sections: Sequence[SectionName], ends: Ends) -> tuple[Finished, ...]:
        try:
            return await self._judges.finish(group, sections, ends)
        except Conflict as conflict:  # somebody wrote at this very moment; the answers are kept
            lost = ModelError(conflict.message, "Run it again: the answers are kept.")
            return tuple(Finished(name, "failed", lost) for name in ends)

    def _look_out(self, completion: Completion) -> None:
        """Stop asking where no other request would fare better."""
        outcome = OUTCOMES[completion.stop]
        self._in_a_row = self._in_a_row + 1 if outcome.hopeless else 0
        if completion.stop in _AT_ONCE_HOPELESS or self._in_a_row >= _IN_A_ROW:
            asked: Asked[bool] = Asked(None, completion, "", completion.usage, completion.seconds, 1)
            self._steering.give_up(refusal(self._name, "the run was ended", asked))
