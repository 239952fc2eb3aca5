"""Mutated profiles with known truth: which entry moved, was reworded how heavily, split, merged, given another number."""

import copy
import random
from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple

from benchmarks.diff.profiles import MOST, Tree, entries
from benchmarks.diff.rewording import LEAST_KEPT, halves, heavy, heavy_title, joined, kept, light, renumbered, swapped

Kind = Literal["moved", "light", "swapped", "heavy", "number", "split", "merged", "added", "removed"]
QUOTA: Final[dict[Kind, int]] = {
    "moved": 6, "removed": 3, "added": 3, "merged": 2, "split": 2, "heavy": 4, "swapped": 4, "number": 4, "light": 6,
}  # fmt: skip
"""How many of each a profile of 64 entries gets, as far as its texts allow: about half of it changes."""

KINDS: Final[tuple[Kind, ...]] = tuple(QUOTA)
Path = tuple[str | int, ...]
"""The section, then keys and positions down to an entry."""


class Truth(NamedTuple):
    """What was done: to the entries at `old`, which are those at `new` now; of a number, its digits before and after."""

    kind: Kind
    old: tuple[Path, ...]
    new: tuple[Path, ...]
    digits: tuple[str, str] | None


class Mutated(NamedTuple):
    """A profile, what became of it, and the truth about it. Entries carry their ids on both sides."""

    old: dict[str, Tree]
    new: dict[str, Tree]
    truths: list[Truth]


class _Done(NamedTuple):
    kind: Kind
    old: tuple[str, ...]
    new: tuple[str, ...]
    digits: tuple[str, str] | None = None


def mutate(profile: dict[str, Tree], chance: random.Random, by_hand: dict[str, str], spare: list[Tree]) -> Mutated:
    """Half of the entries changed in known ways; `spare` are entries of another profile, for what is added."""
    new = copy.deepcopy(profile)
    workshop = _Workshop(new, chance, by_hand, spare)
    done = [each for kind, count in QUOTA.items() for each in workshop.carry_out(kind, count)]
    before, after = _places(profile), _places(new)
    truths = [
        Truth(each.kind, tuple(before[i] for i in each.old), tuple(after[i] for i in each.new), each.digits)
        for each in done
    ]
    return Mutated(profile, new, truths)


def without_ids(profile: dict[str, Tree]) -> dict[str, Tree]:
    """A copy whose entries have lost their ids."""
    bare = copy.deepcopy(profile)
    for section in bare.values():
        for entry in entries(section):
            entry["id"] = ""
    return bare


def lists_of(profile: dict[str, Tree]) -> Iterator[tuple[Path, list[Tree]]]:
    """Every list of entries in a profile and the way to it."""
    for name, section in profile.items():
        yield from _lists(section, (name,))


def _lists(value: Any, path: Path) -> Iterator[tuple[Path, list[Tree]]]:
    if isinstance(value, dict):
        for key, held in value.items():
            yield from _lists(held, (*path, key))
    elif isinstance(value, list) and path[-1] != "citations":
        if value and isinstance(value[0], dict) and "citations" in value[0]:
            yield path, value
        for position, held in enumerate(value):
            yield from _lists(held, (*path, position))


def _places(profile: dict[str, Tree]) -> dict[str, Path]:
    return {
        str(entry["id"]): (*path, position)
        for path, values in lists_of(profile)
        for position, entry in enumerate(values)
    }


class _Workshop:
    """Does things to a profile, never two to one entry; lists whose places others lead through are left in order."""

    def __init__(
        self, profile: dict[str, Tree], chance: random.Random, by_hand: dict[str, str], spare: list[Tree]
    ) -> None:
        self._lists = [values for _, values in lists_of(profile)]
        self._before = _places(profile)
        self._known = [_words(entry) for values in self._lists for entry in values]
        self._chance = chance
        self._by_hand = by_hand
        self._spare = spare
        self._used: set[str] = set()
        self._fresh = 0

    def carry_out(self, kind: Kind, count: int) -> list[_Done]:
        done: list[_Done] = []
        places = [(values, entry) for values in self._lists for entry in list(values)]
        self._chance.shuffle(places)
        for values, entry in places:
            if len(done) == count:
                break
            if entry["id"] in self._used or entry not in values:
                continue
            act = getattr(self, f"_{kind}") if kind in _OF_LISTS else self._reword
            found = act(values, entry) if kind in _OF_LISTS else act(kind, entry)
            if found is not None:
                self._used |= {*found.old, *found.new}
                done.append(found)
        return done

    def _reword(self, kind: Kind, entry: Tree) -> _Done | None:
        field = next(name for name in ("text", "detail", "finding", "question") if name in entry)
        digits = None
        if kind == "number":
            renamed = renumbered(entry[field], self._chance)
            new, digits = (renamed[0], renamed[1:]) if renamed else (None, None)
        elif kind == "heavy":
            new = heavy(entry[field], self._chance, self._by_hand)
            if new and "title" in entry:
                entry["title"] = heavy_title(entry["title"], self._chance, self._by_hand)
        else:
            new = {"light": light, "swapped": swapped}[kind](entry[field], self._chance)
        if new is None or new == entry[field]:
            return None
        entry[field] = new
        return _Done(kind, (entry["id"],), (entry["id"],), digits)

    def _moved(self, values: list[Tree], entry: Tree) -> _Done | None:
        if len(values) < 4 or "question" in entry:
            return None
        at = values.index(entry)
        targets = [place for place in range(len(values)) if abs(place - at) > 1]
        values.remove(entry)
        values.insert(self._chance.choice(targets), entry)
        return _Done("moved", (entry["id"],), (entry["id"],))

    def _removed(self, values: list[Tree], entry: Tree) -> _Done | None:
        if len(values) < 4 or "question" in entry:
            return None
        values.remove(entry)
        return _Done("removed", (entry["id"],), ())

    def _added(self, values: list[Tree], entry: Tree) -> _Done | None:
        if "question" in entry or not 2 < len(values) < (8 if "text" in entry else MOST):
            return None
        chosen = next((each for each in self._spare if each.keys() == entry.keys() and self._is_new(each)), None)
        if chosen is None:
            return None
        self._spare.remove(chosen)
        new = {**chosen, "id": self._id()}
        values.insert(values.index(entry), new)
        return _Done("added", (), (new["id"],))

    def _is_new(self, entry: Tree) -> bool:
        """Whether it is less like anything here than a heavy rewording would be: else "added" would be no truth."""
        return all(kept(_words(entry), words) < LEAST_KEPT for words in self._known)

    def _split(self, values: list[Tree], entry: Tree) -> _Done | None:
        cut = halves(entry["text"]) if "text" in entry and 2 < len(values) < 8 else None
        if cut is None:
            return None
        entry["text"], second = cut
        new = {**entry, "id": self._id(), "text": second}
        values.insert(values.index(entry) + 1, new)
        return _Done("split", (entry["id"],), (entry["id"], new["id"]))

    def _merged(self, values: list[Tree], entry: Tree) -> _Done | None:
        at = values.index(entry)
        if "text" not in entry or len(values) < 4 or at + 1 == len(values) or values[at + 1]["id"] in self._used:
            return None
        here, there = self._before[entry["id"]], self._before[values[at + 1]["id"]]
        if there != (*here[:-1], int(here[-1]) + 1):
            return None
        second = values.pop(at + 1)
        entry["text"] = joined(entry["text"], second["text"])
        return _Done("merged", (entry["id"], second["id"]), (entry["id"],))

    def _id(self) -> str:
        self._fresh += 1
        return f"n{self._fresh}"


def _words(entry: Tree) -> str:
    return " ".join(str(entry[name]) for name in ("text", "title", "detail", "name", "finding") if name in entry)


_OF_LISTS: Final = {"moved", "removed", "added", "split", "merged"}
