"""moat: important tasks that neither rater calls exposed, and the qualities that the handbook names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from authoring.drafting.offline.composing import lacking, point, quote
from authoring.drafting.offline.exposure import judgement
from authoring.drafting.offline.phrasing import in_quotes, short_task
from authoring.drafting.offline.skills import rated_skills
from authoring.drafting.offline.tasks import MOST_SHOWN, Task, augmented, kept_by_people, kept_human, tasks_of
from schemas.facts import FactSheet
from schemas.items import Point
from schemas.saying import said

_MOST_TASKS: Final = 4
_MOST_QUALITIES: Final = 3
_FEWEST: Final = 3
_SOCIAL_SKILLS: Final = "skill/2.B.1."
"""O*NET's social skills: used with other people, to reach a goal together."""
_HUMAN_QUALITY: Final = re.compile(
    r"^((?:Interpersonal|Communication|Speaking|Listening|Leadership|Instructional|Customer[- ]service|Social|Management|"
    r"Negotiati\w+|Decision-making|Critical[- ]thinking|Physical|Manual|Teaching|Supervisory|Business|Judgment)"
    r"[A-Za-z -]*|Compassion|Empathy|Patience|Integrity|Dexterity|Resourcefulness|Creativity|Initiative|"
    r"Emotional stability|Physical (?:stamina|strength)|Good judgment)\. (.+)$"
)


def draft(sheet: FactSheet) -> Mapping[str, object]:
    """Raises `ThinFacts` where neither rated tasks nor a handbook page give anything to say."""
    tasks = tasks_of(sheet)
    # Core tasks first: a supplemental task, though unexposed, is not what the occupation stands on.
    candidates = sorted(kept_human(tasks) + kept_by_people(tasks), key=lambda task: task.weight, reverse=True)
    chosen = candidates[:_MOST_TASKS] or _least_automatable(tasks)
    kept = [point(short_task(task.text), judgement(task), *task.grounds) for task in chosen]
    points = [*kept, *list(_qualities(sheet))[:_MOST_QUALITIES]]
    if len(points) < _FEWEST:
        points += rated_skills(sheet, _SOCIAL_SKILLS)[: _FEWEST - len(points)]
    if not points:
        raise lacking(sheet, [said("task rated unexposed by both raters"), said("human quality named by the handbook")])
    return {"points": tuple(points)}


def _least_automatable(tasks: Sequence[Task]) -> list[Task]:
    """Where every task is exposed: those beyond the ones AI is said to help with that are rated low on automation."""
    return [task for task in augmented(tasks)[MOST_SHOWN:] if task.automation_level <= 1][:_MOST_TASKS]


def _qualities(sheet: FactSheet) -> Iterator[Point]:
    for passage in sheet.passages:
        match = _HUMAN_QUALITY.match(passage.text)
        if match and "/how-to-become-one/" in passage.id:
            words = match[2]
            yield point(match[1], f"The handbook on why it matters here: {in_quotes(words)}", quote(passage, words))
