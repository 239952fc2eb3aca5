"""Items: the entries of a section's lists. Each has a stable id for its whole life and its own citations."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from schemas.base import Line, Value
from schemas.citations import Citations

ItemId = Annotated[str, Field(pattern=r"^[0-9a-z]{0,12}$")]
"""Given once, kept through edits, moves, translation and redrafts. Empty: not given yet (a drafter's new item)."""


class Item(Value):
    """What every item has: its id and its citations."""

    id: ItemId
    citations: Citations


class Sentence(Item):
    """One sentence of running text with the citations that carry it."""

    text: Line


class Point(Item):
    """One entry of a bullet list: a short title and what there is to say about it."""

    title: Line
    detail: Line


Prose = Annotated[tuple[Sentence, ...], Field(max_length=16)]
"""Running text, a sentence an item."""

Points = Annotated[tuple[Point, ...], Field(max_length=16)]


def items_in(value: object) -> Iterator[Item]:
    """Every item of a section, of one of its fields or of a list, in page order, an item before those inside it."""
    if isinstance(value, tuple):
        for entry in value:
            if isinstance(entry, (Value, tuple)):
                yield from items_in(entry)
    elif isinstance(value, Value):
        if isinstance(value, Item):
            yield value
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if name != "citations" and isinstance(inner, (Value, tuple)):
                yield from items_in(inner)
