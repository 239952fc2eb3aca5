"""What a run needs to go through a provider's batches: whom it asks, on what terms, and who is told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from authoring.llm.batches.api import BatchApi
from authoring.llm.batches.collecting import Keep
from authoring.llm.batches.ledger import BatchLedger
from authoring.llm.batches.packing import LIMITS, Limits
from authoring.llm.batches.submitting import SETTLES
from authoring.llm.budget import Budget, Price
from authoring.llm.names import ModelName
from authoring.llm.remembering import ServerMemory
from authoring.runs.ways import Way
from schemas.events import Usage

USUAL_SHARE: Final = 0.5
"""What a request in a batch costs, of its usual price: OpenAI's rate, and that of most who have such an API."""


@dataclass(frozen=True)
class Terms:
    """How a run goes through batches.

    `turns`: asks of one conversation that go into batches, the first and those with reasons; what is asked after them goes
    online. `tries`: batches one request may go into where it is not run. `wait` until all is answered, looking after `pause`
    seconds, then ever more seldom up to `longest`; else look once and leave. `share` of the usual price.
    """

    turns: int = 2
    tries: int = 3
    wait: bool = True
    pause: float = 10.0
    longest: float = 300.0
    share: float = USUAL_SHARE
    limits: Limits = LIMITS
    settles: float = SETTLES


@dataclass(frozen=True)
class Provider:
    """Who is asked: a model, its batch API, what is known of it. `price` is the usual one; `hide` takes the key out."""

    name: ModelName
    api: BatchApi
    price: Price
    memory: ServerMemory | None = None
    hide: Callable[[str], str] = str


def _nobody(_: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Batching:
    """One run's way through batches.

    `online` asks what is not asked in a batch; None: then that is not asked at all. `keep` keeps answers that no ask waits
    for, such as those of a plan that was given up. `told` hears what happens.
    """

    run: str
    provider: Provider
    ledger: BatchLedger
    keep: Keep
    terms: Terms = Terms()
    online: Way | None = None
    budget: Budget | None = None
    told: Callable[[str], None] = _nobody

    def price(self, usage: Usage) -> float | None:
        """US dollars for a usage in a batch, None where the price is not known."""
        usual = self.provider.price(usage)
        return None if usual is None else usual * self.terms.share
