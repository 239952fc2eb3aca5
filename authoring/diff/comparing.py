"""Comparing: two sections in, everything that changed out."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, cast, get_origin

from pydantic import JsonValue

from authoring.diff import entries
from authoring.diff.changes import Change, FieldChange, SectionDiff, Spot, Steps
from authoring.diff.describing import Standing, came, field_change, fused, stayed, went
from authoring.diff.entries import Json
from authoring.diff.pairing import CUTOFF, Candidate, Pair, match, moved, pair
from authoring.diff.splitting import Split, find_splits
from authoring.diff.summary import summarise
from authoring.errors import UsageError
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
        raise UsageError("neither side has this section", "Give at least one version of it.")
    if old is not None and new is not None and old.section != new.section:
        raise UsageError(f"cannot compare {old.section} with {new.section}", "Compare two versions of one section.")
    changes = tuple(_compare(present.section, tree_of(old, present.section), tree_of(new, present.section)))
    presence = "added" if old is None else "removed" if new is None else "both"
    return SectionDiff(
        section=present.section, presence=presence, changes=changes, summary=summarise(changes, presence)
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
    pairs = _pair_items(old, new) if items else match(*entries.keys_of(old, new))
    before = [_standing(old, i, where.path, where.old) for i in range(len(old))]
    after = [_standing(new, j, where.path, where.new) for j in range(len(new))]
    splits, merges = _splits(pairs, old, new) if items else ([], [])
    for split in splits:
        yield fused("split", [before[split.whole]], [after[j] for j in split.parts])
    for merge in merges:
        yield fused("merged", [before[i] for i in merge.parts], [after[merge.whole]])
    taken_old = {s.whole for s in splits} | {i for m in merges for i in m.parts}
    taken_new = {m.whole for m in merges} | {j for s in splits for j in s.parts}
    pairs = [(i, j) for i, j in pairs if i not in taken_old and j not in taken_new]
    away = moved(pairs, [_both_words(old[i], new[j]) for i, j in pairs])
    for i, j in pairs:
        yield from _pair(before[i], after[j], where, (i, j) in away, loose)
    taken_old |= {i for i, _ in pairs}
    taken_new |= {j for _, j in pairs}
    loose.old.extend(standing for i, standing in enumerate(before) if i not in taken_old)
    loose.new.extend(standing for j, standing in enumerate(after) if j not in taken_new)


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
    for i, j in _pair_items([s.value for s in old], [s.value for s in new], BETWEEN_LISTS):
        if _shape(old[i].value) != _shape(new[j].value):
            continue
        loose.old.remove(old[i])
        loose.new.remove(new[j])
        changes += _pair(old[i], new[j], _Where("", (), (), ""), True, loose)
    return changes


def _shape(value: JsonValue) -> frozenset[str]:
    return frozenset(value) if isinstance(value, dict) else frozenset()


def _pair_items(old: list[JsonValue], new: list[JsonValue], cutoff: float = CUTOFF) -> list[Pair]:
    return pair(_candidates(old), _candidates(new), cutoff)


def _candidates(values: list[JsonValue]) -> list[Candidate]:
    return [Candidate(str(value["id"]), entries.words_of(value)) for value in values if entries.is_item(value)]


def _splits(pairs: list[Pair], old: list[JsonValue], new: list[JsonValue]) -> tuple[list[Split], list[Split]]:
    if len(pairs) == min(len(old), len(new)) and len(old) == len(new):
        return [], []
    before, after = [entries.words_of(value) for value in old], [entries.words_of(value) for value in new]
    splits = find_splits(pairs, before, after)
    whole = {split.whole for split in splits}
    swapped = [(j, i) for i, j in pairs if i not in whole]
    return splits, find_splits(sorted(swapped), after, before, whole)


def _standing(values: list[JsonValue], index: int, path: str, steps: Steps) -> Standing:
    value = values[index]
    return Standing(value, f"{path}[{entries.name_of(value, index)}]", Spot(field=path, steps=steps, index=index))


def _both_words(old: JsonValue, new: JsonValue) -> str:
    return "\n".join(sorted((entries.whole_key(old), entries.whole_key(new))))


def _reading_order(change: Change, fields: list[str]) -> tuple[int, tuple[int, ...], int, str]:
    if isinstance(change, FieldChange):
        steps, rank, name = change.after, 1, change.path
    else:
        spot = (change.after or change.before)[0]
        steps, rank, name = (*spot.steps, spot.index), 0 if change.after else -1, change.kind
    root = str(steps[0])
    return fields.index(root), tuple(step for step in steps if isinstance(step, int)), rank, name
