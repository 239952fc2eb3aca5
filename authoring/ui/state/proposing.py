"""A proposal beside the text there is: every item in which they differ, and which of the two is to stand.

At first the three-way merge chooses: what nobody touched follows the proposal, what a person wrote stays.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from authoring.revisions.merge import MergeConflict, Merged
from authoring.ui.state.merging import Merging
from schemas.events import EventId
from schemas.items import Item
from schemas.sections.registry import Section

if TYPE_CHECKING:
    from authoring.drafting.redrafting import Proposal


def choices(proposal: "Proposal") -> Merging:
    """All differences, with the proposal's side taken where the merge takes it."""
    current, new, joined = proposal.head.content, proposal.revision.content, proposal.joined().content
    found = tuple(_differences(current, new))
    taken = {number for number, each in enumerate(found) if _side(joined, each) == each.right}
    return Merging(Merged(current, found, proposal.head.id, None), taken)


def replacement(current: Section, new: Section, on: EventId) -> Merging:
    """All differences between the text there is and one made of it without a model; all of them taken at first."""
    found = tuple(_differences(current, new))
    return Merging(Merged(current, found, on, None), set(range(len(found))))


def _differences(current: Section, new: Section) -> Iterator[MergeConflict]:
    for field in type(current).model_fields:
        mine, theirs = getattr(current, field), getattr(new, field)
        if mine == theirs:
            continue
        if _are_items(mine) or _are_items(theirs):
            yield from _items(field, _by_id(mine), _by_id(theirs))
        else:
            yield MergeConflict("", field, None, mine, theirs)


def _items(field: str, mine: Mapping[str, Item], theirs: Mapping[str, Item]) -> Iterator[MergeConflict]:
    for key in dict.fromkeys((*mine, *theirs)):
        if mine.get(key) != theirs.get(key):
            yield MergeConflict(key, field, None, mine.get(key), theirs.get(key))


def _side(joined: Section, each: MergeConflict) -> object:
    """What the merge has in that place."""
    found = getattr(joined, each.field)
    return _by_id(found).get(each.item) if each.item else found


def _are_items(value: object) -> bool:
    return isinstance(value, tuple) and any(isinstance(each, Item) for each in value)


def _by_id(value: tuple[Item, ...]) -> dict[str, Item]:
    return {each.id: each for each in value}
