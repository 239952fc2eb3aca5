"""A model that asks only what the shared purse of its run grants, each try on the wire for itself."""

import asyncio
from decimal import Decimal
from typing import Final

from authoring.errors import Conflict
from authoring.llm.budget import Price, at_most, cost_of
from authoring.llm.model import Completion, Listener, Model, Request
from authoring.runs.shared.money import SharedMoney

_LOOK_AGAIN: Final = 0.25
_TOO_OFTEN: Final = 1.0
"""Seconds that nobody asks a server which says that it is asked too often, and not for how long."""


class Pursed:
    """A model on behalf of one worker of one run. `server` is whom the pace of all workers is about."""

    def __init__(self, model: Model, money: SharedMoney, price: Price, worker: int, server: str) -> None:
        self._model = model
        self._money = money
        self._price = price
        self._worker = worker
        self._server = server

    @property
    def name(self) -> str:
        """`provider/model`."""
        return self._model.name

    async def complete(self, request: Request, heard: Listener | None = None) -> Completion:
        """The completion; `over_budget` where nobody was asked. Raises `Conflict` where another worker is asking that."""
        key = request.key(self.name)
        worst = Decimal(str(self._price(at_most(request)) or 0))
        if not await self._granted(key, worst):
            return Completion("over_budget", detail=f"up to ${worst:.4f} does not fit any more", reached=False)
        cost = worst  # what a request that is stopped or breaks in our hands may have cost
        try:
            completion = await self._model.complete(request, heard)
            cost = cost_of(completion, self._price, worst)
        finally:
            await asyncio.shield(asyncio.to_thread(self._money.settle, key, worst, cost, self._worker))
        if completion.stop == "rate_limit":
            await asyncio.to_thread(self._money.pause, self._server, completion.retry_after or _TOO_OFTEN)
        return completion

    async def close(self) -> None:
        """Let go of connections."""
        await self._model.close()

    async def _granted(self, key: str, worst: Decimal) -> bool:
        while True:
            claim = await asyncio.to_thread(self._money.claim, key, worst, self._worker, self._server)
            if claim.word == "taken":
                raise Conflict("another worker is asking that", "Its answer is kept, and found the next time.")
            if claim.word != "wait":
                return claim.word == "granted"
            await asyncio.sleep(claim.pause or _LOOK_AGAIN)
