"""A budget that is kept: money is set aside before a request, at the most it can cost, and settled after it.

Invariant: what is spent and what is set aside are together never more than the limit. A request that does not fit while
others are under way waits for them to settle; where none is, it is refused. Safe for threads and event loops.
"""

import asyncio
import threading
from collections.abc import Callable
from decimal import Decimal
from typing import Final, Protocol

from authoring.llm.model import Completion, Listener, Model, Request
from authoring.llm.outcomes import Stop
from schemas.events import Usage

Price = Callable[[Usage], float | None]
"""US dollars for a usage, or None where the price is not known."""

_ROUND_A_MESSAGE: Final = 64
"""Tokens that a provider may add around a message, a schema or a tool."""

_FREE: Final[frozenset[Stop]] = frozenset({
    "no_key", "bad_key", "unknown_model", "rate_limit", "quota", "bad_request", "too_long", "server_error",
    "not_installed", "over_budget", "no_price", "not_recorded", "waiting", "expired", "cancelled",
})  # fmt: skip
"""Ends for which nobody charges. After a lost connection or a timeout it is not known, and the whole reserve counts."""

_LIMITS: Final = frozenset({"max_tokens", "max_completion_tokens"})


class Books(Protocol):
    """Where it is written down what is set aside and settled, so that a killed run is carried on with what it had spent."""

    def set_aside(self, amount: Decimal) -> None:
        """Called before the request that it is for."""
        ...

    def settled(self, amount: Decimal, cost: Decimal) -> None:
        """Called once it is known what that request cost."""
        ...


class Budget:
    """US dollars that one run may spend; `spent` is what an earlier part of it did, `books` where it is written down.

    `unsettled` is the part of `spent` that was set aside and never settled: a batch may still be under way for it.
    """

    def __init__(
        self,
        limit: Decimal,
        spent: Decimal = Decimal(0),
        books: Books | None = None,
        unsettled: Decimal = Decimal(0),
    ) -> None:
        self.limit = limit
        self._spent = spent
        self._unsettled = unsettled
        self._books = books
        self._reserved = Decimal(0)
        self._guard = threading.Lock()
        self._waiting: list[tuple[asyncio.AbstractEventLoop, asyncio.Future[None]]] = []

    @property
    def spent(self) -> Decimal:
        """What was settled so far."""
        return self._spent

    @property
    def reserved(self) -> Decimal:
        """What is set aside for requests under way."""
        return self._reserved

    async def reserve(self, amount: Decimal) -> bool:
        """Set that much aside, if need be once others have settled; False where it cannot fit any more."""
        while True:
            with self._guard:
                if self._spent + self._reserved + amount <= self.limit:
                    self._reserved += amount
                    if self._books:
                        self._books.set_aside(amount)
                    return True
                if not self._reserved:
                    return False
                waiting = asyncio.get_running_loop().create_future()
                entry = (asyncio.get_running_loop(), waiting)
                self._waiting.append(entry)
            try:
                await waiting
            finally:
                with self._guard:
                    if entry in self._waiting:
                        self._waiting.remove(entry)

    def hold(self, amount: Decimal) -> bool:
        """Set that much aside if it fits now, for a request that may be answered by another process, another day."""
        with self._guard:
            if self._spent + self._reserved + amount > self.limit:
                return False
            self._reserved += amount
            if self._books:
                self._books.set_aside(amount)
            return True

    def hold_again(self, amount: Decimal) -> None:
        """What an earlier part of the run set aside is under way still: it counts as such, and no more as spent."""
        with self._guard:
            known = min(amount, self._unsettled)
            self._unsettled -= known
            self._spent -= known
            self._reserved += amount
            if self._books and amount > known:
                self._books.set_aside(amount - known)

    def settle(self, reserved: Decimal, cost: Decimal) -> None:
        """Give back what was set aside and count what it cost; whoever waits looks again."""
        with self._guard:
            self._reserved -= reserved
            self._spent += cost
            if self._books:
                self._books.settled(reserved, cost)
            waiting, self._waiting = self._waiting, []
        for loop, future in waiting:
            if not loop.is_closed():
                loop.call_soon_threadsafe(_wake, future)


def _wake(future: "asyncio.Future[None]") -> None:
    if not future.done():
        future.set_result(None)


class Budgeted:
    """A model that asks only what its budget can pay, each try on the wire for itself."""

    def __init__(self, model: Model, budget: Budget, price: Price) -> None:
        self._model = model
        self._budget = budget
        self._price = price

    @property
    def name(self) -> str:
        """`provider/model`."""
        return self._model.name

    async def complete(self, request: Request, heard: Listener | None = None) -> Completion:
        """The completion; `over_budget` or `no_price` where nobody was asked."""
        worst = self._price(at_most(request))
        if worst is None:
            return Completion("no_price", reached=False)
        reserve = Decimal(str(worst))
        if not await self._budget.reserve(reserve):
            spent, limit = self._budget.spent, self._budget.limit
            said = f"up to ${reserve:.4f} on top of ${spent:.4f}, of ${limit:.2f}"
            return Completion("over_budget", detail=said, reached=False)
        cost = reserve  # what a request that is stopped or breaks in our hands may have cost
        try:
            completion = await self._model.complete(request, heard)
            cost = cost_of(completion, self._price, reserve)
        finally:
            self._budget.settle(reserve, cost)
        return completion

    async def close(self) -> None:
        """Let go of connections."""
        await self._model.close()


def cost_of(completion: Completion, price: Price, reserve: Decimal) -> Decimal:
    """What it cost by the provider's own count; without one nothing or the whole reserve, by how it ended."""
    usage = completion.usage
    known = price(usage) if usage.input_tokens or usage.output_tokens else None
    if known is not None:
        return Decimal(str(known))
    return Decimal(0) if completion.stop in _FREE or not completion.reached else reserve


def at_most(request: Request) -> Usage:
    """The most tokens that one try of a request can take. No tokenizer makes more tokens than there are bytes."""
    given = {each.name: each.value for each in request.parameters}
    limits = [int(value) for name, value in given.items() if name in _LIMITS and value.isdigit()]
    answers = int(given["n"]) if given.get("n", "").isdigit() else 1
    texts = (*(message.text for message in request.messages), request.schema.decode())
    asked = sum(_bytes(text) + _ROUND_A_MESSAGE for text in texts)
    written = max([request.max_tokens, *limits]) * max(answers, 1)
    return Usage(input_tokens=asked, output_tokens=written, cached_input_tokens=0, attempts=1)


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())
