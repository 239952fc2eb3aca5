"""Comparing: two sections in, everything that changed out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, cast, get_origin

from pydantic import JsonValue

from authoring.diff import entries
from authoring.diff.changes import Change, FieldChange, SectionDiff, Spot, Steps
from authoring.diff.describing import Standing, came, field_change, fused, stayed, went
from authoring.diff.entries import Json
from authoring.diff.pairing import Candidate, Pair, match, moved, pair
from authoring.diff.splitting import Split, find_splits
from authoring.errors import UsageError
from schemas.saying import said
from schemas.sections.registry import MODELS, SECTION_NAMES, Section, SectionName

BETWEEN_LISTS: Final = 80.0
"""How alike an entry that left one list and one that came to another must be to be the same entry moved."""


class _Where(NamedTuple):
    """The same place in both sections: as a person reads it, and as steps on either side."""

    path: str
    old: Steps
    new: Steps
    item: str

    def key(self, name: str) -> "_Where":
        path = f"{self.path}.{name}" if self.path else name
        return _Where(path, (*self.old, name), (*self.new, name), self.item)

    def entry(self, old: Standing, new: Standing) -> "_Where":
        item = next((str(s.value["id"]) for s in (new, old) if entries.is_item(s.value) and s.value["id"]), "")
        return _Where(new.path, (*old.spot.steps, old.spot.index), (*new.spot.steps, new.spot.index), item)


def compare(old: Section | None, new: Section | None) -> SectionDiff:
    """The difference between two versions of one section; None: the section is not there on that side.

    Raises `UsageError` where the two are different sections, or neither is given.
    """
    present = new if new is not None else old
    if present is None:
        raise UsageError(said("neither side has this section"), said("Give at least one version of it."))
    if old is not None and new is not None and old.section != new.section:
        raise UsageError(
            said("cannot compare {section} with {other}", section=old.section, other=new.section),
            said("Compare two versions of one section."),
        )
    changes = _compare(present.section, tree_of(old, present.section), tree_of(new, present.section))
    return SectionDiff(
        present.section, "added" if old is None else "removed" if new is None else "both", tuple(changes)
    )


def compare_sections(old: Mapping[str, Section], new: Mapping[str, Section]) -> tuple[SectionDiff, ...]:
    """The differences of two profiles, section by section in page order; sections without any are left out."""
    diffs = (compare(old.get(name), new.get(name)) for name in SECTION_NAMES if name in old or name in new)
    return tuple(diff for diff in diffs if not diff.empty)


def tree_of(section: Section | None, name: SectionName) -> Json:
    """A section as JSON; one that is not there as the bare frame of its section: empty lists and nothing else."""
    if section is not None:
        return cast("Json", section.model_dump(mode="json"))
    frame: Json = {"section": name}
    for field, info in MODELS[name].model_fields.items():
        if field != "section":
            frame[field] = [] if get_origin(info.annotation) is tuple else None
    return frame


def _compare(name: SectionName, old: Json, new: Json) -> list[Change]:
    loose = _Loose([], [])
    changes = list(_values(old, new, _Where("", (), (), ""), loose))
    changes += _between_lists(loose)
    changes += [went(standing) for standing in loose.old]
    changes += [came(standing) for standing in loose.new]
    fields = list(MODELS[name].model_fields)
    return sorted(changes, key=lambda change: _reading_order(change, fields))


class _Loose(NamedTuple):
    """Entries of any list that found no partner in the same list."""

    old: list[Standing]
    new: list[Standing]


def _values(old: JsonValue, new: JsonValue, where: _Where, loose: _Loose) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for name in new:
            yield from _values(old.get(name), new[name], where.key(name), loose)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _lists(old, new, where, loose)
    else:
        yield field_change(where.item, where.path, where.old, where.new, old, new)


def _lists(old: list[JsonValue], new: list[JsonValue], where: _Where, loose: _Loose) -> Iterator[Change]:
    items = entries.are_items(old) and entries.are_items(new)
    before, after = _candidates(old), _candidates(new)
    pairs = pair(before, after) if items else match(*entries.keys_of(old, new))
    splits, merges = _splits(pairs, before, after) if items else ([], [])

    def left(index: int) -> Standing:
        return _standing(old, index, where.path, where.old)

    def right(index: int) -> Standing:
        return _standing(new, index, where.path, where.new)

    for split in splits:
        yield fused("split", [left(split.whole)], [right(j) for j in split.parts])
    for merge in merges:
        yield fused("merged", [left(i) for i in merge.parts], [right(merge.whole)])
    taken_old = {s.whole for s in splits} | {i for m in merges for i in m.parts}
    taken_new = {m.whole for m in merges} | {j for s in splits for j in s.parts}
    pairs = [(i, j) for i, j in pairs if i not in taken_old and j not in taken_new]
    away = moved(pairs, lambda each: _both_words(old[each[0]], new[each[1]]))
    for i, j in pairs:
        if (i, j) in away or old[i] != new[j]:
            yield from _pair(left(i), right(j), where, (i, j) in away, loose)
    taken_old |= {i for i, _ in pairs}
    taken_new |= {j for _, j in pairs}
    loose.old.extend(left(i) for i in range(len(old)) if i not in taken_old)
    loose.new.extend(right(j) for j in range(len(new)) if j not in taken_new)


def _pair(old: Standing, new: Standing, where: _Where, away: bool, loose: _Loose) -> Iterator[Change]:
    change = stayed(old, new, away)
    if change is not None:
        yield change
    if not isinstance(old.value, dict) or not isinstance(new.value, dict):
        return
    inside = where.entry(old, new)
    own = {"citations", *entries.TEXT_FIELDS} if entries.is_item(new.value) else set()
    for name in new.value:
        if name not in own:
            yield from _values(old.value.get(name), new.value[name], inside.key(name), loose)


def _between_lists(loose: _Loose) -> list[Change]:
    """Entries that left one list for another: the same id, or without one the same words or nearly."""
    old = [standing for standing in loose.old if entries.is_item(standing.value)]
    new = [standing for standing in loose.new if entries.is_item(standing.value)]
    changes: list[Change] = []
    if not old or not new:
        return []
    for i, j in pair(_candidates([s.value for s in old]), _candidates([s.value for s in new]), BETWEEN_LISTS):
        if _shape(old[i].value) != _shape(new[j].value):
            continue
        loose.old.remove(old[i])
        loose.new.remove(new[j])
        changes += _pair(old[i], new[j], _Where("", (), (), ""), True, loose)
    return changes


def _shape(value: JsonValue) -> frozenset[str]:
    return frozenset(value) if isinstance(value, dict) else frozenset()


def _candidates(values: Iterable[JsonValue]) -> list[Candidate]:
    return [Candidate(str(value["id"]) if entries.is_item(value) else "", value) for value in values]


def _splits(pairs: list[Pair], old: Sequence[Candidate], new: Sequence[Candidate]) -> tuple[list[Split], list[Split]]:
    if len(pairs) == len(old) == len(new):
        return [], []
    splits = find_splits(pairs, old, new)
    whole = {split.whole for split in splits}
    swapped = [(j, i) for i, j in pairs if i not in whole]
    return splits, find_splits(sorted(swapped), new, old, whole)


def _standing(values: list[JsonValue], index: int, path: str, steps: Steps) -> Standing:
    value = values[index]
    return Standing(value, f"{path}[{entries.name_of(value, index)}]", Spot(path, steps, index))


def _both_words(old: JsonValue, new: JsonValue) -> str:
    return "\n".join(sorted((_words(old), _words(new))))


def _words(value: JsonValue) -> str:
    return f"{value['id']} {entries.words_of(value)}" if entries.is_item(value) else entries.whole_key(value)


def _reading_order(change: Change, fields: list[str]) -> tuple[int, tuple[int, ...], int, str]:
    if isinstance(change, FieldChange):
        steps, rank, name = change.after, 1, change.path
    else:
        spot = (change.after or change.before)[0]
        steps, rank, name = (*spot.steps, spot.index), 0 if change.after else -1, change.kind
    root = str(steps[0])
    return fields.index(root), tuple(step for step in steps if isinstance(step, int)), rank, name
