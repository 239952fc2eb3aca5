"""faq: the questions people ask first, answered from the same facts as the sections they are about."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from authoring.drafting.offline import education, pay
from authoring.drafting.offline.composing import lacking, sentence
from authoring.drafting.offline.exposure import examples, judgement, named
from authoring.drafting.offline.outlook import projections
from authoring.drafting.offline.phrasing import in_quotes
from authoring.drafting.offline.tasks import kept_human, taken_over, tasks_of
from authoring.errors import ThinFacts
from schemas.facts import FactSheet
from schemas.items import Sentence
from schemas.saying import said
from schemas.sections.faq import Question

_FEWEST: Final = 3


def draft(sheet: FactSheet) -> Mapping[str, object]:
    """Raises `ThinFacts` where fewer than three questions can be answered from facts."""
    questions = tuple(question for ask in _ASKED if (question := ask(sheet)))
    if len(questions) < _FEWEST:
        raise lacking(sheet, [said("three questions that facts can answer")])
    return {"questions": questions}


def _question(question: str, answer: tuple[Sentence, ...]) -> Question | None:
    return Question(id="", citations=(), question=question, answer=answer[:4]) if answer else None


def _pay(sheet: FactSheet) -> Question | None:
    try:
        note = pay.draft(sheet)["note"]
    except ThinFacts:
        return None
    assert isinstance(note, tuple)
    return _question("How much does this work pay?", note[:3])


def _growth(sheet: FactSheet) -> Question | None:
    return _question("Is the occupation growing?", tuple(projections(sheet)))


def _entry(sheet: FactSheet) -> Question | None:
    try:
        note = education.draft(sheet)["note"]
    except ThinFacts:
        return None
    assert isinstance(note, tuple)
    return _question("What education does it take to enter?", note)


def _replace(sheet: FactSheet) -> Question | None:
    return _question("Will AI do this work?", tuple(_on_ai(sheet)))


def _on_ai(sheet: FactSheet) -> Iterator[Sentence]:
    tasks = tasks_of(sheet)
    for task in examples(taken_over(tasks), 1):
        yield sentence(f"Some of it may: {named([task])}. {judgement(task)}", *task.grounds)
    for task in examples(kept_human(tasks), 1):
        yield sentence(
            f"Other parts hardly: for {named([task])} neither human annotators nor GPT-4 expect much time saved.",
            *task.grounds,
        )
    category = sheet.latest("ep", "ai-exposure-category")
    if category:
        yield sentence(
            f"BLS puts the occupation's relative AI exposure at {in_quotes(str(category.value))} and stresses that this is"
            " not a forecast of job loss.",
            category,
        )


_ASKED: Final[tuple[Callable[[FactSheet], Question | None], ...]] = (_pay, _growth, _entry, _replace)
