"""How much reviewers catch: of the errors planted for them, those whose item they named."""

from collections import Counter
from collections.abc import Iterable, Mapping

from authoring.training.exercises import NONE, Answered, Exercise
from schemas.base import Value


class CatchRate(Value):
    """One person's training. `false_alarms`: an item named where nothing was wrong, or another than the wrong one.

    `catch_rate` is caught of planted among what was answered; None before the first.
    """

    person: str
    answered: int
    planted: int
    caught: int
    false_alarms: int
    catch_rate: float | None
    missed: dict[str, int]


def rates(of: Mapping[str, tuple[Iterable[Exercise], Iterable[Answered]]]) -> tuple[CatchRate, ...]:
    """The rates of each person, by name."""
    return tuple(_rate(person, *of[person]) for person in sorted(of))


def _rate(person: str, exercises: Iterable[Exercise], answers: Iterable[Answered]) -> CatchRate:
    first = {each.exercise: each.item for each in reversed(list(answers))}
    done = [(each, first[each.id]) for each in exercises if each.id in first]
    planted = [(each, item) for each, item in done if each.kind != NONE]
    caught = sum(item == each.item for each, item in planted)
    return CatchRate(
        person=person,
        answered=len(done),
        planted=len(planted),
        caught=caught,
        false_alarms=sum(item not in (NONE, each.item) for each, item in done),
        catch_rate=caught / len(planted) if planted else None,
        missed=dict(sorted(Counter(each.kind for each, item in planted if item != each.item).items())),
    )
