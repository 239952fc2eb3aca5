"""`make rehearsal`: a scripted team takes every occupation that can be drafted to a release, by the command line alone.

Ada drafts (without a model), runs the checks and starts the other locales; Grace approves section by section; both through
`author`, each under her name. Then the release is made and verified, read back by the public reader, and ten pages drawn by
lot are written out as plain text for somebody to read.
"""

import argparse
import contextlib
import io
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Final

from authoring.cli.app import run
from authoring.facts.base import FactBase
from authoring.published import open_dataset
from schemas.sections.registry import SPECS

_BATCH: Final = 50
_READ: Final = 10
_WRITTEN: Final = tuple(spec.name for spec in SPECS if spec.kind != "computed")


def main() -> None:
    """Go the whole way; the first command that ends otherwise than it should ends it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--in", dest="folder", type=Path, required=True, help="Where the workspace is made, or goes on.")
    asked.add_argument("--occupations", type=int, help="Only the first so many; default: all 867.")
    asked.add_argument("--seed", type=int, default=2026, help="Which ten pages are drawn.")
    given = asked.parse_args()
    rehearse(given.folder, FactBase.open().socs()[: given.occupations], given.seed)


def rehearse(folder: Path, socs: Sequence[str], seed: int) -> None:
    """From an empty folder to ten pages to read."""
    if not (folder / "authoring.toml").is_file():
        _author("init", folder)
    there = ("--workspace", folder)
    with _stage("draft, as Ada"):
        for at in range(0, len(socs), _BATCH):
            _author(*there, "--as", "Ada", "draft", *socs[at : at + _BATCH], codes=(0, 1, 4))
    drafted = sorted(path.name for path in (folder / "drafts").iterdir())
    with _stage("start zh-TW, as Ada"):
        for soc in drafted:
            _author(*there, "--as", "Ada", "translate", soc, "--to", "zh-TW")
    with _stage("check"):
        found = json.loads(_author(*there, "check", "--locale", "en", "--json", codes=(0, 5)))
    errors = [each for each in found if each["severity"] == "error"]
    print(f"  {len(found)} findings, {len(errors)} errors")
    written = _written(there)
    without = Counter(name for soc in drafted for name in _WRITTEN if name not in written[soc])
    print(f"  without text, as the official facts are too thin: {dict(without)}")
    with _stage("approve, as Grace"):
        refused = [soc for soc in drafted if not _approved(there, soc, written[soc])]
    with _stage("publish, with pages"):
        _author(*there, "--as", "Grace", "publish")
    with _stage("verify and read back"):
        _author(*there, "releases", "verify")
        dataset = open_dataset(folder / "published")
        for locale in dataset.locales:
            sections = sum(len(profile.sections) for profile in dataset.profiles(locale))
            print(f"  {locale}: {len(dataset.socs(locale))} profiles, {sections} sections")
    print(f"{len(drafted)} occupations drafted of {len(socs)}; some section refused in {len(refused)}: {refused[:5]}")
    _write_pages(folder, dataset.socs("en"), seed)


def _written(there: tuple[str, Path]) -> dict[str, tuple[str, ...]]:
    """Which English sections of an occupation have a text that waits for somebody."""
    rows = json.loads(_author(*there, "queue", "--locale", "en", "--json"))
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["soc"], []).append(row["section"])
    return {soc: tuple(name for name in _WRITTEN if name in names) for soc, names in found.items()}


def _approved(there: tuple[str, Path], soc: str, written: Sequence[str]) -> bool:
    """Whether every English section was approved; the computed ones of zh-TW are, too."""
    _author(*there, "--as", "Grace", "approve", soc, "--computed", "--locale", "zh-TW", codes=None)
    said = (*there, "--as", "Grace", "approve", soc, "--computed", *written)
    return _author(*said, codes=None) != _REFUSED


_REFUSED: Final = "refused"


def _author(*words: object, codes: tuple[int, ...] | None = (0,)) -> str:
    """Run `author`; what it printed. With `codes` None an error is told by the answer, else it ends the rehearsal."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(word) for word in words])
    if codes is None:
        return out.getvalue() if code == 0 else _REFUSED
    if code not in codes:
        sys.exit(f"author {' '.join(map(str, words))} ended with {code}: {err.getvalue()[-2000:]}")
    return out.getvalue()


@contextlib.contextmanager
def _stage(name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    print(f"{name:<28}{time.perf_counter() - began:>8.1f} s", flush=True)


def _write_pages(folder: Path, socs: Sequence[str], seed: int) -> None:
    chosen = sorted(random.Random(seed).sample(list(socs), min(_READ, len(socs))))
    pages = folder / "read-these"
    pages.mkdir(exist_ok=True)
    for soc in chosen:
        html = (folder / "published/current/site/en" / f"{soc}.html").read_text("utf-8")
        (pages / f"{soc}.txt").write_text(_plain(html), "utf-8")
    print(f"read these: {pages} ({', '.join(chosen)})")


def _plain(html: str) -> str:
    """A page as text: without its head and its marks, a line for each block."""
    body = re.sub(r"(?s)^.*?<body.*?>|<(style|script|svg).*?</\1>|<sup.*?</sup>", "", html)
    lines = re.sub(r"</(p|li|h\d|tr|dt|dd|section|caption)>|<br ?/?>", "\n", body)
    text = unescape(re.sub(r"<[^>]+>", " ", lines))
    return "\n".join(line for line in (" ".join(each.split()) for each in text.splitlines()) if line) + "\n"


if __name__ == "__main__":
    main()
