"""A merge in front of a person: each conflict with what was, what is theirs and what is mine; mine until chosen."""

from dataclasses import dataclass, field

from pydantic import BaseModel

from authoring.revisions.merge import MergeConflict, Merged
from authoring.ui.state.paths import Path, inserted, removed, replaced
from schemas.items import Item
from schemas.sections.registry import Section


@dataclass
class Merging:
    """The merged text and, for each of its conflicts, whether theirs is taken."""

    merged: Merged
    theirs: set[int] = field(default_factory=set)

    def choose(self, number: int, *, theirs: bool) -> None:
        """Take theirs, or mine."""
        (self.theirs.add if theirs else self.theirs.discard)(number)

    def content(self) -> Section:
        """The text as chosen."""
        content = self.merged.content
        for number, conflict in enumerate(self.merged.conflicts):
            if number in self.theirs:
                content = _with_theirs(content, conflict)
        return content


def in_words(value: object) -> str:
    """One side of a conflict as a person reads it."""
    if isinstance(value, Item):
        texts = (getattr(value, name) for name in type(value).model_fields if name not in ("id", "citations"))
        return " · ".join(str(text) for text in texts if isinstance(text, str | int))
    if isinstance(value, tuple):
        return "; ".join(in_words(each) for each in value)
    return "" if value is None else str(value)


def _with_theirs(content: Section, conflict: MergeConflict) -> Section:
    if isinstance(conflict.left, Item) or isinstance(conflict.right, Item):
        return _item_of_theirs(content, conflict)
    path = _path_of(content, conflict.item)
    return content if path is None else replaced(content, (*path, conflict.field), conflict.right)


def _item_of_theirs(content: Section, conflict: MergeConflict) -> Section:
    path = _path_of(content, conflict.item)
    if path is not None and path:
        return removed(content, path) if conflict.right is None else replaced(content, path, conflict.right)
    if conflict.field in type(content).model_fields:
        return inserted(content, (conflict.field, len(getattr(content, conflict.field))), conflict.right)
    return content


def _path_of(value: object, item: str) -> Path | None:
    """Where the item of that id stands; the empty path for the section itself."""
    if not item:
        return ()
    if isinstance(value, Item) and value.id == item:
        return ()
    if isinstance(value, BaseModel):
        steps: list[tuple[str | int, object]] = [(name, getattr(value, name)) for name in type(value).model_fields]
    elif isinstance(value, tuple):
        steps = list(enumerate(value))
    else:
        return None
    for step, inner in steps:
        found = _path_of(inner, item)
        if found is not None:
            return (step, *found)
    return None
