"""fit (drafted): whom the work suits and whom it does not."""

from typing import Literal

from schemas.base import Value
from schemas.items import Points


class Fit(Value):
    """Whom the work suits, whom it does not, and why."""

    section: Literal["fit"]
    suits: Points
    does_not_suit: Points
