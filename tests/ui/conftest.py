"""A workspace with a few sections on real facts, and the review screens open on it without a terminal."""

import contextlib
import os
import re
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from authoring.revisions.ids import new_event_id
from authoring.runs.ledger import Ledger, LiveRun
from authoring.runs.planning import Wish
from authoring.runs.state import Failure, RunState
from authoring.settings import SETTINGS_FILE, open_workspace
from authoring.ui.app import ReviewApp
from authoring.ui.state.workroom import SectionKey, Workroom
from authoring.wiring import Wiring
from schemas.base import SCHEMA_VERSION, content_hash
from schemas.citations import FactCitation
from schemas.events import Actor, Provenance, Revision
from schemas.items import Point, Sentence
from schemas.sections.faq import Faq, Question
from schemas.sections.moat import Moat
from schemas.sections.pay import Amount, Pay, PayBand, PayYear
from schemas.sections.registry import Section
from schemas.sections.scores import AbsentScore, Score, ScoreInput, Scores
from schemas.sections.summary import Summary

SOC = "25-4022"
MEDIAN = f"oews.2025/{SOC}/annual-median"
TENTH = f"oews.2025/{SOC}/annual-p10"
DRAFTER = Actor(kind="tool", name="offline drafter")
DRAFTED_AT, LOOKED_AT = "2026-01-02T03:04:05Z", "2026-01-02T05:06:07Z"
REWRITE = os.environ.get("REWRITE_FRAMES") == "1"
FRAMES = Path(__file__).parent / "frames"
_VARIES = (
    (re.compile(r"\d{4}-\d\d-\d\d\.[0-9a-f]{8}"), "0000-00-00.00000000"),
    (re.compile(r"\b[0-9a-f]{8}\b"), "00000000"),
)
"""What changes with every build of the fact base: its version and the hash of a sheet, each masked at its width."""


def cites(*ids: str) -> tuple[FactCitation, ...]:
    return tuple(FactCitation(kind="fact", fact=each) for each in ids)


def summary(text: str = "Librarians administer collections of information.", item: str = "s1") -> Summary:
    return Summary(section="summary", sentences=(Sentence(id=item, text=text, citations=()),))


def moat(*titles: str) -> Moat:
    made = (
        Point(id=f"p{n}", title=t, detail="Because it is done with people.", citations=()) for n, t in enumerate(titles)
    )
    return Moat(section="moat", points=tuple(made))


def faq() -> Faq:
    def asked(item: str, question: str, *answer: tuple[str, tuple[FactCitation, ...]]) -> Question:
        sentences = (Sentence(id=f"{item}a{n}", text=t, citations=c) for n, (t, c) in enumerate(answer))
        return Question(id=item, question=question, answer=tuple(sentences), citations=())

    return Faq(
        section="faq",
        questions=(
            asked(
                "q1",
                "How much does this work pay?",
                ("Half of the workers earned more than $68,270 a year in May 2025, half less.", cites(MEDIAN)),
                ("The lowest-paid tenth earned less than $43,660 in May 2025.", cites(TENTH)),
            ),
            asked("q2", "Is it done alone?", ("Mostly with people.", ())),
            asked("q3", "Does it take travel?", ("Rarely.", ())),
        ),
    )


def pay() -> Pay:
    def amount(value: float, fact: str) -> Amount:
        return Amount(value=value, at_least=False, fact=fact)

    return Pay(
        section="pay", unit="USD/year", period="May 2025", median=amount(68270, MEDIAN), combined_code=None, note=(),
        bands=(PayBand(level="entry", low=amount(43660, TENTH), high=amount(56310, f"oews.2025/{SOC}/annual-p25")),),
        trend=(PayYear(year=2025, median=amount(68270, MEDIAN)),),
    )  # fmt: skip


def scores() -> Scores:
    used = ScoreInput(fact=MEDIAN, label="Annual wage, median", value=68270, points=6.1, weight=1.0)
    return Scores(
        section="scores", formula_version="1", overall=6.1,
        dimensions=(
            Score(
                dimension="income", direction="positive", value=6.1, low=6.1, high=6.1,
                formula="10 x share of occupations with a lower median wage", inputs=(used,),
            ),
        ),
        absent=(AbsentScore(dimension="licensing", direction="negative", reason="no plain statement about licences"),),
    )  # fmt: skip


RUNNING = RunState(
    status="running", updated=LOOKED_AT, process=1, seconds=312.0, texts=3468, written=1200, unchanged=20, left=14,
    failed={"refusal": 2}, asked=1260, from_kept=40, under_way=32, at_once=32, to_check=3, input_tokens=5_120_331,
    output_tokens=811_204, spent_usd=1.2, set_aside_usd=0.31, per_minute=412.4, seconds_left=332.0,
    tried_again={"rate limit": 17}, last_trouble="429: slow down, please",
)  # fmt: skip
FAILED = Failure(
    soc=SOC, locale="en", section="moat", key="0" * 64, kind="refusal", said="the model declined to answer",
    hint="points: Field required\nRead its answer: author runs failures 1.", requests=2, at=LOOKED_AT,
)  # fmt: skip


@dataclass
class Office:
    """One workspace and whoever sits down at it."""

    root: Path

    def wiring(self, person: str = "Ana") -> Wiring:
        return Wiring(open_workspace(self.root), person)

    def draft(self, content: Section, locale: str = "en", **more: object) -> Revision:
        """What a drafter appends: a revision on the head."""
        revisions = self.wiring().revisions
        head = revisions.history(SOC, locale, content.section).head
        provenance = Provenance(
            method="offline_drafter", software="test", model=None, template=None, prompt_hash=None,
            parameters=(), usage=None, cost_usd=None, seconds=None, job_key=None,
        )  # fmt: skip
        fields: dict[str, object] = {
            "kind": "revision", "id": new_event_id(head.id if head else None), "at": DRAFTED_AT, "by": DRAFTER, "soc": SOC,
            "locale": locale, "section": content.section, "parent": head.id if head else None, "merged": None,
            "hash": content_hash(content), "schema_version": SCHEMA_VERSION, "sheet_hash": "0" * 64,
            "base_version": "2026-01-01.00000000", "content": content, "provenance": provenance, "reason": None,
            "translated_from": None, "to_translate": (), **more,
        }  # fmt: skip
        revision = Revision.model_validate(fields)
        revisions.append(revision)
        return revision

    def head(self, section: str, locale: str = "en") -> Revision:
        head = self.wiring().desk.history(SOC, locale, section).head
        assert head is not None
        return head

    def state(self, section: str, locale: str = "en") -> str:
        desk = self.wiring().desk
        return desk.state(desk.history(SOC, locale, section))

    def room(self, person: str = "Ana") -> Workroom:
        return Workroom(self.wiring(person), "en")

    @contextlib.asynccontextmanager
    async def screens(
        self, person: str = "Ben", size: tuple[int, int] = (80, 24), language: str = "en"
    ) -> AsyncIterator[Pilot[None]]:
        """The program, open on the queue."""
        app = ReviewApp(lambda: self.wiring(person), lambda wiring: Workroom(wiring, language, lambda: LOOKED_AT))
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            end = time.monotonic() + 20
            while not frame(pilot).strip() and time.monotonic() < end:  # on a busy machine nothing is begun yet
                await pilot.pause(0.02)
                await settle(pilot)
            yield pilot


@contextlib.contextmanager
def going_on(office: "Office", state: RunState = RUNNING, selection: str = "25-*") -> Iterator[LiveRun]:
    """A run that a process holds: here this one."""
    wish = Wish(selection=selection, sections=("moat", "skills"), locales=("en",), model="openai/gpt-x", whys=())
    live = Ledger(office.wiring().workspace.cache).begin(wish, "Olu", "online", 20.0)
    live.say(state)
    live.failed(FAILED)
    try:
        yield live
    finally:
        live.close(state)


@pytest.fixture
def empty_office(tmp_path: Path) -> Office:
    root = tmp_path / "profiles"
    root.mkdir()
    (root / SETTINGS_FILE).write_text('locales = ["en", "zh-TW"]\n')
    return Office(root)


@pytest.fixture
def office(empty_office: Office) -> Office:
    for content in (summary(), scores(), moat("Trust", "Judgement"), pay(), faq()):
        empty_office.draft(content)
    return empty_office


def key(section: str, locale: str = "en") -> SectionKey:
    return SectionKey(SOC, locale, section)


async def settle(pilot: Pilot[None]) -> None:
    """Until every key has led somewhere, no worker runs and everything they posted is handled."""
    await pilot.pause()
    app = pilot.app
    while app.typing_ahead or any(not worker.is_finished for worker in app.workers):
        with contextlib.suppress(WorkerCancelled):  # a newer one of its kind has taken its place
            await app.workers.wait_for_complete()
        await pilot.pause()


class Typed(str):
    """Text that is typed letter by letter, not the name of a key."""

    __slots__ = ()


async def press(pilot: Pilot[None], *keys: str) -> None:
    for each in keys:
        if isinstance(each, Typed):
            for letter in each:
                pilot.app.post_message(Key(_character_to_key(letter), letter))
        else:
            await pilot.press(each)
        await settle(pilot)


async def open_review(pilot: Pilot[None], section: str) -> None:
    """Filter to one section and open it."""
    await press(pilot, "slash", Typed(f"section:{section}"), "enter", "enter")


def frame(pilot: Pilot[None]) -> str:
    """What is on the screen, as plain lines."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips) + "\n"


def assert_frame(pilot: Pilot[None], name: str) -> None:
    """The screen is, to the cell, the stored frame. REWRITE_FRAMES=1 stores it anew, to be read in the diff."""
    seen = frame(pilot)
    for varies, mask in _VARIES:
        seen = varies.sub(mask, seen)
    path = FRAMES / f"{name}.txt"
    if REWRITE:
        path.write_text(seen, "utf-8")
    assert seen == path.read_text("utf-8")
