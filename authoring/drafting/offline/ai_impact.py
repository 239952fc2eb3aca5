"""ai_impact: the published studies on this occupation, and which of its tasks they call exposed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from authoring.drafting.offline.composing import lacking, point, sentence
from authoring.drafting.offline.education import entry_sentence
from authoring.drafting.offline.evidence import studies
from authoring.drafting.offline.exposure import examples, judgement, named
from authoring.drafting.offline.phrasing import in_quotes, listing, share, short_task
from authoring.drafting.offline.tasks import MOST_SHOWN, Task, augmented, kept_human, taken_over, tasks_of
from authoring.drafting.offline.verdict import in_words, verdict
from schemas.facts import Fact, FactSheet
from schemas.items import Point, Sentence
from schemas.saying import said

_MOST_LABELS: Final = 12
_WIDE: Final = 0.15
"""Two ratings further apart than this are said to disagree."""


def draft(sheet: FactSheet) -> Mapping[str, object]:
    """Raises `ThinFacts` where no exposure study covers the occupation."""
    evidence = tuple(studies(sheet))
    tasks = tasks_of(sheet)
    if not evidence or not any(task.labels for task in tasks):
        raise lacking(sheet, [said("AI exposure study that rates its tasks")])
    return {
        "verdict": verdict(tasks),
        "narrative": tuple(_narrative(sheet, tasks)),
        "tools_researched": False,
        "evidence": evidence,
        "takes_over": _points(taken_over(tasks)),
        "augments": _points(augmented(tasks)),
        "entry_level": tuple(_entry_level(sheet)),
        "level_up": tuple(_level_up(sheet, tasks)),
    }


def _points(tasks: Sequence[Task]) -> tuple[Point, ...]:
    return tuple(point(short_task(task.text), judgement(task), *task.grounds) for task in tasks[:MOST_SHOWN])


def _narrative(sheet: FactSheet, tasks: Sequence[Task]) -> Iterator[Sentence]:
    rated = [fact for task in tasks for fact in (task.gpt4, task.automation) if fact is not None]
    yield sentence(in_words(verdict(tasks)), *rated[:_MOST_LABELS])
    model = sheet.latest("gpts-are-gpts", "exposure/gpt4/beta")
    people = sheet.latest("gpts-are-gpts", "exposure/human/beta")
    if model and people:
        yield from _ratings(model, people)
    yield from _examples(tasks)
    category = sheet.latest("ep", "ai-exposure-category")
    if category:
        yield sentence(
            f"The Bureau of Labor Statistics puts the occupation in its {in_quotes(str(category.value))} group of relative"
            " AI exposure, and says that the measure is relative and not a forecast of job loss.",
            category,
        )


def _ratings(model: Fact, people: Fact) -> Iterator[Sentence]:
    yield sentence(
        f"Counting tasks that need added software as half, human annotators rated {share(people)} of the tasks exposed to"
        f" language models and GPT-4 rated {share(model)}.",
        people,
        model,
    )
    if abs(float(model.value) - float(people.value)) >= _WIDE:
        yield sentence("The two ratings are far apart, so read them as a range and not as a measure.", people, model)


def _examples(tasks: Sequence[Task]) -> Iterator[Sentence]:
    agreed = [task for task in taken_over(tasks) if len(task.labels) == 2 and "E0" not in task.labels]
    if agreed:
        agreed = examples(agreed)
        yield sentence(
            f"Both raters call these tasks exposed, and GPT-4 rates their automation exposure as high: {named(agreed)}.",
            *(ground for task in agreed for ground in task.grounds),
        )
    kept = examples(kept_human(tasks))
    if kept:
        yield sentence(
            f"Neither rater sees much time saved on tasks such as {named(kept)}.",
            *(ground for task in kept for ground in (task.statement, task.human, task.gpt4) if ground),
        )


def _entry_level(sheet: FactSheet) -> Iterator[Sentence]:
    yield from entry_sentence(sheet)
    reasons = [fact for fact in sheet.each("ep", "reason/") if "artificial intelligence" in str(fact.value).lower()]
    for fact in reasons[:1]:
        yield sentence(f"Among the reasons for its projection BLS gives this one: {in_quotes(str(fact.value))}", fact)


def _level_up(sheet: FactSheet, tasks: Sequence[Task]) -> Iterator[Sentence]:
    top = list(sheet.each("ep", "top-skill/"))
    if top:
        names = listing([in_quotes(str(fact.value)) for fact in top])
        yield sentence(f"The skills that BLS ranks highest for this work are {names}.", *top)
    helped = examples(augmented(tasks))
    if helped:
        yield sentence(
            f"AI is likeliest to help with, rather than take over, tasks such as {named(helped)}: that is where to practise"
            " using it.",
            *(ground for task in helped for ground in task.grounds),
        )
    wanted = [fact for fact in sheet.each("onet", "software/") if fact.measure.endswith("/in-demand")]
    if wanted:
        programs = [program for fact in wanted[:4] if (program := sheet.latest("onet", fact.measure.rsplit("/", 1)[0]))]
        names = listing([str(program.value) for program in programs])
        yield sentence(f"Job postings for this occupation often ask for {names}.", *programs, *wanted[:4])
