"""Item ids on entry: an item that says what one said before keeps its id, every other gets a new one."""

from collections.abc import Callable

from schemas.base import Value
from schemas.items import Item, ItemId, items_in
from schemas.sections.registry import Section


def with_item_ids(section: Section, previous: Section | None, new_id: Callable[[], ItemId]) -> Section:
    """The section with an id on every item. Ids it already has stay; doubles get new ones.

    A new item takes the id of the previous revision's item with the same words, or, where words changed, of the one
    in the same field with the same citations. Order of the walk is page order, so the outcome is deterministic.
    """
    taken = {item.id for item in items_in(section) if item.id}
    waiting = [item for item in items_in(previous) if item.id not in taken] if previous else []
    by_words = {_words(item): item.id for item in reversed(waiting)}
    by_citations = {key: item.id for item in reversed(waiting) if (key := _grounds(item))}
    given: set[ItemId] = set()

    def identify(item: Item) -> ItemId:
        for candidate in (item.id, by_words.get(_words(item)), by_citations.get(_grounds(item) or ("",))):
            if candidate and candidate not in given:
                return candidate
        return new_id()

    def walk(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(walk(entry) for entry in value)
        if not isinstance(value, Value):
            return value
        changed: dict[str, object] = {}
        if isinstance(value, Item):
            changed["id"] = identify(value)
            given.add(str(changed["id"]))
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if isinstance(inner, tuple) and name != "citations":
                changed[name] = walk(inner)
        return value.model_copy(update=changed) if changed else value

    walked = walk(section)
    assert isinstance(walked, type(section))
    return walked


def _words(item: Item) -> tuple[str, ...]:
    texts = (getattr(item, name) for name in type(item).model_fields if name != "id")
    return (type(item).__name__, *(text for text in texts if isinstance(text, str)))


def _grounds(item: Item) -> tuple[str, ...] | None:
    if not item.citations:
        return None
    return (type(item).__name__, *(citation.model_dump_json() for citation in item.citations))
