"""The other tools on the same pairs: each in an environment of its own under a cache folder, git as it is installed."""

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from benchmarks.diff.mutating import Mutated, without_ids
from benchmarks.diff.mutating import Path as Place
from benchmarks.diff.ours import count_split
from benchmarks.diff.profiles import Tree, entries
from benchmarks.diff.scoring import Score

VERSIONS: Final = {"deepdiff": "9.1.0", "jsondiff": "2.2.1", "graphtage": "0.5.0"}
_RUNNER: Final = Path(__file__).parent / "tools" / "run_tool.py"
_FIELDS: Final = ("text", "detail", "finding", "question", "title", "name")


class Told(NamedTuple):
    """What a tool says of all pairs: CPU seconds, one answer a pair, and (numbers, numbers cut in two) of its marks."""

    seconds: float
    answers: list[dict[str, Any]]
    cut: tuple[int, int] | None


def run(name: str, pairs: Sequence[Mutated]) -> Told:
    """One of the tools on these pairs, without ids."""
    if name == "git diff --word-diff":
        return _git(pairs)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "pairs.json", Path(folder) / "told.json"
        source.write_text(json.dumps([(without_ids(m.old), without_ids(m.new)) for m in pairs]))
        subprocess.run(
            [_python(name), str(_RUNNER), name, str(source), str(target)], check=True, stderr=subprocess.DEVNULL
        )
        found = json.loads(target.read_text())
    return Told(found["seconds"], found["told"], None)


def _python(name: str) -> str:
    """The Python of an environment that holds only that tool; made once."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    home = cache / "career-graph-benchmarks" / f"{name}-{VERSIONS[name]}"
    python = home / "bin" / "python"
    if not (home / ".ready").exists():
        print(f"setting up {name} {VERSIONS[name]} in {home} (once)", file=sys.stderr)
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-qq", f"{name}=={VERSIONS[name]}"], check=True)
        (home / ".ready").touch()
    return str(python)


def score(pairs: Sequence[Mutated], told: Told, into: Score) -> None:
    """Count what is named right, by texts: a change of a text by both of them, a coming or going by the text."""
    for mutated, answer in zip(pairs, told.answers, strict=True):
        changed = {tuple(pair) for pair in answer["pairs"]}
        for truth in mutated.truths:
            into.total[truth.kind] += 1
            old, new = ([_texts(side, place) for place in places] for side, places in
                        ((mutated.old, truth.old), (mutated.new, truth.new)))  # fmt: skip
            if truth.kind == "removed":
                right = old[0][0] in answer["gone"]
            elif truth.kind == "added":
                right = new[0][0] in answer["come"]
            elif truth.kind in ("moved", "split", "merged"):
                right = False  # none of these tools has the notion
            else:
                right = (old[0][0], new[0][0]) in changed
            into.right[truth.kind] += right


def _texts(profile: dict[str, Tree], place: Place) -> list[str]:
    value: Any = profile
    for step in place:
        value = value[step]
    return texts_of(value)


def texts_of(entry: Tree) -> list[str]:
    """The texts of one entry, the longest kind first."""
    return [entry[name] for name in _FIELDS if name in entry]


def _git(pairs: Sequence[Mutated]) -> Told:
    answers, seen, cut = [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        outputs = [_word_diff(Path(folder), mutated) for mutated in pairs]
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    for output in outputs:
        answer: dict[str, Any] = {"pairs": [], "gone": [], "come": []}
        for line in _lines(output):
            old, new = ("".join(text for sign, text in line if sign in f" {side}") for side in "-+")
            if old and new and old != new:
                answer["pairs"].append((old, new))
                for side in "-+":
                    found = count_split([text for sign, text in line if sign in f" {side}"])
                    seen, cut = seen + found[0], cut + found[1]
            elif old != new:
                answer["gone" if old else "come"].append(old or new)
        answers.append(answer)
    return Told(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, answers, (seen, cut))


def _word_diff(folder: Path, mutated: Mutated) -> str:
    for name, profile in (("old", mutated.old), ("new", mutated.new)):
        every = [entry for section in profile.values() for entry in entries(section)]
        lines = [str(entry[field]) for entry in every for field in _FIELDS if field in entry]
        (folder / name).write_text("\n".join(lines) + "\n")
    command = ["git", "diff", "--no-index", "--no-color", "--word-diff=porcelain", "-U100000", "old", "new"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def _lines(output: str) -> list[list[tuple[str, str]]]:
    """The lines of both texts together: runs of words with their sign."""
    body = re.split(r"^@@.*@@.*\n", output, maxsplit=1, flags=re.MULTILINE)[-1]
    lines: list[list[tuple[str, str]]] = [[]]
    for line in body.splitlines():
        if line == "~":
            lines.append([])
        else:
            lines[-1].append((line[0], line[1:]))
    return lines
