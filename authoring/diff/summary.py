"""Summary: one line about a section's changes. It only counts and lists; it never judges."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from authoring.diff.changes import Change, EntryChange, FieldChange
from authoring.diff.entries import without_edition
from authoring.diff.figures import Replacement
from authoring.diff.wording import KIND_WORDS, both, cited, replaced
from schemas.saying import Said, clauses, listed, said

_RENAMED: Final = said("given another id")
MOST_LISTED: Final = 4
"""So many figures, dates or values are spelled out; of more, the line says how many there are."""


def summarise(changes: Sequence[Change], presence: str = "both") -> str:
    """`2 reworded, 1 added; figures: $64,320 -> $68,270; citations: 1 dropped`, or `no change`."""
    parts: list[str] = [*{"added": [said("section added")], "removed": [said("section removed")]}.get(presence, [])]
    entries = [change for change in changes if isinstance(change, EntryChange)]
    fields = [change for change in changes if isinstance(change, FieldChange)]
    parts += filter(None, (_counts(entries, fields), *_labels(fields)))
    numbers = [change.numbers for change in changes]
    figures = list(chain.from_iterable(each.figures for each in numbers))
    dates = list(chain.from_iterable(each.dates for each in numbers))
    swapped = sum(each.reordered for each in numbers)
    parts += filter(None, (_figures(figures, fields, swapped), _dates(dates, fields), _citations(entries, fields)))
    return clauses(parts) or said("no change")


def _counts(entries: Iterable[EntryChange], fields: Sequence[FieldChange]) -> str:
    counted = Counter(KIND_WORDS[change.kind] for change in entries)
    counted[KIND_WORDS["reworded"]] += sum(field.role == "text" for field in fields)
    counted[_RENAMED] += sum(field.role == "id" for field in fields)
    names = [*KIND_WORDS.values(), _RENAMED]
    return listed(said("{number} {kind}", number=counted[name], kind=name) for name in names if counted[name])


def _labels(fields: Iterable[FieldChange]) -> list[str]:
    labels = [field for field in fields if field.role == "label"]
    told: list[str] = [said("{path}: {values}", path=each.path, values=_both(each)) for each in labels[:MOST_LISTED]]
    more = len(labels) - MOST_LISTED
    return [*told, said("{number} more fields", number=more)] if more > 0 else told


def _both(field: FieldChange) -> str:
    old, new = both(field)
    return said("{before} -> {after}", before=old, after=new)


def _figures(changed: Sequence[Replacement], fields: Sequence[FieldChange], swapped: int) -> str:
    told = [replaced(change) for change in _replacements(changed)]
    told += [_both(field) for field in fields if field.role == "figure"]
    row = _counted(said("figures"), told, changed)
    order = said("figures in another order: {number}", number=swapped) if swapped else ""
    return clauses(filter(None, (row, order)))


def _dates(changed: Sequence[Replacement], fields: Sequence[FieldChange]) -> str:
    told = [replaced(change) for change in _replacements(changed)]
    told += [_both(field) for field in fields if field.role == "date"]
    return _counted(said("dates"), told, changed)


def _replacements(changed: Iterable[Replacement]) -> list[Replacement]:
    return [change for change in changed if change.old is not None and change.new is not None]


def _counted(what: Said, told: list[str], changed: Iterable[Replacement]) -> str:
    told = list(dict.fromkeys(told))
    come = sum(change.old is None for change in changed)
    gone = sum(change.new is None for change in changed)
    parts = told[:MOST_LISTED]
    parts += [said("{number} more", number=len(told) - MOST_LISTED)] if len(told) > MOST_LISTED else []
    parts += [said("{number} new", number=come)] if come else []
    parts += [said("{number} gone", number=gone)] if gone else []
    return said("{what}: {parts}", what=what, parts=listed(parts)) if parts else ""


def _citations(entries: Iterable[EntryChange], fields: Iterable[FieldChange]) -> str:
    dropped, added = _cited_changes(entries, fields)
    newer = Counter(map(without_edition, dropped)) & Counter(map(without_edition, added))
    updated = newer.total()
    counts = (
        (updated, said("of another edition")),
        (len(dropped) - updated, said("dropped")),
        (len(added) - updated, said("added")),
        (_unsupported(entries), said("left with none")),
    )
    told = listed(said("{number} {kind}", number=count, kind=what) for count, what in counts if count)
    return said("{what}: {parts}", what=said("citations"), parts=told) if told else ""


def dropped_sources(changes: Iterable[Change]) -> list[str]:
    """What was cited and is not any more, in any edition: fact ids, or passages and sources with their quotes."""
    changes = list(changes)
    entries = [change for change in changes if isinstance(change, EntryChange) and change.after]
    dropped, added = _cited_changes(entries, [change for change in changes if isinstance(change, FieldChange)])
    still = set(map(without_edition, added))
    return [each for each in dict.fromkeys(dropped) if without_edition(each) not in still]


def _cited_changes(entries: Iterable[EntryChange], fields: Iterable[FieldChange]) -> tuple[list[str], list[str]]:
    dropped, added = [], []
    for change in entries:
        if change.citations:
            dropped += [cited(citation) for citation in change.citations.dropped]
            added += [cited(citation) for citation in change.citations.added]
    for field in fields:
        if field.role == "citation":
            dropped += [str(field.old)] if field.old else []
            added += [str(field.new)] if field.new else []
    return dropped, added


def _unsupported(entries: Iterable[EntryChange]) -> int:
    """Entries that stand on both sides and had citations and have none now."""
    cited_before = [change for change in entries if change.after and change.before and change.citations]
    return sum(bool(c.citations and c.citations.old and not c.citations.new) for c in cited_before)
