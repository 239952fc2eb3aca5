"""How JSON is asked for: the strictest way a server takes, found out once and remembered across runs."""

import json
from pathlib import Path

import pytest
from good_answers import good
from scripted_server import calls, fails, says, streams
from talking import REQUEST, complete, model_at

from authoring.facts.base import FactBase
from authoring.llm.names import PROVIDERS, model_name
from authoring.llm.remembering import Abilities, ServerMemory
from authoring.llm.wire import first_mode

LIBRARIAN = FactBase.open().sheet("25-4022")
WORDS = '{"text": "Yes."}'
NO_FORMATS = fails(400, "response_format of type json_schema is not supported")
NO_TOOLS = fails(422, "tools are not supported by this model")
NO_OBJECTS = fails(400, "unknown field response_format")


def mode_of(body):
    if "tools" in body:
        return "tool"
    return body.get("response_format", {}).get("type", "words")


def test_a_server_without_schemas_is_asked_for_a_tool_call(server, loop):
    server.script(NO_FORMATS, calls(WORDS))
    completion = complete(server.url, loop, name="local/small")
    assert (completion.stop, completion.text) == ("complete", WORDS)
    assert completion.usage.attempts == 2
    sent = server.seen[1]
    (tool,) = sent["tools"]
    assert tool["function"]["strict"] is True
    assert tool["function"]["parameters"]["required"] == ["text"]
    assert sent["tool_choice"] == {"type": "function", "function": {"name": "summary"}}
    assert "response_format" not in sent
    assert sent["messages"][0]["content"] == "Write."


def test_a_server_that_takes_nothing_is_asked_in_words(server, loop):
    server.script(NO_FORMATS, NO_TOOLS, NO_OBJECTS, says(WORDS), says(WORDS))
    with model_at(server.url, loop, name="local/small") as model:
        assert loop.run(model.complete(REQUEST)).stop == "complete"
        assert loop.run(model.complete(REQUEST)).stop == "complete"
    assert [mode_of(body) for body in server.seen] == ["json_schema", "tool", "json_object", "words", "words"]
    assert '"required":["text"]' in server.seen[4]["messages"][0]["content"]
    assert server.seen[4]["max_tokens"] == 500


def test_a_server_that_answers_a_tool_call_in_words_is_understood(server, loop):
    server.script(NO_FORMATS, says(WORDS))
    assert complete(server.url, loop, name="local/small").text == WORDS


def test_a_gateway_that_finds_no_model_for_tools_is_asked_another_way(server, loop):
    server.script(NO_FORMATS, fails(404, "No endpoints found that support tool use"), says(WORDS))
    assert complete(server.url, loop, name="local/small").stop == "complete"
    assert mode_of(server.seen[2]) == "json_object"


def test_a_refusal_of_something_else_is_not_asked_again(server, loop):
    server.script(fails(400, "temperature must be at most 2"))
    assert complete(server.url, loop).stop == "bad_request"
    assert len(server.seen) == 1


def test_where_every_way_is_refused_nothing_is_learned(server, loop, tmp_path):
    memory = ServerMemory(tmp_path / "servers.json")
    server.script(NO_FORMATS)
    assert complete(server.url, loop, name="local/small", memory=memory).stop == "bad_request"
    assert memory.all() == ()


def test_what_a_server_can_do_is_remembered_across_runs_and_forgotten_when_asked(server, loop, tmp_path):
    path = tmp_path / "cache" / "servers.json"
    server.script(NO_FORMATS, fails(400, "stream_options: unknown"), streams(WORDS, as_tool=True))
    complete(server.url, loop, name="local/small", memory=ServerMemory(path), heard=lambda _: None)
    assert ServerMemory(path).of(model_name("local/small", server.url)) == Abilities("tool", False)
    server.seen.clear()
    complete(server.url, loop, name="local/small", memory=ServerMemory(path), heard=lambda _: None)
    assert [mode_of(body) for body in server.seen] == ["tool"]
    assert ServerMemory(path).forget("127.0.0.1") == 1
    server.script(says(WORDS))
    complete(server.url, loop, name="local/small", memory=ServerMemory(path))
    assert mode_of(server.seen[-1]) == "json_schema"


def test_one_model_of_a_server_says_nothing_of_another(tmp_path):
    memory = ServerMemory(tmp_path / "servers.json")
    memory.learn(model_name("local/small", "http://host/v1"), Abilities("words"))
    assert memory.of(model_name("local/large", "http://host/v1")) is None
    assert memory.of(model_name("local/small", "http://other/v1")) is None


def test_what_was_learned_long_ago_is_tried_again(tmp_path):
    then = 1_700_000_000.0
    name = model_name("local/small", "http://host/v1")
    ServerMemory(tmp_path / "s.json", lambda: then).learn(name, Abilities("words"))
    assert ServerMemory(tmp_path / "s.json", lambda: then + 29 * 86_400).of(name) == Abilities("words")
    assert ServerMemory(tmp_path / "s.json", lambda: then + 31 * 86_400).of(name) is None


@pytest.mark.parametrize("text", ["", "{", "[1]", '[{"mode": "magic"}]', '{"a": 1}', "\x00"])
def test_a_memory_that_cannot_be_read_is_an_empty_one(tmp_path, text):
    path = tmp_path / "servers.json"
    path.write_text(text)
    memory = ServerMemory(path)
    assert memory.all() == ()
    memory.learn(model_name("local/small", "http://host/v1"), Abilities("words"))
    assert len(memory.all()) == 1


def test_a_memory_that_cannot_be_written_is_no_reason_to_fail(tmp_path):
    (tmp_path / "file").write_text("")
    memory = ServerMemory(tmp_path / "file" / "servers.json")
    memory.learn(model_name("local/small", "http://host/v1"), Abilities("words"))
    assert memory.all() == ()


def test_a_password_in_an_address_is_not_written_down(tmp_path):
    memory = ServerMemory(tmp_path / "servers.json")
    memory.learn(model_name("local/small", "http://ada:secret@host:8/v1"), Abilities("words"))
    assert "secret" not in (tmp_path / "servers.json").read_text()
    assert memory.of(model_name("local/small", "http://host:8/v1")) == Abilities("words")


# --- providers ----------------------------------------------------------------------------------------------------


def test_a_provider_that_passes_over_formats_in_silence_is_asked_for_a_tool_call_from_the_start(server, loop):
    assert first_mode(model_name("anthropic/claude-x")) == "tool"
    server.script(calls(WORDS))
    assert complete(server.url, loop, name="anthropic/claude-x").text == WORDS
    assert [mode_of(body) for body in server.seen] == ["tool"]


@pytest.mark.parametrize(
    ("name", "server", "variable"),
    [
        ("anthropic/claude-x", "https://api.anthropic.com/v1", "ANTHROPIC_API_KEY"),
        ("google/gemini-x", "https://generativelanguage.googleapis.com/v1beta/openai", "GEMINI_API_KEY"),
        ("gemini/gemini-x", "https://generativelanguage.googleapis.com/v1beta/openai", "GEMINI_API_KEY"),
    ],
)
def test_names_of_other_providers_lead_to_their_own_compatible_servers(name, server, variable):
    found = model_name(name)
    assert (found.base_url, found.key_variable) == (server, variable)


@pytest.mark.parametrize("provider", ["cohere", "bedrock", "azure", "vertex"])
def test_a_provider_without_one_is_refused_with_what_to_do(provider, author):
    _, _, err = author("draft", "25-4022", "--model", f"{provider}/x", to=2)
    assert "base_url" in err
    assert all(known in err for known in PROVIDERS)


def test_models_says_what_was_learned_and_forgets_it(author, server, monkeypatch):
    with Path("authoring.toml").open("a") as settings:
        settings.write(f'\n[model]\nname = "local/small"\nbase_url = "{server.url}"\nattempts = 1\n')
    server.script(NO_FORMATS, calls(good("pay", LIBRARIAN)))
    _, out, err = author("models")
    assert "local/small" in out
    assert "LOCAL_API_KEY" in out
    assert "nothing was learned" in err
    monkeypatch.setenv("LOCAL_API_KEY", "sk-local-only-for-this-test")
    author("draft", "25-4022", "--sections", "pay")
    _, out, _ = author("models")
    assert server.url in out
    assert "a function call" in out
    assert "sk-local" not in out
    _, out, _ = author("models", "--json")
    assert [each["mode"] for each in json.loads(out)["servers"]] == ["tool"]
    _, _, err = author("models", "--forget", "all")
    assert "forgot 1" in err
    _, out, _ = author("models", "--json")
    assert json.loads(out)["servers"] == []
