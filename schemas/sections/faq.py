"""faq (drafted): the questions people ask, each answer grounded."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Line, Value
from schemas.items import Item, Sentence


class Question(Item):
    """One question and its answer, a sentence an item."""

    question: Line
    answer: Annotated[tuple[Sentence, ...], Field(min_length=1, max_length=8)]


class Faq(Value):
    """At least three questions with their answers."""

    section: Literal["faq"]
    questions: Annotated[tuple[Question, ...], Field(min_length=3, max_length=12)]
