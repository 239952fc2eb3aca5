"""Turns a conversation that gave no draft into the error a person sees: what happened, and what to do."""

from typing import Final, TypeVar

from authoring.errors import ModelError
from authoring.llm.asking import Asked
from authoring.llm.keys import where_a_key_goes
from authoring.llm.model import Completion
from authoring.llm.names import ModelName
from authoring.llm.outcomes import OUTCOMES
from schemas.saying import lines, said

Wanted = TypeVar("Wanted")

_MOST_REASONS: Final = 5


def refusal(name: ModelName, section: str, asked: Asked[Wanted]) -> ModelError:
    """The error for a conversation without a draft."""
    if asked.last.stop != "complete":
        return _failed(name, section, asked.last)
    reasons = asked.reasons[:_MOST_REASONS]
    more = len(asked.reasons) - len(reasons)
    told = lines((*reasons, *([said("and {more} more", more=more)] if more > 0 else [])))
    return ModelError(
        said(
            "{section}: no answer of {name} could stand ({attempts} asked)",
            section=section,
            name=name,
            attempts=asked.usage.attempts,
        ),
        said(
            "{told}\nThe answers are kept. Run it again to go on from the last one, or take another model.",
            told=told,
        ),
    )


def _failed(name: ModelName, section: str, last: Completion) -> ModelError:
    outcome = OUTCOMES[last.stop]
    hint = where_a_key_goes(name) if last.stop == "no_key" else outcome.hint
    return ModelError(
        said(
            "{section}: {name} {outcome}: {detail}",
            section=section,
            name=name,
            outcome=outcome.said,
            detail=last.detail,
        )
        if last.detail
        else said("{section}: {name} {outcome}", section=section, name=name, outcome=outcome.said),
        hint,
        outcome.hopeless,
    )
