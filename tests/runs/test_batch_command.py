"""`author run --via batch` and `author batch`, on real facts and prompts: drafts at half the price, now or days later."""

import json
import re
import sys
from pathlib import Path

import pytest
from batch_server import Outcome, answer_body, answered, batch_server

sys.path.append(str(Path(__file__).parents[1] / "llm"))
from good_answers import good

from authoring.cli.app import run
from authoring.facts.base import FactBase
from authoring.revisions.store import Revisions
from authoring.runs import batch_terms

KEY = "sk-test-Zq81mWvT9rX"
SECTIONS = "moat,fit,skills"
RUN = ("run", "25-4022", "--sections", SECTIONS, "--budget", "5 USD", "--via", "batch")
USED = {"prompt_tokens": 1000, "completion_tokens": 200}


def good_answer(body):
    section = body["response_format"]["json_schema"]["name"]
    soc = re.search(r"\(SOC (\d\d-\d{4})\)", body["messages"][1]["content"])[1]
    return good(section, FactBase.open().sheet(soc))


@pytest.fixture
def server():
    with batch_server() as running:
        running.becomes = lambda lines, _: Outcome(output=answered(lines, good_answer), looks=0)
        yield running


@pytest.fixture
def author(server, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("AUTHORING_PERSON", "ada")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    folder = tmp_path / "ws"
    assert run(["init", str(folder)]) == 0
    with (folder / "authoring.toml").open("a") as settings:
        settings.write(f'\n[model]\nname = "openai/m"\nbase_url = "{server.url}"\nattempts = 1\n')
        settings.write('[model.prices."openai/m"]\ninput = 1.0\noutput = 10.0\n')
    monkeypatch.chdir(folder)

    def command(*words, to=0):
        capsys.readouterr()
        code = run([str(word) for word in words])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        assert code == to, printed.err
        return printed.out, printed.err

    command.folder = folder
    return command


def heads(folder, soc="25-4022"):
    revisions = Revisions(folder / "drafts", folder / ".authoring")
    return {name: history.head for name, history in revisions.profile(soc, "en").items() if history.head}


def test_submitted_now_and_collected_another_day_at_half_the_price(author, server):
    _, err = author(*RUN, "--no-wait")
    assert "3 requests submitted (batch_1)" in err
    assert "3 texts wait for batches" in err
    assert not heads(author.folder)
    listed = json.loads(author("batch", "list", "--json")[0])
    assert [(each["requests"], each["waiting"]) for each in listed] == [(3, 3)]
    assert listed[0]["set_aside_usd"] > 0
    assert json.loads(author("runs", "list", "--json")[0])[0]["state"]["status"] == "waiting"

    author("batch", "collect")
    found = heads(author.folder)
    assert set(found) == set(SECTIONS.split(","))
    usual = (1000 * 1.0 + 200 * 10.0) / 1_000_000
    for head in found.values():
        assert head.provenance.method == "model"
        assert head.provenance.cost_usd == pytest.approx(usual / 2)
    state = json.loads(author("runs", "list", "--json")[0])[0]["state"]
    assert state["status"] == "finished"
    assert state["spent_usd"] == pytest.approx(3 * usual / 2)
    _, err = author("batch", "collect")
    assert "nothing is under way" in err
    assert len(server.batches) == 1


def test_waiting_for_it_and_asking_again_for_what_cannot_stand(author, server, monkeypatch):
    monkeypatch.setattr(batch_terms.Terms, "pause", 0.01)
    server.becomes = lambda lines, number: Outcome(
        output=answered(lines, "not JSON" if number == 1 else good_answer), looks=0
    )
    author(*RUN)
    assert [len(batch["lines"]) for batch in server.batches.values()] == [3, 3]
    assert set(heads(author.folder)) == set(SECTIONS.split(","))


def test_the_third_ask_goes_online(author, server):
    server.becomes = lambda lines, _: Outcome(output=answered(lines, "not JSON"), looks=0)
    server.online = lambda body: answer_body(good_answer(body), usage=USED)
    author(*RUN, "--no-wait")
    author("batch", "collect")
    author("batch", "collect")
    assert len(server.batches) == 2
    assert len(server.asked_online) == 3
    assert set(heads(author.folder)) == set(SECTIONS.split(","))


def test_a_run_is_resumed_by_its_own_name_and_without_saying_it_again(author, server):
    author(*RUN, "--no-wait")
    author("run", "--resume", "--no-wait")
    assert set(heads(author.folder)) == set(SECTIONS.split(","))
    _, err = author("run", "--resume", to=2)
    assert "no unfinished run" in err
    assert len(server.batches) == 1


def test_the_same_command_again_submits_nothing_twice(author, server):
    server.becomes = lambda lines, _: Outcome(output=answered(lines, good_answer), looks=5)
    for _ in range(3):
        author(*RUN, "--no-wait")
    assert len(server.batches) == 1
    assert server.calls["create"] == 1


def test_a_cancelled_batch_is_said_and_its_answers_are_had(author, server):
    server.becomes = lambda lines, _: Outcome(output=answered(lines[:1], good_answer), looks=9)
    author(*RUN, "--no-wait")
    author("batch", "cancel", "batch_1")
    author("batch", "collect")
    _, err = author("batch", "collect", to=10)
    assert "2 of 3 texts were not got" in err
    assert len(heads(author.folder)) == 1
    shown = json.loads(author("batch", "show", "batch_1", "--json")[0])
    assert shown["status"] == "cancelled"
    assert [each["stop"] for each in shown["not_answered"]] == ["cancelled"] * 2
    _, err = author("batch", "cancel", "batch_1", to=2)
    assert "has ended" in err


def test_what_a_lost_run_had_in_a_batch_is_kept_by_collect(author, server):
    import shutil

    author(*RUN, "--no-wait")
    shutil.rmtree(author.folder / ".authoring")
    author("batch", "collect")
    assert not heads(author.folder)
    author(*RUN)
    assert set(heads(author.folder)) == set(SECTIONS.split(","))
    assert server.calls["create"] == 1


def test_a_batch_that_the_provider_does_not_know_is_given_up_by_a_person_alone(author, server):
    server.becomes = lambda lines, _: Outcome(output=answered(lines, good_answer), looks=9)
    author(*RUN, "--no-wait")
    server.batches.clear()
    author("batch", "collect", to=10)
    name = json.loads(author("batch", "list", "--json")[0])[0]["batch"]
    author("batch", "cancel", name, "--forget")
    assert json.loads(author("batch", "list", "--json")[0])[0]["waiting"] == 0


def test_no_money_for_any_of_it_submits_nothing(author, server):
    _, err = author("run", "25-4022", "--sections", SECTIONS, "--budget", "0.000001 USD", "--via", "batch", to=12)
    assert not server.batches
    assert "budget" in err


def test_words_that_fit_nothing_are_refused(author):
    assert "no way" in author("run", "25-4022", "--via", "pigeon", to=2)[1]
    assert "no batch" in author("batch", "show", "p1", to=2)[1]
    assert "no batches yet" in author("batch", "list")[1]


def test_no_key_is_in_any_file_of_a_batch(author, server):
    server.becomes = lambda lines, _: Outcome(output=answered(lines, f"your key is {KEY}"), looks=0)
    author(*RUN, "--no-wait")
    author("batch", "collect", to=10)
    logs = list((author.folder / "drafts").rglob("*.jsonl"))
    assert logs
    assert not [path for path in logs if KEY in path.read_text()]
