"""An answer on its way to a screen: heard in one thread, looked at twenty times a second from another, stopped from there."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Final, Protocol

from authoring.drafting.models.arriving import Arrived, Arriving
from authoring.llm.model import Delta
from authoring.locales.labels import Labels
from authoring.ui.state.paper import Block, Para, Role, Span, para

LOOK_EVERY: Final = 0.05
"""Seconds between two looks."""


class Stoppable(Protocol):
    """What is writing."""

    def stop(self) -> None:
        """Stop it. Returns at once."""
        ...


class Streaming:
    """One answer. What is heard is cleaned before it is shown, and shown is all that it is."""

    def __init__(self, words: Labels, clock: Callable[[], float] = time.monotonic) -> None:
        self._words = words
        self._clock = clock
        self._began = clock()
        self._guard = Lock()
        self._answer = Arriving()
        self._news = True
        self._asked = 0
        self._writer: Stoppable | None = None
        self.stopped = False

    # In the thread that asks

    def written_by(self, writer: Stoppable) -> None:
        """This is who writes; a stop that came before is passed on."""
        with self._guard:
            self._writer = writer
        if self.stopped:
            writer.stop()

    def hear(self, _section: str, delta: Delta) -> None:
        """Take in a piece."""
        with self._guard:
            self._asked += delta.first
            self._answer.hear(delta)
            self._news = True

    # In the thread that draws

    def stop(self) -> None:
        """Write no more. What stood before stands."""
        self.stopped = True
        with self._guard:
            writer = self._writer
        if writer:
            writer.stop()

    def news(self) -> bool:
        """Whether something was heard since the last time this was asked."""
        with self._guard:
            news, self._news = self._news, False
        return news

    def blocks(self) -> tuple[Block, ...]:
        """The entries there are; the one that is still being written ends with an ellipsis."""
        with self._guard:
            entries = self._answer.entries
        if not entries:
            return (Block("waiting", (para(self._words.label("ui.stream.waiting"), "dim"),), still=True),)
        return tuple(
            block for number, entry in enumerate(entries) for block in _blocks(number, entry, entries, self._words)
        )

    def standing(self) -> str:
        """How far it is, in one line."""
        with self._guard:
            whole = sum(1 for entry in self._answer.entries if entry.whole)
            asked = self._asked
        seconds = int(self._clock() - self._began)
        said = [self._words.counted("ui.stream.entries", whole), self._words.text("ui.stream.seconds", seconds=seconds)]
        if asked > 1:
            said.append(self._words.text("ui.stream.asked", count=asked))
        if self.stopped:
            said.append(self._words.label("ui.stream.stopping"))
        return " · ".join(said)


def _blocks(number: int, entry: Arrived, entries: tuple[Arrived, ...], words: Labels) -> tuple[Block, ...]:
    first, *others = entry.texts
    if not entry.whole:
        *others, last = (first, *others)
        first, *others = (*others, f"{last}…")
    role: Role = "strong" if others else "plain"
    paras = (Para((Span(first, role),), hanging=2), *(para(text, indent=2) for text in others))
    block = Block(f"entry.{number}", paras, text="\n".join(entry.texts))
    if number and entries[number - 1].field == entry.field:
        return (block,)
    title = para(words.field(entry.field), "heading")
    return (Block(f"field.{number}", (*((para(""),) if number else ()), title), still=True), block)
