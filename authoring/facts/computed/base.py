"""What computed sections ask of a fact base."""

from collections.abc import Sequence
from typing import Protocol

from schemas.facts import Dataset, FactSheet


class Base(Protocol):
    """Distributions, other occupations' sheets, and the datasets. `FactBase` is one."""

    def distribution(self, family: str, measure: str) -> Sequence[float]:
        """The measure's sorted values over all occupations."""
        ...

    def sheet(self, soc: str) -> FactSheet:
        """Everything known about an occupation. Raises `UnknownOccupation`."""
        ...

    def datasets(self) -> Sequence[Dataset]:
        """Every edition in the base."""
        ...
