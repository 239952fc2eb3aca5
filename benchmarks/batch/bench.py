"""Drafts through a server on this machine that answers after 300 ms, 256 at a time: ours, instructor, Curator.

`python -m benchmarks.batch.bench [--drafts 2000] [--latency 0.3] [--at-once 256] [--per-second 0] [--without-others]`

Real facts and prompts; the server is `tests/runs/answering_server.py`, as llmock spends more of the processor on a request
than is left beside 256 in flight. The limit is calls x latency / concurrency, or calls / allowed calls a second.
"""

import argparse
import contextlib
import json
import math
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
SERVER: Final = ROOT / "tests" / "runs" / "answering_server.py"
TOOLS: Final = Path(__file__).parent / "tools"
VERSIONS: Final = {"instructor": "instructor>=1.17,<2", "curator": "bespokelabs-curator==0.1.31"}
SETTINGS: Final = """
[model]
name = "local/m"
base_url = "{url}"
[model.prices."local/m"]
input = 0
output = 0
"""


def main(words: Sequence[str] = ()) -> None:
    """Run it and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--drafts", type=int, default=2000)
    parser.add_argument("--latency", type=float, default=0.3)
    parser.add_argument("--at-once", type=int, default=256)
    parser.add_argument("--per-second", type=int, default=0)
    parser.add_argument("--without-others", action="store_true")
    given = parser.parse_args(list(words))
    limit = given.drafts / given.per_second if given.per_second else given.drafts * given.latency / given.at_once
    print(f"{given.drafts} drafts, {given.latency * 1000:.0f} ms, {given.at_once} in flight, limit {limit:.2f} s")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given.codes = codes_for(given.drafts)
        asked = prepared(folder, given)
        with serving(folder, given) as url:
            _say("career-graph-authoring", _ours(folder, url, given), limit, given.drafts)
        for tool in () if given.without_others else VERSIONS:
            with serving(folder, given) as url:
                try:
                    found = _theirs(tool, url, asked, given.at_once, folder)
                except (OSError, subprocess.SubprocessError, ValueError) as cause:
                    print(f"{tool}: could not be run here: {str(cause)[-600:]}")
                else:
                    _say(tool, found, limit, given.drafts)


def _say(name: str, found: dict[str, Any], limit: float, drafts: int) -> None:
    got = found.get("got", found.get("acknowledged", 0))
    over = found["wall_s"] / limit if limit else math.nan
    drafts = found.get("drafts", drafts)  # what was planned: the fact base allows some 8,900
    print(
        f"{name:24} {found['wall_s']:7.2f} s wall = {over:5.2f} x limit, {got / found['wall_s']:6.0f} a second, "
        f"{1000 * found['cpu_s'] / max(got, 1):6.2f} ms CPU a draft, {found['memory_mb']:5.0f} MB, {drafts - got} lost"
    )
    if "checked_s" in found:
        later = 100 * (found["checked_s"] / found["wall_s"] - 1)
        print(
            f"{'':24} checked and appended after {found['checked_s']:.2f} s ({later:+.0f} %): {found['written']} written, "
            f"{found['failed']} failed, {found['tried_again']} tried again; the plan took {found['planned_s']:.1f} s before"
        )


def codes_for(drafts: int) -> str:
    """Occupations from all over the classification, as many as it takes: a page has eleven drafts, few have less."""
    from authoring.facts.base import FactBase  # noqa: PLC0415

    socs = [soc for soc in FactBase.open().socs() if not soc.startswith("55-")]
    wanted = min(len(socs), math.ceil(drafts / 9))
    return " ".join(sorted({socs[place * len(socs) // wanted] for place in range(wanted)}))


def prepared(folder: Path, given: argparse.Namespace) -> Path:
    """Answers for the server, and the rendered prompts for those that do not plan."""
    sys.path.append(str(ROOT / "tests" / "llm"))
    from good_answers import good  # type: ignore[import-not-found]  # noqa: PLC0415

    from authoring.facts.base import FactBase  # noqa: PLC0415
    from benchmarks.batch.ours import plan_of, wiring_of  # noqa: PLC0415

    root = folder / "plan"
    workspace(root, "http://127.0.0.1:1/v1")
    # Curator asks for a user of that form to see whether the server takes schemas.
    base, answers = FactBase.open(), {"* User": '{"name": "Jason", "age": 25}'}
    lines = []
    sheet = None
    for job in plan_of(wiring_of(root), given.codes, given.drafts).jobs:
        about = job.about
        sheet = sheet if sheet is not None and sheet.soc == about.soc else base.sheet(about.soc)
        answers[f"{about.soc} {about.section}"] = good(about.section, sheet)
        messages = [{"role": each.role, "content": each.text} for each in job.request.messages]
        messages[1]["content"] += f"\nSection: {about.section}"
        lines.append(json.dumps(messages))
    (folder / "answers.json").write_text(json.dumps(answers))
    (folder / "requests.jsonl").write_text("\n".join(lines))
    return folder / "requests.jsonl"


def workspace(root: Path, url: str) -> None:
    root.mkdir()
    (root / "authoring.toml").write_text(SETTINGS.format(url=url))


@contextlib.contextmanager
def serving(folder: Path, given: argparse.Namespace) -> Iterator[str]:
    """The server, in a process of its own, with an empty log."""
    (folder / "log").unlink(missing_ok=True)
    words = ["--latency", str(given.latency), "--per-second", str(given.per_second)]
    words += ["--retry-after", "1"] if given.per_second else []
    process = subprocess.Popen(
        [sys.executable, str(SERVER), str(folder / "answers.json"), str(folder / "log"), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # it is told of every client that is killed
        text=True,
    )
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}/v1"
    finally:
        process.kill()
        process.wait()


def _ours(folder: Path, url: str, given: argparse.Namespace) -> dict[str, Any]:
    root = folder / "ours"
    workspace(root, url)
    words = [
        sys.executable,
        "-m",
        "benchmarks.batch.ours",
        str(root),
        given.codes,
        str(given.drafts),
        str(given.at_once),
    ]
    return _last_line(subprocess.run(words, cwd=ROOT, env=_environment(), check=True, capture_output=True, text=True))


def _theirs(tool: str, url: str, asked: Path, at_once: int, folder: Path) -> dict[str, Any]:
    script = str(TOOLS / f"with_{tool}.py")
    words = [_python(tool), script, url, str(asked), str(at_once), str(folder / tool)]
    done = subprocess.run(words, env=_environment(), check=False, capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise ValueError(done.stderr[-6000:])
    return _last_line(done)


def _last_line(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def _environment() -> dict[str, str]:
    return {**os.environ, "LOCAL_API_KEY": "none"}


def _python(tool: str) -> str:
    """The Python of an environment that holds only that tool; made once."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    home = cache / "career-graph-benchmarks" / tool
    if not (home / ".ready").exists():
        print(f"setting up {tool} in {home} (once)", file=sys.stderr)
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([home / "bin" / "python", "-m", "pip", "install", "-qq", VERSIONS[tool]], check=True)
        (home / ".ready").touch()
    return str(home / "bin" / "python")


if __name__ == "__main__":
    main(sys.argv[1:])
