"""Retries, in this one place: a passing failure is tried again after a wait that grows, with jitter.

Only outcomes marked `retry` are; an answer that does not fit is not a failure of the request, see `asking`.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from authoring.llm.model import Completion, Listener, Model, Request, added
from authoring.llm.outcomes import OUTCOMES

_FIRST_WAIT: Final = 1.0
_LONGEST_WAIT: Final = 30.0
_LONGEST_ASKED_WAIT: Final = 120.0
"""Seconds. A server that asks for longer is believed, and the request given up."""


_MOST_REFUSALS: Final = 100
"""Times that one request is turned away at the door of a busy server before that counts as a failure."""


_AT_THE_DOOR: Final = 0.1
"""The share of a usual wait that a refused request waits before it stands in line again."""


class Retrying:
    """A model whose passing failures are tried again. `attempts` counts all tries of one request.

    `trouble` is told of each try that failed and is followed by another. With `paced` the model within waits by itself where
    its server is asked too much, and such refusals do not count as tries.
    """

    def __init__(
        self,
        model: Model,
        attempts: int = 5,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        trouble: Callable[[Completion], None] | None = None,
        *,
        paced: bool = False,
    ) -> None:
        self._model = model
        self._attempts = attempts
        self._sleep = sleep
        self._trouble = trouble
        self._paced = paced

    @property
    def name(self) -> str:
        """`provider/model`."""
        return self._model.name

    async def complete(self, request: Request, heard: Listener | None = None) -> Completion:
        """The first completion that is no passing failure, or the last one; usage and seconds are of all tries."""
        completion = await self._model.complete(request, heard)
        attempt = refused = 0
        while True:
            at_the_door = self._paced and completion.stop == "rate_limit" and refused < _MOST_REFUSALS
            attempt, refused = attempt + (not at_the_door), refused + at_the_door
            wait = _wait(completion, max(attempt, 1)) if attempt < self._attempts else None
            if wait is None:
                return completion
            if self._trouble:
                self._trouble(completion)
            if at_the_door and completion.retry_after is None:
                wait *= _AT_THE_DOOR
            await self._sleep(wait)
            after = await self._model.complete(request, heard)
            completion = replace(
                after,
                usage=added(completion.usage, after.usage),
                seconds=completion.seconds + wait + after.seconds,
            )

    async def close(self) -> None:
        """Let go of connections."""
        await self._model.close()


def _wait(completion: Completion, attempt: int) -> float | None:
    """Seconds until the next try; None: do not try again."""
    if not OUTCOMES[completion.stop].retry:
        return None
    grown = min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** (attempt - 1))
    spread = float(random.uniform(0.5, 1.0))  # noqa: S311 - spreads load, guards nothing
    if completion.retry_after is None:
        return grown * spread
    if completion.retry_after > _LONGEST_ASKED_WAIT:
        return None
    # Never earlier than asked; a little later, so that many clients do not come back at once.
    return completion.retry_after + spread * min(1.0, completion.retry_after * 0.25 + 0.05)
