"""Draft the whole dataset from an older fact base, let a newer one arrive, and say which sections moved and why.

    author facts build --from FILES_WITHOUT_THE_NEW_EDITIONS --out old.sqlite
    python -m benchmarks.staleness old.sqlite [new.sqlite]

Nothing is written. Without a second file the newer base is the one shipped with the program.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from authoring.drafting.assembling import assemble
from authoring.drafting.item_ids import with_item_ids
from authoring.drafting.offline.drafter import OfflineDrafter
from authoring.errors import ThinFacts
from authoring.facts.base import FactBase
from authoring.facts.computed import computed_fields
from authoring.revisions.ids import new_item_id
from authoring.staleness import Moved, Refreshed, moved_facts, refresh, remember
from schemas.facts import FactSheet
from schemas.sections.registry import SPECS, Section


@dataclass
class Tally:
    """What moved: sections by name, editions, and what the smallest edit can do."""

    sections: Counter[str] = field(default_factory=Counter)
    moved: Counter[str] = field(default_factory=Counter)
    why: Counter[str] = field(default_factory=Counter)
    swapped: int = 0
    to_redraft: Counter[str] = field(default_factory=Counter)
    mended: int = 0
    seconds: list[float] = field(default_factory=list)


def sections_of(sheet: FactSheet, base: FactBase) -> Iterator[Section]:
    """Every section that can be made of that sheet without a model."""
    drafter, done = OfflineDrafter(), []
    for spec in SPECS:
        try:
            computed = computed_fields(spec.name, sheet, base, tuple(done)) if spec.kind != "drafted" else {}
            drafted = drafter.draft(spec.name, sheet).fields if spec.kind != "computed" else {}
            section = with_item_ids(assemble(spec.name, computed, drafted), None, new_item_id)
        except ThinFacts:
            continue
        done.append(section)
        yield section


def rehearse(old: FactBase, new: FactBase) -> Tally:
    """Every section of every occupation, written from `old` and looked at with `new`."""
    tally = Tally()
    for soc in old.socs():
        sheet, newer = old.sheet(soc), new.sheet(soc)
        for section in sections_of(sheet, old):
            tally.sections[section.section] += 1
            cited = remember(section, sheet, elsewhere=old)
            begun = time.perf_counter()
            moved = moved_facts(section, cited, newer, new)
            tally.seconds.append(time.perf_counter() - begun)
            if moved:
                _count(tally, section, refresh(section, cited, newer, new))
    return tally


def _count(tally: Tally, section: Section, refreshed: Refreshed) -> None:
    tally.moved[section.section] += 1
    for step in {_step(each) for each in refreshed.moved}:
        tally.why[f"{section.section}: {step}"] += 1
    tally.swapped += len(refreshed.edits) - len(refreshed.to_redraft)
    tally.to_redraft[section.section] += len(refreshed.to_redraft)
    tally.mended += not refreshed.to_redraft


def _step(moved: Moved) -> str:
    before = moved.before.fact.partition("/")[0]
    return f"{before} to {moved.after.dataset}" if moved.after else f"{before} gone"


def main() -> None:
    """Print the rehearsal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.staleness")
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path, nargs="?")
    given = parser.parse_args()
    old, new = FactBase.open(given.old), FactBase.open(given.new)
    tally = rehearse(old, new)
    total, moved = sum(tally.sections.values()), sum(tally.moved.values())
    print(f"{len(old.socs())} occupations, {total} sections; {old.version} -> {new.version}")
    print(f"{moved} sections moved, {total - moved} did not")
    for name, count in tally.sections.items():
        print(f"  {name:12} {tally.moved[name]:5} of {count:5} moved, {tally.to_redraft[name]:5} texts to redraft")
    print("why (a section may have two reasons)")
    for why, count in sorted(tally.why.items()):
        print(f"  {why:45} {count:5}")
    redraft = sum(tally.to_redraft.values())
    print(
        f"texts: {tally.swapped} mended by swapping numbers, {redraft} to redraft; {tally.mended} sections whole again"
    )
    times = sorted(tally.seconds)
    print(
        f"to look at a section: {1000 * times[len(times) // 2]:.2f} ms in the median, {1000 * times[-1]:.1f} at worst"
    )


if __name__ == "__main__":
    main()
