"""Every screen at 80x24, as an editor sees it."""

import pytest

from tests.ui.conftest import Typed, assert_frame, frame, moat, open_review, press, settle, summary


async def test_queue(office):
    async with office.screens() as pilot:
        assert_frame(pilot, "queue")


async def test_queue_filtered(office):
    async with office.screens() as pilot:
        await press(pilot, "slash", Typed("librarian section:pay"))
        assert_frame(pilot, "queue_filtered")


async def test_queue_that_is_empty_says_what_to_do(empty_office):
    async with empty_office.screens() as pilot:
        assert_frame(pilot, "queue_empty")


async def test_queue_in_traditional_chinese(office):
    async with office.screens(language="zh-TW") as pilot:
        assert_frame(pilot, "queue_zh-TW")


@pytest.mark.parametrize("section", ["summary", "scores", "moat", "pay", "faq"])
async def test_review(office, section):
    async with office.screens() as pilot:
        await open_review(pilot, section)
        assert_frame(pilot, f"review_{section}")


async def test_review_beside_its_facts_in_a_wide_window(office):
    async with office.screens(size=(160, 45)) as pilot:
        await open_review(pilot, "faq")
        await press(pilot, "j")
        assert_frame(pilot, "review_wide")


async def test_review_of_findings(office):
    office.draft(moat("Trust since 1999"))
    async with office.screens() as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "2", "tab")
        assert_frame(pilot, "review_findings")


async def test_review_of_claims(office):
    async with office.screens() as pilot:
        await open_review(pilot, "faq")
        await press(pilot, "j", "6", "tab")
        assert_frame(pilot, "review_claims")


async def test_review_of_history_and_comments(office):
    async with office.screens() as pilot:
        await open_review(pilot, "faq")
        await press(pilot, "c", Typed("who says so?"), "enter", "3", "tab")
        assert_frame(pilot, "review_history")
        await press(pilot, "4")
        assert_frame(pilot, "review_comments")


async def test_overview_as_figures_as_a_page_and_as_what_the_facts_allow(office):
    async with office.screens() as pilot:
        await press(pilot, "o", "2")
        assert_frame(pilot, "overview_figures")
        await press(pilot, "3")
        assert_frame(pilot, "overview_page")
        await press(pilot, "4")
        assert_frame(pilot, "overview_coverage")
        await press(pilot, "1", "enter")
        assert pilot.app.screen.key.soc == "25-4022"


async def test_asking_for_a_reason(office):
    async with office.screens() as pilot:
        await open_review(pilot, "faq")
        await press(pilot, "r", Typed("too short"))
        assert_frame(pilot, "ask")


async def test_editing(office):
    async with office.screens() as pilot:
        await open_review(pilot, "faq")
        await press(pilot, "j", "e", Typed(" 99 percent"))
        await pilot.pause(0.4)
        await settle(pilot)
        assert_frame(pilot, "edit")


async def test_picking_a_fact(office):
    async with office.screens() as pilot:
        await open_review(pilot, "faq")
        await press(pilot, "e", "f4", Typed("annual median"))
        assert_frame(pilot, "pick_fact")


async def test_overview(office):
    office.draft(summary("圖書館員管理館藏。"), "zh-TW")
    async with office.screens() as pilot:
        await press(pilot, "o")
        assert_frame(pilot, "overview")


async def test_help(office):
    async with office.screens() as pilot:
        await open_review(pilot, "faq")
        await press(pilot, "question_mark")
        assert_frame(pilot, "help")


@pytest.mark.parametrize("size", [(59, 24), (80, 14), (20, 5)])
async def test_a_window_too_small_says_so_and_decides_nothing(office, size):
    async with office.screens() as pilot:
        await open_review(pilot, "faq")
        await pilot.resize_terminal(*size)
        await press(pilot, "a")
        assert "too small" in " ".join(frame(pilot).split())
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert "too small" not in frame(pilot)
    assert office.state("faq") == "draft"


async def test_sixty_by_fifteen_is_large_enough(office):
    async with office.screens(size=(60, 15)) as pilot:
        await open_review(pilot, "faq")
        assert_frame(pilot, "review_60x15")
