"""The conversation with a model: ask, judge the answer, and where it cannot stand ask again with the reasons.

Every answer is kept before it is judged, under the key of the request it answers; an answer that is kept already is
taken from there and not paid for again. So a run that was killed carries on where it stopped.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, Generic, NamedTuple, Protocol, TypeVar

from authoring.llm.model import NOTHING_USED, Completion, Listener, Model, Request, added
from schemas.base import Sha256
from schemas.events import Usage

Wanted = TypeVar("Wanted")

MOST_ASKS: Final = 3
"""Asks of one run for one section: the first and two with reasons."""

_MOST_REASONS: Final = 20
_LONGEST_SHOWN: Final = 24_000


class Judged(NamedTuple, Generic[Wanted]):
    """What an answer is worth: the value where it can stand, else the reasons why not."""

    value: Wanted | None
    reasons: tuple[str, ...] = ()


class Kept(Protocol):
    """Where answers are kept."""

    def find(self, key: Sha256) -> Completion | None:
        """The answer kept under that key, if it was a complete one."""
        ...

    def keep(self, key: Sha256, completion: Completion) -> None:
        """Keep an answer; on return it is on the disk."""
        ...


@dataclass(frozen=True)
class Asked(Generic[Wanted]):
    """How a conversation ended. `usage` and `seconds` are of all its requests; `paid` counts those of this run.

    `value` is None where no answer stood: then `last` says why, and where it was complete, `reasons` do. With a value,
    `reasons` say what was left out of it.
    """

    value: Wanted | None
    last: Completion
    job_key: Sha256
    usage: Usage
    seconds: float
    paid: int
    reasons: tuple[str, ...] = field(default=())
    bills: tuple[tuple[Usage, float], ...] = field(default=())
    """What each request used, and at which share of the usual price."""

    def cost(self, price: Callable[[Usage], float | None]) -> float | None:
        """US dollars for all of it by the usual price of a usage; None where that is not known."""
        costs = [(price(usage), share) for usage, share in self.bills]
        if not costs:
            return price(self.usage)
        known = [usual * share for usual, share in costs if usual is not None]
        return sum(known) if len(known) == len(costs) else None

    def with_value(self, value: Wanted | None) -> "Asked[Wanted]":
        """The same, with what stood in it; for conversations that are judged elsewhere."""
        return replace(self, value=value)

    @property
    def took(self) -> str:
        """In brackets for people: the requests of this run, or that none was needed; empty where nobody was asked."""
        if self.paid:
            return f" ({self.paid} asked, {self.seconds:.1f} s)"
        return " (from an answer that was kept)" if self.last.stop == "complete" else ""


class Conversation(Generic[Wanted]):
    """Where one conversation stands: what to ask next, and what it took so far. Whoever holds one does the asking.

    It may settle for a part from the `most`-th turn on: by the turn and not by what was paid, so that a conversation
    taken up again from kept answers ends where it ended before.
    """

    def __init__(self, request: Request, model: str, most: int = MOST_ASKS, key: Sha256 | None = None) -> None:
        """`key` is that of the request, where the caller has made it already."""
        self.request = request
        self.job_key = key or request.key(model)
        self.key = self.job_key
        self.ended = False
        self.paid = 0
        self._model = model
        self._most = most
        self._usage, self._seconds = NOTHING_USED, 0.0
        self._bills: list[tuple[Usage, float]] = []
        self._last = Completion("complete")
        self._judged: Judged[Wanted] = Judged(None)

    @property
    def settles(self) -> bool:
        """Whether a part of the next answer will do."""
        return self.request.turn + 1 >= self._most

    def hear(self, completion: Completion, *, kept: bool = False) -> bool:
        """Take in how the request ended; `kept` where it was answered before. Whether there is an answer to be judged."""
        self._last = completion
        self._usage = added(self._usage, completion.usage)
        self._seconds += completion.seconds
        if completion.usage.input_tokens or completion.usage.output_tokens:
            self._bills.append((completion.usage, completion.share))
        self.paid += not kept and (completion.stop == "complete" or completion.usage.attempts > 0)
        if completion.stop != "complete":
            self._judged, self.ended = Judged(None), True
        return not self.ended

    def judge(self, judged: Judged[Wanted]) -> None:
        """Take in what the answer is worth; where it cannot stand, `request` is the next one, with the reasons."""
        self._judged = judged
        self.ended = judged.value is not None or self.paid >= self._most
        if not self.ended:
            self.request = self.request.answered(self._last.text[:_LONGEST_SHOWN], _again(judged.reasons))
            self.key = self.request.key(self._model)

    def result(self) -> Asked[Wanted]:
        """How it ended."""
        judged = self._judged
        took = self._usage, self._seconds, self.paid
        return Asked(judged.value, self._last, self.job_key, *took, judged.reasons, tuple(self._bills))


async def ask(
    model: Model,
    request: Request,
    judge: Callable[[str, bool], Judged[Wanted]],
    kept: Kept,
    most: int = MOST_ASKS,
    heard: Listener | None = None,
) -> Asked[Wanted]:
    """Ask until an answer stands, at most `most` requests that are not kept already; `heard` listens to each.

    `judge` is told whether it may settle for a part.
    """
    talk: Conversation[Wanted] = Conversation(request, model.name, most)
    while not talk.ended:
        found = kept.find(talk.key)
        completion = found or await _answer(model, talk.request, heard, partial(_keep, kept, talk.key))
        if talk.hear(completion, kept=found is not None):
            talk.judge(judge(completion.text, talk.settles))
    return talk.result()


async def _answer(
    model: Model, request: Request, heard: Listener | None, keep: Callable[[Completion], None]
) -> Completion:
    """One answer, kept before anything else happens. A stop that meets an answer which has ended lets it be kept first."""
    asking = asyncio.ensure_future(model.complete(request, heard))
    try:
        completion = await asyncio.shield(asking)
    except asyncio.CancelledError:
        asking.cancel()
        await asyncio.wait({asking})
        if not asking.cancelled() and asking.exception() is None:
            keep(asking.result())
        raise
    keep(completion)
    return completion


def _keep(kept: Kept, key: Sha256, completion: Completion) -> None:
    if worth_keeping(completion):
        kept.keep(key, completion)


def exhausted(stops: Sequence[str]) -> bool:
    """Whether kept answers, of which no text came, are those of a conversation that ended; else one was broken off."""
    return bool(stops) and (stops[-1] != "complete" or len(stops) >= MOST_ASKS)


def worth_keeping(completion: Completion) -> bool:
    """Whether anything was said or charged for."""
    return bool(completion.text or completion.usage.output_tokens)


def _again(reasons: tuple[str, ...]) -> str:
    listed = "\n".join(f"- {reason}" for reason in reasons[:_MOST_REASONS])
    return (
        "Your answer cannot be used yet:\n"
        f"{listed}\n"
        "Answer again with the whole corrected JSON object. Keep what was not named here as it is."
    )
