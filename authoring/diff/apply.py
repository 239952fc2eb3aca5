"""Applying a difference: the old section and the changes give the new one; reversed, they give the old one back."""

from collections.abc import Iterable
from typing import cast

from pydantic import JsonValue

from authoring.diff.changes import (
    Change,
    CitationChange,
    EntryChange,
    EntryKind,
    FieldChange,
    Replacement,
    SectionDiff,
    Span,
    Spot,
    Steps,
    TextChange,
)
from authoring.diff.comparing import tree_of
from authoring.diff.entries import Json
from authoring.diff.summary import summarise
from authoring.errors import UsageError
from schemas.sections.registry import SECTION, Section


def apply(diff: SectionDiff, old: Section | None) -> Section | None:
    """The new section: `apply(compare(old, new), old) == new`.

    Raises `UsageError` where `old` is not the section that the difference was made from.
    """
    if diff.presence == "removed":
        return None
    if old is not None and old.section != diff.section:
        raise UsageError(f"a difference of {diff.section} cannot change {old.section}", "Give the section it is of.")
    tree = tree_of(old, diff.section)
    try:
        _carry_out(diff.changes, tree)
        return SECTION.validate_python(tree, strict=False)
    except (LookupError, TypeError, ValueError) as cause:
        raise UsageError(
            f"this difference was not made from this version of {diff.section}",
            "Compare again with the version you have.",
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
        entry["citations"] = [citation.model_dump(mode="json") for citation in change.citations.new]


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
    changes = tuple(_reversed(change) for change in diff.changes)
    presence = {"added": "removed", "removed": "added"}.get(diff.presence, "both")
    return SectionDiff.model_validate(
        {
            "section": diff.section,
            "presence": presence,
            "changes": changes,
            "summary": summarise(changes, presence),
        }
    )


_OPPOSITE: dict[str, EntryKind] = {"added": "removed", "removed": "added", "split": "merged", "merged": "split"}


def _reversed(change: Change) -> Change:
    swapped = {"before": change.after, "after": change.before, "figures": _swap(change.figures)}
    swapped |= {"dates": _swap(change.dates)}
    if isinstance(change, FieldChange):
        new = {"old": change.new, "new": change.old, "spans": _swap_spans(change.spans)}
        return change.model_copy(update={**swapped, **new})
    new_entry = {
        "kind": _OPPOSITE.get(change.kind, change.kind),
        "texts": tuple(_swap_text(text) for text in change.texts),
        "citations": change.citations and _swap_citations(change.citations),
        "old_entries": change.new_entries,
        "new_entries": change.old_entries,
    }
    return change.model_copy(update={**swapped, **new_entry})


def _swap(values: Iterable[Replacement]) -> tuple[Replacement, ...]:
    """Both sides of each change roles; what was replaced still stands first, then what is gone, then what came."""
    swapped = [Replacement(old=value.new, new=value.old) for value in values]
    return tuple(sorted(swapped, key=lambda value: (value.old is None, value.new is None)))


def _swap_text(text: TextChange) -> TextChange:
    return TextChange(name=text.name, old=text.new, new=text.old, spans=_swap_spans(text.spans))


def _swap_spans(runs: tuple[Span, ...]) -> tuple[Span, ...]:
    """Each deleted run and the inserted run after it change roles; what is deleted stands first again."""
    swapped: list[Span] = []
    for span in runs:
        if span.op == "delete":
            swapped.append(Span(op="insert", text=span.text))
        elif span.op == "insert":
            after_delete = bool(swapped) and swapped[-1].op == "insert"
            swapped.insert(len(swapped) - after_delete, Span(op="delete", text=span.text))
        else:
            swapped.append(span)
    return tuple(swapped)


def _swap_citations(change: CitationChange) -> CitationChange:
    return CitationChange(old=change.new, new=change.old, dropped=change.added, added=change.dropped)
