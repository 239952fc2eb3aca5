"""Pace: as many requests as a server takes, and no herd at its door. One pace is shared by all that ask one server.

How many may be under way is halved where the server says 429, and grows by one for each quiet second. How many go out in a
second is not limited until the first 429; then it is what the server took in the second before, and is felt for upwards
again. A request that was refused waits as long as `Retry-After` says; where several are in a row, and where the
`x-ratelimit-*` headers say that nothing is left, the door closes for everybody, and behind it requests leave one by one.

Increase by one, decrease by half: Chiu and Jain, "Analysis of the increase and decrease algorithms", 1989.
"""

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from authoring.llm.model import Completion, Listener, Model, Request

_SECOND: Final = 1.0
_MINUTE: Final = 60.0
_LONGEST_CLOSED: Final = 120.0
"""Seconds; for longer nobody is asked to wait at the door."""

_SPARE: Final = 1.25
"""Places kept beyond what the rate needs at the usual time to answer."""

_TURNED_AWAY: Final = 5
"""Cuts one after the other, with nothing taken between, after which the door is closed for everybody."""

_A_MOMENT: Final = 0.2
"""Seconds that it is closed for at least."""

_LONGEST_QUIET: Final = 60.0
"""Seconds. Each time that feeling upwards ends in a refusal, the next one waits twice as long after it, up to this."""

_FEELING: Final = 1.01
_FEELING_FAST: Final = 1.25
_NEAR: Final = 0.9
"""Up to that share of the rate at which a refusal came last it grows quickly."""


class Window:
    """What went through in the last `seconds`."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._entries: deque[tuple[float, float]] = deque()
        self.total = 0.0

    def add(self, now: float, amount: float) -> None:
        """Something went through."""
        self._entries.append((now, amount))
        self.total += amount

    def take_back(self, amount: float) -> None:
        """As much of it did not, after all; it is taken off the newest."""
        if self._entries:
            at, there = self._entries.pop()
            self._entries.append((at, there - amount))
            self.total -= amount

    def room_in(self, now: float, amount: float, limit: float) -> float:
        """Seconds until that much more fits; what is larger than the limit itself fits where nothing else is."""
        self._forget(now)
        if not self._entries or self.total + amount <= limit:
            return 0.0
        over = self.total + amount - limit
        for at, gone in self._entries:
            over -= gone
            if over <= 0:
                return max(0.0, at + self._seconds - now)
        return max(0.0, self._entries[-1][0] + self._seconds - now)

    def sum(self, now: float) -> float:
        """How much it was."""
        self._forget(now)
        return self.total

    def _forget(self, now: float) -> None:
        while self._entries and self._entries[0][0] <= now - self._seconds:
            self.total -= self._entries.popleft()[1]


class Pace:
    """The door to one server. `most` may be under way at once; limits a minute are those that the settings name, if any."""

    def __init__(
        self,
        most: int,
        requests_per_minute: float | None = None,
        tokens_per_minute: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = most
        self._allowed: float = most
        self._requests_per_minute = requests_per_minute
        self._tokens_per_minute = tokens_per_minute
        self._clock = clock
        self.under_way = 0
        """How many were let in and have not left."""
        self._rate: float | None = None
        self._refused_at = math.inf
        self._closed_until = self._last_out = -math.inf
        self._cut_at = self._grown_at = clock()
        self._second, self._minute, self._tokens = Window(_SECOND), Window(_MINUTE), Window(_MINUTE)
        self._seconds_to_answer = 0.0
        self._quiet = _SECOND
        self._in_a_row = 0
        self._row_began = -math.inf
        self._door = asyncio.Lock()
        self._left = asyncio.Event()

    @property
    def allowed(self) -> int:
        """How many may be under way now."""
        return max(1, int(self._allowed))

    @property
    def per_second(self) -> float | None:
        """How many may go out in a second; None where nothing speaks for a limit."""
        return self._rate

    async def enter(self, tokens: int) -> float:
        """Wait for one's turn; the time when it came. First come, first served."""
        async with self._door:
            while True:
                if self.under_way >= self.allowed:
                    self._left.clear()
                    await self._left.wait()
                    continue
                now = self._clock()
                wait = self._wait(now, tokens)
                if wait <= 0:
                    return self._gone_out(now, tokens)
                await asyncio.sleep(wait)

    def leave(self, entered: float, tokens: int, completion: Completion | None) -> None:
        """Say how it went; None where it was broken off."""
        self.under_way -= 1
        self._left.set()
        now = self._clock()
        if completion is None:
            return
        if completion.stop == "rate_limit":
            self._refused(now, entered, tokens, completion)
            return
        if completion.stop == "complete":
            self._in_a_row = 0 if entered >= self._cut_at else self._in_a_row
            took = now - entered
            self._seconds_to_answer = (
                took if not self._seconds_to_answer else 0.9 * self._seconds_to_answer + 0.1 * took
            )
        self._heed(now, completion)
        self._grow(now)

    def _gone_out(self, now: float, tokens: int) -> float:
        self.under_way += 1
        self._last_out = now
        self._second.add(now, 1)
        if self._requests_per_minute:
            self._minute.add(now, 1)
        if self._tokens_per_minute:
            self._tokens.add(now, tokens)
        return now

    def _wait(self, now: float, tokens: int) -> float:
        waits = [self._closed_until - now]
        if self._rate is not None:
            waits.append(self._last_out + 1 / self._rate - now)
        if self._requests_per_minute:
            waits.append(self._minute.room_in(now, 1, self._requests_per_minute))
        if self._tokens_per_minute:
            waits.append(self._tokens.room_in(now, tokens, self._tokens_per_minute))
        return max(waits)

    def _refused(self, now: float, entered: float, tokens: int, completion: Completion) -> None:
        """The server was asked too much: what it took in the last second is its rate."""
        self._second.take_back(1)
        if self._tokens_per_minute:
            self._tokens.take_back(tokens)
        self._heed(now, completion)
        new = entered >= self._cut_at
        taken = max(1.0, self._second.sum(now))
        if new:
            self._row_began = now if not self._in_a_row else self._row_began
            self._in_a_row += 1
            first = self._rate is None
            self._refused_at = math.inf if self._rate is None else self._rate
            self._quiet = _SECOND if first else min(2 * self._quiet, _LONGEST_QUIET)
            self._rate = taken if self._rate is None else min(self._rate, max(taken, self._rate / 2))
            needed = self._rate * self._seconds_to_answer * _SPARE
            self._allowed = min(self._most, max(1.0, needed, self._allowed / 2))
            self._cut_at = now
        elif self._rate is not None:
            self._rate = min(self._rate, max(taken, self._rate / 2))  # of the same burst: now it is known better
        self._grown_at = now
        if self._in_a_row >= _TURNED_AWAY:
            self._in_a_row = 0
            self._close(max(self._row_began + (completion.retry_after or 0.0), now + _A_MOMENT))

    def _grow(self, now: float) -> None:
        if now - self._grown_at < _SECOND:
            return
        quiet = now - self._cut_at >= self._quiet
        self._grown_at = now
        self._allowed = min(float(self._most), self._allowed + 1)
        if self._rate is None:
            return
        faster = self._rate * _FEELING_FAST
        if faster < _NEAR * self._refused_at:
            self._rate = faster  # far below what was refused: the rate was taken from a second in which we were slow
        elif quiet:
            self._rate = max(self._rate + 1, self._rate * _FEELING)

    def _heed(self, now: float, completion: Completion) -> None:
        """Nothing goes out where the server says that nothing is left."""
        limits = completion.limits
        if limits is None:
            return
        if limits.requests_left == 0 and limits.requests_again is not None:
            self._close(now + limits.requests_again)
        if limits.tokens_left == 0 and limits.tokens_again is not None:
            self._close(now + limits.tokens_again)

    def _close(self, until: float) -> None:
        self._closed_until = max(self._closed_until, min(until, self._clock() + _LONGEST_CLOSED))


class Paced:
    """A model that asks at the pace of its server."""

    def __init__(self, model: Model, pace: Pace) -> None:
        self._model = model
        self._pace = pace

    @property
    def name(self) -> str:
        """`provider/model`."""
        return self._model.name

    async def complete(self, request: Request, heard: Listener | None = None) -> Completion:
        """The completion, once it is this request's turn."""
        tokens = _tokens(request)
        entered = await self._pace.enter(tokens)
        completion: Completion | None = None
        try:
            completion = await self._model.complete(request, heard)
            return completion
        finally:
            self._pace.leave(entered, tokens, completion)

    async def close(self) -> None:
        """Let go of connections."""
        await self._model.close()


def _tokens(request: Request) -> int:
    """About what a server counts against a limit a minute: four characters a token, and the answer's own limit."""
    return sum(len(message.text) for message in request.messages) // 4 + request.max_tokens
