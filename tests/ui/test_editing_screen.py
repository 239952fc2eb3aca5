"""Editing in place: typing, checks, saving, leaving, and what happens when somebody else saved first."""

import pytest

from authoring.ui.state.unfinished import Unfinished
from tests.ui.conftest import SOC, Typed, frame, key, open_review, press, settle, summary


async def _pause(pilot) -> None:
    await pilot.pause(0.4)
    await settle(pilot)


def _unfinished(office, section: str, person: str = "Ben") -> Unfinished:
    return Unfinished(office.wiring().workspace.cache, key(section), person)


async def test_an_edit_is_saved_as_a_revision_of_the_person(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "e", Typed(" And more."), "ctrl+s")
        assert "Saved as a new revision" in frame(pilot)
    head = office.head("summary")
    assert head.content.sentences[0].text == "Librarians administer collections of information. And more."
    assert head.content.sentences[0].id == "s1"
    assert head.by.name == "Ben"
    assert _unfinished(office, "summary").left() is None


async def test_the_checks_answer_while_one_types(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "e", Typed(" Since 1850."))
        await _pause(pilot)
        assert "“1850” is in none of the facts" in frame(pilot)
    assert office.state("summary") == "draft"


async def test_undo_takes_typing_back(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "e", "x", "ctrl+z", "ctrl+s")
        assert "Nothing was changed" in frame(pilot)


async def test_unfinished_text_is_offered_again_after_the_program_ended(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "e", Typed(" Half a"))
        await _pause(pilot)
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "e")
        assert "There is unfinished text of yours" in frame(pilot)
        await press(pilot, "enter", Typed(" word."), "ctrl+s")
    assert office.head("summary").content.sentences[0].text.endswith("information. Half a word.")


async def test_leaving_asks_and_keeps_the_text_unless_it_is_dropped(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "e", Typed(" x"), "escape")
        assert "Leave without saving?" in frame(pilot)
        await press(pilot, "enter")
        assert _unfinished(office, "summary").left() is not None
        await press(pilot, "e", "enter", "escape", "d")
        assert _unfinished(office, "summary").left() is None
    assert office.state("summary") == "draft"


async def test_a_conflict_keeps_the_typed_text_and_offers_the_merge(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "e", Typed(" Ben adds."))
        await _pause(pilot)
        ana = office.wiring("Ana").desk
        ana.save(SOC, "en", "summary", summary("Ana wrote it all anew."), office.head("summary").id)
        await press(pilot, "ctrl+s")
        assert "1 place that both of you changed" in frame(pilot)
        assert "Ana wrote it all anew." in frame(pilot)
        assert "Ben adds." in frame(pilot)
        await press(pilot, "t", "ctrl+s", "ctrl+s")
    head = office.head("summary")
    assert head.content.sentences[0].text == "Ana wrote it all anew."


async def test_items_are_added_and_removed_within_their_bounds(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "e", "f2", Typed("Presence"), "enter", Typed("People trust a face."), "ctrl+s")
        titles = [point.title for point in office.head("moat").content.points]
        assert titles == ["Trust", "Presence", "Judgement"]
        await press(pilot, "escape", "escape")
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "e", "f3")
        assert "may not be shorter" in frame(pilot)


async def test_a_new_item_without_text_is_not_saved(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "e", "f2", "ctrl+s")
        assert "Not saved yet" in frame(pilot)
    assert len(office.head("moat").content.points) == 2


async def test_a_fact_is_cited_from_the_list(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "e", "f4", Typed("annual wage median 2025"), "enter", "ctrl+s")
    (cited,) = office.head("summary").content.sentences[0].citations
    assert cited.fact == f"oews.2025/{SOC}/annual-median"


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (160, 45)])
async def test_a_computed_section_says_that_it_is_not_edited(office, size):
    async with office.screens("Ben", size) as pilot:
        await open_review(pilot, "scores")
        await press(pilot, "e")
        assert "made from facts; there is nothing to edit" in " ".join(frame(pilot).split())


async def test_an_empty_place_of_a_list_says_what_to_do_in_the_smallest_window(office):
    async with office.screens("Ben", (60, 15)) as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "e", "shift+tab", "k")
        assert "F2 adds an item" in frame(pilot)


async def test_a_sentence_of_the_handbook_is_cited_with_its_words(office):
    sheet = office.room().sheet(SOC)
    words = sheet.passages[0].text.split(".")[0][:40]
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "e", "f4", Typed(words), "enter", "ctrl+s")
    (cited,) = office.head("summary").content.sentences[0].citations
    assert (cited.kind, cited.passage) == ("passage", sheet.passages[0].id)
    assert cited.quote in sheet.passages[0].text


async def test_an_item_is_split_at_the_cursor_and_the_step_is_taken_back(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "e", "home", *["ctrl+right"] * 2, "f9")
        places = [place.text for place in pilot.app.screen.editing.places if place.kind == "item"]
        assert places == ["Librarians administer", "collections of information."]
        await press(pilot, "ctrl+o")
        assert "Librarians administer collections of information." in frame(pilot)
        await press(pilot, "ctrl+l", "f7", "f12", "ctrl+s")
    assert len(office.head("summary").content.sentences) == 1


async def test_the_keys_for_items_work_from_within_a_text_field(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "e")
        editing = pilot.app.screen.editing
        first = editing.at
        await press(pilot, "f8")
        assert editing.at == first + 1
        await press(pilot, "f7")
        assert editing.at == first
        await press(pilot, "f6")
        assert [point.title for point in editing.content.points] == ["Judgement", "Trust"]
