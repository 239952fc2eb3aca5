"""`kill -9` at each step of a run through batches: nothing is submitted twice, no answer that was paid for is lost."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch_asks import asks
from batch_client import place, store_in
from batch_server import Outcome, Stall, answered, batch_server

from authoring.llm.batches.ledger import BatchLedger

CLIENT = Path(__file__).with_name("batch_client.py")
ASKS = 12
KILLS = int(os.environ.get("AUTHORING_BATCH_KILLS", "2"))
"""Random kills. The long run: AUTHORING_BATCH_KILLS=200."""

CALLS = ("list files", "upload", "create", "retrieve", "content")


@pytest.fixture
def server():
    with batch_server() as running:
        running.becomes = lambda lines, _: Outcome(output=answered(lines, "an answer"), looks=2)
        yield running


def start(server, folder, dies_after=0):
    words = [sys.executable, str(CLIENT), server.url, str(folder), str(ASKS), str(dies_after)]
    found = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (CLIENT.parent, CLIENT.parents[1])))}
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=found)


def kill(client):
    client.kill()
    client.communicate()


def run_to_the_end(server, folder):
    client = start(server, folder)
    out, err = client.communicate(timeout=60)
    assert client.returncode == 0, err
    return out.split()


def assert_whole(server, folder):
    revisions = store_in(folder)
    for ask in asks(ASKS):
        history = revisions.history(ask.job.about.soc, "en", ask.job.about.section)
        assert [answer.reply for answer in history.answers if answer.job_key == ask.key] == ["an answer"]
        assert place(revisions, ask.job).find(ask.key) is not None
    assert set(server.submitted.values()) == {1}
    assert len(server.submitted) == ASKS
    parts = BatchLedger(folder / "batches").parts().values()
    assert all(part.collected and not part.open_jobs for part in parts)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("call", CALLS)
def test_killed_at_any_call_to_the_provider(server, tmp_path, call, when):
    stall = server.stall = Stall(call, when)
    client = start(server, tmp_path)
    assert stall.reached.wait(30), client.communicate(timeout=1)
    kill(client)
    stall.let_go.set()  # a call that was on its way arrives all the same
    run_to_the_end(server, tmp_path)
    assert_whole(server, tmp_path)
    assert len(server.batches) == 1


def test_killed_while_a_batch_was_asked_for_and_the_call_never_arrives(server, tmp_path):
    server.stall = stall = Stall("create", "before")
    client = start(server, tmp_path)
    assert stall.reached.wait(30)
    kill(client)
    run_to_the_end(server, tmp_path)
    assert_whole(server, tmp_path)
    assert len(server.batches) == 1
    stall.let_go.set()


@pytest.mark.parametrize("kept", [1, 5, ASKS])
def test_killed_between_keeping_an_answer_and_noting_it(server, tmp_path, kept):
    client = start(server, tmp_path, dies_after=kept)
    client.communicate(timeout=60)
    assert client.returncode == -9
    run_to_the_end(server, tmp_path)
    assert_whole(server, tmp_path)
    assert len(server.batches) == 1


def test_killed_at_random_moments(server, tmp_path):
    server.becomes = lambda lines, _: Outcome(output=answered(lines, "an answer"), looks=random.randint(0, 6))
    for number in range(KILLS):
        folder = tmp_path / str(number)
        server.batches.clear()
        for _ in range(3):
            client = start(server, folder)
            time.sleep(random.uniform(0.5, 2.2))
            kill(client)
        run_to_the_end(server, folder)
        assert_whole(server, folder)


def test_a_line_of_the_ledger_that_a_kill_cut_off_is_set_aside(server, tmp_path):
    server.stall = stall = Stall("create", "after")
    client = start(server, tmp_path)
    assert stall.reached.wait(30)
    kill(client)
    stall.let_go.set()
    with (tmp_path / "batches" / "ledger.jsonl").open("a") as ledger:
        ledger.write('{"part":"p1","at":1.0,"kind":"subm')
    run_to_the_end(server, tmp_path)
    assert_whole(server, tmp_path)
    assert (tmp_path / "batches" / "ledger.torn").read_text().startswith('{"part":"p1"')
