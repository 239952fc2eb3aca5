"""A small team at one workspace: drafts by the offline drafter, and a desk for whoever sits down."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from authoring.errors import UnknownOccupation
from authoring.reviewing.desk import Desk
from authoring.revisions.ids import new_event_id, now
from authoring.revisions.store import Revisions
from authoring.settings import ReviewSettings, Settings
from schemas.base import SCHEMA_VERSION, content_hash
from schemas.events import Actor, Provenance, Revision
from schemas.facts import FactSheet
from schemas.findings import Finding, Place
from schemas.items import Point
from schemas.sections.moat import Moat
from schemas.sections.registry import Section
from schemas.sections.related import Related

SOC = "25-4022"
DRAFTER = Actor(kind="tool", name="offline-drafter")


class LibrarianFacts:
    """A fact base that knows one occupation and no fact about it."""

    version = "facts-1"

    def title(self, soc: str) -> str:
        if soc != SOC:
            raise UnknownOccupation(f"no occupation {soc}", "Did you mean 25-4022?")
        return "Librarians and media collections specialists"

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
    published: set[tuple[str, str, str, str]] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def desk(self, person: str, edition: str = "1") -> Desk:
        settings = Settings(review=ReviewSettings(four_eyes=self.four_eyes))
        return Desk(
            self.revisions,
            LibrarianFacts(),
            self.check,
            settings,
            person,
            lambda: self.published,
            edition=edition,
        )

    def check(self, revision: Revision, sheet: FactSheet) -> tuple[Finding, ...]:
        self.asked.append(revision.id)
        return words_rule(revision, sheet)

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

    def draft_related(self) -> Revision:
        """A wholly computed section."""
        return self.draft(Related(section="related", exposure_measure=None, occupations=()))


@pytest.fixture
def team(tmp_path: Path):
    revisions = Revisions(tmp_path / "drafts", tmp_path / ".authoring")
    yield Team(revisions)
    revisions.close()


@pytest.fixture(scope="session")
def moat() -> Callable[..., Moat]:
    return points
