"""`author train`: one wrong copy of a section at a time, for a reviewer to find the error in."""

import random
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.office import Office, locale_of, office
from authoring.cli.output import data, data_json, talk

if TYPE_CHECKING:
    from authoring.training.exercises import Exercise


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command()(train)


def train(
    context: typer.Context,
    answer: Annotated[
        str | None, typer.Option("--answer", metavar="ITEM|none", help="Which item is wrong; none: nothing is.")
    ] = None,
    locale: Annotated[str | None, typer.Option("--locale", help="Train on pages in this locale.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON, without what is wrong.")] = False,
) -> None:
    """Show a section with one planted error, or none, and say whether you found it. It is a copy and is never published."""
    here = office(context)
    records, person = here.wiring.training_records, here.wiring.person
    exercise = records.open_exercise(person)
    if answer is not None:
        _answer(here, exercise, answer)
        return
    if exercise is None:
        tongue = locale_of(here, locale)
        exercise = here.wiring.trainer(tongue).plant(random.Random())  # noqa: S311 - no secret
        records.keep(person, exercise)
    _show(exercise, as_json=as_json)


def _show(exercise: "Exercise", *, as_json: bool) -> None:
    if as_json:
        data_json(exercise.model_dump(mode="json", exclude={"kind", "item", "before", "after"}))
    else:
        data(f"{exercise.soc} {exercise.locale} {exercise.section} ({exercise.title})")
        for item, texts in groupby(exercise.texts, key=lambda text: text.item):
            shown = list(texts)
            for number, text in enumerate(shown):
                data(f"{item if number == 0 else '':8}  {text.text}")
            for cited in dict.fromkeys(cited for text in shown for cited in text.cited):
                data(f"          = {cited}")
    talk("which item is wrong? author train --answer ITEM, or --answer none")


def _answer(here: Office, exercise: "Exercise | None", answer: str) -> None:
    from authoring.errors import UsageError
    from authoring.revisions.ids import now
    from authoring.training.exercises import NONE, judge

    if exercise is None:
        raise UsageError("there is no open exercise", "Take one: author train")
    answered = judge(exercise, answer.strip(), now())
    here.wiring.training_records.keep(here.wiring.person, answered)
    right = answered.item == exercise.item
    if exercise.item == NONE:
        data("right: nothing was wrong" if right else "nothing was wrong")
        return
    data(f"{'caught' if right else 'missed'}: {exercise.kind} in {exercise.item}")
    data(f"- {exercise.before}")
    data(f"+ {exercise.after}")
