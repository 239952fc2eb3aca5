"""`make bench-publish`: a release of the whole dataset, one with nothing but ten edits, and how far both are from the floor.

The floor is to read every published profile, validate it and write it again: what no exporter can do without. Occupations
are drafted by the offline drafter and approved. Other locales quote the source, of which checks say one thing and another: their
time counts, their verdict does not.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from authoring.checks import CheckedSection
from authoring.cli.workspace import init
from authoring.errors import ThinFacts
from authoring.publishing.crew import Crew
from authoring.publishing.making import AssembliesOf
from authoring.publishing.profile_json import PublicProfile
from authoring.publishing.publisher import Publisher
from authoring.publishing.spelling import indented
from authoring.revisions.history import History
from authoring.revisions.ids import new_event_id, now
from authoring.revisions.making import Grounds, revision_on, without_model
from authoring.settings import open_workspace
from authoring.translating.seam import Earlier, Translation
from authoring.translating.segments import segments, with_texts
from authoring.translating.workflow import Translating
from authoring.wiring import Wiring
from benchmarks.publishing.memory import Peak
from schemas.base import SCHEMA_VERSION, Locale
from schemas.events import Actor, Decision, Event, Revision
from schemas.findings import Finding

FULL_LIMIT, EDITS_LIMIT, MEMORY_LIMIT = 120.0, 5.0, 1000.0
"""Seconds and megabytes for 867 occupations in five locales on two cores that do nothing else."""
EDITS: Final = 10
_WRITER, _READER = (Actor(kind="person", name=name) for name in ("Ada", "Grace"))


class Quoting:
    """A translator that quotes the source in the language: a text in its script, as long as a translation, with its figures."""

    def translate(self, source: Revision, target: Locale, _earlier: Earlier | None = None) -> Translation:
        """The section with nothing left to translate."""
        quoted = _QUOTED.get(target.partition("-")[0], "{}")
        texts = {
            key: {name: quoted.format(_in_pieces(text)) for name, text in fields.items()}
            for key, fields in segments(source.content).items()
        }
        return Translation(with_texts(source.content, texts), ())


_QUOTED: Final = {"zh": "原文「{}」", "ja": "の「{}」", "ko": "원문 “{}”"}


def _in_pieces(text: str) -> str:
    """No four English words follow each other, for that is a finding of its own; a figure keeps the words around it."""
    found: list[str] = []
    words = text.replace("“", "").replace("”", "").split(" ")
    for at, word in enumerate(words):
        figures = any(letter.isdigit() for near in words[max(0, at - 3) : at + 2] for letter in near)
        found.append(f"{word}，" if at % 3 == 2 and not figures else word)
    return " ".join(found)


def main() -> None:
    """Make the workspace where it is missing, then measure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--in", dest="folder", type=Path, help="Keep the workspace here.")
    asked.add_argument("--occupations", type=int, help="Only so many; default: all that can be drafted.")
    asked.add_argument("--locales", default="en,zh-TW,zh-CN,ja,ko", help="Which locales.")
    given = asked.parse_args()
    locales = tuple(given.locales.split(","))
    if given.folder:
        measure(given.folder, given.occupations, locales)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), given.occupations, locales)


def measure(folder: Path, occupations: int | None, locales: tuple[Locale, ...]) -> None:
    """Fill the workspace, publish it afresh and once more with ten edits, and say what took how long."""
    made = fill(folder, occupations, locales)
    profiles = made * len(locales)
    print(f"{made} occupations in {len(locales)} locales: {profiles} profiles")
    share = profiles / (867 * 5)
    with Peak().watched() as peak:
        full = _timed(lambda tell: _publisher(folder).publish("Mei", html=True, progress=tell))
    floor = _floor(folder)
    print(f"floor: validate and serialise every profile{floor:>20.1f} s on one core")
    _say("a whole release", full, FULL_LIMIT * share, floor)
    _edit(folder)
    edits = _timed(lambda tell: _publisher(folder).publish("Mei", html=True, progress=tell))
    _say(f"a release of {EDITS} changed sections", edits, EDITS_LIMIT, floor)
    print(f"memory of a whole release, all processes together: {peak.megabytes:.0f} MB (limit {MEMORY_LIMIT:.0f})")


def fill(folder: Path, occupations: int | None, locales: tuple[Locale, ...]) -> int:
    """Draft, translate and approve; returns how many occupations there are. What is there is kept."""
    if not (folder / "authoring.toml").exists():
        init(folder)
        text = (folder / "authoring.toml").read_text("utf-8")
        names = ", ".join(f'"{locale}"' for locale in locales)
        (folder / "authoring.toml").write_text(text.replace('locales = ["en", "zh-TW"]', f"locales = [{names}]"))
    wiring = Wiring(open_workspace(folder), "Ada")
    translating = Translating(wiring.revisions, wiring.base, "en", Quoting())
    for soc in wiring.base.socs():
        if len(wiring.revisions.occupations()) >= (occupations or len(wiring.base.socs())):
            break
        if wiring.revisions.locales(soc):
            continue
        try:
            wiring.drafting.draft(soc)
        except ThinFacts:
            continue
        for locale in locales[1:]:
            translating.translate(soc, locale)
        for locale in locales:
            _approve(wiring, wiring.revisions.profile(soc, locale).values())
    return len(wiring.revisions.occupations())


def pages(root: Path, locales: tuple[Locale, ...]) -> AssembliesOf:
    """What assembles the pages in another process of the crew."""
    return _publisher(root).assemblies_of(locales)


def _publisher(folder: Path) -> Publisher:
    """The publisher of the workspace, for which no finding on a translation is an error."""
    wiring = Wiring(open_workspace(folder), "Mei")

    def check(section: CheckedSection) -> Sequence[Finding]:
        found = wiring.holding(section)
        return found if section.locale == "en" else [_milder(finding) for finding in found]

    return Publisher(
        *(wiring.revisions, wiring.base, check, wiring.workspace.settings, wiring.workspace.published),
        lambda: datetime.now(UTC),
        title=wiring.titles.title,
        grounds=wiring.grounds,
        crew=Crew(partial(pages, folder), os.cpu_count() or 1),
    )


def _milder(finding: Finding) -> Finding:
    return finding.model_copy(update={"severity": "warning"}) if finding.severity == "error" else finding


def _approve(wiring: Wiring, histories: Iterable[History]) -> None:
    wiring.revisions.append(*(_approval(history.head) for history in histories if history.head))


def _approval(head: Revision) -> Decision:
    return Decision(
        kind="decision", id=new_event_id(head.id), at=now(), by=_READER, soc=head.soc, locale=head.locale,
        section=head.section, parent=head.id, action="approve", hash=head.hash, sheet_hash=head.sheet_hash,
        schema_version=SCHEMA_VERSION, reason=None, rule=None, fingerprint=None,
    )  # fmt: skip


def _edit(folder: Path) -> None:
    """Another word in one section of each of ten occupations, by one person, approved by another."""
    wiring = Wiring(open_workspace(folder), "Ada")
    for soc in wiring.revisions.occupations()[:EDITS]:
        history = wiring.revisions.history(soc, "en", "moat")
        if history.head is None:
            continue
        key, texts = next(iter(segments(history.head.content).items()))
        content = with_texts(history.head.content, {key: {name: f"{text} now" for name, text in texts.items()}})
        grounds = Grounds(history.head.sheet_hash, history.head.base_version, None)
        head = revision_on(history, content, _WRITER, without_model("person"), grounds)
        events: tuple[Event, ...] = (head, _approval(head))
        wiring.revisions.append(*events)


def _floor(folder: Path) -> float:
    files = sorted((folder / "published" / "current" / "profiles").glob("*/*.json"))
    began = time.perf_counter()
    for path in files:
        indented(PublicProfile.model_validate_json(path.read_bytes()).model_dump(mode="json"))
    return time.perf_counter() - began


def _timed(do: Callable[[Callable[[str, int, int], None]], object]) -> dict[str, float]:
    """Seconds of each stage, in order, and of all."""
    began = time.perf_counter()
    stages: dict[str, float] = {}
    last: list[object] = ["before", began]

    def tell(stage: str, _done: int, _total: int) -> None:
        if stage != last[0]:
            stages[str(last[0])] = time.perf_counter() - float(str(last[1]))
            last[:] = [stage, time.perf_counter()]

    do(tell)
    stages[str(last[0])] = time.perf_counter() - float(str(last[1]))
    return {**stages, "all": time.perf_counter() - began}


def _say(what: str, stages: dict[str, float], limit: float, floor: float) -> None:
    print(what)
    for stage, seconds in stages.items():
        print(f"  {stage:<24} {seconds:>8.1f} s")
    took = stages["all"]
    verdict = "" if took <= limit else "   OVER"
    print(f"  limit {limit:.1f} s{verdict}; {took / floor:.1f} times the floor of one core")
