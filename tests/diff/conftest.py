"""Real sections to compare: drafted from the bundled facts, and a Chinese one written for the purpose."""

import pytest

from authoring.drafting.offline.drafter import OfflineDrafter
from authoring.facts.base import FactBase
from schemas.citations import FactCitation
from schemas.facts import FactSheet
from schemas.items import Point, Sentence
from schemas.sections.ai_impact import AiImpact
from schemas.sections.faq import Faq
from schemas.sections.moat import Moat
from schemas.sections.summary import Summary


def sentence(text: str, item: str = "", *facts: str) -> Sentence:
    return Sentence(id=item, citations=tuple(FactCitation(kind="fact", fact=fact) for fact in facts), text=text)


def point(title: str, detail: str = "", item: str = "") -> Point:
    return Point(id=item, citations=(), title=title, detail=detail)


@pytest.fixture(scope="session")
def librarian() -> FactSheet:
    return FactBase.open().sheet("25-4022")


@pytest.fixture(scope="session")
def faq(librarian: FactSheet) -> Faq:
    return Faq.model_validate({"section": "faq", **OfflineDrafter().draft("faq", librarian).fields})


@pytest.fixture(scope="session")
def ai_impact(librarian: FactSheet) -> AiImpact:
    fields = OfflineDrafter().draft("ai_impact", librarian).fields
    return AiImpact.model_validate({"section": "ai_impact", **fields})


@pytest.fixture(scope="session")
def moat(librarian: FactSheet) -> Moat:
    return Moat.model_validate({"section": "moat", **OfflineDrafter().draft("moat", librarian).fields})


@pytest.fixture
def chinese() -> Summary:
    return Summary(
        section="summary",
        sentences=(
            sentence("圖書館員管理館藏，協助讀者找到所需的資料。", "a1"),
            sentence("2025年5月，年薪中位數為68,270美元，全美約有13萬人從事這項工作。", "b2"),
        ),
    )
