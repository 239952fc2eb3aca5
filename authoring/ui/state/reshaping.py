"""Changing the shape of a section: items added, taken out, moved, split and joined. Pure: text in, text out.

Each function gives the new content and the path of the item to go on with, or None where the schema's bounds forbid it.
"""

import sys
from typing import Any, Final, TypeAlias

from annotated_types import MaxLen, MinLen
from pydantic import BaseModel

from authoring.reviewing.form_fields import choices, item_model, may_be_empty, nested_field, value_fields
from authoring.text import cell_width
from authoring.ui.state.paths import Path, at, inserted, removed, replaced
from schemas.items import Item
from schemas.sections.registry import Section

Reshaped: TypeAlias = tuple[Section, Path] | None


def with_new_item(content: Section, path: Path, *, in_list: bool) -> Reshaped:
    """A blank item after the one at that path; in the list at that path, as its first; in an item with others, their last."""
    there = _new_path(content, path, in_list)
    if _is_full(content, there[:-1]):
        return None
    return inserted(content, there, _blank(_model_at(content, there[:-1]))), there


def without_item(content: Section, path: Path) -> Reshaped:
    """That item taken out, where its list may be shorter."""
    above = path[:-1]
    if len(at(content, above)) <= _bounds(content, above)[0]:
        return None
    return removed(content, path), path


def with_item_moved(content: Section, path: Path, by: int) -> Reshaped:
    """That item up or down in its list, where there is room."""
    *above, here = path
    assert isinstance(here, int)
    there = (*above, here + by)
    if not 0 <= here + by < len(at(content, tuple(above))):
        return None
    return inserted(removed(content, path), there, at(content, path)), there


def with_item_split(content: Section, path: Path, field: str, offset: int) -> Reshaped:
    """The item cut in two within a text: the first half keeps its id, both keep the citations."""
    item = at(content, path)
    text = str(getattr(item, field))
    first, second = text[:offset].rstrip(), text[offset:].lstrip()
    *above, here = path
    if not (first and second) or _is_full(content, tuple(above)):
        return None
    assert isinstance(here, int)
    there = (*above, here + 1)
    blank = {name: "" for name in value_fields(type(item)) if isinstance(getattr(item, name), str)}
    free = {name: "" for name in blank if not choices(type(item), name)}
    other = item.model_copy(update={**free, field: second, "id": ""})
    return inserted(replaced(content, (*path, field), first), there, other), there


def with_item_joined(content: Section, path: Path) -> Reshaped:
    """The item with the next one of its list joined to it: texts one after the other, citations of both."""
    *above, here = path
    assert isinstance(here, int)
    items = at(content, tuple(above))
    if here + 1 >= len(items) or len(items) <= _bounds(content, tuple(above))[0] or nested_field(type(items[here])):
        return None
    one, other = items[here], items[here + 1]
    texts = {
        name: _run_on(value, getattr(other, name))
        for name in value_fields(type(one))
        if isinstance(value := getattr(one, name), str) and not choices(type(one), name)
    }
    citations = tuple(dict.fromkeys((*one.citations, *other.citations)))
    joined = one.model_copy(update={**texts, "citations": citations})
    return removed(replaced(content, path, joined), (*above, here + 1)), path


def _run_on(one: str, other: str) -> str:
    """Two texts as one: with a space between, but none between wide characters."""
    if not (one and other):
        return one or other
    wide = cell_width(one[-1]) == 2 or cell_width(other[0]) == 2
    return f"{one}{'' if wide else ' '}{other}"


def _new_path(content: Section, path: Path, in_list: bool) -> Path:
    if in_list:
        return (*path, 0)
    item = at(content, path)
    inner = nested_field(type(item))
    if inner:
        return (*path, inner, len(getattr(item, inner)))
    *above, here = path
    assert isinstance(here, int)
    return (*above, here + 1)


def _is_full(content: Section, path: Path) -> bool:
    return len(at(content, path)) >= _bounds(content, path)[1]


def _bounds(content: Section, path: Path) -> tuple[int, int]:
    """The least and most entries of the list at that path."""
    *above, name = path
    owner: type[BaseModel] = _model_at(content, tuple(above)) if above else type(content)
    limits = owner.model_fields[str(name)].metadata
    least = max((limit.min_length for limit in limits if isinstance(limit, MinLen)), default=0)
    return least, min((limit.max_length for limit in limits if isinstance(limit, MaxLen)), default=sys.maxsize)


def _model_at(content: Section, path: Path) -> type[Item]:
    """The model of the items in the list at that path."""
    model: type[BaseModel] = type(content)
    for step in path:
        if isinstance(step, str):
            found = item_model(model, step)
            assert found is not None
            model = found
    return model  # type: ignore[return-value]


_FIRST_VALUES: Final[dict[str, Any]] = {"citations": (), "id": ""}


def _blank(model: type[Item]) -> Item:
    """A new item: nothing written, the first word of every choice; what it must hold, with one blank inside."""
    values: dict[str, Any] = dict(_FIRST_VALUES)
    for name in model.model_fields:
        if name in values:
            continue
        inner, words = item_model(model, name), choices(model, name)
        if inner:
            values[name] = (_blank(inner),)
        elif words:
            values[name] = words[0]
        else:
            values[name] = None if may_be_empty(model, name) else ""
    return model.model_construct(**values)
