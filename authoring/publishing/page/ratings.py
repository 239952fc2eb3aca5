"""What studies said of one task, as short tags with their meaning: `E1`, `E2`, `T3`."""

from collections.abc import Sequence
from typing import Final

from authoring.locales.labels import Labels
from schemas.facts import Fact

_RATERS: Final = {"exposure-human": "human", "exposure-gpt4": "gpt4", "automation-gpt4": "automation"}


def rating_tags(facts: Sequence[Fact], labels: Labels) -> list[dict[str, str]]:
    """A tag for each label: who gave it, what it is, and what it means in words; the fact for its source."""
    found = ((fact, _RATERS.get(fact.measure.rpartition("/")[2]), f"rating.{fact.value}") for fact in facts)
    return [
        {
            "rater": labels.label(f"rater.{rater}"),
            "label": str(fact.value),
            "means": labels.label(meaning),
            "fact": fact.id,
        }
        for fact, rater, meaning in found
        if rater and labels.has(meaning)
    ]
