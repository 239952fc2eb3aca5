"""The conversation with a model: ask, judge the answer, and where it cannot stand ask again with the reasons.

Every answer is kept before it is judged, under the key of the request it answers; an answer that is kept already is
taken from there and not paid for again. So a run that was killed carries on where it stopped.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
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

    @property
    def took(self) -> str:
        """In brackets for people: the requests of this run, or that none was needed; empty where nobody was asked."""
        if self.paid:
            return f" ({self.paid} asked, {self.seconds:.1f} s)"
        return " (from an answer that was kept)" if self.last.stop == "complete" else ""


async def ask(
    model: Model,
    request: Request,
    judge: Callable[[str, bool], Judged[Wanted]],
    kept: Kept,
    most: int = MOST_ASKS,
    heard: Listener | None = None,
) -> Asked[Wanted]:
    """Ask until an answer stands, at most `most` requests that are not kept already; `heard` listens to each.

    `judge` is told from the `most`-th turn on that it may settle for a part: by the turn and not by what was paid, so that
    a conversation taken up again from kept answers ends where it ended before.
    """
    job_key, usage, seconds, paid = request.key(model.name), NOTHING_USED, 0.0, 0
    judged: Judged[Wanted] = Judged(None)
    while True:
        key = request.key(model.name)
        completion = kept.find(key)
        if completion is None:
            completion = await _answer(model, request, heard, partial(_keep, kept, key))
            paid += completion.stop == "complete" or completion.usage.attempts > 0  # else nobody was asked
        usage, seconds = added(usage, completion.usage), seconds + completion.seconds
        if completion.stop != "complete":
            judged = Judged(None)
            break
        judged = judge(completion.text, request.turn + 1 >= most)
        if judged.value is not None or paid >= most:
            break
        request = request.answered(completion.text[:_LONGEST_SHOWN], _again(judged.reasons))
    return Asked(judged.value, completion, job_key, usage, seconds, paid, judged.reasons)


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
    if completion.text or completion.usage.output_tokens:
        kept.keep(key, completion)


def _again(reasons: tuple[str, ...]) -> str:
    listed = "\n".join(f"- {reason}" for reason in reasons[:_MOST_REASONS])
    return (
        "Your answer cannot be used yet:\n"
        f"{listed}\n"
        "Answer again with the whole corrected JSON object. Keep what was not named here as it is."
    )
