"""How quick the checks are, what share of seeded errors they catch, and how many clean sections they accuse.

Every tenth occupation in English, drafted offline from facts. Recall: of the seeded sections of each kind, those with an
error or warning in the very item. False alarms: clean sections with an error or warning. Times are of one process; the
floor is opening a fact sheet.
"""

import statistics
import time
from collections import Counter
from collections.abc import Iterator
from random import Random

from authoring.checks import CheckedSection, check
from authoring.checks.seeding import NUMERIC, seeds
from authoring.facts.base import FactBase
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


def main() -> None:
    """Measure and print."""
    base = FactBase.open()
    begun = time.perf_counter()
    for soc in base.socs()[::STEP]:
        base.sheet(soc)
    floor = 1000 * (time.perf_counter() - begun) / len(base.socs()[::STEP])
    planted, caught, accused, times = Counter[str](), Counter[str](), 0, []
    missed: dict[str, str] = {}
    clean = list(sample())
    for number, (section, sibling) in enumerate(clean):
        fresh = CheckedSection(section.content, section.locale, section.sheet)
        start = time.perf_counter()
        found = check(fresh)
        times.append(1000 * (time.perf_counter() - start))
        accused += any(finding.severity != "note" for finding in found)
        for seed in seeds(section, Random(number), base.sheet(sibling)):
            planted[seed.kind] += 1
            hits = check(CheckedSection(seed.section, section.locale, section.sheet))
            if any(hit.severity != "note" and hit.place.item == seed.item for hit in hits):
                caught[seed.kind] += 1
            else:
                missed.setdefault(seed.kind, f"{section.sheet.soc} {seed.after}")
    print(f"{len(clean)} clean sections: {accused} accused ({100 * accused / len(clean):.2f} %)")
    for kind, count in planted.items():
        share = 100 * caught[kind] / count
        print(
            f"  {kind:18} {caught[kind]:5} of {count:5} caught ({share:5.1f} %){'  numeric' if kind in NUMERIC else ''}"
        )
        if kind in missed:
            print(f"      missed: {missed[kind][:160]}")
    times.sort()
    median, most = statistics.median(times), times[int(0.99 * len(times))]
    print(f"a section: {median:.2f} ms in the median ({median / floor:.2f} x opening a sheet),")
    print(f"  {most:.1f} ms at the 99th percentile, {times[-1]:.1f} ms at worst")


if __name__ == "__main__":
    main()
