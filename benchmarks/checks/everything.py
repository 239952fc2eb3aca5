"""`author check` over a whole dataset: every occupation, drafted offline and set out for translation into Chinese.

Cold, then again, then after one edit; in real processes, as a person runs it. Sections are counted as what was checked.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from authoring.errors import ThinFacts
from authoring.settings import open_workspace
from authoring.wiring import Wiring

GOAL = 43_000
"""Sections of 867 occupations in five languages."""


def main() -> None:
    """Measure and print, in `WORKSPACE` where that is set, else in a folder of its own."""
    given = os.environ.get("WORKSPACE")
    if given:
        _measure(Path(given))
        return
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "all"
        _author(root.parent, "init", str(root))
        print("drafting every occupation (minutes)", file=sys.stderr, flush=True)
        _draft(root)
        _measure(root)


def _draft(root: Path) -> None:
    wiring = Wiring(open_workspace(root), "bench")
    for soc in wiring.base.socs():
        try:
            wiring.drafting.draft(soc, thin=True)
        except ThinFacts:
            continue
        wiring.translating.translate(soc, "zh-TW")


def _measure(root: Path) -> None:
    (root / ".authoring" / "findings.sqlite").unlink(missing_ok=True)
    sections = Wiring(open_workspace(root), "bench").revisions.statuses()
    waiting = sum(bool(row.to_translate) for row in sections)
    print(
        f"{len(sections)} sections of {len({row.soc for row in sections})} occupations, {waiting} of them to translate"
    )
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    cold, cpu = _timed(root)
    whole = cold * GOAL / len(sections)
    print(f"author check on {cores} cores: {cold:.1f} s ({cpu:.1f} s of CPU); for {GOAL:,} sections {whole:.0f} s")
    again, cpu = _timed(root)
    print(f"again, nothing changed: {again:.1f} s ({cpu:.1f} s of CPU)")
    log = next(path for path in sorted((root / "drafts").glob("*/en.jsonl")))
    os.utime(log)
    once, cpu = _timed(root)
    print(f"after one log was touched: {once:.1f} s ({cpu:.1f} s of CPU)")


def _timed(root: Path) -> tuple[float, float]:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    _author(root, "check")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, cpu


def _author(folder: Path, *words: str) -> None:
    command = [sys.executable, "-m", "authoring", *words]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
