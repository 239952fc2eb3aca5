"""How a measure is distributed over all occupations: what a percentile score is read off."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from schemas.facts import Fact

_FEWEST: Final = 50
"""A distribution over fewer says little; leaving those out also leaves out single tasks and products."""


def distributions(facts: Mapping[str, Iterable[Fact]]) -> dict[tuple[str, str], list[int | float]]:
    """Sorted values per (dataset family, measure), of the family's newest edition that has the measure.

    Every numeric measure that at least fifty occupations have. A top-coded value stands at its top code.
    """
    by_measure: dict[tuple[str, str], dict[str, list[int | float]]] = defaultdict(lambda: defaultdict(list))
    for of_one in facts.values():
        for fact in of_one:
            if isinstance(fact.value, int | float) and not isinstance(fact.value, bool):
                family = fact.dataset.partition(".")[0]
                by_measure[family, fact.measure][fact.dataset].append(fact.value)
    newest = {key: sorted(editions[max(editions)]) for key, editions in by_measure.items()}
    return {key: numbers for key, numbers in newest.items() if len(numbers) >= _FEWEST}
