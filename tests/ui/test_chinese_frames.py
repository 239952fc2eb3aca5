"""A session in Traditional Chinese at 80x24: no English but names, codes, commands and what the texts themselves say."""

import importlib
import pkgutil
import re

from authoring.locales.labels import Labels
from authoring.ui import screens
from authoring.ui.screens.base import WorkScreen
from schemas.items import Point
from schemas.sections.ai_impact import AiImpact, Evidence
from schemas.sections.moat import Moat
from tests.ui.conftest import SOC, assert_frame, cites, frame, open_review, press, settle

ENGLISH = re.compile(r"\b[a-z]{2,}\b")
COMMANDS = re.compile(r"`[^`]*`|author \w+(?: --\w+)*|\b[a-z_]+\.[a-z-]+\b")
"""What is typed or named as it is: commands, ids of rules and facts."""

NAMES = {
    "en",
    "zh",
    "docs",
    "review",
    "md",
    "authoring",
    "toml",
    "four_eyes",
    "offline",
    "drafter",
    "esc",
    "enter",
    "tab",
}
NAMES |= {
    "true",
    "false",
    "moat",
    "points",
    "refresh",
    "waive",
    "stale",
    "facts",
    "oews",
    "annual",
    "median",
    "pgdn",
    "and",
    "profiles",
}


def trust(*titles: str) -> Moat:
    return Moat(
        section="moat",
        points=tuple(Point(id=f"p{n}", title=t, detail="因為要與人共事。", citations=()) for n, t in enumerate(titles)),
    )


def impact() -> AiImpact:
    alma = Evidence(
        id="e1", name="Alma", kind="tool", coverage="partial", since=2008, finding="編目", citations=cites()
    )
    return AiImpact(
        section="ai_impact", verdict="augmented", narrative=(), tools_researched=True, evidence=(alma,), takes_over=(),
        augments=(), entry_level=(), level_up=(),
    )  # fmt: skip


def english(pilot) -> set[str]:
    """The English words on the screen that nobody types and nothing is named by."""
    return set(ENGLISH.findall(COMMANDS.sub("", frame(pilot)))) - NAMES


async def test_findings_are_told(office):
    office.draft(trust("自 1999 年以來的信任", "自 1999 年以來的信任"))
    async with office.screens(language="zh-TW") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "2", "tab")
        assert_frame(pilot, "review_findings_zh-TW")
        assert not english(pilot)


async def test_the_ledger_says_why(office):
    office.draft(trust("自 1999 年以來的信任"))
    async with office.screens(language="zh-TW") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "6", "tab")
        assert_frame(pilot, "review_claims_zh-TW")
        assert not english(pilot)


async def test_a_refused_approval_is_told(office):
    office.draft(trust("自 1999 年以來的信任"))
    async with office.screens("Ben", language="zh-TW") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "a")
        assert_frame(pilot, "refused_approval_zh-TW")
        assert not english(pilot)


async def test_four_eyes_are_told(office):
    desk = office.wiring("Ana").desk
    desk.save("25-4022", "en", "moat", trust("面對面的信任"), office.head("moat").id)
    async with office.screens("Ana", language="zh-TW") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "a")
        assert "Ana，上次核准之後 25-4022 en moat 有你自己寫的文字" in frame(pilot)
        assert "請另一個人核准" in frame(pilot)


async def test_changes_are_told(office):
    office.draft(trust("信任", "在 1999 年的判斷", "手藝"))
    desk, head = office.wiring("Ana").desk, office.head("moat")
    first, second, third = head.content.points
    reworded = second.model_copy(update={"title": "在 2005 年的判斷"})
    desk.save("25-4022", "en", "moat", head.content.model_copy(update={"points": (third, reworded)}), head.id)
    async with office.screens("Ben", language="zh-TW") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "D")
        assert_frame(pilot, "diff_zh-TW")
        assert not english(pilot)
        await press(pilot, "b")
        assert_frame(pilot, "diff_beside_zh-TW")
    assert first.id


async def test_what_is_held_back_is_told(office):
    async with office.screens("Ben", language="zh-TW") as pilot:
        await press(pilot, "P")
        assert_frame(pilot, "publish_held_back_zh-TW")
        assert not english(pilot)


async def test_a_choice_is_told_in_the_form(office):
    office.draft(impact())
    async with office.screens("Ben", language="zh-TW") as pilot:
        await open_review(pilot, "ai_impact")
        await press(pilot, "e")
        await pilot.pause(0.4)
        await settle(pilot)
        assert_frame(pilot, "edit_choice_zh-TW")
        assert not english(pilot)


async def test_an_occupation_is_called_as_somebody_reviewed_it(office):
    titles = office.wiring().titles
    async with office.screens(language="zh-TW", size=(160, 45)) as pilot:
        assert "Librarians and Media" in frame(pilot), "a title nobody has read is not shown as if somebody had"
    titles.review("zh-TW", [SOC], "Ben")
    async with office.screens(language="zh-TW", size=(160, 45)) as pilot:
        assert "圖書館員與媒體" in frame(pilot)
        await open_review(pilot, "moat")
        assert "圖書館員與媒體館藏專員 · 25-4022" in frame(pilot)
        await press(pilot, "o")
        assert "圖書館員與媒體館藏專員 · 25-4022" in frame(pilot)
    async with office.screens(size=(160, 45)) as pilot:
        assert "Librarians and Media" in frame(pilot)


def test_every_key_of_a_screen_has_its_words_and_says_what_it_does():
    for module in pkgutil.iter_modules(screens.__path__):
        importlib.import_module(f"{screens.__name__}.{module.name}")
    kinds = [WorkScreen]
    for kind in kinds:
        kinds += kind.__subclasses__()
    named = {each.id for kind in kinds for each in vars(kind).get("BINDINGS", ()) if each.id}
    assert len(named) > 60
    for locale in ("en", "zh-TW"):
        words = Labels(locale)
        assert {name for name in named if not (words.has(f"ui.key.{name}") and words.has(f"ui.tip.{name}"))} == set()
