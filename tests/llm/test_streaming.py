"""Streamed answers: heard as they come, worth something only once they have ended, and stopped without a loss."""

import json
import socket
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted_server import KEY, begin_stream, chunk, event, fails, hangs, says, sends, streams
from talking import REQUEST, complete, model_at

from authoring.drafting.models.arriving import Arriving, entries_of
from authoring.errors import Stopped
from authoring.llm.asking import Judged, ask
from authoring.llm.model import Delta
from authoring.llm.names import model_name
from authoring.llm.prices import cost_usd
from authoring.llm.streams import Censored
from authoring.settings import Price
from schemas.base import UNSAFE_IN_LINE

WORDS = json.dumps({"text": "Half of them earned more than $68,270 a year in May 2025, half less."})


class Ear:
    """Hears an answer, piece by piece."""

    def __init__(self):
        self.deltas = []
        self.some = threading.Event()

    def __call__(self, delta):
        self.deltas.append(delta)
        self.some.set()

    @property
    def text(self):
        return "".join(delta.text for delta in self.deltas)


@pytest.mark.parametrize("as_tool", [False, True])
def test_a_streamed_answer_is_the_same_completion_and_is_heard_in_pieces(server, loop, as_tool):
    ear = Ear()
    server.script(streams(WORDS, as_tool=as_tool))
    completion = complete(server.url, loop, heard=ear)
    assert (completion.stop, completion.text, completion.model) == ("complete", WORDS, "scripted-1-2026")
    usage = completion.usage
    assert (usage.input_tokens, usage.output_tokens, usage.cached_input_tokens, usage.attempts) == (900, 100, 600, 1)
    assert ear.text == WORDS
    assert len(ear.deltas) > 5
    assert [delta.first for delta in ear.deltas] == [True, *[False] * (len(ear.deltas) - 1)]
    assert [delta.last for delta in ear.deltas] == [*[False] * (len(ear.deltas) - 1), True]
    assert server.seen[0]["stream_options"] == {"include_usage": True}


@pytest.mark.parametrize("size", [1, 5, len(KEY) - 1, len(KEY), 200])
@pytest.mark.parametrize("finish", ["stop", None])
def test_a_key_that_a_server_says_is_never_heard_however_it_is_split(server, loop, size, finish):
    ear = Ear()
    server.script(streams(f'{{"text": "Your key is {KEY}, sk-tes"}}', finish, size=size))
    complete(server.url, loop, heard=ear)
    assert KEY not in ear.text
    assert ear.text.startswith('{"text": "Your key is [key], ')
    assert ear.text.endswith('sk-tes"}') or finish is None


@given(st.lists(st.text("kea", max_size=4), min_size=1), st.text("ke", min_size=1, max_size=4))
def test_what_is_heard_is_the_answer_without_the_words_that_are_kept_back(pieces, word):
    ear = Ear()
    censored = Censored(ear, [word], "_")
    for number, piece in enumerate(pieces):
        censored(Delta(piece, first=number == 0, last=number + 1 == len(pieces)))
    assert ear.text == "".join(pieces).replace(word, "_")
    assert [delta.last for delta in ear.deltas][-1]


def hang_up(handler):
    handler.connection.shutdown(socket.SHUT_RDWR)


CUT = [
    (streams(WORDS, finish=None), "broken_off"),
    (streams(WORDS, after=hang_up), "broken_off"),
    (streams(WORDS, after=lambda handler: time.sleep(3)), "timeout"),
    (streams(WORDS, after=lambda handler: event(handler, "{not json")), "unreadable"),
    (streams(WORDS, after=lambda handler: event(handler, "[1]")), "unreadable"),
    (streams(WORDS, after=lambda h: event(h, {"error": {"message": "overloaded", "code": 500}})), "server_error"),
    (streams(WORDS, after=lambda h: event(h, {"error": {"message": "x", "code": "insufficient_quota"}})), "quota"),
    (streams(WORDS, "length"), "length"),
    (streams(WORDS, "content_filter"), "content_filter"),
    (streams("", refusal="I will not."), "refusal"),
    (streams(""), "unreadable"),
    (sends(b"<html>It works!</html>"), "unreadable"),
    (begin_stream, "unreadable"),
    (fails(401), "bad_key"),
    (fails(429), "rate_limit"),
    (hangs(3), "timeout"),
]


@pytest.mark.parametrize(("answer", "stop"), CUT)
def test_a_stream_that_does_not_end_well_is_no_answer_but_has_a_name(server, loop, answer, stop):
    server.script(answer)
    completion = complete(server.url, loop, heard=Ear(), timeout=1.0)
    assert completion.stop == stop, completion
    if stop not in ("length", "content_filter"):
        assert '"text"' not in completion.text, "what came of it is not kept as if it were an answer"


@pytest.mark.parametrize("ending", [hang_up, lambda handler: time.sleep(3)], ids=["cut", "stalled"])
def test_an_answer_that_has_ended_stands_whatever_happens_to_the_connection_after_it(server, loop, ending):
    def answer(handler):
        streams(WORDS, finish=None)(handler)
        event(handler, chunk({}, "stop"))
        ending(handler)

    server.script(answer)
    completion = complete(server.url, loop, heard=Ear(), timeout=1.0)
    assert (completion.stop, completion.text) == ("complete", WORDS)


def test_a_server_that_does_not_stream_is_heard_all_at_once(server, loop):
    def answer(handler):
        handler.asked.pop("stream")
        says(WORDS)(handler)

    ear = Ear()
    server.script(answer)
    assert complete(server.url, loop, heard=ear).text == WORDS
    assert ear.deltas == [Delta(WORDS, first=True, last=True)]


def test_a_server_that_counts_no_streams_is_asked_without_and_its_cost_is_unknown(server, loop):
    server.script(fails(400, "unknown field: stream_options"), streams(WORDS), streams(WORDS))
    with model_at(server.url, loop, name="local/small") as model:
        completion = loop.run(model.complete(REQUEST, Ear()))
        assert loop.run(model.complete(REQUEST, Ear())).stop == "complete"
    assert completion.stop == "complete"
    assert ["stream_options" in body for body in server.seen] == [True, False, False]
    price = {"local/small": Price(input=1, output=1)}
    assert cost_usd(model_name("local/small", server.url), completion.usage, price) is None


def test_a_stream_tried_again_begins_anew_for_whoever_listens(server, loop):
    ear = Ear()
    server.script(streams(WORDS[:30], finish=None), streams(WORDS))

    async def at_once(_):
        pass

    assert complete(server.url, loop, heard=ear, attempts=2, sleep=at_once).text == WORDS
    begins = [number for number, delta in enumerate(ear.deltas) if delta.first]
    assert len(begins) == 2
    assert "".join(delta.text for delta in ear.deltas[begins[1] :]) == WORDS


# --- stopping -----------------------------------------------------------------------------------------------------


class Shelf:
    """Keeps answers, and whether anything came after a stop."""

    def __init__(self):
        self.kept = []

    def find(self, key):
        return None

    def keep(self, key, completion):
        self.kept.append(completion)


def stop_while(loop, model, ear, when):
    """Ask in one thread, stop from another; gives what was kept, and that the caller was told."""
    shelf, ended = Shelf(), []

    def work():
        try:
            loop.run(ask(model, REQUEST, lambda text, settle: Judged(text), shelf, heard=ear))
        except Stopped:
            ended.append("stopped")

    thread = threading.Thread(target=work)
    thread.start()
    when()
    loop.stop()
    thread.join(10)
    assert not thread.is_alive()
    return shelf.kept, ended


def test_a_stopped_stream_is_no_answer(server, loop):
    ear = Ear()
    server.script(streams(WORDS, pause=0.2))
    with model_at(server.url, loop) as model:
        kept, ended = stop_while(loop, model, ear, lambda: ear.some.wait(10))
    assert ended == ["stopped"]
    assert kept == []


def test_a_stop_that_meets_an_answer_which_has_ended_lets_it_be_kept_first(server, loop):
    over = threading.Event()

    def answer(handler):
        streams(WORDS, finish=None)(handler)
        event(handler, chunk({}, "stop"))
        over.wait(10)  # the connection stays open: the client waits for the usage

    ear = Ear()
    server.script(answer)
    with model_at(server.url, loop, timeout=20.0) as model:

        def ended():
            while not (ear.deltas and ear.deltas[-1].last):
                time.sleep(0.01)

        kept, told = stop_while(loop, model, ear, ended)
    over.set()
    assert told == ["stopped"]
    assert [(each.stop, each.text) for each in kept] == [("complete", WORDS)]
    assert len(server.seen) == 1


# --- entries of an answer that is coming --------------------------------------------------------------------------

ANSWER = {
    "points": [
        {"title": "Trust", "detail": "People ask people.", "cites": [{"ref": "f1", "quote": None}]},
        {"title": "Judgement", "detail": "圖書館員 “decide”.", "cites": [{"ref": "f2", "quote": "a \\ b"}]},
    ],
    "note": [{"text": "One sentence.", "cites": []}],
}


def test_entries_come_one_after_another_and_only_the_last_may_still_grow():
    text = json.dumps(ANSWER, ensure_ascii=False)
    seen = []
    for end in range(len(text) + 1):
        entries = list(entries_of(text[:end]))
        assert all(entry.whole for entry in entries[:-1])
        whole = [entry for entry in entries if entry.whole]
        assert whole[: len(seen)] == seen, "what was whole stays as it was"
        seen = whole
    assert [(entry.field, entry.texts) for entry in seen] == [
        ("points", ("Trust", "People ask people.")),
        ("points", ("Judgement", "圖書館員 “decide”.")),
        ("note", ("One sentence.",)),
    ]


@pytest.mark.parametrize("around", ["{}", "```json\n{}\n```", '<think>{{}} "hm</think>{}', "Here it is: {}"])
def test_what_models_say_around_their_json_is_not_shown(around):
    text = around.replace("{}", json.dumps(ANSWER)).replace("{{}}", "{}")
    entries = list(entries_of(text))
    assert [entry.texts[0] for entry in entries] == ["Trust", "Judgement", "One sentence."]
    assert all(entry.whole for entry in entries)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.one_of(st.text(), st.dictionaries(st.text(), JSON).map(json.dumps)), st.integers(0, 400))
def test_the_beginning_of_anything_is_read_safely(text, end):
    for entry in entries_of(text[:end]):
        for words in (entry.field, *entry.texts):
            assert not UNSAFE_IN_LINE.search(words)


def test_half_an_escape_sequence_never_reaches_a_screen():
    text = json.dumps({"note": [{"text": "a\x1b]52;c;aGk=\x07b\x9b2Jc\u202ed"}]})
    for end in range(len(text)):
        for entry in entries_of(text[:end]):
            assert not UNSAFE_IN_LINE.search("".join(entry.texts))


def test_an_answer_begun_anew_takes_the_place_of_the_one_before():
    arriving = Arriving()
    arriving.hear(Delta('{"note": [{"text": "No', first=True))
    assert arriving.entries[0].texts == ("No",)
    arriving.hear(Delta('{"note": [{"text": "Yes"}]}', first=True))
    assert [(entry.texts, entry.whole) for entry in arriving.entries] == [(("Yes",), True)]
