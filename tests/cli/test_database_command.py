"""A workspace in a database: every verb as before, and the way in and out."""

import json
import sys

import pytest

SOC = "25-4022"


@pytest.fixture
def in_database(author, workspace, database):
    """Names the team's database in the settings of the workspace."""

    def move() -> None:
        settings = workspace / "authoring.toml"
        settings.write_text(f'database = "{database}"\n{settings.read_text()}')

    return move


def test_a_section_goes_its_whole_way_in_a_database(author, workspace, in_database):
    in_database()
    author("draft", SOC, "--sections", "identity,moat,scores")
    assert list((workspace / "drafts").glob("*/*")) == []
    assert {line["section"] for line in author("queue", "--json").json} == {"identity", "moat", "scores"}
    author("comment", SOC, "moat", "Is this still so?")
    author("--as", "Jan", "approve", SOC, "moat")
    author("--as", "Jan", "approve", SOC, "--computed")
    assert [event["kind"] for event in author("log", SOC, "moat", "--json").json] == ["revision", "comment", "decision"]
    author("fsck")
    assert author("stats", "--json").json["approved"] == 3
    assert author("search", "librarians", "--json").json
    author("publish")
    assert author("queue", "--state", "published", "--json").json


def test_files_go_in_and_come_out_the_same(author, workspace, in_database, tmp_path):
    author("draft", SOC, "--sections", "moat")
    log = workspace / "drafts" / SOC / "en.jsonl"
    log.write_bytes(log.read_bytes() + b"no event\r\n" + log.read_bytes()[:80])
    before = log.read_bytes()
    told = author("log", SOC, "--json").json
    in_database()
    assert author("queue", "--json").json == []
    assert author("log", "import", "--json").json == [
        {"soc": SOC, "locale": "en", "outcome": "copied", "lines": 2, "carried": 2}
    ]
    assert author("log", SOC, "--json").json == told
    seen = author("fsck", to=9)
    assert f"database/{SOC}/en.jsonl:2" in seen.out
    assert author("log", "export", tmp_path / "out", "--json").json[0]["outcome"] == "copied"
    assert (tmp_path / "out" / SOC / "en.jsonl").read_bytes() == before


def test_logs_that_went_two_ways_are_named_and_joined_when_asked(author, workspace, in_database):
    author("draft", SOC, "--sections", "moat")
    in_database()
    author("log", "import")
    settings = workspace / "authoring.toml"
    with_database = settings.read_text()
    author("comment", SOC, "moat", "In the database.")
    settings.write_text(with_database.split("\n", 1)[1])
    author("comment", SOC, "moat", "In files.")
    settings.write_text(with_database)

    seen = author("log", "import", to=7)
    assert seen.out == f"diverged: {SOC} en\n"
    assert "--join" in seen.err
    author("log", "import", "--join")
    assert {event.get("text") for event in author("log", SOC, "moat", "--json").json} >= {
        "In files.",
        "In the database.",
    }


def test_a_workspace_in_files_has_nothing_to_copy(author, workspace):
    assert "in files" in author("log", "export", to=2).err
    assert "database" in author("log", "import", to=2).err


def test_a_database_that_is_not_there_is_said_and_no_password_shown(author, workspace, monkeypatch):
    settings = workspace / "authoring.toml"
    settings.write_text(f'database = "postgresql://mei@127.0.0.1:1/team"\n{settings.read_text()}')
    monkeypatch.setenv("PGPASSWORD", "correct-horse")
    seen = author("queue", to=3)
    assert "postgresql://mei@127.0.0.1:1/team cannot be reached" in seen.err
    assert "horse" not in seen.err + seen.out


def test_the_words_of_log_mean_what_they_meant(author, workspace):
    author("draft", SOC, "--sections", "moat")
    assert author("log", "--help").out.startswith("Usage: author log ")
    assert len(author("log", "--json").json) == 1
    assert author("log", SOC, "--by", "offline drafter", "--json").json


@pytest.mark.parametrize("kept_in", ["files", "postgres"])
def test_who_is_editing_is_told_while_the_editor_is_open_and_not_after(
    author, workspace, in_database, monkeypatch, kept_in
):
    if kept_in == "postgres":
        in_database()
    author("draft", SOC, "--sections", "moat")
    here = workspace / "who.json"
    editor = workspace / "editor"
    # The editor of one person asks, as another one, who is there.
    asks = f"AUTHORING_PERSON=jan '{sys.executable}' -m authoring --workspace '{workspace}' who --json"
    editor.write_text(f"#!/bin/sh\nsleep 0.3\n{asks} > '{here}'\n")
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    author("edit", SOC, "moat")
    (present,) = json.loads(here.read_text())
    assert (present["person"], present["section"], present["doing"]) == ("ada", "moat", "editing")
    assert author("who", "--json").json == []
    assert "nobody" in author("who").err
