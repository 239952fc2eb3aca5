"""What the raters said of a task, in words. E1: a language model alone could at least halve the time at equal quality;
E2: software built on one could; E0: neither (Eloundou and others, GPTs are GPTs, 2023). T0-T4: how much of it GPT-4
judged automatable."""

from collections.abc import Sequence
from typing import Final

from authoring.drafting.offline.phrasing import in_quotes, listing, lower_first, short_task
from authoring.drafting.offline.tasks import Task

_JUDGED: Final = {
    "E0": "AI would save little time",
    "E1": "a language model alone could at least halve the time",
    "E2": "software built on a language model could at least halve the time",
}
_AUTOMATION: Final = ("none", "low", "moderate", "high", "full")
_LONGEST_NAMED: Final = 80
"""A longer task, named inside a sentence, makes the sentence hard to follow."""


def examples(tasks: Sequence[Task], most: int = 2) -> list[Task]:
    """The first tasks that are short enough to be named inside a sentence; failing that, the shortest one."""
    short = [task for task in tasks if len(short_task(task.text)) <= _LONGEST_NAMED]
    return short[:most] or sorted(tasks, key=lambda task: len(short_task(task.text)))[:1]


def named(tasks: Sequence[Task]) -> str:
    """Tasks by name, inside a sentence."""
    return listing([in_quotes(lower_first(short_task(task.text))) for task in tasks])


def judgement(task: Task) -> str:
    """One or two sentences on the labels of a task. Assumes at least one rater saw it."""
    judged = [f"{_raters(task)}."] if task.labels else []
    if task.automation_level >= 0:
        level = task.automation_level
        judged.append(f"GPT-4 rated its automation exposure as {_AUTOMATION[level]} (T{level}).")
    return " ".join(judged)


def _raters(task: Task) -> str:
    if task.human is None or task.gpt4 is None:
        who = "Human annotators" if task.human is not None else "GPT-4"
        return f"{who} judged that {_JUDGED[task.labels[0]]}"
    people, model = task.labels
    if people == model:
        return f"Human annotators and GPT-4 alike judged that {_JUDGED[people]}"
    return f"Human annotators judged that {_JUDGED[people]}; GPT-4 judged that {_JUDGED[model]}"
