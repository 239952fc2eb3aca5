"""Runs on the screens: how far they are, what they cost, and a person's word to a process that asks models elsewhere."""

import pytest

from tests.ui.conftest import RUNNING, assert_frame, frame, going_on, press, settle


async def test_a_live_run_is_shown_with_its_progress_cost_rate_and_errors_by_kind(office):
    with going_on(office):
        async with office.screens("Ben") as pilot:
            await press(pilot, "B")
            assert_frame(pilot, "runs")
        async with office.screens("Ben", size=(160, 45)) as pilot:
            await press(pilot, "B")
            assert_frame(pilot, "runs_wide")


async def test_it_is_paused_and_goes_on_and_stops_when_asked(office):
    with going_on(office) as live:
        async with office.screens("Ben") as pilot:
            await press(pilot, "B", "p")
            assert (live.control.wanted, live.control.by) == ("pause", "Ben")
            assert "was asked to pause" in frame(pilot)
            live.say(RUNNING.model_copy(update={"status": "paused"}))
            pilot.app.screen.look()
            await settle(pilot)
            await press(pilot, "p")
            assert live.control.wanted == "go"
            await press(pilot, "s", "escape")
            assert live.control.wanted == "go"
            await press(pilot, "s", "y")
            assert live.control.wanted == "stop"


async def test_a_run_whose_process_is_gone_says_so_and_takes_no_orders(office):
    with going_on(office):
        pass
    async with office.screens("Ben") as pilot:
        await press(pilot, "B")
        assert "broken off" in frame(pilot)
        await press(pilot, "s")
        assert "does not go on" in frame(pilot)
        await press(pilot, "p")
        assert "run 1 does not go on" in frame(pilot)


async def test_from_a_failure_one_gets_to_its_occupation(office):
    with going_on(office):
        async with office.screens("Ben") as pilot:
            await press(pilot, "B", "enter", "enter")
            seen = frame(pilot)
    assert "Librarians and Media Collections Specialists" in seen.splitlines()[0]


async def test_without_a_run_it_says_how_to_begin_one(office):
    async with office.screens("Ben") as pilot:
        await press(pilot, "B")
        assert "author plan" in frame(pilot)
        await press(pilot, "p", "s", "enter", "tab", "q")
        assert "Queue: 5 sections" in frame(pilot)


@pytest.mark.parametrize("hostile", ["\x1b]52;c;aGk=\x07", "[/b][@click=app.quit]out[/]", "{{ 7*7 }} <script>"])
async def test_what_a_server_said_cannot_restyle_the_screen(office, hostile):
    with going_on(office, RUNNING.model_copy(update={"last_trouble": hostile})):
        async with office.screens("Ben") as pilot:
            await press(pilot, "B")
            seen = frame(pilot)
    assert "\x1b" not in seen
    assert ("There is no run yet" in seen) == ("\x1b" in hostile)  # such a file is not one of ours
