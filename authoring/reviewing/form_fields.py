"""What a section model looks like as a form: which fields hold items, which a plain value, which a choice."""

from types import NoneType
from typing import Literal, get_args, get_origin

from pydantic import BaseModel

from schemas.items import Item

NOT_VALUES = frozenset({"id", "citations", "section"})
"""Fields that have a spelling of their own, or none."""


def item_model(model: type[BaseModel], field: str) -> type[Item] | None:
    """The model of the items in that field; None where it holds no items."""
    annotation = model.model_fields[field].annotation
    first = (*get_args(annotation), None)[0]
    return first if isinstance(first, type) and issubclass(first, Item) else None


def value_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of an item that are written as `field: value`."""
    return tuple(name for name in model.model_fields if name not in NOT_VALUES and item_model(model, name) is None)


def nested_field(model: type[BaseModel]) -> str | None:
    """The field of an item that holds further items, if it has one (`answer`, `sentences`)."""
    return next((name for name in model.model_fields if item_model(model, name)), None)


def choices(model: type[BaseModel], field: str) -> tuple[str, ...]:
    """The words a field may hold, where it is a choice."""
    annotation = model.model_fields[field].annotation
    if annotation is bool:
        return ("yes", "no")
    return tuple(str(word) for word in get_args(annotation)) if get_origin(annotation) is Literal else ()


def may_be_empty(model: type[BaseModel], field: str) -> bool:
    """Whether nothing written means nothing there (None)."""
    annotation = model.model_fields[field].annotation
    return get_origin(annotation) is not None and NoneType in get_args(annotation)


def spell(value: object) -> str:
    """A plain value as a person writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
