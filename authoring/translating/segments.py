"""The texts of a section, item by item, and how to put others in their place."""

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from authoring.item_texts import NOT_TEXT
from schemas.base import Value
from schemas.items import Item
from schemas.sections.registry import SPEC, Section

Texts: TypeAlias = dict[str, str]
"""Field name to text: the texts of one item."""

_PLAIN: Final = (str, int, float, bool, type(None))


def segments(section: Section) -> dict[str, Texts]:
    """Every item of the drafted parts that has text of its own, by its key, in page order.

    The key is the item's id; an item that has none yet is known by its place, `sentences.0`.
    """
    found: dict[str, Texts] = {}
    for name in SPEC[section.section].drafted:
        for key, item in _items(getattr(section, name), name):
            texts = own_texts(item)
            if any(text.strip() for text in texts.values()):
                found[key] = texts
    return found


def own_texts(item: Item) -> Texts:
    """The texts of the item itself, not those of items within it."""
    return {
        name: text
        for name in type(item).model_fields
        if name not in NOT_TEXT and isinstance(text := getattr(item, name), str)
    }


def with_texts(section: Section, texts: Mapping[str, Texts]) -> Section:
    """The section with those items' texts replaced; everything else stays as it is."""
    changed = {name: _replaced(getattr(section, name), name, texts) for name in SPEC[section.section].drafted}
    return section.model_copy(update=changed)


def _items(value: object, place: str) -> Iterator[tuple[str, Item]]:
    if isinstance(value, Item):
        yield value.id or place, value
        for name in type(value).model_fields:
            yield from _items(getattr(value, name), f"{place}.{name}")
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _items(entry, f"{place}.{index}")


def _replaced(value: object, place: str, texts: Mapping[str, Texts]) -> object:
    if isinstance(value, tuple):
        return tuple(_replaced(entry, f"{place}.{index}", texts) for index, entry in enumerate(value))
    if not isinstance(value, Item):
        return value
    inner = {
        name: _replaced(each, f"{place}.{name}", texts)
        for name in type(value).model_fields
        if not isinstance(each := getattr(value, name), (Value, *_PLAIN))
    }
    return value.model_copy(update={**inner, **texts.get(value.id or place, {})})
