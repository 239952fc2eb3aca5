"""How quick the checks are, what share of seeded errors they catch, and how many clean sections they accuse.

Sections: every tenth occupation in English, drafted offline from facts; in Chinese sentences of `chinese_page`. Recall: of the
seeded sections of each kind, those with an error or warning in the very item; broken parity is told by `translating.parity`.
False alarms: clean sections with an error or warning. Times are CPU time of one process, so that other work on the
machine does not count, and without Python's collector, which here would walk over the benchmark's own pile.
Then the whole dataset: see `everything`. `WORKSPACE=DIR` names one that is drafted already.
"""

import gc
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from random import Random

from authoring.checks import CheckedSection, check
from authoring.checks.seeding import NUMERIC, Seeded, seeds
from authoring.checks.seeding_chinese import lost_figure
from authoring.facts.base import FactBase
from authoring.translating.parity import compare_texts
from benchmarks.checks import everything
from benchmarks.checks.chinese_page import chinese_page
from benchmarks.staleness.__main__ import sections_of
from schemas.sections.registry import SPEC

STEP = 10


def sample() -> Iterator[tuple[CheckedSection, str]]:
    """Clean sections, each with the code of a sibling occupation."""
    base = FactBase.open()
    socs = base.socs()
    for number in range(0, len(socs), STEP):
        sheet = base.sheet(socs[number])
        for section in sections_of(sheet, base):
            if SPEC[section.section].drafted:
                yield CheckedSection(section, "en", sheet), socs[(number + 1) % len(socs)]


class Tally:
    """Seeded sections by kind, and those that were noticed."""

    def __init__(self) -> None:
        self.planted, self.caught = Counter[str](), Counter[str]()
        self.missed: dict[str, str] = {}

    def count(self, kind: str, *, caught: bool, shown: str) -> None:
        """One more of that kind."""
        self.planted[kind] += 1
        self.caught[kind] += caught
        if not caught:
            self.missed.setdefault(kind, shown)

    def print(self) -> None:
        """A line a kind."""
        for kind, count in self.planted.items():
            share = 100 * self.caught[kind] / count
            numeric = "  numeric" if kind in NUMERIC else ""
            print(f"  {kind:18} {self.caught[kind]:5} of {count:5} caught ({share:5.1f} %){numeric}")
            if kind in self.missed:
                print(f"      missed: {self.missed[kind][:160]}")


def noticed(section: CheckedSection, seed: Seeded) -> bool:
    """Whether the rules accuse the item that was made wrong."""
    hits = check(CheckedSection(seed.section, section.locale, section.sheet))
    return any(hit.severity != "note" and hit.place.item == seed.item for hit in hits)


def accused(section: CheckedSection) -> bool:
    """Whether the rules find more than a note in a clean section."""
    return any(finding.severity != "note" for finding in check(section))


def english() -> None:
    """Recall, false alarms and times in English."""
    base, tally, alarms, times, edits = FactBase.open(), Tally(), 0, [], []
    clean = list(sample())
    accused(clean[0][0])  # loads the rules
    gc.collect()
    gc.freeze()
    gc.disable()
    for number, (section, sibling) in enumerate(clean):
        fresh = CheckedSection(section.content, section.locale, section.sheet)
        start = time.thread_time()
        alarms += accused(fresh)
        times.append(1000 * (time.thread_time() - start))
        sheet = base.sheet(sibling)
        for place, seed in enumerate(seeds(section, Random(number), sheet)):
            start = time.thread_time()
            caught = noticed(section, seed)
            if place == 0:
                edits.append(1000 * (time.thread_time() - start))
            tally.count(seed.kind, caught=caught, shown=f"{section.sheet.soc} {seed.after}")
    gc.enable()
    print(f"{len(clean)} clean sections in English: {alarms} accused ({100 * alarms / len(clean):.2f} %)")
    tally.print()
    _times("a section nobody looked at", times)
    _times("a section of which one text was edited", edits)


def _times(what: str, times: list[float]) -> None:
    times.sort()
    middle, most = statistics.median(times), times[int(0.99 * len(times))]
    print(f"{what}: {middle:.2f} ms in the median, {most:.1f} ms at the 99th percentile, {times[-1]:.1f} ms at worst")


def chinese() -> None:
    """Recall and false alarms in Chinese."""
    base, tally, alarms, clean = FactBase.open(), Tally(), 0, 0
    for number, soc in enumerate(base.socs()):
        sheet, random = base.sheet(soc), Random(number)
        page, sources = chinese_page(sheet)
        section = CheckedSection(page, "zh-TW", sheet)
        if section.texts:
            clean += 1
            alarms += accused(section)
        for seed in seeds(section, random):
            tally.count(seed.kind, caught=noticed(section, seed), shown=f"{soc} {seed.after}")
        for text, source in zip(section.texts, sources, strict=True):
            assert not compare_texts(source, text.text), (source, text.text)
            lost = lost_figure(text.text, random)
            if lost is not None:
                tally.count("broken parity", caught=bool(compare_texts(source, lost)), shown=f"{soc} {lost}")
    print(f"{clean} clean sections in Chinese: {alarms} accused ({100 * alarms / clean:.2f} %)")
    tally.print()


def main() -> None:
    """Measure and print."""
    english()
    chinese()
    everything.main()


if __name__ == "__main__":
    main()
