"""A look over all occupations: who stands highest and lowest, and how a score goes with what it is made of.

For the people who change a formula. Fix the formula, never the table.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from authoring.facts.scores.points import Distributions
from authoring.facts.scores.sheet import score_sheet
from schemas.facts import FactSheet
from schemas.sections.scores import Dimension

EDGE: Final = 10
FEWEST: Final = 50


class Occupations(Distributions, Protocol):
    """Every sheet and the distributions. `FactBase` is one."""

    def socs(self) -> Sequence[str]:
        """Every occupation's code."""
        ...

    def sheet(self, soc: str) -> FactSheet:
        """Everything known about an occupation."""
        ...


@dataclass(frozen=True)
class Standing:
    """One occupation's value."""

    soc: str
    title: str
    value: float


@dataclass(frozen=True)
class Survey:
    """One dimension over all occupations. `goes_with`: rank correlation with each measure it is made of."""

    dimension: Dimension
    occupations: int
    highest: tuple[Standing, ...]
    lowest: tuple[Standing, ...]
    goes_with: Mapping[str, float]


def survey(base: Occupations) -> tuple[Survey, ...]:
    """Every dimension over every occupation. Reads all sheets: a matter of seconds."""
    standings: dict[Dimension, list[Standing]] = defaultdict(list)
    grounds: dict[tuple[Dimension, str], list[tuple[float, float]]] = defaultdict(list)
    for soc in base.socs():
        sheet = base.sheet(soc)
        for one in score_sheet(sheet, base).dimensions:
            standings[one.dimension].append(Standing(soc, sheet.title, one.value))
            for part in one.inputs:
                dataset, _, measure = part.fact.split("/", 2)
                grounds[one.dimension, f"{dataset}/{measure}"].append((one.value, part.points))
    return tuple(_survey(dimension, found, grounds) for dimension, found in standings.items())


def rank_correlation(pairs: Sequence[tuple[float, float]]) -> float:
    """Spearman's correlation, equal values at their mean rank; 0 where one side does not vary."""
    left, right = _ranks([a for a, _ in pairs]), _ranks([b for _, b in pairs])
    middle = (len(pairs) - 1) / 2
    both = sum((a - middle) * (b - middle) for a, b in zip(left, right, strict=True))
    spread = sum((a - middle) ** 2 for a in left) * sum((b - middle) ** 2 for b in right)
    return float(both / spread**0.5) if spread else 0.0


def _survey(
    dimension: Dimension,
    found: list[Standing],
    grounds: Mapping[tuple[Dimension, str], list[tuple[float, float]]],
) -> Survey:
    ordered = sorted(found, key=lambda one: (-one.value, one.soc))
    return Survey(
        dimension=dimension,
        occupations=len(ordered),
        highest=tuple(ordered[:EDGE]),
        lowest=tuple(reversed(ordered[-EDGE:])),
        goes_with={
            measure: round(rank_correlation(pairs), 2)
            for (of, measure), pairs in grounds.items()
            if of == dimension and len(pairs) >= FEWEST
        },
    )


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=lambda at: values[at])
    ranks, start = [0.0] * len(values), 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for at in order[start : end + 1]:
            ranks[at] = (start + end) / 2
        start = end + 1
    return ranks
