"""The way through a provider's batch: requests go out in files and are answered within a day, for about half the price.

What was submitted is in the ledger of batches, so that `get` may be broken off at any moment and called again days later,
by another process: a request that is under way already is waited for and never submitted again, whichever run meant it.
"""

from collections.abc import Sequence

from authoring.runs.batch_session import Session
from authoring.runs.batch_terms import Batching
from authoring.runs.jobs import Ask
from authoring.runs.ways import Gate, Take


class Batched:
    """Gets completions through batches."""

    def __init__(self, batching: Batching) -> None:
        self._batching = batching

    async def get(self, asks: Sequence[Ask], take: Take, gate: Gate) -> None:
        """See `Way.get`. Without `wait`, or once the gate is closed, what is not answered yet is handed in as `waiting`.

        Raises `ModelError` where the provider will take nothing more; without `wait` also where it cannot be reached now, and
        `Conflict` where another process is at work.
        """
        await Session(self._batching, take, gate).converse(asks)
