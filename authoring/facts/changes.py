"""What changed between two fact bases: every fact and passage, and which of those a text rests on.

A revision stores the ids of the facts it cites and the hash of its sheet, not their values. The values it was written
from are those of the base that was in use then, so that base is kept beside the new one and asked for them.

An edition that the old base does not have brings facts with new ids. Where the old base had an earlier edition of the
same measure, such a fact is `newer`: the step from the earlier value to the new one is what a reader wants to know.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from authoring.facts.base import FactBase
from schemas.facts import Fact, FactSheet, Passage

Kind: TypeAlias = Literal["added", "removed", "changed", "newer"]
KINDS: Final[tuple[Kind, ...]] = ("changed", "newer", "added", "removed")

_COMPARED: Final = ("value", "unit", "period", "at_least", "basis", "basis_note", "label", "derivation", "locator")
_DECIMALS: Final = 10

FactValue: TypeAlias = str | int | float | bool


@dataclass(frozen=True)
class FactChange:
    """One fact or passage that is not what it was.

    `fact` is its id (of the newer fact where `kind` is `newer`, which then has `before_fact`). `soc` is None for a
    passage, which belongs to a page. `differs` names what is not the same: `value`, `unit`, `period`, `locator` and
    so on. `top_coded` are the sides whose value means "this much or more". `absolute` is after minus before in `unit`,
    `percent` that in percent of before; both are None where a value is no number or top-coded or the unit is another
    one, and `percent` too where before is 0.
    """

    kind: Kind
    fact: str
    before_fact: str | None
    soc: str | None
    dataset: str
    label: str
    unit: str
    before: FactValue | None
    after: FactValue | None
    before_period: str | None
    after_period: str | None
    differs: tuple[str, ...]
    top_coded: tuple[Literal["before", "after"], ...]
    absolute: float | None
    percent: float | None


@dataclass(frozen=True)
class BaseDiff:
    """All changes from one base to another, in the order of occupations, then of passages."""

    old: str
    new: str
    changes: tuple[FactChange, ...]

    @property
    def per_dataset(self) -> dict[str, dict[Kind, int]]:
        """How many changes of each kind, by dataset."""
        return _counted(self.changes, lambda change: change.dataset)

    @property
    def per_occupation(self) -> dict[str, dict[Kind, int]]:
        """How many changes of each kind, by occupation; passages are in none."""
        return _counted((change for change in self.changes if change.soc), lambda change: change.soc or "")


def diff_bases(old: FactBase, new: FactBase) -> BaseDiff:
    """Every change from `old` to `new`. Sheets with the same hash are not opened."""
    held = {dataset.id for dataset in old.datasets()}
    before, after = frozenset(old.socs()), frozenset(new.socs())
    changes: list[FactChange] = []
    for soc in sorted(before | after):
        if soc not in before & after or old.sheet_hash(soc) != new.sheet_hash(soc):
            there, here = (base.sheet(soc) if soc in known else None for base, known in ((old, before), (new, after)))
            changes += _of_occupation(there, here, held)
    return BaseDiff(old.version, new.version, (*changes, *_of_passages(old, new)))


def changed_facts(cited: Iterable[str], old: FactBase, new: FactBase) -> tuple[FactChange, ...]:
    """Of the facts and passages that a text cites, those that `new` does not give as `old` gave them.

    Each id once, sorted. A fact that stands as it was is among them as `newer` where `new` has an edition of its
    measure that `old` did not have. An id that `new` does not know is `removed`, whether `old` knew it or not.
    """
    sheets_before, sheets_after = _sheets(old), _sheets(new)
    held = {dataset.id for dataset in old.datasets()}
    found = []
    for each in sorted(set(cited)):
        _, _, rest = each.partition("/")
        soc = rest.partition("/")[0]
        before, after = sheets_before(soc), sheets_after(soc)
        if before is None and after is None:
            found.append(_passage_change(each, _passages(old, soc).get(each), _passages(new, soc).get(each)))
        else:
            found.append(_cited_change(each, before, after, held))
    return tuple(change for change in found if change)


def _sheets(base: FactBase) -> Callable[[str], FactSheet | None]:
    known = frozenset(base.socs())
    return lru_cache(maxsize=8)(lambda soc: base.sheet(soc) if soc in known else None)


def _cited_change(
    fact_id: str, before: FactSheet | None, after: FactSheet | None, held: Collection[str]
) -> FactChange | None:
    was, now = (sheet.fact(fact_id) if sheet else None for sheet in (before, after))
    if now is None or after is None:
        return _change("removed", fact_id, was, None)
    if was is None:
        return _change("added", fact_id, None, now)
    newest = after.latest(_family(now), now.measure)
    if newest is not None and newest.dataset not in held:
        return _change("newer", newest.id, was, newest)
    return _change("changed", fact_id, was, now) if was != now else None


def _of_occupation(before: FactSheet | None, after: FactSheet | None, held: Collection[str]) -> Iterator[FactChange]:
    there, here = (list(sheet.facts) if sheet else [] for sheet in (before, after))
    for fact in here:
        was = before.fact(fact.id) if before else None
        if was is None:
            yield _new(fact, before, held)
        elif was != fact:
            yield _change("changed", fact.id, was, fact)
    for fact in there:
        if after is None or after.fact(fact.id) is None:
            yield _change("removed", fact.id, fact, None)


def _new(fact: Fact, before: FactSheet | None, held: Collection[str]) -> FactChange:
    earlier = before.latest(_family(fact), fact.measure) if before and fact.dataset not in held else None
    if earlier is not None and earlier.dataset < fact.dataset:
        return _change("newer", fact.id, earlier, fact)
    return _change("added", fact.id, None, fact)


def _family(fact: Fact) -> str:
    return fact.dataset.partition(".")[0]


def _of_passages(old: FactBase, new: FactBase) -> Iterator[FactChange]:
    for slug in sorted({*old.pages(), *new.pages()}):
        there, here = _passages(old, slug), _passages(new, slug)
        for passage_id in {**here, **there}:
            found = _passage_change(passage_id, there.get(passage_id), here.get(passage_id))
            if found:
                yield found


def _passages(base: FactBase, slug: str) -> dict[str, Passage]:
    page = base.page(slug)
    return {each.id: each for each in page.passages} if page else {}


def _change(kind: Kind, fact_id: str, before: Fact | None, after: Fact | None) -> FactChange:
    shown = after or before
    dataset, soc, measure = fact_id.split("/", 2)
    absolute, percent = _size(before, after)
    return FactChange(
        kind=kind,
        fact=fact_id,
        before_fact=before.id if before else None,
        soc=soc,
        dataset=dataset,
        label=shown.label if shown else measure,
        unit=shown.unit if shown else "",
        before=before.value if before else None,
        after=after.value if after else None,
        before_period=before.period if before else None,
        after_period=after.period if after else None,
        differs=_differs(before, after),
        top_coded=tuple(side for side, fact in _sides(before, after) if fact and fact.at_least),
        absolute=absolute,
        percent=percent,
    )


def _sides(before: Fact | None, after: Fact | None) -> tuple[tuple[Literal["before", "after"], Fact | None], ...]:
    return (("before", before), ("after", after))


def _differs(before: Fact | None, after: Fact | None) -> tuple[str, ...]:
    if before is None or after is None:
        return ()
    return tuple(name for name in _COMPARED if getattr(before, name) != getattr(after, name))


def _size(before: Fact | None, after: Fact | None) -> tuple[float | None, float | None]:
    if before is None or after is None or before.unit != after.unit:
        return None, None
    if before.at_least or after.at_least:
        return None, None
    was, is_now = before.value, after.value
    if isinstance(was, bool | str) or isinstance(is_now, bool | str):
        return None, None
    absolute = round(is_now - was, _DECIMALS)
    return absolute, round(100 * absolute / abs(was), 2) if was else None


def _passage_change(passage_id: str, before: Passage | None, after: Passage | None) -> FactChange | None:
    if before and after and before.text == after.text:
        return None
    kind: Kind = "removed" if after is None else "added" if before is None else "changed"
    told = after or before
    return FactChange(
        kind=kind,
        fact=passage_id,
        before_fact=before.id if before else None,
        soc=None,
        dataset=passage_id.partition("/")[0],
        label=f"{told.page_title}: {told.section}" if told else passage_id,
        unit="text",
        before=before.text if before else None,
        after=after.text if after else None,
        before_period=None,
        after_period=None,
        differs=("value",) if kind == "changed" else (),
        top_coded=(),
        absolute=None,
        percent=None,
    )


def _counted(changes: Iterable[FactChange], key: Callable[[FactChange], str]) -> dict[str, dict[Kind, int]]:
    counts: dict[str, Counter[Kind]] = {}
    for change in changes:
        counts.setdefault(key(change), Counter())[change.kind] += 1
    return {name: {kind: count[kind] for kind in KINDS if count[kind]} for name, count in sorted(counts.items())}
