"""A journal of what went over the wire: whole enough to be played again without a key, and without any key in it."""

import json
import stat
from pathlib import Path

import pytest
from good_answers import good
from scripted_server import KEY, fails, says, streams

from authoring.facts.base import FactBase

LIBRARIAN = FactBase.open().sheet("25-4022")


def point_at(url, name="openai/scripted-1"):
    with Path("authoring.toml").open("a") as settings:
        settings.write(f'\n[model]\nname = "{name}"\nbase_url = "{url}"\nattempts = 1\n')


def answers(handler):
    says(good(handler.asked["response_format"]["json_schema"]["name"], LIBRARIAN))(handler)


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.mark.parametrize("stream", ["--stream", "--no-stream"])
def test_a_run_that_was_recorded_is_played_again_without_key_or_server(author, server, tmp_path, monkeypatch, stream):
    journal = tmp_path / "journal.jsonl"
    point_at(server.url)
    server.script(says("not JSON"), answers)
    author("draft", "25-4022", "--sections", "summary,moat", "--record", journal, stream)
    found = lines(journal)
    assert [line["stop"] for line in found] == ["complete"] * 3
    assert found[0]["request"] == server.seen[0]
    assert ("chunks" in found[0]) == (stream == "--stream")
    first = Path("drafts/25-4022/en.jsonl").read_text()

    monkeypatch.delenv("OPENAI_API_KEY")
    author("init", tmp_path / "again")
    monkeypatch.chdir(tmp_path / "again")
    point_at("http://127.0.0.1:9/v1")
    _, out, _ = author("draft", "25-4022", "--sections", "summary,moat", "--replay", journal, "--json")
    assert [row["outcome"] for row in json.loads(out)] == ["drafted"] * 2
    assert len(server.seen) == 3

    def told(log):
        events = map(json.loads, log.splitlines())
        return sorted(
            (e["section"], e["job_key"], e["reply"], e["usage"]["output_tokens"])
            for e in events
            if e["kind"] == "answer"
        )

    assert told(Path("drafts/25-4022/en.jsonl").read_text()) == told(first)


def test_a_comparison_runs_on_recorded_answers(author, server, tmp_path, monkeypatch):
    journal = tmp_path / "journal.jsonl"
    point_at(server.url)
    server.script(answers)
    words = ("eval", "25-4022", "--sections", "moat", "--with", "openai/scripted-1")
    _, before, _ = author(*words, "--record", journal, "--json")
    monkeypatch.delenv("OPENAI_API_KEY")
    author("init", tmp_path / "again")
    monkeypatch.chdir(tmp_path / "again")
    point_at(server.url)
    server.seen.clear()
    _, after, _ = author(*words, "--replay", journal, "--json")
    assert json.loads(after) == json.loads(before)
    assert not server.seen


def test_no_key_is_in_a_journal_whoever_says_it(author, server, tmp_path):
    journal = tmp_path / "journal.jsonl"
    point_at(server.url)
    server.script(says(f"your key is {KEY}"), fails(401, f"Incorrect API key: {KEY}"))
    author("draft", "25-4022", "--sections", "moat", "--record", journal, to=10)
    server.script(streams(f"it is {KEY}"), fails(401))
    author("draft", "25-4022", "--sections", "fit", "--record", journal, "--stream", to=10)
    text = journal.read_text()
    assert len(lines(journal)) == 4
    said_in_pieces = lines(journal)[2]
    assert "it is [key]" in said_in_pieces["reply"]
    assert "chunks" not in said_in_pieces
    assert "[key]" in text
    assert KEY not in text
    assert "authorization" not in text.lower()
    assert "bearer" not in text.lower()
    assert KEY not in Path("drafts/25-4022/en.jsonl").read_text()
    assert stat.S_IMODE(journal.stat().st_mode) == 0o600


def test_what_was_not_recorded_is_said_and_not_asked(author, server, tmp_path):
    journal = tmp_path / "journal.jsonl"
    point_at(server.url)
    server.script(answers)
    author("draft", "25-4022", "--sections", "moat", "--record", journal)
    _, _, err = author("draft", "25-4022", "--sections", "moat,fit", "--replay", journal, to=10)
    assert "fit: openai/scripted-1 was not asked: the journal holds no answer" in err
    assert len(server.seen) == 1


@pytest.mark.parametrize("text", [None, "no\n", "[]\n", '{"stop": "complete"}\n', '{"stop": "magic", "key": "x"}\n'])
def test_a_file_that_is_no_journal_is_refused(author, server, tmp_path, text):
    journal = tmp_path / "journal.jsonl"
    if text is not None:
        journal.write_text(text)
    point_at(server.url)
    _, _, err = author("draft", "25-4022", "--replay", journal, to=2)
    assert "journal" in err


def test_a_last_line_torn_by_a_kill_costs_only_itself(author, server, tmp_path, monkeypatch):
    journal = tmp_path / "journal.jsonl"
    point_at(server.url)
    server.script(answers)
    author("draft", "25-4022", "--sections", "moat", "--record", journal)
    with journal.open("a") as file:
        file.write('{"stop": "comp')
    author("init", tmp_path / "again")
    monkeypatch.chdir(tmp_path / "again")
    point_at(server.url)
    author("draft", "25-4022", "--sections", "moat", "--replay", journal)
    assert len(server.seen) == 1


def test_a_journal_that_cannot_be_written_asks_nobody(author, server, tmp_path):
    point_at(server.url)
    _, _, err = author("draft", "25-4022", "--record", tmp_path / "no" / "such" / "file", to=3)
    assert "could not write" in err
    assert not server.seen


def test_recording_and_replaying_at_once_is_refused(author, server, tmp_path):
    point_at(server.url)
    author("draft", "25-4022", "--record", tmp_path / "a", "--replay", tmp_path / "b", to=2)
