"""A small team at one workspace: drafts by the offline drafter, and a desk for whoever sits down."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import strategies as st

from authoring.errors import UnknownOccupation
from authoring.reviewing.desk import Desk
from authoring.revisions.contents import LogName
from authoring.revisions.ids import new_event_id, now
from authoring.revisions.items import give_ids
from authoring.revisions.logs import Copied
from authoring.revisions.store import Revisions
from authoring.settings import ReviewSettings, Settings
from authoring.text import clean_line
from schemas.base import SCHEMA_VERSION, content_hash
from schemas.citations import FactCitation, PassageCitation, SourceCitation
from schemas.events import Actor, Provenance, Revision
from schemas.facts import FactSheet
from schemas.findings import Finding, Place
from schemas.items import Item, Point, Sentence
from schemas.sections.ai_impact import AiImpact, Evidence
from schemas.sections.faq import Faq, Question
from schemas.sections.moat import Moat
from schemas.sections.pay import Amount, Pay
from schemas.sections.registry import Section
from schemas.sections.related import Related
from schemas.sections.summary import Summary

SOC = "25-4022"
DRAFTER = Actor(kind="tool", name="offline-drafter")


class LibrarianFacts:
    """A fact base that knows one occupation and no fact about it."""

    version = "facts-1"

    def title(self, soc: str) -> str:
        if soc != SOC:
            raise UnknownOccupation(f"no occupation {soc}", "Did you mean 25-4022?")
        return "Librarians and media collections specialists"

    def sheet_hash(self, soc: str) -> str:
        self.title(soc)
        return "0" * 64

    def sheet(self, soc: str) -> FactSheet:
        return FactSheet(
            soc=soc, title=self.title(soc), base_version=self.version, hash="0" * 64, facts=(), passages=()
        )


def words_rule(revision: Revision, _sheet: FactSheet) -> tuple[Finding, ...]:
    """An error for each point titled “wrong”, a warning for each titled “vague”."""
    if not isinstance(revision.content, Moat):
        return ()
    return tuple(
        Finding(
            rule=f"words.{point.title}",
            severity="error" if point.title == "wrong" else "warning",
            place=Place(item=point.id, field="title", start=0, end=0),
            message=f"this is {point.title}",
            hint="Say it better.",
            fingerprint=f"{point.id}/{point.title}/{point.detail}",
        )
        for point in revision.content.points
        if point.title in ("wrong", "vague")
    )


def points(*titles: str) -> Moat:
    return Moat(
        section="moat",
        points=tuple(Point(id=f"p{n}", title=t, detail="Why.", citations=()) for n, t in enumerate(titles)),
    )


@dataclass
class Team:
    """One workspace. `desk(person)` gives that person's desk on it."""

    revisions: Revisions
    four_eyes: bool = True
    settings: Settings | None = None
    time: str | None = None
    published: set[tuple[str, str, str, str]] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    moved_message: str = "it moved"

    def desk(self, person: str, edition: str = "1") -> Desk:
        settings = self.settings or Settings(review=ReviewSettings(four_eyes=self.four_eyes))
        return Desk(
            self.revisions,
            LibrarianFacts(),
            self.check,
            settings,
            person,
            lambda: self.published,
            lambda: self.time or now(),
            edition=edition,
        )

    def check(self, revision: Revision, sheet: FactSheet) -> tuple[Finding, ...]:
        self.asked.append(revision.id)
        return (*words_rule(revision, sheet), *self.moved(revision))

    def moved(self, revision: Revision) -> tuple[Finding, ...]:
        """A fact that moved, under a text with a point titled “moved”."""
        if not isinstance(revision.content, Moat) or revision.content.points[0].title != "moved":
            return ()
        place = Place(item="", field="", start=0, end=0)
        told = self.moved_message
        return (Finding(rule="stale.facts", severity="warning", place=place, message=told, hint="", fingerprint=told),)

    def draft(self, content: Section, *, soc: str = SOC, locale: str = "en", **more: object) -> Revision:
        """What a drafter appends: a revision on the head."""
        head = self.revisions.history(soc, locale, content.section).head
        provenance = Provenance(
            method="offline_drafter", software="test", model=None, template=None, prompt_hash=None,
            parameters=(), usage=None, cost_usd=None, seconds=None, job_key=None,
        )  # fmt: skip
        fields = {
            "kind": "revision", "id": new_event_id(), "at": now(), "by": DRAFTER, "soc": soc,
            "locale": locale, "section": content.section, "parent": head.id if head else None, "merged": None,
            "hash": content_hash(content), "schema_version": SCHEMA_VERSION, "sheet_hash": "0" * 64,
            "base_version": "facts-1", "content": content, "provenance": provenance, "reason": None,
            "translated_from": None, "to_translate": (), **more,
        }  # fmt: skip
        revision = Revision(**fields)
        self.revisions.append(revision)
        return revision

    def log(self, soc: str = SOC, locale: str = "en") -> Copied:
        """The bytes of a log."""
        return self.revisions.logs.copy_of(LogName(soc, locale))

    def rewrite(self, lines: bytes, soc: str = SOC, locale: str = "en") -> None:
        """Change a log past the desk, as git, an import or a bad disk does."""
        was = self.log(soc, locale)
        assert self.revisions.logs.put(LogName(soc, locale), Copied(lines, was.aside), was)

    def draft_related(self) -> Revision:
        """A wholly computed section."""
        return self.draft(Related(section="related", exposure_measure=None, occupations=()))


@pytest.fixture
def team(tmp_path: Path, open_logs):
    revisions = Revisions(tmp_path / "drafts", tmp_path / ".authoring", open_logs())
    yield Team(revisions)
    revisions.close()


@pytest.fixture(scope="session")
def moat() -> Callable[..., Moat]:
    return points


def lines() -> st.SearchStrategy[str]:
    """Text as it is after entry: words of several scripts, and what the form itself is written with."""
    words = st.sampled_from(
        [
            "people",
            "$64,370",
            "a",
            "title:",
            "cites:",
            "*",
            "**",
            "#",
            "[points]",
            "館員",
            "的",
            "工作",
            "“so”",
            "é",
            "-",
        ]
    )
    phrase = st.lists(words | st.text(max_size=6), max_size=5).map(" ".join)
    once_or_over_many_lines = st.sampled_from([1, 1, 1, 9])
    return st.builds(lambda said, times: clean_line(" ".join([said] * times)), phrase, once_or_over_many_lines)


def citations() -> st.SearchStrategy[tuple[object, ...]]:
    ids = st.sampled_from(["oews.2025/25-4022/annual-median", "ooh.2025/librarians/pay/2", "s1"])
    some = lines().filter(bool)
    return st.lists(
        st.builds(FactCitation, kind=st.just("fact"), fact=ids)
        | st.builds(PassageCitation, kind=st.just("passage"), passage=ids, quote=some)
        | st.builds(SourceCitation, kind=st.just("source"), source=ids, quote=some),
        max_size=1,
    ).map(tuple)


def items(model: type[Item], **more: st.SearchStrategy[object]) -> st.SearchStrategy[Item]:
    fields = {
        name: lines()
        for name, info in model.model_fields.items()
        if info.annotation is str and name not in ("id", "citations")
    }
    ids = st.text("0123456789abcdefghijklmnopqrstuvwxyz", min_size=8, max_size=8)
    return st.builds(model, **{**fields, "id": ids, "citations": citations(), **more})


def several(found: st.SearchStrategy[Item], least: int = 0, most: int = 2) -> st.SearchStrategy[tuple[Item, ...]]:
    return st.lists(found, min_size=least, max_size=most, unique_by=lambda item: item.id).map(tuple)


def _written() -> st.SearchStrategy[Section]:
    points, prose = several(items(Point)), several(items(Sentence))
    evidence = items(
        Evidence,
        kind=st.sampled_from(["tool", "news"]),
        coverage=st.sampled_from(["partial", "full"]),
        since=st.none() | st.integers(1990, 2030),
    )
    return st.one_of(
        st.builds(Moat, section=st.just("moat"), points=points),
        st.builds(Summary, section=st.just("summary"), sentences=several(items(Sentence), 1, 2)),
        st.builds(
            Faq,
            section=st.just("faq"),
            questions=several(items(Question, answer=several(items(Sentence), 1, 3)), 3, 4),
        ),
        st.builds(
            AiImpact, section=st.just("ai_impact"), verdict=st.sampled_from(["mixed", "exposed"]),
            narrative=prose, tools_researched=st.booleans(), evidence=several(evidence, 0, 2),
            takes_over=points, augments=points, entry_level=prose, level_up=prose,
        ),
        st.builds(
            Pay, section=st.just("pay"), unit=st.just("USD/year"), period=st.none(), bands=st.just(()),
            median=st.just(Amount(value=68270.0, at_least=False, fact="oews.2025/25-4022/annual-median")),
            trend=st.just(()), combined_code=st.none(), note=prose,
        ),
    )  # fmt: skip


@pytest.fixture(scope="session")
def written() -> st.SearchStrategy[Section]:
    """Sections as people and drafters write them, every id given."""
    return _written().map(give_ids)
