"""`author check` over a whole workspace: on several cores, and again only where something changed."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from authoring.cli.app import run
from authoring.settings import open_workspace
from authoring.wiring import Wiring

OCCUPATIONS = 30


@pytest.fixture(scope="module")
def thirty(tmp_path_factory):
    """The drafts of thirty occupations."""
    from authoring.facts.base import FactBase

    folder, socs = tmp_path_factory.mktemp("thirty") / "profiles", FactBase.open().socs()[:OCCUPATIONS]
    assert run(["init", str(folder)]) == 0
    assert run(["--workspace", str(folder), "--as", "ada", "draft", "--thin", *socs]) == 0
    return folder / "drafts", socs


@pytest.fixture
def many(author, workspace, thirty):
    """Thirty occupations, one of them with a sentence that no fact carries."""
    drafts, socs = thirty
    shutil.copytree(drafts, workspace / "drafts", dirs_exist_ok=True)
    author("edit", socs[3], "moat", to=None)
    return workspace, socs, workspace / "drafts" / socs[3] / "en.jsonl"


@pytest.fixture(autouse=True)
def editor(monkeypatch):
    monkeypatch.setenv("EDITOR", "sed -i '0,/detail: .*/s//detail: Since 2019 45 percent is done by robots./'")


def _looked_at_again(workspace, do):
    """How many logs of the workspace a run looked at again: the rows that are other ones afterwards."""
    path = workspace / ".authoring" / "findings.sqlite"

    def rows():
        with sqlite3.connect(path) as file:
            return dict(file.execute("SELECT soc || locale, key FROM logs"))

    before = rows()
    do()
    after = rows()
    return {name for name in after if after[name] != before.get(name)}


def test_several_cores_find_what_one_finds(author, many):
    alone = author("check", "--json", "--jobs", "1", to=5)
    shutil.rmtree(many[0] / ".authoring")
    together = author("check", "--json", "--jobs", "2", to=5)
    assert together.json == alone.json
    assert f"{OCCUPATIONS} occupations checked" in together.err


def test_the_next_run_looks_only_at_what_changed_and_says_the_same(author, many):
    workspace, socs, _ = many
    first = author("check", "--json", to=5).json
    assert _looked_at_again(workspace, lambda: author("check", to=5)) == set()
    assert author("check", "--json", to=5).json == first
    author("edit", socs[5], "moat", to=None)
    assert _looked_at_again(workspace, lambda: author("check", to=5)) == {f"{socs[5]}en"}
    changed = {each["soc"] for each in author("check", "--json", to=5).json if each["severity"] == "error"}
    assert changed == {socs[3], socs[5]}


def test_a_waiver_is_seen_by_the_next_run(author, many):
    workspace, socs, _ = many
    (workspace / "checks.toml").write_text('[[avoid]]\nterm = "robots"\n', "utf-8")
    found = [each for each in author("check", "--json", to=5).json if each["rule"] == "own.avoid.robots"]
    assert [each["soc"] for each in found] == [socs[3]]
    author("waive", socs[3], "moat", "own.avoid.robots", "--reason", "It is what the report says.")
    assert "own.avoid.robots" not in author("check", to=5).out


def test_what_was_done_before_a_stop_is_kept_and_no_worker_stays(many):
    workspace, _, _ = many
    command = [sys.executable, "-m", "authoring", "--workspace", str(workspace), "check", "--jobs", "2"]
    for stop in (signal.SIGINT, signal.SIGKILL):
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        ) as run:
            time.sleep(1.2)
            run.send_signal(stop)
            run.wait(20)
        deadline = time.monotonic() + 20
        while _alive_in_session(run.pid) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not _alive_in_session(run.pid)
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (finished.returncode, f"{OCCUPATIONS} occupations checked" in finished.stderr) == (5, True)


def _alive_in_session(session):
    listed = subprocess.run(["ps", "-s", str(session), "-o", "pid=,stat="], capture_output=True, text=True, check=False)
    return [line for line in listed.stdout.splitlines() if " Z" not in line]


def test_a_reviewed_title_is_seen_by_the_next_run(author, many):
    _, socs, _ = many
    author("translate", socs[0], "--to", "zh-TW")
    unreviewed = [each for each in author("check", "--json", to=5).json if each["rule"] == "titles.unreviewed"]
    assert unreviewed
    author("--as", "grace", "titles", "review", socs[0], "--to", "zh-TW")
    left = [each for each in author("check", "--json", to=5).json if each["rule"] == "titles.unreviewed"]
    assert len(left) == len(unreviewed) - 1


def write(workspace, soc, detail):
    """Ada writes other words into the first item."""
    desk = Wiring(open_workspace(workspace), "ada").desk
    head = desk.history(soc, "en", "moat").head
    first, *others = head.content.points
    content = head.content.model_copy(update={"points": (first.model_copy(update={"detail": detail}), *others)})
    desk.save(soc, "en", "moat", content, on=head.id)


def test_what_two_pages_say_nearly_alike_is_told_of_both_and_templates_of_code_are_not(author, workspace):
    said = "{} work side by side with people who depend on what they notice, remember and decide each day."
    author("draft", "25-4022", "25-4031", "25-4011", "--sections", "moat")
    assert "language.near-duplicate" not in author("check").out
    for soc, who in (("25-4022", "Librarians"), ("25-4011", "Archivists")):
        write(workspace, soc, said.format(who))
    for words in ((), ("25-4022", "25-4011")):
        found = [each for each in author("check", *words, "--json").json if each["rule"] == "language.near-duplicate"]
        assert [each["soc"] for each in found] == ["25-4011", "25-4022"]
        assert "25-4022 moat" in found[0]["message"]
    write(workspace, "25-4022", "A reader asks for one thing and needs another, and it takes talk to see which it is.")
    assert "language.near-duplicate" not in author("check").out
