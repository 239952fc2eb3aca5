"""The client over real HTTP: every way a request can end has a name, and the key shows up nowhere."""

import email.utils
import logging
import socket
import time

import pytest
from pydantic import SecretStr
from scripted_server import KEY, cuts, fails, hangs, says, sends
from talking import REQUEST, SCHEMA, Clock, complete

from authoring.llm.model import Request
from authoring.llm.names import model_name
from authoring.llm.openai_client import OpenAiModel
from schemas.events import Parameter


def test_an_answer_comes_with_the_servers_model_usage_and_stop(server, loop):
    server.script(says('{"text": "Yes."}'))
    completion = complete(server.url, loop)
    assert (completion.stop, completion.text, completion.model) == ("complete", '{"text": "Yes."}', "scripted-1-2026")
    usage = completion.usage
    assert (usage.input_tokens, usage.output_tokens, usage.cached_input_tokens, usage.attempts) == (900, 100, 600, 1)


def test_the_strict_schema_reaches_the_wire_as_it_was_made(server, loop):
    server.script(says("{}"))
    request = Request(REQUEST.messages, "summary", SCHEMA, 500, (Parameter(name="temperature", value="0.2"),))
    complete(server.url, loop, request)
    (body,) = server.seen
    assert body["response_format"]["json_schema"]["strict"] is True
    assert body["response_format"]["json_schema"]["schema"]["required"] == ["text"]
    assert body["max_completion_tokens"] == 500
    assert body["temperature"] == 0.2
    assert server.keys == [f"Bearer {KEY}"]


BAD = [
    (fails(401, f"Incorrect API key provided: {KEY}"), "bad_key"),
    (fails(403), "bad_key"),
    (fails(404, "no such model", "model_not_found"), "unknown_model"),
    (fails(429), "rate_limit"),
    (fails(429, "pay", "insufficient_quota"), "quota"),
    (fails(400, "too many tokens", "context_length_exceeded"), "too_long"),
    (fails(400, "content", "content_filter"), "content_filter"),
    (fails(418), "bad_request"),
    (fails(500), "server_error"),
    (sends(b"<html>teapot</html>", 503), "server_error"),
    (sends(b"[" * 5000, 429), "rate_limit"),
    (hangs(4), "timeout"),
    (cuts, "connection"),
    (sends(b"<html>It works!</html>"), "unreadable"),
    (sends(b"\xff\xfe\x00"), "unreadable"),
    (sends(b"[1, 2]"), "unreadable"),
    (sends(b"null"), "unreadable"),
    (sends(b'{"choices": []}'), "unreadable"),
    (sends(b'{"choices": [{"message": "text"}]}'), "unreadable"),
    (says(""), "unreadable"),
    (says(None), "unreadable"),
    (says('{"text": "cut of', finish="length"), "length"),
    (says("", finish="content_filter"), "content_filter"),
    (says(None, refusal="I will not."), "refusal"),
]


@pytest.mark.parametrize(("answer", "stop"), BAD)
def test_every_failure_has_a_name_and_shows_no_key(server, loop, caplog, answer, stop):
    caplog.set_level(logging.DEBUG)
    server.script(answer)
    completion = complete(server.url, loop, timeout=1.5)
    assert completion.stop == stop, completion
    assert KEY not in repr(completion)
    assert KEY not in caplog.text


def test_nobody_listening_is_a_connection_failure(loop):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert complete(f"http://127.0.0.1:{port}/v1", loop).stop == "connection"


def test_a_missing_key_is_said_without_a_request(server, loop):
    assert complete(server.url, loop, key=None).stop == "no_key"
    assert not server.seen


def test_hostile_words_of_a_server_are_safe_and_short(server, loop):
    server.script(fails(418, "\x1b]52;c;aGk=\x07[/b]\u202e" + "x" * 1_000_000))
    detail = complete(server.url, loop).detail
    assert len(detail) <= 300
    assert detail.isprintable()


def test_a_megabyte_of_text_arrives_whole(server, loop):
    server.script(says("x" * 1_000_000))
    assert len(complete(server.url, loop).text) == 1_000_000


def test_the_key_is_in_no_repr(server):
    model = OpenAiModel(model_name("openai/x", server.url), SecretStr(KEY))
    assert KEY not in repr(vars(model))


def test_passing_failures_are_tried_again_with_growing_spread_waits(server, loop):
    clock = Clock()
    server.script(fails(500), fails(502), sends(b"oops"), says("{}"))
    completion = complete(server.url, loop, attempts=5, sleep=clock)
    assert completion.stop == "complete"
    assert completion.usage.attempts == 4
    assert [round(bound, 1) for bound in (0.5, 1.0, 2.0)] <= clock.waits
    assert all(wait <= longest for wait, longest in zip(clock.waits, (1, 2, 4), strict=True))


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        (("Retry-After", "7"), 7, 8.0),
        (("retry-after-ms", "250"), 0.25, 0.4),
        (("Retry-After", "soon"), 0.5, 1.0),
        (("Retry-After", "-3"), 0, 0.1),
    ],
)
def test_a_server_that_says_how_long_is_believed(server, loop, header, least, most):
    clock = Clock()
    server.script(fails(429, headers=(header,)), says("{}"))
    assert complete(server.url, loop, attempts=2, sleep=clock).stop == "complete"
    assert least <= clock.waits[0] <= most


def test_retry_after_may_be_a_date(server, loop):
    clock = Clock()
    later = email.utils.formatdate(time.time() + 20, usegmt=True)
    server.script(fails(429, headers=(("Retry-After", later),)), says("{}"))
    complete(server.url, loop, attempts=2, sleep=clock)
    assert 18 <= clock.waits[0] <= 22


def test_a_wait_of_an_hour_is_not_sat_through(server, loop):
    clock = Clock()
    server.script(fails(429, headers=(("Retry-After", "3600"),)))
    assert complete(server.url, loop, attempts=5, sleep=clock).stop == "rate_limit"
    assert not clock.waits


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_what_will_not_pass_is_not_tried_again(server, loop, status):
    server.script(fails(status))
    assert complete(server.url, loop, attempts=5).usage.attempts == 1
    assert len(server.seen) == 1


def test_an_independent_server_finds_the_client_well_behaved(llmock, loop):
    clock_free = {"attempts": 4}
    llmock.rate_limit(times=1, retry_after=0.2).fail(503).reply('{"text": "hello"}')
    completion = complete(llmock.base_url(), loop, name="openai/gpt-5-mini", **clock_free)
    assert (completion.stop, completion.text) == ("complete", '{"text": "hello"}')
    assert completion.usage.attempts == 3
    llmock.assert_resilient(strict=True)


def test_an_independent_server_fills_the_schema(llmock, loop):
    completion = complete(llmock.base_url(), loop, name="openai/gpt-5-mini")
    assert completion.stop == "complete"
    assert '"text"' in completion.text
