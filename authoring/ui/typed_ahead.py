"""Keys typed faster than the screens follow, each handled where the one before it led.

Textual hands every key at once to what has the focus then, and only later learns what the key does: of `?q/nurse` typed in
one go, the `/` still goes to the help that `q` closes, and the letters to the queue as commands. Here a key waits until
the one before it has gone its whole way, which a message sent behind it on that way tells.
"""

import asyncio
from collections import deque
from typing import Final

from textual import events
from textual.app import App
from textual.message import Message

_LOST: Final = 0.25
"""Seconds after which a key counts as handled where its widget went, and what was sent behind it too."""


class Arrived(Message):
    """What was typed before it has been handled."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class TypedAhead(App[None]):
    """A program that handles what is typed in the order in which it was typed."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._number, self._under_way = 0, False
        self._lost: asyncio.TimerHandle | None = None

    @property
    def typing_ahead(self) -> bool:
        """Whether something typed has not been handled yet."""
        return self._under_way or bool(self._waiting)

    async def on_event(self, event: events.Event) -> None:
        """Take keys and pasted texts one after another, everything else as it comes."""
        if event.is_forwarded or not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
            return
        self._waiting.append(event)
        await self._take()

    async def _take(self) -> None:
        while self._waiting and not self._under_way:
            event = self._waiting.popleft()
            receiver = self.focused or self.screen
            self._under_way = True
            await super().on_event(event)
            self._number += 1
            self._under_way = event.is_forwarded and receiver.post_message(Arrived(self._number))
            if self._under_way:
                self._lost = asyncio.get_running_loop().call_later(_LOST, self.post_message, Arrived(self._number))

    async def on_arrived(self, message: Arrived) -> None:
        """Take the next one."""
        if message.number == self._number and self._under_way:
            self._under_way = False
            if self._lost:
                self._lost.cancel()
            await self._take()
