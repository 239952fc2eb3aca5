"""Summary: one line about a section's changes. It only counts and lists; it never judges."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from authoring.diff.changes import Change, EntryChange, FieldChange
from authoring.diff.entries import without_edition
from authoring.diff.figures import Replacement
from authoring.diff.wording import KIND_WORDS, both, cited, replaced

MOST_LISTED: Final = 4
"""So many figures, dates or values are spelled out; of more, the line says how many there are."""


def summarise(changes: Sequence[Change], presence: str = "both") -> str:
    """`2 reworded, 1 added; figures: $64,320 -> $68,270; citations: 1 dropped`, or `no change`."""
    parts = {"added": ["section added"], "removed": ["section removed"]}.get(presence, [])
    entries = [change for change in changes if isinstance(change, EntryChange)]
    fields = [change for change in changes if isinstance(change, FieldChange)]
    parts += filter(None, (_counts(entries, fields), *_labels(fields)))
    numbers = [change.numbers for change in changes]
    figures = list(chain.from_iterable(each.figures for each in numbers))
    dates = list(chain.from_iterable(each.dates for each in numbers))
    swapped = sum(each.reordered for each in numbers)
    said = (_figures(figures, fields, swapped), _dates(dates, fields), _citations(entries, fields))
    parts += filter(None, said)
    return "; ".join(parts) or "no change"


def _counts(entries: Iterable[EntryChange], fields: Sequence[FieldChange]) -> str:
    counted = Counter(KIND_WORDS[change.kind] for change in entries)
    counted["reworded"] += sum(field.role == "text" for field in fields)
    counted["given another id"] += sum(field.role == "id" for field in fields)
    names = [*KIND_WORDS.values(), "given another id"]
    return ", ".join(f"{counted[name]} {name}" for name in names if counted[name])


def _labels(fields: Iterable[FieldChange]) -> list[str]:
    labels = [field for field in fields if field.role == "label"]
    said = [f"{field.path}: {' -> '.join(both(field))}" for field in labels[:MOST_LISTED]]
    return [*said, f"{len(labels) - MOST_LISTED} more fields"] if len(labels) > MOST_LISTED else said


def _figures(changed: Sequence[Replacement], fields: Sequence[FieldChange], swapped: int) -> str:
    listed = [replaced(change) for change in _replacements(changed)]
    listed += [" -> ".join(both(field)) for field in fields if field.role == "figure"]
    said = _listed("figures", listed, changed)
    return "; ".join(filter(None, (said, f"figures in another order: {swapped}" if swapped else "")))


def _dates(changed: Sequence[Replacement], fields: Sequence[FieldChange]) -> str:
    listed = [replaced(change) for change in _replacements(changed)]
    listed += [" -> ".join(both(field)) for field in fields if field.role == "date"]
    return _listed("dates", listed, changed)


def _replacements(changed: Iterable[Replacement]) -> list[Replacement]:
    return [change for change in changed if change.old is not None and change.new is not None]


def _listed(what: str, listed: list[str], changed: Iterable[Replacement]) -> str:
    listed = list(dict.fromkeys(listed))
    come = sum(change.old is None for change in changed)
    gone = sum(change.new is None for change in changed)
    parts = listed[:MOST_LISTED]
    parts += [f"{len(listed) - MOST_LISTED} more"] if len(listed) > MOST_LISTED else []
    parts += [f"{come} new"] if come else []
    parts += [f"{gone} gone"] if gone else []
    return f"{what}: {', '.join(parts)}" if parts else ""


def _citations(entries: Iterable[EntryChange], fields: Iterable[FieldChange]) -> str:
    dropped, added = _cited_changes(entries, fields)
    newer = Counter(map(without_edition, dropped)) & Counter(map(without_edition, added))
    updated = newer.total()
    counts = (
        (updated, "of another edition"),
        (len(dropped) - updated, "dropped"),
        (len(added) - updated, "added"),
        (_unsupported(entries), "left with none"),
    )
    said = ", ".join(f"{count} {what}" for count, what in counts if count)
    return f"citations: {said}" if said else ""


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
