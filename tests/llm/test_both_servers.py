"""The same behaviours against two servers that know nothing of each other: see `both_servers` for what neither can do.

The issue's bad input, and where each is tried (B: here, on both; C: test_client; S: test_streaming; D: test_model_drafting):

| bad input | tests |
| --- | --- |
| 401, 403 | B every_failure_has_its_name; C; D a_hopeless_failure_ends_the_run_at_once |
| 404 model | B every_failure_has_its_name; C |
| 429 with Retry-After | B a_rate_limit_is_waited_out; C a_server_that_says_how_long, as_a_date, of_an_hour |
| 429 without | B every_failure_has_its_name; C passing_failures_are_tried_again |
| 500s | B a_passing_failure_passes; C |
| a hang | B a_hang_ends_in_time, whole and streamed; D a_hang_ends_in_time |
| a cut connection | B a_stream_that_does_not_end_well; C cuts; D a_server_that_fails |
| non-JSON | B what_cannot_stand_is_sent_back; C sends; D CANNOT_STAND |
| JSON of another schema | B what_cannot_stand_is_sent_back; D CANNOT_STAND |
| truncated at length | B cut_at_the_length_limit, whole and streamed; D an_answer_cut_or_refused |
| refusal, content filter | B the_content_filter; C; S; D an_answer_cut_or_refused |
| empty choices | C; D a_server_that_fails |
| hostile text in every field | D hostile_text_in_every_field, a_megabyte; S half_an_escape_sequence; ui test_streaming_screen |
| a fact that gives orders | D a_fact_that_gives_orders_stays_data |
| a stop, a kill | S a_stop_that_meets_an_answer; D a_run_that_is_killed_has_lost_no_paid_answer |

Of the traps in the architecture those of instructor do not arise: there is none in the request path (decision 9). What they
warn of is held by: the strict schema on the wire (C), one schema made per section (D), truncated streams (B, S), usage of failed
attempts and of answers cut short (C, D), named outcomes (C), quotes word for word (D), prices never zero (test_budget).
"""

import json
from pathlib import Path

import pytest
from both_servers import Llmock, Ours, is_whole
from good_answers import good
from talking import REQUEST, Clock, complete, model_at

from authoring.facts.base import FactBase

LIBRARIAN = FactBase.open().sheet("25-4022")
WORDS = json.dumps({"text": "Half of them earned more than $68,270 a year in May 2025, half less."})


@pytest.fixture(params=["ours", "llmock"])
def either(request):
    if request.param == "ours":
        return Ours(request.getfixturevalue("server"))
    return Llmock(request.getfixturevalue("llmock"))


def whole_or_streamed():
    return pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])


def heard(streamed):
    return [].append if streamed else None


@whole_or_streamed()
def test_an_answer_comes_whole_and_counted(either, loop, streamed):
    either.reply(WORDS)
    pieces = []
    completion = complete(either.url, loop, heard=pieces.append if streamed else None)
    assert is_whole(completion, WORDS)
    assert len(either.seen) == 1
    assert "".join(piece.text for piece in pieces) == (WORDS if streamed else "")
    assert either.seen[0]["response_format"]["json_schema"]["strict"] is True


@whole_or_streamed()
def test_an_answer_by_function_call_is_the_same(either, loop, streamed):
    either.call(WORDS)
    completion = complete(either.url, loop, heard=heard(streamed), name="anthropic/claude-x")
    assert completion.stop == "complete"
    assert json.loads(completion.text) == json.loads(WORDS)
    assert "response_format" not in either.seen[0]


@whole_or_streamed()
@pytest.mark.parametrize(
    ("status", "code", "stop"),
    [
        (401, None, "bad_key"),
        (403, None, "bad_key"),
        (404, "model_not_found", "unknown_model"),
        (429, None, "rate_limit"),
        (429, "insufficient_quota", "quota"),
        (400, "context_length_exceeded", "too_long"),
        (418, None, "bad_request"),
        (500, None, "server_error"),
        (503, None, "server_error"),
    ],
)
def test_every_failure_has_its_name(either, loop, streamed, status, code, stop):
    either.fail(status, code=code)
    assert complete(either.url, loop, heard=heard(streamed)).stop == stop


@whole_or_streamed()
def test_a_rate_limit_is_waited_out_for_as_long_as_the_server_says(either, loop, streamed):
    clock = Clock()
    either.fail(429, retry_after=7).reply(WORDS)
    completion = complete(either.url, loop, heard=heard(streamed), attempts=2, sleep=clock)
    assert is_whole(completion, WORDS)
    assert 7 <= clock.waits[0] <= 8
    assert completion.usage.attempts == 2


@whole_or_streamed()
def test_a_passing_failure_passes(either, loop, streamed):
    either.fail(500).fail(502).reply(WORDS)
    completion = complete(either.url, loop, heard=heard(streamed), attempts=5, sleep=Clock())
    assert is_whole(completion, WORDS)
    assert completion.usage.attempts == 3


@whole_or_streamed()
@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_what_will_not_pass_is_asked_once(either, loop, streamed, status):
    either.fail(status)
    complete(either.url, loop, heard=heard(streamed), attempts=5, sleep=Clock())
    assert len(either.seen) == 1


@whole_or_streamed()
def test_a_hang_ends_in_time(either, loop, streamed):
    either.hang(3)
    assert complete(either.url, loop, heard=heard(streamed), timeout=0.5).stop == "timeout"


@whole_or_streamed()
@pytest.mark.parametrize("finish", ["length", "content_filter"])
def test_an_answer_cut_at_the_length_limit_or_by_the_content_filter_is_none(either, loop, streamed, finish):
    either.reply(WORDS[:40], finish)
    completion = complete(either.url, loop, heard=heard(streamed))
    assert completion.stop == finish
    assert completion.usage.output_tokens, "it is paid for all the same"


@pytest.mark.parametrize(
    ("fault", "stops"),
    [
        ("cut_stream", {"connection", "broken_off"}),
        ("end_stream_early", {"broken_off"}),
        ("spoil_stream", {"unreadable"}),
    ],
)
def test_a_stream_that_does_not_end_well_is_no_answer(either, loop, fault, stops):
    getattr(either, fault)(WORDS)
    completion = complete(either.url, loop, heard=heard(streamed=True))
    assert completion.stop in stops, completion
    assert completion.text == ""


def test_a_stream_that_stalls_ends_in_time(either, loop):
    either.stall_stream(WORDS, 3)
    completion = complete(either.url, loop, heard=heard(streamed=True), timeout=0.5)
    assert (completion.stop, completion.text) == ("timeout", "")


def test_a_stream_that_broke_off_is_asked_for_again(either, loop):
    either.end_stream_early(WORDS).reply(WORDS)
    assert is_whole(complete(either.url, loop, heard=heard(streamed=True), attempts=2, sleep=Clock()), WORDS)


def test_a_server_that_takes_no_schema_is_asked_another_way(either, loop):
    either.fail(400, "response_format is not supported").fail(400, "tools are not supported").reply(WORDS)
    with model_at(either.url, loop) as model:
        assert is_whole(loop.run(model.complete(REQUEST)), WORDS)
    assert [body.get("response_format", {}).get("type") for body in either.seen] == ["json_schema", None, "json_object"]


# --- the whole command --------------------------------------------------------------------------------------------


@pytest.fixture
def drafting(author, either):
    with Path("authoring.toml").open("a") as settings:
        settings.write(f'\n[model]\nname = "openai/gpt-5-mini"\nbase_url = "{either.url}"\nattempts = 3\n')
    return author


def outcome_of(out):
    return {row["section"]: row["outcome"] for row in json.loads(out)}


@pytest.mark.parametrize("stream", ["--stream", "--no-stream"])
def test_a_section_is_drafted(drafting, either, stream):
    either.reply(good("moat", LIBRARIAN))
    _, out, err = drafting("draft", "25-4022", "--sections", "moat", "--json", stream)
    assert outcome_of(out) == {"moat": "drafted"}
    assert ("\nmoat points: " in err) == (stream == "--stream")
    drafting("check", "25-4022")


@pytest.mark.parametrize("bad", ["not JSON", '{"name": "moat"}', "[]", '{"points": [{"title": "x"'])
def test_what_cannot_stand_is_sent_back_with_the_reason(drafting, either, bad):
    either.reply(bad).reply(good("moat", LIBRARIAN))
    _, out, _ = drafting("draft", "25-4022", "--sections", "moat", "--json", "--stream")
    assert outcome_of(out) == {"moat": "drafted"}
    again = either.seen[1]["messages"]
    assert [message["role"] for message in again] == ["system", "user", "assistant", "user"]
    assert again[2]["content"] == bad


def test_a_stream_that_breaks_off_never_becomes_a_revision(drafting, either):
    text = good("moat", LIBRARIAN)
    either.end_stream_early(text).end_stream_early(text).end_stream_early(text)
    _, out, err = drafting("draft", "25-4022", "--sections", "moat", "--json", "--stream", to=10)
    assert outcome_of(out) == {"moat": "failed"}
    assert "broke off" in err
    assert not Path("drafts/25-4022/en.jsonl").exists()


def test_a_redraft_with_a_reason(drafting, either):
    either.reply(good("moat", LIBRARIAN))
    drafting("draft", "25-4022", "--sections", "moat")
    answer = json.loads(good("moat", LIBRARIAN))
    for entry in answer["points"]:
        entry["id"] = ""
        entry["title"] += " in person"
    either.reply(json.dumps(answer))
    _, out, _ = drafting("redraft", "25-4022", "moat", "--because", "say it is in person", "--json", "--stream")
    assert json.loads(out)["proposal"]
    assert "say it is in person" in either.seen[1]["messages"][1]["content"]


def test_what_was_answered_is_not_paid_for_again(drafting, either):
    either.reply(good("moat", LIBRARIAN))
    drafting("draft", "25-4022", "--sections", "moat")
    either.fail(401)
    drafting("draft", "25-4022", "--sections", "moat,fit", to=10)
    assert len(either.seen) == 2


def test_a_budget_holds(drafting, either):
    with Path("authoring.toml").open("a") as settings:
        settings.write('[model.prices."openai/gpt-5-mini"]\ninput = 1\noutput = 1\n')
    either.reply(good("moat", LIBRARIAN))
    _, _, err = drafting("draft", "25-4022", "--sections", "moat", "--budget", "0.001", "USD", to=10)
    assert "more than is left of the budget" in err
    assert not either.seen
    drafting("draft", "25-4022", "--sections", "moat", "--budget", "1", "USD")
