"""`make bench-memory`: exact and similar matches among 100,000 pairs, beside the limit of 15 ms."""

import sys
from random import Random
from statistics import quantiles
from time import perf_counter, thread_time

from authoring.facts.base import FactBase
from authoring.translating.memory.matching import Memory
from authoring.translating.memory.pairs import Pair

PAIRS = 100_000
LIMIT_MS = 15.0
_ASKED = 400


def main() -> int:
    """Exits with 1 where the 95th percentile of CPU time of similar matches is over the limit."""
    random = Random(7)
    sources = _sources(random)
    pairs = [
        Pair(source=text, target=f"譯 {n}", origin=f"p/{n}", by="Ana", on="2026-01-01")
        for n, text in enumerate(sources)
    ]
    begun = perf_counter()
    memory = Memory(pairs)
    memory.matches(sources[0])
    print(f"{len(memory):,} pairs indexed in {perf_counter() - begun:.1f} s")
    exact = [_timed(memory, random.choice(sources)) for _ in range(_ASKED)]
    changed = [_changed(random.choice(sources), random) for _ in range(_ASKED)]
    similar = [_timed(memory, text) for text in changed]
    nothing = [_timed(memory, " ".join(random.sample(text.split(), k=len(text.split())))) for text in changed]
    found = sum(bool(memory.matches(text)) for text in changed) / len(changed)
    for name, times in (("exact", exact), ("similar", similar), ("shuffled", nothing)):
        wall, cpu = (quantiles(column, n=100) for column in zip(*times, strict=True))
        told = "  ".join(f"p{n} {cpu[n - 1]:5.2f} ms CPU, {wall[n - 1]:5.2f} ms by the clock" for n in (50, 95))
        print(f"{name:9} {told}  (limit {LIMIT_MS:g})")
    print(f"similar ones found: {found:.1%}")
    return 1 if quantiles([cpu for _, cpu in similar], n=100)[94] > LIMIT_MS else 0


def _sources(random: Random) -> list[str]:
    """Sentences of real tasks and handbook pages, made many by other words and numbers in them."""
    base = FactBase.open()
    sheets = (base.sheet(soc) for soc in base.socs())
    told = list({str(f.value) for sheet in sheets for f in sheet.facts if f.unit == "text" and len(str(f.value)) > 40})
    words = [word for text in told for word in text.split()]
    found = dict.fromkeys(told)
    while len(found) < PAIRS:
        parts = random.choice(told).split()
        for _ in range(max(2, len(parts) // 4)):
            parts[random.randrange(len(parts))] = random.choice(words)
        found[" ".join(parts)] = None
    return list(found)[:PAIRS]


def _changed(text: str, random: Random) -> str:
    """One word of it another, as an edit would."""
    parts = text.split()
    parts[random.randrange(len(parts))] = random.choice(("and", "new", "68,270", "library"))
    return " ".join(parts)


def _timed(memory: Memory, text: str) -> tuple[float, float]:
    """Milliseconds by the clock and of this thread's CPU: the clock also counts what else the machine does."""
    clock, cpu = perf_counter(), thread_time()
    memory.matches(text)
    return (perf_counter() - clock) * 1000, (thread_time() - cpu) * 1000


if __name__ == "__main__":
    sys.exit(main())
