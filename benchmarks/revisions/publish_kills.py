"""`python -m benchmarks.revisions.publish_kills --times 200`: a publisher killed at random moments, again and again.

It publishes, goes back to earlier releases, takes releases back and builds a site. After every kill `published/current` leads to
a whole release, every file of which is what its manifest says, the list of releases can be read, and the next build of the site
gives the very files of a build from nothing.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from authoring.publishing.page.frame import Site
from authoring.publishing.release import Shelf, verify
from authoring.publishing.releases import Releases
from authoring.publishing.site.building import build_site

_ROOT: Final = Path(__file__).parents[2]
_PUBLISHER: Final = _ROOT / "tests" / "publishing" / "publish_forever.py"
_LONGEST: Final = 4.0
_SITE: Final = Site("AI Career Graph")
_RECORD: Final = ".site.json"


def main() -> None:
    """Kill so many publishers; the first broken release ends it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=200)
    print(kill_publishers(asked.parse_args().times))


def kill_publishers(times: int) -> str:
    """Kill so many publishers in a folder of their own; what was seen, as a sentence."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        published, pages = Path(folder) / "published", Path(folder) / "pages"
        published.mkdir()
        states: Counter[str] = Counter()
        for number in range(times):
            _one_kill(published)
            if (published / "current").exists():
                verify(published / "current")
                _same_site(published / "current", pages, Path(folder) / f"afresh-{number}")
            shelf = Shelf(published)
            states = Counter(each.state for each in Releases(shelf, lambda: datetime.now(UTC), nullcontext).all())
    took = time.perf_counter() - began
    told = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    return (
        f"{times} kills in {took:.0f} s: after every one the current release and the site were whole; releases: {told}"
    )


def _one_kill(published: Path) -> None:
    paths = {**os.environ, "PYTHONPATH": str(_ROOT)}
    told = [sys.executable, str(_PUBLISHER), str(published), "and-back"]
    with subprocess.Popen(told, stdout=subprocess.PIPE, cwd=_ROOT, env=paths) as child:
        if child.stdout is None or child.stdout.readline() != b"ready\n":
            raise SystemExit("the publisher did not begin")
        time.sleep(random.uniform(0.0, _LONGEST))
        child.kill()


def _same_site(release: Path, pages: Path, afresh: Path) -> None:
    """Raises where the site that a killed build left is not mended by the next build."""
    build_site(release, pages, _SITE)
    build_site(release, afresh, _SITE)
    if _files(pages) != _files(afresh):
        odd = {path for path, content in (_files(pages).items() ^ _files(afresh).items())}
        raise SystemExit(f"the site differs from one built afresh: {sorted(odd)[:5]}")


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != _RECORD
    }


if __name__ == "__main__":
    main()
