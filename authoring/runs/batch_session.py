"""One call of `Batched.get`: which asks wait in which part, and what is done with each as its part comes back."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from authoring.errors import Conflict
from authoring.llm.batches.api import Passing
from authoring.llm.batches.collecting import Answered, answers_again
from authoring.llm.batches.packing import Packed
from authoring.llm.batches.parts import NOT_RUN, Part
from authoring.llm.model import Completion
from authoring.llm.outcomes import Stop
from authoring.llm.wire import is_about_the_mode
from authoring.runs.batch_money import Held
from authoring.runs.batch_steps import Steps
from authoring.runs.batch_terms import Batching
from authoring.runs.jobs import Ask
from authoring.runs.ways import Gate, Take
from schemas.base import Sha256

Result = TypeVar("Result")

_GROWS: Final = 1.5
_LOOKS_AT_THE_GATE: Final = 0.5


class Session:
    """The asks of one `get`: some wait in parts, some are ready to go into one, some are for the other way."""

    def __init__(self, batching: Batching, take: Take, gate: Gate) -> None:
        self._batching = batching
        self._take = take
        self._gate = gate
        self._steps = Steps(batching, self._keep)
        self._held = Held(batching)
        self._waiting: dict[Sha256, Ask] = {}
        self._ready: list[Ask] = []
        self._aside: list[Ask] = []
        self._tries: Counter[Sha256] = Counter()
        self._pause = batching.terms.pause
        self._loop = asyncio.get_running_loop()

    async def converse(self, asks: Sequence[Ask]) -> None:
        """Until no ask is open or the gate is closed; with `wait` off, until there is nothing new."""
        parts = self._steps.parts()
        self._take_up(parts)
        under_way = {job.key for part in parts for job in part.open_jobs}
        cancelled = self._cancelled(parts)
        for ask in asks:
            if ask.key in cancelled:
                await self._give_up(ask, "cancelled")
            elif ask.key in under_way:
                self._waiting[ask.key] = ask
            else:
                self._route(ask)
        while True:
            news = await self._step(self._steps.look)
            await self._hand_in_collected()
            going_on = await self._gate()
            if going_on:
                await self._submit()
                await self._ask_elsewhere()
            if not (self._waiting or self._ready or self._aside):
                return
            if not going_on or not (news or self._batching.terms.wait):
                await self._leave()
                return
            if self._batching.terms.wait:
                await self._rest(news=bool(news))

    def _take_up(self, parts: Iterable[Part]) -> None:
        """What this run has set aside and tried before, in this process or another."""
        for part in parts:
            if part.intent.run != self._batching.run:
                continue
            if part.status != "failed" and part.state != "refused":
                self._tries.update(job.key for job in part.intent.jobs)
            for job in part.open_jobs:
                self._held.hold_again(job.key, job.reserve)

    def _cancelled(self, parts: Iterable[Part]) -> set[Sha256]:
        """What a person cancelled in this run, and somebody else collected: it is not submitted again."""
        mine = [part for part in parts if part.intent.run == self._batching.run]
        return {key for part in mine for key, each in part.results.items() if each.stop == "cancelled"}

    def _route(self, ask: Ask) -> None:
        """Into the next part, or another way."""
        terms = self._batching.terms
        late = ask.request.turn >= terms.turns and self._batching.online is not None
        (self._aside if late or self._tries[ask.key] >= terms.tries else self._ready).append(ask)

    async def _submit(self) -> None:
        """Submit what is ready and can be paid; the rest waits for money, or is told that there is none."""
        room = self._steps.room()
        asks, self._ready = self._ready[:room], self._ready[room:]
        packed: list[Packed] = []
        for place, ask in enumerate(asks):
            worst = self._held.worst(ask.request)
            if worst is None:
                await self._give_up(ask, "no_price")
            elif self._held.hold(ask.key, worst):
                self._waiting[ask.key] = ask
                packed.append(self._steps.packed(ask, worst))
            else:
                self._ready = asks[place:] + self._ready
                break
        if packed:
            self._tries.update(each.job.key for each in packed)
            await self._step(lambda: self._steps.submit(packed))
        if room and self._ready and not self._waiting:
            poor, self._ready = self._ready, []
            for ask in poor:
                await self._give_up(ask, "over_budget")

    async def _ask_elsewhere(self) -> None:
        aside, self._aside = self._aside, []
        if aside and self._batching.online is not None:
            self._batching.told(f"{len(aside)} asked online, after batches")
            await self._batching.online.get(aside, self._take, self._gate)
            return
        for ask in aside:
            await self._give_up(ask, "expired")

    async def _leave(self) -> None:
        """Hand in as waiting what is not answered yet."""
        for ask in (*self._waiting.values(), *self._ready, *self._aside):
            await self._give_up(ask, "waiting")

    async def _give_up(self, ask: Ask, stop: Stop) -> None:
        await self._take(ask, Completion(stop, reached=False))

    def _keep(self, part: Part, answers: Sequence[Answered]) -> None:
        """In the thread of a step: have the loop take in what was waited for, and keep the rest here."""
        asks = {key: ask for each in answers if (ask := self._waiting.get(key := each.job.key))}
        asyncio.run_coroutine_threadsafe(self._hand_in(part, answers), self._loop).result()
        self._batching.keep(part, [each for each in answers if each.job.key not in asks])

    async def _hand_in(self, part: Part, answers: Sequence[Answered]) -> None:
        """All at the same time, so that what is kept for them is written together."""
        mine = part.intent.run == self._batching.run
        for each in answers:
            if mine and each.job.key in self._waiting:
                self._held.hold_again(each.job.key, each.job.reserve)  # unless it is held: another process collected it
            self._held.settle(each.job.key, each.cost)
        asked = [(ask, each.completion) for each in answers if (ask := self._waiting.pop(each.job.key, None))]
        await asyncio.gather(*(self._hand_in_one(part, ask, completion) for ask, completion in asked))

    async def _hand_in_one(self, part: Part, ask: Ask, completion: Completion) -> None:
        if part.status == "failed":
            self._tries[ask.key] -= 1  # a file that the provider did not take was no try
        if self._again(part, completion):
            self._route(ask)
            return
        following = await self._take(ask, replace(completion, share=self._batching.terms.share))
        if following is not None:
            self._route(following)

    def _again(self, part: Part, completion: Completion) -> bool:
        """Whether that request is to go into another batch: it was not run, or in a way that the server does not know."""
        if completion.stop == "bad_request" and is_about_the_mode(completion.detail):
            return self._steps.loosen(part.intent.mode)
        return completion.stop in NOT_RUN and not completion.text

    async def _hand_in_collected(self) -> None:
        """Another process may have collected what we wait for."""
        for part in self._steps.collected(self._waiting):
            await self._hand_in(part, list(answers_again(self._batching.ledger, part)))

    async def _step(self, step: Callable[[], Result]) -> Result | None:
        """Take a step in a thread, and not break it off. What may pass is told and waited out, where we wait at all."""
        doing = asyncio.ensure_future(asyncio.to_thread(self._steps.alone, step))
        try:
            return await asyncio.shield(doing)
        except asyncio.CancelledError:
            await asyncio.wait({doing})
            raise
        except (Passing, Conflict) as passing:
            if not self._batching.terms.wait:
                raise
            self._batching.told(passing.message)
            return None

    async def _rest(self, *, news: bool) -> None:
        """Nothing new makes the next pause longer."""
        terms = self._batching.terms
        self._pause = terms.pause if news else min(self._pause * _GROWS, terms.longest)
        until = self._loop.time() + self._pause
        while (left := until - self._loop.time()) > 0 and await self._gate():
            await asyncio.sleep(min(left, _LOOKS_AT_THE_GATE))
