"""No text can crash, restyle or escape a screen."""

import pytest

from authoring.text import clean_line
from tests.ui.conftest import Typed, faq, frame, going_on, moat, open_review, press, summary

MARKS = [
    "[/b] [bold red]x",
    "[@click=app.quit]x[/]",
    "{{7*7}} {% raw %} {0} %s",
    "\u202eabc\u2066 \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "\x1b[31mred\x1b]52;c;aGk=\x07 \x9b2J",
    "\\[ \\n $(reboot) `x` 'q' \"",
]
SIZES = ["圖書館員管理館藏" * 30, "👨‍👩‍👧‍👦 🏳️‍🌈 e\u0301" * 20, "x" * 10_000, "a b " * 2_500]
HOSTILE = {"marks": " ".join(MARKS), "wide": " ".join(SIZES), "long": " ".join(reversed(SIZES))}
"""Each kind in one text: what breaks a screen breaks it beside others too. What comes first is what is shown where a
screen has room for a little."""


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_text_is_only_text_on_every_screen(office, text):
    clean = clean_line(text)
    office.draft(summary(clean))
    office.draft(moat(clean[:4000]))
    desk = office.wiring("Ana").desk
    desk.comment("25-4022", "en", "summary", clean)
    desk.request_changes("25-4022", "en", "summary", office.head("summary").id, clean)
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "3", "tab", "end", "4", "tab", "2", "question_mark", "escape", "o", "escape")
        await press(pilot, "r", "escape", "e", "f8", "f7", "escape", "escape", "escape")
        assert pilot.app.is_running
        assert "\x1b" not in frame(pilot)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_text_is_only_text_where_things_are_compared_published_and_run(office, text):
    clean = clean_line(text)
    place = ("25-4022", "en", "summary")
    for words in ("Librarians run libraries.", "Librarians run libraries and archives."):
        office.wiring("Ana").desk.save(*place, summary(words), office.head("summary").id, clean[:300])
        office.wiring("Ben").desk.approve(*place, office.head("summary").id)
        office.wiring("Ben").publisher.publish("Ben", notes=clean[:1000], html=False)
    office.wiring("Ana").desk.save(*place, summary(clean), office.head("summary").id, clean[:300])
    with going_on(office, selection=clean[:200]):
        async with office.screens("Ben") as pilot:
            await open_review(pilot, "summary")
            await press(pilot, "D", "b", "left_square_bracket", "left_curly_bracket", "x", "q", "F", "escape", "N", "6")
            await press(pilot, "o", "2", "3", "4", "escape", "q", "P", "tab", "tab", "D", "enter", "b", "q", "q", "q")
            await press(pilot, "escape", "B", "tab", "q", "q")
            assert pilot.app.is_running
            assert "\x1b" not in frame(pilot)


@pytest.mark.parametrize("text", MARKS[:4], ids=range(4))
async def test_hostile_typing_is_only_typing(office, text):
    async with office.screens("Ben") as pilot:
        await press(pilot, "slash", Typed("".join(each for each in text if each.isprintable())), "escape")
        await open_review(pilot, "faq")
        await press(pilot, "c")
        pilot.app.screen.query_one("#answer").value = text
        await press(pilot, "enter", "4")
        assert pilot.app.is_running
    assert office.wiring().desk.history("25-4022", "en", "faq").comments[-1].text == clean_line(text)


async def test_a_workspace_and_a_person_with_hostile_names(tmp_path):
    from tests.ui.conftest import Office

    root = tmp_path / "[b]pro{0}files[@click=app.quit]"
    root.mkdir()
    (root / "authoring.toml").write_text("")
    office = Office(root)
    office.draft(faq())
    async with office.screens("[@click=app.quit]Eve[/]") as pilot:
        assert "[@click=app.quit]Eve[/]" in frame(pilot)
