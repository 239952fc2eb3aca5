"""The verdict on AI's effect, by rule from the task labels of the GPTs are GPTs study.

Two shares of the occupation's rated tasks decide it (docs/offline-drafter.md has the table and the occupations at its
edges): those exposed and highly automatable, and those exposed that stay with the worker.
"""

from collections.abc import Sequence
from typing import Final

from authoring.drafting.offline.tasks import Task, augmented, taken_over
from schemas.sections.ai_impact import Verdict

_BY_TAKEN_OVER: Final[tuple[tuple[float, Verdict], ...]] = ((0.6, "highly_exposed"), (0.4, "exposed"), (0.15, "mixed"))
_STRONGLY: Final = 0.6

_IN_WORDS: Final[dict[Verdict, str]] = {
    "highly_exposed": "Most of the rated tasks are exposed to language models and highly automatable.",
    "exposed": "A large part of the rated tasks is exposed to language models and highly automatable.",
    "mixed": "Some of the rated tasks are exposed to language models and highly automatable; the others are helped by AI"
    " or hardly touched by it.",
    "strongly_augmented": "Most of the rated tasks can be done faster with AI, and few of them are highly automatable.",
    "augmented": "Few of the rated tasks are highly automatable; AI helps with others or hardly touches them.",
}


def verdict(tasks: Sequence[Task]) -> Verdict:
    """The first row of the table that fits. Assumes at least one rated task."""
    rated = [task for task in tasks if task.labels]
    over = len(taken_over(rated)) / len(rated)
    for least, name in _BY_TAKEN_OVER:
        if over >= least:
            return name
    return "strongly_augmented" if len(augmented(rated)) / len(rated) >= _STRONGLY else "augmented"


def in_words(name: Verdict) -> str:
    """What the verdict says of the rated tasks, in a sentence."""
    return _IN_WORDS[name]
