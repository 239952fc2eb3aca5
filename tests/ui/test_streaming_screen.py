"""A model's answer on the screens: entry by entry, stopped with a key, beside the text until it is taken item by item."""

import json
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.facts.base import FactBase
from authoring.llm.model import Delta
from authoring.locales.labels import Labels
from authoring.ui.state.paper import lay, plain
from authoring.ui.state.streaming import Streaming
from schemas.base import UNSAFE_IN_LINE
from tests.llm.good_answers import wire
from tests.llm.scripted_server import fails, listening, says, streams
from tests.ui.conftest import SOC, Typed, frame, moat, open_review, press
from tests.ui.test_terminal import Terminal

LIBRARIAN = FactBase.open().sheet(SOC)
KEY = "sk-test-Qw71mWvT9rX"
TASK = f"onet.30.3/{SOC}/definition"


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.delenv("AUTHORING_MODEL_KEY", raising=False)
    with listening() as scripted:
        yield scripted


@pytest.fixture
def asking(office, server):
    """A workspace with a model, and a moat whose two points a model may rewrite."""
    with (office.root / "authoring.toml").open("a") as settings:
        settings.write(
            f'\n[model]\nname = "openai/scripted-1"\nbase_url = "{server.url}"\nattempts = 1\ntimeout = 30\n'
        )
    office.draft(moat("Trust", "Judgement"))
    return office


def new_version(**details):
    """The points of the moat, by id, with other details; more points that are grounded come after."""
    answer = wire("moat", LIBRARIAN)
    points = answer["points"][:4]
    for point, item in zip(points, ("p0", "p1", "", ""), strict=True):
        point["id"] = item
        if item in details:
            point["detail"] = details[item]
    return json.dumps({"points": points})


def points(office):
    return {point.id: point for point in office.head("moat").content.points}


# --- the state, without a screen ----------------------------------------------------------------------------------


def words_of(streaming):
    return "\n".join(plain(line.spans) for line in lay(streaming.blocks(), 200))


def test_entries_appear_as_they_come_and_what_is_not_whole_says_so():
    now = [0.0]
    streaming = Streaming(Labels("en"), lambda: now[0])
    assert "Waiting" in words_of(streaming)
    assert streaming.news()
    assert not streaming.news()
    streaming.hear("moat", Delta('{"points": [{"title": "Trust", "detail": "People a', first=True))
    now[0] = 3.2
    assert streaming.news()
    assert "People a…" in words_of(streaming)
    assert streaming.standing() == "0 entries · 3 s"
    streaming.hear("moat", Delta('sk people."}, {"title": "Judge'))
    assert "People ask people.\n" in words_of(streaming)
    assert "Judge…" in words_of(streaming)
    assert streaming.standing() == "1 entry · 3 s"
    streaming.hear("moat", Delta('{"points": [{"title": "Anew', first=True))
    assert "Trust" not in words_of(streaming)
    assert "answer 2" in streaming.standing()


def test_a_stop_reaches_whoever_writes_even_if_it_came_first():
    class Writer:
        stops = 0

        def stop(self):
            self.stops += 1

    early, late = Streaming(Labels("en")), Streaming(Labels("en"))
    writer = Writer()
    early.stop()
    early.written_by(writer)
    late.written_by(writer)
    late.stop()
    assert writer.stops == 2
    assert "stopping" in late.standing()


@given(st.lists(st.text(max_size=40), max_size=6))
def test_whatever_comes_is_safe_to_draw(pieces):
    streaming = Streaming(Labels("en"))
    for number, piece in enumerate(("{", '"\\u001b]52;c;aGk=\\u0007": "', *pieces)):
        streaming.hear("moat", Delta(piece, first=number == 0))
        for line in lay(streaming.blocks(), 40):
            assert not UNSAFE_IN_LINE.search(plain(line.spans))


# --- the screens --------------------------------------------------------------------------------------------------


async def until(pilot, seen):
    end = time.monotonic() + 20
    while not seen():
        assert time.monotonic() < end, frame(pilot)
        await pilot.pause(0.02)


async def test_a_redraft_stands_beside_the_text_and_is_taken_item_by_item(asking, server):
    before = points(asking)
    server.script(
        says(new_version(p0="Asked in person, told in person.", p1="Weighed by somebody who answers for it."))
    )
    async with asking.screens("Ben", size=(100, 40)) as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "R", Typed("too generic"), "enter")
        await until(pilot, lambda: "will stand" in frame(pilot))
        shown = frame(pilot)
        assert "[ ] as it is:" in shown
        assert "[x] new:" in shown
        assert "4 items differ" in shown
        assert asking.head("moat").content.points[0].detail == before["p0"].detail, "nothing is written yet"
        await press(pilot, "j", "m", "ctrl+s")
        await until(pilot, lambda: "Saved what you took" in frame(pilot))
    after = points(asking)
    assert after["p0"].detail == "Asked in person, told in person."
    assert after["p1"] == before["p1"], "kept as it was"
    assert len(after) == 4
    head = asking.head("moat")
    assert (head.by.name, head.provenance.method, head.reason) == ("Ben", "merge", "too generic")
    history = asking.wiring().desk.history(SOC, "en", "moat")
    assert history.revision(head.merged).by.kind == "model"
    assert not history.forked
    assert "- too generic" in server.seen[0]["messages"][1]["content"]


async def test_taken_as_a_whole_it_is_the_models_revision(asking, server):
    server.script(says(new_version(p0="Asked in person.")))
    async with asking.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "R", Typed("say more"), "enter")
        await until(pilot, lambda: "will stand" in frame(pilot))
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: "Saved what you took" in frame(pilot))
    assert asking.head("moat").by.kind == "model"


async def test_a_persons_words_are_marked_to_stay_until_one_chooses_otherwise(asking, server):
    desk, head = asking.wiring("Ana").desk, asking.head("moat")
    mine = tuple(p.model_copy(update={"detail": "Ana wrote this."}) if p.id == "p0" else p for p in head.content.points)
    desk.save(SOC, "en", "moat", head.content.model_copy(update={"points": mine}), head.id)
    server.script(says(new_version(p0="The model about the same.", p1="The model about another.")))
    async with asking.screens("Ben", size=(100, 40)) as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "R", Typed("say more"), "enter")
        await until(pilot, lambda: "will stand" in frame(pilot))
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: "Saved what you took" in frame(pilot))
    assert points(asking)["p0"].detail == "Ana wrote this."
    assert points(asking)["p1"].detail == "The model about another."


async def test_leaving_a_proposal_changes_nothing_and_asking_again_costs_nothing(asking, server):
    head = asking.head("moat").id
    server.script(says(new_version(p0="Asked in person.")))
    async with asking.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        for _ in range(2):
            await press(pilot, "R", Typed("say more"), "enter")
            await until(pilot, lambda: "will stand" in frame(pilot))
            await press(pilot, "q")
            assert "Moat" in frame(pilot)
    assert asking.head("moat").id == head
    assert len(server.seen) == 1


async def test_entries_are_on_the_screen_before_the_answer_has_ended_and_a_key_stops_it(asking, server):
    go_on = threading.Event()
    text = new_version(p0="Asked in person.")
    server.script(streams(text[: len(text) // 2], finish=None, after=lambda _: go_on.wait(20)))
    head = asking.head("moat").id
    async with asking.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press_without_waiting(pilot, "R", Typed("say more"), "enter")
        await until(pilot, lambda: "Asked in person." in frame(pilot))
        assert "1 ent" in frame(pilot) or "entries" in frame(pilot)
        await pilot.press("s")
        await until(pilot, lambda: "Stopped. The text is as it was." in frame(pilot))
        assert "Trust" in frame(pilot)
    go_on.set()
    history = asking.wiring().desk.history(SOC, "en", "moat")
    assert (history.head.id, history.answers) == (head, ())


async def press_without_waiting(pilot, *keys):
    """`press` waits until nobody works; here somebody does."""
    from textual.events import Key
    from textual.keys import _character_to_key

    for each in keys:
        for letter in each if isinstance(each, Typed) else ():
            pilot.app.post_message(Key(_character_to_key(letter), letter))
        if not isinstance(each, Typed):
            await pilot.press(each)
        await pilot.pause()


async def test_a_stream_that_breaks_off_is_no_proposal(asking, server):
    server.script(streams(new_version(p0="Asked in person."), finish=None))
    head = asking.head("moat").id
    async with asking.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "R", Typed("say more"), "enter")
        await until(pilot, lambda: "broke off in the middle of its answer" in frame(pilot))
        await press(pilot, "q")
        assert "Moat" in frame(pilot)
    assert asking.head("moat").id == head


@pytest.mark.parametrize(
    ("answer", "said"), [(fails(401), "does not accept the key"), (fails(500), "had an error of its own")]
)
async def test_a_server_that_fails_is_said_and_one_gets_back(asking, server, answer, said):
    server.script(answer)
    async with asking.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "R", Typed("say more"), "enter")
        await until(pilot, lambda: said in frame(pilot).replace("\n", " "))
        await press(pilot, "escape")
        assert "Trust" in frame(pilot)


async def test_one_item_alone_is_redrafted(asking, server):
    server.script(says(new_version(p0="Only this.", p1="Not this.")))
    async with asking.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "I", Typed("too long"), "enter")
        await until(pilot, lambda: "1 item differs" in frame(pilot))
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: "Saved what you took" in frame(pilot))
    assert [point.detail for point in points(asking).values()] == ["Only this.", "Because it is done with people."]


async def test_a_missing_section_is_drafted_from_the_queue_and_opened(asking, server):
    from tests.llm.good_answers import good

    server.script(says(good("fit", LIBRARIAN)))
    async with asking.screens("Ben") as pilot:
        await press(pilot, "d")
        assert "without text:" in frame(pilot)
        pilot.app.screen.query_one("#answer").value = "fit"
        await press(pilot, "enter")
        await until(pilot, lambda: "Fit · Librarians" in frame(pilot) and "Draft ·" in frame(pilot))
    assert asking.head("fit").by.kind == "model"
    assert len(server.seen) == 1


async def test_without_a_model_it_is_said_what_to_set(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "R")
        assert "[model]" in frame(pilot)
        await press(pilot, "escape", "q", "d")
        assert "No model is set." in frame(pilot)


async def test_hostile_text_in_a_stream_is_only_text(asking, server):
    hostile = "[@click=app.quit]x[/] [/b] \x1b]52;c;aGk=\x07\u202e{{7*7}} "
    go_on = threading.Event()
    answer = json.dumps({"points": [{"id": "p0", "title": hostile, "detail": hostile * 3, "cites": []}]})
    server.script(streams(answer[:-3], finish=None, size=5, after=lambda _: go_on.wait(20)))
    async with asking.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press_without_waiting(pilot, "R", Typed("say more"), "enter")
        await until(pilot, lambda: "[@click=app.quit]x[/]" in frame(pilot))
        assert "\x1b" not in frame(pilot)
        assert "\u202e" not in frame(pilot)
        await pilot.press("s")
        await until(pilot, lambda: "Stopped." in frame(pilot))
    go_on.set()


async def test_a_text_that_changed_meanwhile_is_not_overwritten(asking, server):
    server.script(says(new_version(p0="Asked in person.")))
    async with asking.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "R", Typed("say more"), "enter")
        await until(pilot, lambda: "will stand" in frame(pilot))
        asking.draft(moat("Somebody else", "was faster"))
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: "Somebody else" in frame(pilot))
    assert [point.title for point in points(asking).values()] == ["Somebody else", "was faster"]


# --- a real terminal ----------------------------------------------------------------------------------------------


def test_in_a_terminal_entries_come_slowly_and_ctrl_q_leaves_at_once(asking, server):
    text = new_version(p0="Asked in person.")
    server.script(streams(text, size=20, pause=0.3))
    terminal = Terminal("--workspace", str(asking.root), "--as", "Ben", OPENAI_API_KEY=KEY)
    terminal.wait(lambda seen: "Queue: 5 sections" in seen)
    terminal.child.send("/section:moat\r")
    terminal.wait(lambda seen: "1 of 5" in seen)
    terminal.child.send("\r")
    terminal.wait(lambda seen: "Because it is done with people." in seen)
    terminal.child.send("R")
    terminal.wait(lambda seen: "What should be different" in seen)
    terminal.child.send("too generic\r")
    terminal.wait(lambda seen: "Asked in person." in seen and "0 entries" not in seen)
    terminal.child.send("\x11")
    assert terminal.end() == 0
    assert terminal.restored
    assert KEY.encode() not in terminal.raw
    assert asking.wiring().desk.history(SOC, "en", "moat").answers == ()


@pytest.mark.parametrize("model", [True, False])
def test_the_client_library_is_loaded_behind_the_queue_where_there_is_a_model(office, request, model):
    if model:
        request.getfixturevalue("asking")
    terminal = Terminal("--workspace", str(office.root), "--as", "Ben")
    maps = Path(f"/proc/{terminal.child.pid}/maps")
    try:
        terminal.wait(lambda text: "Moat" in text)
        if model:
            terminal.wait(lambda _: "aiohttp" in maps.read_text())
        else:
            terminal.child.send("\r")
            terminal.wait(lambda text: "text " in text)
            assert "aiohttp" not in maps.read_text()
    finally:
        terminal.child.send("\x11")
        assert terminal.end() == 0
