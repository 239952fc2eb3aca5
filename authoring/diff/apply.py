"""Applying a difference: the old section and the changes give the new one; reversed, they give the old one back."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, cast

from pydantic import JsonValue

from authoring.diff.changes import (
    Change,
    CitationChange,
    EntryChange,
    EntryKind,
    FieldChange,
    SectionDiff,
    Spot,
    Steps,
    TextChange,
)
from authoring.diff.comparing import tree_of
from authoring.diff.entries import Json
from authoring.errors import UsageError
from schemas.saying import said
from schemas.sections.registry import SECTION, Section


def apply(diff: SectionDiff, old: Section | None) -> Section | None:
    """The new section: `apply(compare(old, new), old) == new`.

    Raises `UsageError` where `old` is not the section that the difference was made from.
    """
    if diff.presence == "removed":
        return None
    if old is not None and old.section != diff.section:
        raise UsageError(
            said("a difference of {section} cannot change {other}", section=diff.section, other=old.section),
            said("Give the section it is of."),
        )
    tree = tree_of(old, diff.section)
    try:
        _carry_out(diff.changes, tree)
        return SECTION.validate_python(tree, strict=False)
    except (LookupError, TypeError, ValueError) as cause:
        raise UsageError(
            said("this difference was not made from this version of {section}", section=diff.section),
            said("Compare again with the version you have."),
        ) from cause


def _carry_out(changes: Iterable[Change], tree: Json) -> None:
    entries = [change for change in changes if isinstance(change, EntryChange)]
    # Everything is found by its old steps before anything moves.
    values = [[_at(tree, (*spot.steps, spot.index)) for spot in change.before] for change in entries]
    lists = [[_list(tree, spot.steps) for spot in change.before] for change in entries]
    for field, parent in [(c, _at(tree, c.before[:-1])) for c in changes if isinstance(c, FieldChange)]:
        cast("Json", parent)[str(field.after[-1])] = field.new
    for change, found, homes in zip(entries, values, lists, strict=True):
        _edit(change, found)
        if not _stays_in_place(change):
            for home, spot in zip(homes, change.before, strict=True):
                home[spot.index] = _GONE
    for home in (home for homes in lists for home in homes):
        home[:] = [value for value in home if value is not _GONE]
    arriving = [arrival for change, found in zip(entries, values, strict=True) for arrival in _arrivals(change, found)]
    for spot, value in sorted(arriving, key=lambda pair: (len(pair[0].steps), pair[0].index)):
        _list(tree, spot.steps).insert(spot.index, value)


def _at(tree: JsonValue, steps: Steps) -> JsonValue:
    value = tree
    for step in steps:
        value = cast("Json", value)[step] if isinstance(step, str) else cast("list[JsonValue]", value)[step]
    return value


def _list(tree: JsonValue, steps: Steps) -> list[JsonValue]:
    return cast("list[JsonValue]", _at(tree, steps))


def _edit(change: EntryChange, values: list[JsonValue]) -> None:
    if change.old_entries or change.new_entries:
        return
    entry = cast("Json", values[0])
    for text in change.texts:
        entry[text.name] = text.new
    if change.citations is not None:
        entry["citations"] = [cast("JsonValue", {**citation}) for citation in change.citations.new]


_GONE: JsonValue = {"": "an entry that was taken out"}
"""Stands in the place of an entry until all are out, so that positions hold; told by identity."""


def _arrivals(change: EntryChange, values: list[JsonValue]) -> Iterable[tuple[Spot, JsonValue]]:
    if _stays_in_place(change):
        return ()
    whole = change.old_entries or change.new_entries
    return zip(change.after, change.new_entries if whole else values, strict=True)


def _stays_in_place(change: EntryChange) -> bool:
    return change.kind in ("reworded", "recited")


def reverse(diff: SectionDiff) -> SectionDiff:
    """The difference from new to old: what was added is removed, what was split is merged, what moved moves back."""
    presence: dict[str, Literal["added", "removed"]] = {"added": "removed", "removed": "added"}
    changes = tuple(_reversed(change) for change in diff.changes)
    return SectionDiff(diff.section, presence.get(diff.presence, "both"), changes)


_OPPOSITE: dict[str, EntryKind] = {"added": "removed", "removed": "added", "split": "merged", "merged": "split"}


def _reversed(change: Change) -> Change:
    if isinstance(change, FieldChange):
        return replace(change, before=change.after, after=change.before, old=change.new, new=change.old)
    cited = change.citations
    return replace(
        change,
        kind=_OPPOSITE.get(change.kind, change.kind),
        before=change.after,
        after=change.before,
        texts=tuple(TextChange(text.name, text.new, text.old) for text in change.texts),
        citations=cited and CitationChange(cited.new, cited.old),
        old_entries=change.new_entries,
        new_entries=change.old_entries,
    )
