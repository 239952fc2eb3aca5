"""`make bench-diff`: accuracy on known changes and CPU time, ours beside deepdiff, jsondiff, graphtage and git."""

import random
import resource
from collections import Counter
from collections.abc import Sequence

from authoring.facts.base import FactBase
from benchmarks.diff import others, ours, release
from benchmarks.diff.chinese import OTHERS, heavy_of
from benchmarks.diff.mutating import KINDS, Kind, Mutated, mutate, without_ids
from benchmarks.diff.profiles import chinese, english, entries
from benchmarks.diff.scoring import Score, score

SEED = 20261123
ENGLISH, CHINESE = 700, 300
OF_TOOLS = {"deepdiff": 20, "jsondiff": 20, "graphtage": 2, "git diff --word-diff": 100}
"""How many pairs each of the others gets, half of them Chinese; graphtage takes seconds for one."""

PROFILES_OF_A_RELEASE = 867
COLUMNS: tuple[Kind, ...] = KINDS
TIMES = 3


def pairs(base: FactBase, count_english: int, count_chinese: int) -> list[Mutated]:
    """Mutated profiles, English first."""
    chance = random.Random(SEED)
    made = []
    drafts = english(base, count_english)
    for n, draft in enumerate(drafts):
        spare = [{**entry} for section in drafts[n - 7].values() for entry in entries(section)]
        made.append(mutate(draft, chance, {}, chance.sample(spare, len(spare))))
    for profile, slots in chinese(base, list(base.socs()[:count_chinese])):
        spare = [{"id": "", "citations": [], "text": text} for text in chance.sample(OTHERS, len(OTHERS))]
        made.append(mutate(profile, chance, heavy_of(slots), spare))
    return made


def main() -> None:
    """Measure and print."""
    made = pairs(FactBase.open(), ENGLISH, CHINESE)
    size = sum(len(entries(section)) for mutated in made for section in mutated.old.values()) / len(made)
    changed = sum(len(mutated.truths) for mutated in made) / len(made)
    texts = sum(len(others.texts_of(entry)) for m in made for s in m.old.values() for entry in entries(s)) / len(made)
    print(
        f"{len(made):,} pairs of profiles of {size:.0f} entries and {texts:.0f} texts, {changed:.0f} entries changed in a known way"
    )
    print(f"{'share named right, percent':34}" + "".join(f"{kind:>9}" for kind in COLUMNS) + "  numbers cut")
    for language, chosen in (("English", made[:ENGLISH]), ("Chinese", made[ENGLISH:])):
        for ids in (True, False):
            _accuracy(f"ours, {language}, {'ids kept' if ids else 'ids lost'}", chosen, ids=ids)
    _tools(made)
    _speed(made)


def _accuracy(name: str, chosen: Sequence[Mutated], *, ids: bool) -> None:
    total = Score(Counter(), Counter())
    seen = cut = 0
    for mutated in chosen:
        old, new = (side if ids else without_ids(side) for side in (mutated.old, mutated.new))
        sides = ours.sections(old), ours.sections(new)
        score(mutated.truths, ours.claims(*sides), old, new, total)
        found = ours.numbers_split(*sides)
        seen, cut = seen + found[0], cut + found[1]
    _row(name, total, f"{cut:,} of {seen:,}")


def _row(name: str, total: Score, cut: str) -> None:
    print(f"{name:34}" + "".join(f"{total.share([kind]):9.2f}" for kind in COLUMNS) + f"  {cut}", flush=True)


def _tools(made: Sequence[Mutated]) -> None:
    for name, count in OF_TOOLS.items():
        chosen = [*made[: count // 2], *made[len(made) - count // 2 :]]
        told = others.run(name, chosen)
        total = Score(Counter(), Counter())
        others.score(chosen, told, total)
        _row(name, total, f"{told.cut[1]:,} of {told.cut[0]:,}" if told.cut else "marks no words")
        mine = min(ours.seconds(_sides(chosen, ids=False), spans=True) for _ in range(TIMES))
        each = told.seconds / len(chosen)
        print(
            f"  CPU {1000 * each:9.1f} ms a pair ({count} pairs); ours on the same {1000 * mine / len(chosen):.2f} ms"
        )


def _sides(made: Sequence[Mutated], *, ids: bool) -> list[ours.Pair]:
    return [
        (ours.sections(m.old if ids else without_ids(m.old)), ours.sections(m.new if ids else without_ids(m.new)))
        for m in made
    ]


def _speed(made: Sequence[Mutated]) -> None:
    print(f"CPU seconds for {len(made):,} pairs, the best of {TIMES}; the floor is turning both sides into JSON values")
    for ids in (True, False):
        sides = _sides(made, ids=ids)
        floor = min(ours.dumping(sides) for _ in range(TIMES))
        for spans in (False, True):
            best = min(ours.seconds(sides, spans=spans) for _ in range(TIMES))
            what = "changes, figures, summaries" + (" and changed words" if spans else "")
            print(f"  {'ids kept' if ids else 'ids lost'}: {what:46} {best:6.2f}, {best / floor:4.1f} x the floor")
    for name, chosen in (("half of every profile", made), ("one profile in ten", made[::10])):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        spent = release.seconds(made[:PROFILES_OF_A_RELEASE], {id(each) for each in chosen})
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(
            f"  a release of {PROFILES_OF_A_RELEASE} profiles with claims, {name} changed: {spent:.2f}; memory +{grown:.0f} MB"
        )
    print(f"  64 KB of repetition in one text: {ours.repetitive():.2f}")
