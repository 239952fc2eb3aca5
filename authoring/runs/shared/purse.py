"""A model that asks only what the shared purse of its run grants, each try on the wire for itself."""

import asyncio
from contextvars import ContextVar
from decimal import Decimal
from typing import Final

from authoring.llm.budget import Price, at_most, cost_of
from authoring.llm.model import Completion, Listener, Model, Request
from authoring.runs.shared.money import SharedMoney, Word
from authoring.runs.shared.queue import Hold

HOLD: Final[ContextVar[Hold]] = ContextVar("HOLD")
"""On whose behalf requests are made, in all that is done for one group."""

_LOOK_AGAIN: Final = 0.25
_TOO_OFTEN: Final = 1.0
"""Seconds that nobody asks a server which says that it is asked too often, and not for how long."""


class Pursed:
    """A model on behalf of workers of one run. `server` is whom the pace of all workers is about."""

    def __init__(self, model: Model, money: SharedMoney, price: Price, server: str) -> None:
        self._model = model
        self._money = money
        self._price = price
        self._server = server

    @property
    def name(self) -> str:
        """`provider/model`."""
        return self._model.name

    async def complete(self, request: Request, heard: Listener | None = None) -> Completion:
        """The completion; `over_budget` where nobody was asked, `waiting` where another worker asks that or has the group."""
        key, hold = request.key(self.name), HOLD.get()
        worst = Decimal(str(self._price(at_most(request)) or 0))
        word = await self._word(key, worst, hold)
        if word in ("taken", "lost"):
            return Completion("waiting", detail="another worker is at it", reached=False)
        if word != "granted":
            return Completion("over_budget", detail=f"up to ${worst:.4f} does not fit any more", reached=False)
        cost = worst  # what a request that is stopped or breaks in our hands may have cost
        try:
            completion = await self._model.complete(request, heard)
            cost = cost_of(completion, self._price, worst)
        finally:
            await asyncio.shield(asyncio.to_thread(self._money.settle, key, worst, cost, hold))
        if completion.stop == "rate_limit":
            await asyncio.to_thread(self._money.pause, self._server, completion.retry_after or _TOO_OFTEN)
        return completion

    async def close(self) -> None:
        """Let go of connections."""
        await self._model.close()

    async def _word(self, key: str, worst: Decimal, hold: Hold) -> Word:
        """What came of asking to spend, once it is not to wait."""
        while True:
            claim = await asyncio.to_thread(self._money.claim, key, worst, hold, self._server)
            if claim.word != "wait":
                return claim.word
            await asyncio.sleep(claim.pause or _LOOK_AGAIN)
