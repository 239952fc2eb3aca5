"""Three-way merge of two versions of a section: by item id, and inside a text that both changed, by word.

`left` is the person's: where both changed the same words it stays, and a conflict says what right had.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from annotated_types import MaxLen, MinLen
from pydantic import BaseModel

from authoring.revisions.history import History
from authoring.revisions.merge_order import merged_order
from authoring.revisions.merge_words import merge_words
from schemas.events import EventId, Revision
from schemas.items import Item
from schemas.sections.registry import Section


@dataclass(frozen=True)
class MergeConflict:
    """Both changed it. `left` stands in the merged text; `right` waits beside it. None: not there."""

    item: str
    field: str
    base: Any
    left: Any
    right: Any


@dataclass(frozen=True)
class Merged:
    """The merged text, made for the head `on` (taking in the head `merged`), and what could not be joined."""

    content: Section
    conflicts: tuple[MergeConflict, ...]
    on: EventId
    merged: EventId | None


def merge(
    base: Section | None, left: Section, right: Section, *, on: EventId = "", merged: EventId | None = None
) -> Merged:
    """Join what `left` and `right` made of `base`; without a base every difference is a conflict."""
    conflicts: list[MergeConflict] = []
    content = _Merge(conflicts).value("", "", base, left, right)
    return Merged(cast("Section", content), tuple(conflicts), on, merged)


def common_base(history: History, left: EventId, right: EventId) -> Revision | None:
    """The newest revision both were made from, or None."""
    others = {revision.id for revision in history.ancestry(right)}
    return next((revision for revision in history.ancestry(left) if revision.id in others), None)


class _Merge:
    """One merge under way: walks the three versions side by side and notes conflicts."""

    def __init__(self, conflicts: list[MergeConflict]) -> None:
        self._conflicts = conflicts

    def value(self, item: str, field: str, base: object, left: object, right: object) -> object:
        if right in (left, base):
            return left
        if left == base:
            return right
        if isinstance(left, BaseModel) and type(left) is type(right):
            return self._model(item, base if type(base) is type(left) else None, left, right)
        if isinstance(left, tuple) and isinstance(right, tuple):
            return self._list(item, field, base if isinstance(base, tuple) else (), left, right)
        if isinstance(base, str) and isinstance(left, str) and isinstance(right, str):
            joined = merge_words(base, left, right)
            if joined is not None:
                return joined
        self._note(item, field, base, left, right)
        return left

    def _model(self, item: str, base: object, left: BaseModel, right: object) -> BaseModel:
        item = left.id if isinstance(left, Item) else item
        changed: dict[str, object] = {}
        for name in type(left).model_fields:
            mine = getattr(left, name)
            found = self.value(item, name, getattr(base, name, None), mine, getattr(right, name))
            changed[name] = self._bounded(item, type(left), name, mine, found)
        return left.model_copy(update=changed)

    def _list(self, item: str, field: str, base: Sequence[Any], left: Sequence[Any], right: Sequence[Any]) -> object:
        if field == "citations":
            # A text joined from two stands on the sources of both.
            return (*left, *(cited for cited in right if cited not in base and cited not in left))
        if any(isinstance(each, Item) for each in (*left, *right)):
            return self._items(field, _by_id(base), _by_id(left), _by_id(right))
        self._note(item, field, base, left, right)
        return left

    def _items(
        self, field: str, base: dict[str, Item], left: dict[str, Item], right: dict[str, Item]
    ) -> tuple[object, ...]:
        kept = {
            key: self._item(field, base.get(key), left.get(key), right.get(key))
            for key in dict.fromkeys((*left, *right))
        }
        order = merged_order(list(base), list(left), list(right))
        return tuple(kept[key] for key in order if kept[key] is not None)

    def _item(self, field: str, base: Item | None, left: Item | None, right: Item | None) -> object:
        """The item as it is to be, or None where it is to go. A person's text or deletion stays."""
        if left is not None and right is not None:
            return self.value(left.id, field, base, left, right)
        there = left or right
        if there is None or there == base:
            return None
        if base is None:
            return there
        self._note(there.id, field, base, left, right)
        return left

    def _bounded(self, item: str, model: type[BaseModel], name: str, mine: object, found: object) -> object:
        """A list within the bounds of its field: what right added last waits as a conflict instead."""
        least, most = _bounds(model, name)
        if not isinstance(found, tuple) or not isinstance(mine, tuple) or least <= len(found) <= most:
            return found
        if len(found) < least:
            self._note(item, name, None, mine, found)
            return mine
        mine_by_id = {each.id for each in mine if isinstance(each, Item)}
        theirs = [each for each in found if each not in mine and getattr(each, "id", None) not in mine_by_id]
        extra = theirs[most - len(found) :]
        for each in extra:
            self._note(item, name, None, None, each)
        return tuple(each for each in found if each not in extra)

    def _note(self, item: str, field: str, base: object, left: object, right: object) -> None:
        self._conflicts.append(MergeConflict(item, field, base, left, right))


def _by_id(items: Sequence[Item]) -> dict[str, Item]:
    """By id; an item without one, or with one seen before, stands for itself."""
    found: dict[str, Item] = {}
    for place, item in enumerate(items):
        key = item.id if item.id and item.id not in found else f"{item.id} at {place}"
        found[key] = item
    return found


def _bounds(model: type[BaseModel], name: str) -> tuple[int, int]:
    limits = model.model_fields[name].metadata
    least = max((limit.min_length for limit in limits if isinstance(limit, MinLen)), default=0)
    most = min((limit.max_length for limit in limits if isinstance(limit, MaxLen)), default=sys.maxsize)
    return least, most
