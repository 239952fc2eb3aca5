"""`python -m benchmarks.revisions.publish_kills --times 200`: a publisher killed at random moments, again and again.

After every kill `published/current` leads to a whole release, every file of which is what its manifest says.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from authoring.publishing.release import verify

_ROOT: Final = Path(__file__).parents[2]
_PUBLISHER: Final = _ROOT / "tests" / "publishing" / "publish_forever.py"


def main() -> None:
    """Kill so many publishers; the first broken release ends it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=200)
    print(kill_publishers(asked.parse_args().times))


def kill_publishers(times: int) -> str:
    """Kill so many publishers in a folder of their own; what was seen, as a sentence."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        published = Path(folder)
        for _ in range(times):
            _one_kill(published)
            if (published / "current").exists():
                verify(published / "current")
        releases = sum(1 for each in (published / "releases").iterdir() if ".tmp-" not in each.name)
    took = time.perf_counter() - began
    return (
        f"{times} kills in {took:.0f} s: {releases} releases were made, and the current one was whole after every kill"
    )


def _one_kill(published: Path) -> None:
    paths = {**os.environ, "PYTHONPATH": str(_ROOT)}
    told = [sys.executable, str(_PUBLISHER), str(published)]
    with subprocess.Popen(told, stdout=subprocess.PIPE, cwd=_ROOT, env=paths) as child:
        if child.stdout is None or child.stdout.readline() != b"ready\n":
            raise SystemExit("the publisher did not begin")
        time.sleep(random.uniform(0.0, 3.0))
        child.kill()


if __name__ == "__main__":
    main()
