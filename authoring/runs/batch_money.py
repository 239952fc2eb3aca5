"""The money of requests in batches: set aside before they leave, at the share of the price that batches cost."""

from decimal import Decimal

from authoring.llm.budget import at_most
from authoring.llm.model import Request
from authoring.runs.batch_terms import Batching
from schemas.base import Sha256


class Held:
    """What this process has set aside of the run's budget, by job key. Without a budget nothing is."""

    def __init__(self, batching: Batching) -> None:
        self._batching = batching
        self._held: dict[Sha256, Decimal] = {}

    def worst(self, request: Request) -> Decimal | None:
        """The most it can cost in a batch; None where its price is not known and there is a budget to keep."""
        most = self._batching.price(at_most(request))
        if most is None:
            return None if self._batching.budget else Decimal(0)
        return Decimal(str(most))

    def hold(self, key: Sha256, amount: Decimal) -> bool:
        """Set that much aside, if it fits."""
        budget = self._batching.budget
        if budget is None or key in self._held:
            return True
        fits = budget.hold(amount)
        if fits:
            self._held[key] = amount
        return fits

    def hold_again(self, key: Sha256, amount: Decimal) -> None:
        """It was submitted by an earlier part of this run, and waits."""
        if self._batching.budget is not None and key not in self._held:
            self._batching.budget.hold_again(amount)
            self._held[key] = amount

    def settle(self, key: Sha256, cost: Decimal | None) -> None:
        """Count what it cost; all that was set aside where nobody knows."""
        amount, budget = self._held.pop(key, None), self._batching.budget
        if amount is not None and budget is not None:
            budget.settle(amount, amount if cost is None else cost)
