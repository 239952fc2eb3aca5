"""The seam of a run: a way takes requests and gets their completions, whoever answers and however long it takes.

Online, a provider's batch and other machines are three ways. What is the same for all of them is in `take`: the answer is
on the disk when it returns, and what it returns is the next request of that conversation, if there is one.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeAlias

from authoring.llm.model import Completion
from authoring.runs.jobs import Ask


class Take(Protocol):
    """Takes in how a request ended."""

    async def __call__(
        self, ask: Ask, completion: Completion, kept: Callable[[], object] = lambda: None, /
    ) -> Ask | None:
        """Once it returns, the answer is kept, judged and counted, and cannot be lost any more.

        `kept` is called as soon as the answer is on the disk, before it is judged: a request is under way until then. The
        request that is returned shows the model why its answer cannot stand: it is to be asked as well, at once or with the
        next batch. None: that conversation has ended. Handing in the same ask twice, after a crash, does no harm.
        """
        ...


Gate: TypeAlias = Callable[[], Awaitable[bool]]
"""Awaited before something is asked: it waits while the run is paused. False: ask nothing more, and let the rest come in."""


class Way(Protocol):
    """Gets completions. It may hand them to `take` in any order, several at the same time, and each as soon as it is there."""

    async def get(self, asks: Sequence[Ask], take: Take, gate: Gate) -> None:
        """Get a completion for each ask and for each that `take` returns; return when nothing is under way any more.

        A request nobody answered is handed in as well, with its outcome (`over_budget`, `timeout`, ...): nothing is dropped but
        what a closed gate kept from being asked. Cancelled, it hands in what has been answered already, and then lets the
        cancelling through.
        """
        ...
