"""What each person has to themselves: their keys, their colours, and the place where they left off."""

import pytest

from authoring.ui.app import ReviewApp
from authoring.ui.keymap import action_names, read_keymap
from authoring.ui.state.remembered import Memory, Place, Remembered
from authoring.ui.state.workroom import Workroom
from tests.ui.conftest import Typed, frame, open_review, press, settle


async def test_one_reopens_where_one_left(office):
    async with office.screens("Ben") as pilot:
        await press(pilot, "s", Typed("/section:faq"), "enter", "enter", "q", "q")
    async with office.screens("Ben") as pilot:
        queue = pilot.app.screen
        assert (queue.view.text, queue.view.sort, queue.key_here().section) == ("section:faq", "newest", "faq")


async def test_a_section_that_was_open_is_open_again_and_back_leads_to_the_queue(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "ctrl+q")
    async with office.screens("Ben") as pilot:
        assert pilot.app.screen.key.section == "moat"
        await press(pilot, "q")
        assert pilot.app.screen.view.text == "section:moat"


async def test_another_person_begins_at_the_beginning(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "ctrl+q")
    async with office.screens("Ana") as pilot:
        assert pilot.app.screen.view.text == ""


@pytest.mark.parametrize("damaged", [b"", b"{", b'{"sort":"sideways"}', b'{"place":{"soc":"../..","locale":"en"}}'])
def test_a_damaged_memory_is_no_memory(tmp_path, damaged):
    memory = Memory(tmp_path, "Ben")
    memory.keep(Remembered(filter="faq", place=Place(soc="25-4022", locale="en", section="faq")))
    assert memory.read().filter == "faq"
    memory.path.write_bytes(damaged)
    assert memory.read() == Remembered()


async def test_the_chosen_colours_are_kept(office):
    async with office.screens("Ben") as pilot:
        pilot.app.theme = "high-contrast"
        await press(pilot, "q")
    async with office.screens("Ben") as pilot:
        assert pilot.app.theme == "high-contrast"


def screens_with(office, keys_file):
    return ReviewApp(lambda: office.wiring("Ben"), lambda wiring: Workroom(wiring, "en"), keys_file).run_test(
        size=(80, 24)
    )


async def test_own_keys_work_and_stand_in_the_footer_and_the_help(office, tmp_path):
    keys = tmp_path / "keys.toml"
    keys.write_text('approve = "f9"\n"queue.sort" = ["z", "ctrl+t"]\nlist.down = "J"\n')
    async with screens_with(office, keys) as pilot:
        await settle(pilot)
        await press(pilot, "z")
        assert pilot.app.screen.view.sort == "newest"
        assert "z Sort" in frame(pilot)
        await press(pilot, "s", "J", "enter", "question_mark")
        assert "f9" in frame(pilot)
        await press(pilot, "escape", "a")
        key = pilot.app.screen.key
        assert office.state(key.section) == "draft"
        await press(pilot, "f9")
        assert office.state(key.section) == "approved"


async def test_what_cannot_be_used_of_a_key_file_is_told_and_the_rest_holds(office, tmp_path):
    keys = tmp_path / "keys.toml"
    keys.write_text('aprove = "f9"\n"queue.sort" = "hyperdrive"\nhelp = "f4"\n')
    async with screens_with(office, keys) as pilot:
        await settle(pilot)
        seen = frame(pilot)
        assert "no action is called `aprove`" in seen
        assert "'hyperdrive' is no key" in seen
        await press(pilot, "escape", "f4")
        assert "f4" in frame(pilot)


@pytest.mark.parametrize("written", ["approve = [", "\udcff".encode("utf-8", "surrogateescape").decode("latin-1")])
def test_a_key_file_that_cannot_be_read_changes_nothing(tmp_path, written):
    keys = tmp_path / "keys.toml"
    keys.write_text(written, "latin-1")
    read = read_keymap(keys, action_names())
    assert (read.keys, len(read.refused)) == ({}, 1)
