"""moat: important tasks that neither rater calls exposed, and the qualities that the handbook names."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from authoring.drafting.offline.composing import lacking, point, quote
from authoring.drafting.offline.exposure import judgement
from authoring.drafting.offline.phrasing import in_quotes, short_task
from authoring.drafting.offline.tasks import kept_by_people, kept_human, tasks_of
from schemas.facts import FactSheet
from schemas.items import Point

_MOST_TASKS: Final = 4
_MOST_QUALITIES: Final = 3
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
    kept = [point(short_task(task.text), judgement(task), *task.grounds) for task in candidates[:_MOST_TASKS]]
    points = (*kept, *list(_qualities(sheet))[:_MOST_QUALITIES])
    if not points:
        raise lacking(sheet, ["task rated unexposed by both raters", "human quality named by the handbook"])
    return {"points": points}


def _qualities(sheet: FactSheet) -> Iterator[Point]:
    for passage in sheet.passages:
        match = _HUMAN_QUALITY.match(passage.text)
        if match and "/how-to-become-one/" in passage.id:
            words = match[2]
            yield point(match[1], f"The handbook on why it matters here: {in_quotes(words)}", quote(passage, words))
