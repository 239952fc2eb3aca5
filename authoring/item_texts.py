"""Walks any section: every text a person can read, with the item it belongs to and the citations that carry it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from schemas.citations import Citation
from schemas.items import Item, items_in
from schemas.sections.registry import SPEC, Section

NOT_TEXT: Final = frozenset({"id", "kind", "need", "coverage", "route", "section", "verdict"})


@dataclass(frozen=True)
class ItemText:
    """One text field of one item. `citations` are the item's own and those of the item it stands in."""

    item: str
    field: str
    text: str
    citations: tuple[Citation, ...]


def items(section: Section) -> Iterator[Item]:
    """Every item of the drafted parts, outer before inner, in page order."""
    for name in SPEC[section.section].drafted:
        yield from items_in(getattr(section, name))


def item_texts(section: Section) -> Iterator[ItemText]:
    """Every text of the drafted parts in page order."""
    for name in SPEC[section.section].drafted:
        yield from _texts_in(getattr(section, name), ())


def _texts_in(value: object, around: tuple[Citation, ...]) -> Iterator[ItemText]:
    if isinstance(value, tuple):
        for entry in value:
            yield from _texts_in(entry, around)
    elif isinstance(value, Item):
        citations = (*value.citations, *around)
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if isinstance(inner, str) and name not in NOT_TEXT:
                yield ItemText(value.id, name, inner, citations)
            elif name != "citations":
                yield from _texts_in(inner, citations)
