"""A run killed with -9 at random moments, again and again, against a server that counts: `python -m benchmarks.batch.kills`.

`[--kills 50] [--at-once 8] [--seed 1]`. Says how many answers that were paid for and kept were lost (none may be), and how many
requests were asked twice: no more than were under way when the process died.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from authoring.revisions.store import Revisions
from benchmarks.batch.bench import codes_for, prepared, serving, workspace


def main(words: Sequence[str] = ()) -> int:
    """Kill, count, and say; 1 where an answer was lost or too much was asked twice."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--at-once", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(list(words))
    given.latency, given.per_second, given.codes = 0.25, 0, codes_for(given.kills * 4)
    given.drafts = None  # all there are: with a limit each run would take others in for those that are written
    dice = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        drafts = len(prepared(folder, given).read_text().splitlines())
        with serving(folder, given) as url:
            root = folder / "killed"
            workspace(root, url)
            killed = allowed = 0
            while killed < given.kills:
                under_way = _killed_once(root, folder / "log", given, dice)
                if under_way is None:
                    break
                killed, allowed = killed + 1, allowed + under_way
            subprocess.run(_words(root, given), env=_environment(), check=True, capture_output=True)
            return _say(root, folder / "log", drafts, killed, allowed)


def _killed_once(root: Path, log: Path, given: argparse.Namespace, dice: random.Random) -> int | None:
    """Begin or carry on, and kill after some answers; how many were under way. None where it had ended."""
    before = _counted(log)["asked"]
    process = subprocess.Popen(
        _words(root, given), env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wanted = before + dice.randint(1, given.at_once)
    while process.poll() is None and _counted(log)["asked"] < wanted:
        time.sleep(0.01)
    time.sleep(dice.uniform(0, 0.3))
    if process.poll() is not None:
        return None
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return int(given.at_once)


def _counted(log: Path) -> Counter[str]:
    return Counter(line.split()[0] for line in log.read_text().splitlines()) if log.exists() else Counter()


def _say(root: Path, log: Path, drafts: int, killed: int, allowed: int) -> int:
    lines = [line.split() for line in log.read_text().splitlines()]
    asked = Counter(key for kind, key in lines if kind == "asked")
    twice = sum(asked.values()) - len(asked)
    revisions = Revisions(root / "drafts", root / ".authoring")
    histories = [h for soc in revisions.occupations() for h in revisions.profile(soc, "en").values() if h.answers]
    keys = [answer.job_key for history in histories for answer in history.answers]
    written = sum(history.head is not None for history in histories)
    print(
        f"{killed} kills: {written} of {drafts} drafts written, {len(keys) - len(set(keys))} kept answers asked for again, "
        f"{twice} requests asked twice, at most {allowed} were under way when killed"
    )
    return int(written != drafts or len(keys) != len(set(keys)) or twice > allowed)


def _words(root: Path, given: argparse.Namespace) -> list[str]:
    run = ["run", *given.codes.split(), "--at-once", str(given.at_once)]
    sections = "summary,ai_impact,moat,skills,pay,education,credentials,immigration,fit,outlook,faq"
    return [sys.executable, "-m", "authoring", "--workspace", str(root), *run, "--sections", sections]


def _environment() -> dict[str, str]:
    return {**os.environ, "LOCAL_API_KEY": "none", "AUTHORING_PERSON": "benchmark"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
