"""A run over workers on a real PostgreSQL: shared out, paid out of one purse, and taken over from a worker that is killed."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from batch_server import answer_body, batch_server

sys.path.append(str(Path(__file__).parents[1] / "llm"))
from good_answers import good

from authoring.facts.base import FactBase
from authoring.revisions.postgres.address import address_of
from authoring.revisions.postgres.database import Database
from authoring.revisions.postgres.log_tables import LogTables
from authoring.revisions.store import Revisions
from authoring.runs.shared.ends import End, SharedEnds
from authoring.runs.shared.money import SharedMoney
from authoring.runs.shared.queue import Beat, Work, WorkQueue

KEY = "sk-test-Zq81mWvT9rX"
SECTIONS = ("moat", "fit", "skills")
OCCUPATIONS = int(os.environ.get("AUTHORING_SHARED_OCCUPATIONS", "12"))
"""Of the run with a killed worker, three texts each. The long run: AUTHORING_SHARED_OCCUPATIONS=667."""
SECONDS = 200 + OCCUPATIONS
"""A run that takes longer has lost its workers."""


class Counting:
    """Answers with what can stand, and counts what it was asked and what it answered."""

    def __init__(self, server, wait=0.05):
        self.base, self.texts, self.wait = FactBase.open(), {}, wait
        self.asked, self.answered, self.guard = Counter(), Counter(), threading.Lock()
        server.online = self

    def __call__(self, body):
        section = body["response_format"]["json_schema"]["name"]
        soc = re.search(r"\(SOC (\d\d-\d{4})\)", body["messages"][1]["content"])[1]
        with self.guard:
            self.asked[soc, section] += 1
            if (soc, section) not in self.texts:
                self.texts[soc, section] = good(section, self.base.sheet(soc))
        time.sleep(self.wait)
        with self.guard:
            self.answered[soc, section] += 1
        return answer_body(self.texts[soc, section], model="openai/m")


@pytest.fixture
def server():
    with batch_server() as running:
        yield running


@pytest.fixture
def team(tmp_path, database, server):
    """Runs `author` in a workspace of a team's database; machines are told apart by their folders."""

    class Team:
        address = database

        def machine(self, name):
            folder = tmp_path / name
            self.run(folder, "init", str(folder), inside=False)
            with (folder / "authoring.toml").open("a") as file:
                file.write(f'\n[model]\nname = "openai/m"\nbase_url = "{server.url}"\nattempts = 2\n')
                file.write(
                    '[model.prices."openai/m"]\ninput = 1.0\noutput = 10.0\n[workers]\nbeat = 0.5\nsilent = 20.0\n'
                )
            text = (folder / "authoring.toml").read_text()
            (folder / "authoring.toml").write_text(f'database = "{database}"\n{text}')
            return folder

        def words(self, folder, *words, inside=True):
            where = ["--workspace", str(folder)] if inside else []
            return [sys.executable, "-m", "authoring", *where, *map(str, words)]

        @property
        def environment(self):
            return {**os.environ, "OPENAI_API_KEY": KEY, "AUTHORING_PERSON": "ada", "NO_COLOR": "1"}

        def run(self, folder, *words, to=0, inside=True):
            done = subprocess.run(
                self.words(folder, *words, inside=inside), capture_output=True, text=True, check=False,
                env=self.environment, timeout=600,
            )  # fmt: skip
            assert done.returncode == to, done.stderr
            assert "Traceback" not in done.stderr
            return done

        def start(self, folder, *words):
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            return subprocess.Popen(self.words(folder, *words), env=self.environment, **quiet)

        def revisions(self):
            return Revisions(tmp_path / "none", tmp_path / "eyes", LogTables(Database(address_of(database))))

    return Team()


def until(true, seconds=60):
    for _ in range(int(seconds * 50)):
        if true():
            return
        time.sleep(0.02)
    raise AssertionError("it did not come about")


def written(team, occupations):
    revisions = team.revisions()
    found = {}
    for soc in occupations:
        for section, history in revisions.profile(soc, "en").items():
            if section in SECTIONS:
                found[soc, section] = history
    return found


def test_two_workers_and_one_of_them_killed_lose_nothing_and_pay_nothing_twice(team, server):
    counting = Counting(server)
    socs = [soc for soc in counting.base.socs() if soc < "30"][: OCCUPATIONS * 2]
    planner, *machines = (team.machine(name) for name in ("planner", "one", "two"))
    codes, texts = planner / "codes.txt", OCCUPATIONS * len(SECTIONS)
    codes.write_text("\n".join(socs))
    words = ("run", "--soc-file", codes, "--sections", ",".join(SECTIONS), "--limit", texts)
    workers = [team.start(machine, "worker", "--name", machine.name, "--occupations", "2") for machine in machines]
    running = subprocess.Popen(
        team.words(planner, *words, "--budget", "50 USD", "--workers", "--json"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=team.environment,
    )  # fmt: skip
    try:
        until(lambda: sum(counting.answered.values()) >= OCCUPATIONS)
        os.kill(workers[0].pid, signal.SIGKILL)
        out, err = running.communicate(timeout=SECONDS)
        assert running.returncode == 0, err
    finally:
        for process in (running, *workers):
            process.kill()
            process.wait()
    ended = [json.loads(line) for line in out.splitlines()][-1]
    assert (ended["status"], ended["written"], ended["failed"]) == ("finished", texts, {})
    histories = [each for each in written(team, socs).values() if each.head]
    assert len(histories) == texts
    assert all(len(each.revisions) == 1 for each in histories)
    twice = sum(count - 1 for count in counting.asked.values())
    assert twice <= 2 * len(SECTIONS)  # two occupations at a time
    assert len(counting.asked) == texts


def test_a_budget_is_one_for_all_machines(team, server):
    counting = Counting(server)
    planner, machine = team.machine("planner"), team.machine("one")
    words = ("run", "25-4011", "25-4022", "25-4031", "--sections", "moat,fit", "--workers")
    worker = team.start(machine, "worker")
    try:
        done = team.run(planner, *words, "--budget", "0.11 USD", "--json", to=12)
    finally:
        worker.terminate()
        assert worker.wait(30) == 0
    ended = [json.loads(line) for line in done.stdout.splitlines()][-1]
    assert ended["status"] == "out of budget"
    assert 0 < ended["written"] < 6
    assert ended["spent_usd"] <= 0.11
    assert sum(counting.asked.values()) == ended["written"]


def test_without_a_database_there_are_no_workers(tmp_path, monkeypatch, capsys):
    from authoring.cli.app import run

    assert run(["init", str(tmp_path / "ws")]) == 0
    monkeypatch.chdir(tmp_path / "ws")
    assert run(["worker"]) == 2
    assert "in a database" in capsys.readouterr().err


async def test_a_group_waits_once_and_a_worker_takes_each_once(database):
    queue, seen = WorkQueue(address_of(database), Beat(every=0.2, silent=2.0, poll=0.2)), []
    work = [Work(run="r", soc=f"25-40{n:02}", locale="en", keys={"moat": "a" * 64}) for n in range(20)]
    assert await queue.put(work) == 20
    assert await queue.put(work) == 0
    assert (await queue.waiting("r")).todo == 20

    async def do(work, worker):
        seen.append(work.soc)
        assert worker

    await queue.work(do, 4, "w", until_empty=True)
    assert sorted(seen) == [each.soc for each in work]
    assert (await queue.waiting("r")).done == 20


async def test_a_group_that_fails_is_tried_again_and_dropped_ones_are_not(database):
    queue, seen = WorkQueue(address_of(database), Beat(every=0.2, silent=2.0, poll=0.2)), Counter()
    await queue.put([Work(run="r", soc="25-4022", locale="en", keys={"moat": "a" * 64})])
    await queue.put([Work(run="other", soc="25-4011", locale="en", keys={"moat": "a" * 64})])
    assert await queue.drop("other") == 1

    async def do(work, worker):
        seen[work.soc] += 1
        raise RuntimeError("no")

    await queue.work(do, 1, "w", until_empty=True)
    assert seen == {"25-4022": 1}
    assert (await queue.waiting("r")).todo == 1


def purse_of(database, run="r", silent=600.0):
    return SharedMoney(Database(address_of(database)), run, silent)


def living(database, postgres):
    """A worker that lives, as far as the database knows."""
    asyncio.run(WorkQueue(address_of(database)).waiting("none"))
    name = re.search(r"@/(\w+)\?", database)[1]
    query = "INSERT INTO procrastinate.procrastinate_workers DEFAULT VALUES RETURNING id"
    return lambda: postgres.sql(query, name)[0][0]


def test_many_hands_in_one_purse_never_take_more_than_is_in_it(database, postgres):
    worker = living(database, postgres)
    purse_of(database).begin("{}", Decimal("1.00"))
    granted = []

    def take(number):
        hand, mine = purse_of(database), worker()
        for turn in range(6):
            key, worst = f"{number:02}{turn:02}" * 16, Decimal("0.07")
            if hand.claim(key, worst, mine, "s").word == "granted":
                spent, aside = hand.totals()
                assert spent + aside <= Decimal("1.00")
                hand.settle(key, worst, Decimal("0.05"), mine)
                granted.append(key)

    hands = [threading.Thread(target=take, args=(number,)) for number in range(6)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    spent, aside = purse_of(database).totals()
    assert aside == 0
    assert spent == Decimal("0.05") * len(granted) <= Decimal("1.00")
    assert len(granted) >= 10


def test_what_one_worker_asks_no_other_does_until_it_is_dead_and_then_it_counts_as_spent(database, postgres):
    worker = living(database, postgres)
    purse, first, second, key = purse_of(database), worker(), worker(), "a" * 64
    purse.begin("{}", Decimal(1))
    assert purse.claim(key, Decimal("0.3"), first, "s").word == "granted"
    assert purse.claim(key, Decimal("0.3"), second, "s").word == "taken"
    name = re.search(r"@/(\w+)\?", database)[1]
    postgres.sql(f"DELETE FROM procrastinate.procrastinate_workers WHERE id = {first}", name)
    assert purse.claim(key, Decimal("0.3"), second, "s").word == "granted"
    assert purse.totals() == (Decimal("0.3"), Decimal("0.3"))
    purse.settle(key, Decimal("0.3"), Decimal("0.1"), second)
    assert purse.totals() == (Decimal("0.4"), Decimal(0))


def test_a_server_that_is_asked_too_often_is_left_alone_by_all(database, postgres):
    worker = living(database, postgres)
    purse, mine = purse_of(database), worker()
    purse.begin("{}", None)
    purse.pause("s", 0.5)
    claim = purse.claim("b" * 64, Decimal(1), mine, "s")
    assert claim.word == "wait"
    assert 0 < claim.pause <= 0.5
    assert purse.claim("b" * 64, Decimal(1), mine, "another").word == "granted"
    purse.stop()
    assert purse.claim("c" * 64, Decimal(1), mine, "another").word == "stopped"


def test_a_later_word_about_a_text_goes_before_an_earlier(database):
    ends = SharedEnds(Database(address_of(database)), "r")
    place = {"soc": "25-4022", "locale": "en", "section": "moat", "worker": "w"}
    ends.note([End(**place, became="failed", kind="timeout", said="no answer")])
    ends.note([End(**place, became="written")])
    assert [(end.became, end.kind) for end in ends.all()] == [("written", "")]
