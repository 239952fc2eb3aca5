"""Translating from the screens: the source stands beside the text, item by item, and says what moved in it."""

import json
import re
import time

import pytest

from tests.llm.scripted_server import listening, says, streams
from tests.ui.conftest import SOC, Typed, assert_frame, frame, key, open_review, press, settle, summary


@pytest.fixture
def translated(office):
    """A summary translated by a person, from what the source says at first."""
    office.wiring().translating.translate(SOC, "zh-TW", ("summary",))
    head = office.head("summary", "zh-TW")
    office.wiring("Mei").desk.save(*key("summary", "zh-TW"), summary("圖書館員的年薪中位數為 68,270 美元。"), head.id)
    return office


def reword(office, text):
    office.wiring().desk.save(*key("summary"), summary(text), office.head("summary").id)


async def test_t_begins_a_translation_and_opens_it_beside_its_source(office):
    async with office.screens("Mei") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "t")
        assert pilot.app.screen.key.locale == "zh-TW"
        assert_frame(pilot, "translate_begun")
    assert office.head("summary", "zh-TW").to_translate


async def test_a_figure_the_translation_lost_is_named_beside_it_without_colour(translated):
    reword(translated, "Librarians earned a median of $68,270, and 133,790 of them work.")
    translated.wiring().translating.translate(SOC, "zh-TW", ("summary",))
    head = translated.head("summary", "zh-TW")
    done = {"translated": [item.id for item in head.content.sentences]}
    translated.wiring("Mei").desk.save(*key("summary", "zh-TW"), head.content, head.id, **done)
    async with translated.screens("Ben") as pilot:
        await press(pilot, Typed("/locale:zh"), "enter", "enter")
        seen = frame(pilot)
    assert "133,790 is missing in the translation" in seen
    assert "figures differ from the source" in seen


async def test_what_moved_in_the_source_is_shown_with_the_words_it_had(translated):
    reword(translated, "Librarians earned a median wage of $68,270.")
    async with translated.screens("Mei", size=(160, 45)) as pilot:
        await press(pilot, Typed("/locale:zh"), "enter", "enter")
        assert "source moved: 1 item" in frame(pilot)
        await press(pilot, "t")
        assert_frame(pilot, "translate_moved")
    assert translated.head("summary", "zh-TW").to_translate


async def test_the_same_meaning_is_one_decision_that_names_who_and_why(translated):
    reword(translated, "The median librarian earned $68,270.")
    async with translated.screens("Mei") as pilot:
        await press(pilot, Typed("/locale:zh"), "enter", "enter", "t", "K", Typed("only the order"), "enter")
        assert "Kept" in frame(pilot)
    head = translated.head("summary", "zh-TW")
    assert (head.to_translate, head.by.name, head.reason) == ((), "Mei", "no change in meaning: only the order")
    assert head.content.sentences[0].text == "圖書館員的年薪中位數為 68,270 美元。"


async def test_the_same_meaning_is_not_asked_of_an_item_that_does_not_wait(translated):
    async with translated.screens("Mei") as pilot:
        await press(pilot, Typed("/locale:zh"), "enter", "enter", "K")
        assert "No source text of this item waits" in frame(pilot)


async def test_the_form_shows_the_source_of_the_item_one_translates(translated):
    async with translated.screens("Mei") as pilot:
        await press(pilot, Typed("/locale:zh"), "enter", "enter", "e")
        assert_frame(pilot, "translate_edit")


async def test_numbers_that_alone_changed_are_carried_over_by_one_key(office):
    reword(office, "Half of them earned more than $64,320.")
    office.wiring().translating.translate(SOC, "zh-TW", ("summary",))
    head = office.head("summary", "zh-TW")
    office.wiring("Mei").desk.save(*key("summary", "zh-TW"), summary("半數年薪超過 64,320 美元。"), head.id)
    reword(office, "Half of them earned more than $68,270.")
    office.wiring().translating.translate(SOC, "zh-TW", ("summary",))
    async with office.screens("Mei", size=(160, 45)) as pilot:
        await press(pilot, Typed("/locale:zh"), "enter", "enter", "5")
        assert "Only numbers changed; m takes: 半數年薪超過 68,270 美元。" in frame(pilot)
        await press(pilot, "m")
        assert "somebody else approves them" in frame(pilot)
    head = office.head("summary", "zh-TW")
    assert (head.content.sentences[0].text, head.to_translate) == ("半數年薪超過 68,270 美元。", ())
    assert (head.by.name, head.reason) == ("Mei", "only numbers of the source changed")


async def test_agreed_terms_of_an_item_stand_under_its_source(office):
    reword(office, "They write software for the H-1B visa.")
    office.wiring().translating.translate(SOC, "zh-TW", ("summary",))
    async with office.screens("Mei", size=(160, 45)) as pilot:
        await press(pilot, Typed("/locale:zh"), "enter", "enter", "5")
        seen = frame(pilot)
        assert "software = 軟體, never 軟件" in seen
        assert "H-1B stays as it is" in seen
        await press(pilot, "m")
        assert "Nothing is suggested for this item" in frame(pilot)


async def test_agreed_terms_are_inserted_where_the_cursor_stands(office):
    reword(office, "They write software for the H-1B visa.")
    office.wiring().translating.translate(SOC, "zh-TW", ("summary",))
    async with office.screens("Mei") as pilot:
        await press(pilot, Typed("/locale:zh"), "enter", "enter", "e", "ctrl+a", "ctrl+k", "ctrl+t")
        seen = frame(pilot)
        assert "Insert which words?" in seen
        assert "1 軟體" in seen
        assert "2 H-1B" in seen
        await press(pilot, "1", "ctrl+t", "2", "ctrl+t", "escape", "ctrl+s")
    text = office.head("summary", "zh-TW").content.sentences[0].text
    assert "軟體H-1B" in text


async def test_in_a_source_there_is_nothing_to_insert(office):
    async with office.screens("Mei") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "e", "ctrl+t")
        assert "Nothing to insert here" in frame(pilot)


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-Qw71mWvT9rX")
    with listening() as scripted:
        yield scripted


def asks(office, server):
    """A model with a price at the loopback server."""
    with (office.root / "authoring.toml").open("a") as settings:
        settings.write(
            f'\n[model]\nname = "openai/scripted-1"\nbase_url = "{server.url}"\nattempts = 1\ntimeout = 30\n'
            '\n[model.prices."openai/scripted-1"]\ninput = 1.0\noutput = 2.0\n'
        )


def rendered_as(text):
    def answer(handler):
        refs = re.findall(r"^([0-9a-f]{12}) \| ", handler.asked["messages"][1]["content"], re.MULTILINE)
        says(json.dumps({"renderings": [{"ref": ref, "text": text} for ref in refs]}))(handler)

    return answer


async def test_a_machine_says_back_what_a_translation_says_after_it_said_what_that_costs(translated, server):
    asks(translated, server)
    server.script(rendered_as("Librarians earn 9 million dollars."))
    async with translated.screens("Ben") as pilot:
        await press(pilot, Typed("/locale:zh"), "enter", "enter", "B")
        asked = frame(pilot)
        assert "Texts: 1 · about $0.000" in asked
        assert "no text of the profile" in asked
        await press(pilot, "escape")
        assert not server.seen
        await press(pilot, "B", "enter")
        await settle(pilot)
        seen = frame(pilot)
        assert "Rendered back: 1 · $0.0011" in seen
        assert "by a machine (scripted-1-2026): Librarians earn 9 million" in " ".join(seen.split())
        await press(pilot, "B")
        assert "rendered back already" in frame(pilot)
    assert len(server.seen) == 1
    assert translated.head("summary", "zh-TW").by.name == "Mei"


async def test_a_rendering_is_stopped_by_a_key_and_nothing_is_kept_of_it(translated, server):
    asks(translated, server)
    server.script(streams('{"renderings": [' + " " * 4000, pause=0.05))
    async with translated.screens("Ben") as pilot:
        await press(pilot, Typed("/locale:zh"), "enter", "enter", "B")
        await pilot.press("enter")
        end = time.monotonic() + 20
        while not server.seen:
            assert time.monotonic() < end
            await pilot.pause(0.02)
        await press(pilot, "s")
        assert "Stopped" in frame(pilot)
    assert not translated.wiring().desk.history(*key("summary", "zh-TW")).answers


async def test_a_source_is_not_rendered_back(office):
    async with office.screens("Mei") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "B")
        assert "Only a translation is rendered back" in frame(pilot)


async def test_claims_of_both_sides_stand_in_pairs(translated):
    reword(translated, "Librarians earned a median of $68,270, and 133,790 of them work.")
    translated.wiring().translating.translate(SOC, "zh-TW", ("summary",))
    head = translated.head("summary", "zh-TW")
    done = {"translated": [item.id for item in head.content.sentences]}
    translated.wiring("Mei").desk.save(*key("summary", "zh-TW"), head.content, head.id, **done)
    async with translated.screens("Ben") as pilot:
        await press(pilot, Typed("/locale:zh"), "enter", "enter", "6")
        assert_frame(pilot, "translate_claims")
