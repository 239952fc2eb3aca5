"""Item ids: given to the items of a section that have none of their own yet."""

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel

from authoring.revisions.ids import new_item_id
from schemas.items import Item, ItemId

Model = TypeVar("Model", bound=BaseModel)


def give_ids(content: Model, new_id: Callable[[], ItemId] = new_item_id) -> Model:
    """The same content with an id for every item that had none, or had the id of an earlier one."""
    return _give(content, set(), new_id)


def _give(model: Model, taken: set[ItemId], new_id: Callable[[], ItemId]) -> Model:
    changed: dict[str, Any] = {}
    if isinstance(model, Item):
        if not model.id or model.id in taken:
            changed["id"] = new_id()
        taken.add(changed.get("id", model.id))
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, tuple) and any(isinstance(each, BaseModel) for each in value):
            changed[name] = tuple(_give(each, taken, new_id) if isinstance(each, BaseModel) else each for each in value)
        elif isinstance(value, BaseModel):
            changed[name] = _give(value, taken, new_id)
    return model.model_copy(update=changed)
