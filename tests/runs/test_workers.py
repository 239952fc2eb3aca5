"""A run over workers on a real PostgreSQL: shared out, paid out of one purse, and taken over from a worker that is killed."""

import asyncio
import contextlib
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

from authoring.errors import StorageError
from authoring.facts.base import FactBase
from authoring.revisions.postgres.address import address_of
from authoring.revisions.postgres.database import Database
from authoring.revisions.postgres.log_tables import LogTables
from authoring.revisions.store import Revisions
from authoring.runs.ledger import Ledger
from authoring.runs.shared.ends import End, SharedEnds
from authoring.runs.shared.money import SharedMoney
from authoring.runs.shared.queue import Beat, Hold, Work, WorkQueue
from authoring.runs.shared.serving import Post, serve

KEY = "sk-test-Zq81mWvT9rX"
SECTIONS = ("moat", "fit", "skills")
OCCUPATIONS = int(os.environ.get("AUTHORING_SHARED_OCCUPATIONS", "10"))
"""Of the run with a killed worker, three texts each. The long run: AUTHORING_SHARED_OCCUPATIONS=667."""
SECONDS = 200 + OCCUPATIONS
"""A run that takes longer has lost its workers."""
SETTINGS = """
database = "{database}"
[model]
name = "openai/m"
base_url = "{url}"
attempts = 2
[model.prices."openai/m"]
input = 1.0
output = 10.0
[workers]
beat = 0.2
silent = 3.0
"""


class Counting:
    """Answers with what can stand, and counts what it was asked and what it answered."""

    def __init__(self, server, wait=0.05, usage=None):
        self.base, self.texts, self.wait, self.usage = FactBase.open(), {}, wait, usage
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
        return answer_body(self.texts[soc, section], model="openai/m", usage=self.usage)


@pytest.fixture
def server():
    with batch_server() as running:
        yield running


class Team:
    """Runs `author` in workspaces of one database; machines are told apart by their folders."""

    def __init__(self, database, url, folder):
        self.address, self.url, self.folder, self.started = database, url, folder, []

    def machine(self, name):
        folder = self.folder / name
        for part in ("drafts", "published"):
            (folder / part).mkdir(parents=True)
        (folder / "authoring.toml").write_text(SETTINGS.format(database=self.address, url=self.url))
        return folder

    def words(self, folder, *words):
        return [sys.executable, "-m", "authoring", "--workspace", str(folder), *map(str, words)]

    @property
    def environment(self):
        return {**os.environ, "OPENAI_API_KEY": KEY, "AUTHORING_PERSON": "ada", "NO_COLOR": "1"}

    def run(self, folder, *words, to=0):
        done = subprocess.run(
            self.words(folder, *words), capture_output=True, text=True, check=False, env=self.environment, timeout=SECONDS,
        )  # fmt: skip
        assert done.returncode == to, done.stderr
        assert "Traceback" not in done.stderr
        return done

    def start(self, folder, *words):
        """A process that writes into files: whoever waits for it reads what it said so far at any time."""
        said, talked = (folder / f"{len(self.started)}.{name}" for name in ("out", "err"))
        with said.open("wb") as out, talked.open("wb") as err:
            process = subprocess.Popen(self.words(folder, *words), env=self.environment, stdout=out, stderr=err)
        process.said, process.talked = said.read_text, talked.read_text
        self.started.append(process)
        return process

    def events(self, process):
        return [json.loads(line) for line in process.said().splitlines()]

    def ended(self, process, to=0):
        """The last event of a run, once it has ended as it should."""
        process.wait(SECONDS)
        told = "".join(each.talked() for each in self.started)
        assert process.returncode == to, told
        assert "Traceback" not in told
        return self.events(process)[-1]

    def revisions(self):
        return Revisions(self.folder / "none", self.folder / "eyes", LogTables(Database(address_of(self.address))))

    def close(self):
        """End whatever was started, however the test went."""
        for process in self.started:
            process.kill()
            process.wait()


@pytest.fixture
def team(tmp_path, database, server):
    running = Team(database, server.url, tmp_path)
    yield running
    running.close()


def until(true, seconds=60):
    for _ in range(int(seconds * 50)):
        if found := true():
            return found
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


def test_one_worker_sleeps_and_one_is_killed_and_nothing_is_lost_or_paid_twice(team, server, postgres):
    counting = Counting(server)
    socs = [soc for soc in counting.base.socs() if soc < "30"][: OCCUPATIONS * 2]
    planner, *machines = (team.machine(name) for name in ("planner", "one", "two"))
    codes, texts = planner / "codes.txt", OCCUPATIONS * len(SECTIONS)
    codes.write_text("\n".join(socs))
    words = ("run", "--soc-file", codes, "--sections", ",".join(SECTIONS), "--limit", texts, "--budget", "50 USD")
    start = [
        lambda each=each: team.start(each, "worker", "--name", each.name, "--occupations", "2") for each in machines
    ]
    sleeper, running = start[0](), team.start(planner, *words, "--workers", "--json")
    until(lambda: sum(counting.answered.values()) >= len(SECTIONS))
    sleeper.send_signal(signal.SIGSTOP)
    killed = start[1]()
    held = "SELECT count(*) FROM procrastinate.procrastinate_jobs WHERE status = 'doing' AND worker_id = 1"
    until(lambda: postgres.sql(held, name_of(team.address)) == [(0,)])
    sleeper.send_signal(signal.SIGCONT)
    killed.kill()
    ended = team.ended(running)
    assert (ended["status"], ended["written"], ended["failed"]) == ("finished", texts, {})
    histories = [each for each in written(team, socs).values() if each.head]
    assert len(histories) == texts
    assert all(len(each.revisions) == 1 for each in histories)
    twice = sum(count - 1 for count in counting.asked.values())
    assert twice <= 2 * 2 * len(SECTIONS)  # two workers that were at two occupations each
    assert len(counting.asked) == texts
    sleeper.terminate()
    assert sleeper.wait(30) == 0, sleeper.talked()


def test_a_run_without_workers_says_so_pauses_and_has_one_budget_for_all_machines(team, server):
    # Each answer costs 0.051 USD and may cost about 0.096: three fit into 0.23, in whatever order they are asked for.
    counting = Counting(server, usage={"prompt_tokens": 1000, "completion_tokens": 5000})
    planner, machine = team.machine("planner"), team.machine("one")
    words = ("run", "25-4011", "25-4022", "25-4031", "--sections", "moat,fit", "--workers", "--budget", "0.23 USD")
    assert "6 texts left to the workers" in team.run(planner, *words, "--no-wait").stderr
    running = team.start(planner, *words, "--json")
    until(lambda: any("no worker has answered for" in str(event.get("said")) for event in team.events(running)))
    run = Ledger(planner / ".authoring").run(1)
    run.ask("pause", "ada")
    until(lambda: run.state.status == "paused")
    worker = team.start(machine, "worker")
    until(lambda: run.state.at_once == 1 and run.state.under_way)
    assert not counting.asked
    run.ask("go", "ada")
    ended = team.ended(running, to=12)
    assert (ended["status"], ended["written"], round(ended["spent_usd"], 3)) == ("out of budget", 3, 0.153)
    assert sum(counting.asked.values()) == 3
    worker.terminate()
    assert worker.wait(30) == 0, worker.talked()


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

    async def do(work, hold):
        seen.append(work.soc)
        assert hold.worker
        assert hold.entry

    await serve(queue, do, Post("w", 4, until_empty=True))
    assert sorted(seen) == [each.soc for each in work]
    assert (await queue.waiting("r")).done == 20


async def test_a_group_that_fails_is_tried_again_and_dropped_ones_are_not(database):
    queue, seen = WorkQueue(address_of(database), Beat(every=0.2, silent=2.0, poll=0.2)), Counter()
    await queue.put([Work(run="r", soc="25-4022", locale="en", keys={"moat": "a" * 64})])
    await queue.put([Work(run="other", soc="25-4011", locale="en", keys={"moat": "a" * 64})])
    assert await queue.drop("other") == 1

    async def do(work, _hold):
        seen[work.soc] += 1
        raise RuntimeError("no")

    await serve(queue, do, Post("w", 1, until_empty=True))
    assert seen == {"25-4022": 1}
    assert (await queue.waiting("r")).todo == 1


TAKEN = "SET search_path = procrastinate; UPDATE procrastinate_jobs SET status = 'doing'"


def name_of(database):
    return re.search(r"@/(\w+)\?", database)[1]


async def test_a_worker_that_was_forgotten_goes_on_under_its_own_number(database, postgres):
    queue, holds = WorkQueue(address_of(database), Beat(every=0.1, silent=1.0, poll=0.1)), []
    await queue.put(Work(run="r", soc=f"25-40{n:02}", locale="en", keys={"moat": "a" * 64}) for n in range(6))

    async def do(_work, hold):
        holds.append(hold)
        await asyncio.to_thread(postgres.sql, "DELETE FROM procrastinate.procrastinate_workers", name_of(database))
        await asyncio.sleep(0.25 if len(holds) % 2 else 0)

    await serve(queue, do, Post("w", 2, until_empty=True))
    assert len({hold.worker for hold in holds}) == 1
    assert len(holds) == len({hold.entry for hold in holds}) == 6
    assert (await queue.waiting("r")).done == 6


async def test_a_worker_leaves_alone_what_another_took_over_and_outlives_a_cut_line(database, postgres):
    queue, seen, told = WorkQueue(address_of(database), Beat(every=0.1, silent=1.0, poll=0.1)), [], []
    await queue.put(Work(run="r", soc=soc, locale="en", keys={"moat": "a" * 64}) for soc in ("25-4011", "25-4022"))
    other = (await asyncio.to_thread(living, database, postgres))()

    async def do(work, hold):
        seen.append(work.soc)
        if len(seen) == 1:
            taken = f"UPDATE procrastinate.procrastinate_jobs SET worker_id = {other.worker} WHERE id = {hold.entry}"
            await asyncio.to_thread(postgres.sql, taken, name_of(database))
            raise RuntimeError("it fails as well, and must not be tried again for that")
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"
        await asyncio.to_thread(postgres.sql, cut, name_of(database))

    serving = asyncio.create_task(serve(queue, do, Post("w", 1), told.append))
    done = 0
    while not done:
        await asyncio.sleep(0.05)
        with contextlib.suppress(StorageError):  # our own line may be the one that is cut
            done = (await queue.waiting("r")).done
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    waiting = await queue.waiting("r")
    assert seen == ["25-4011", "25-4022"]
    assert (waiting.todo, waiting.doing, waiting.done) == (0, 1, 1)


async def test_what_failed_at_every_try_is_given_up_and_can_be_put_there_again(database, postgres):
    queue = WorkQueue(address_of(database), Beat(every=0.1, silent=0.5, poll=0.1))
    work = [Work(run="r", soc="25-4022", locale="en", keys={"moat": "a" * 64})]
    await queue.put(work)
    await asyncio.to_thread(postgres.sql, f"{TAKEN}, worker_id = NULL, attempts = 5", name_of(database))

    async def do(_work, _hold):
        raise AssertionError

    await serve(queue, do, Post("w", 1, until_empty=True))
    assert (await queue.waiting("r")).given_up == (("25-4022", "en"),)
    assert await queue.put(work) == 1
    assert (await queue.waiting("r")).given_up == ()


def purse_of(database, run="r", silent=600.0):
    return SharedMoney(Database(address_of(database)), run, silent)


def living(database, postgres):
    """A worker that lives, as far as the database knows."""
    asyncio.run(WorkQueue(address_of(database)).waiting("none"))
    name = name_of(database)
    query = "INSERT INTO procrastinate.procrastinate_workers DEFAULT VALUES RETURNING id"
    return lambda: Hold(worker=postgres.sql(query, name)[0][0])


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
    name = name_of(database)
    postgres.sql(f"DELETE FROM procrastinate.procrastinate_workers WHERE id = {first.worker}", name)
    assert purse.claim(key, Decimal("0.3"), second, "s").word == "granted"
    assert purse.totals() == (Decimal("0.3"), Decimal("0.3"))
    purse.settle(key, Decimal("0.3"), Decimal("0.1"), second)
    assert purse.totals() == (Decimal("0.4"), Decimal(0))


async def test_nothing_more_is_granted_for_a_group_that_another_took_over_or_while_the_run_is_paused(
    database, postgres
):
    worker = await asyncio.to_thread(living, database, postgres)
    first, second = worker(), worker()
    queue, purse = WorkQueue(address_of(database)), purse_of(database)
    await queue.put([Work(run="r", soc="25-4022", locale="en", keys={"moat": "a" * 64})])
    await asyncio.to_thread(postgres.sql, TAKEN, name_of(database))
    give = "UPDATE procrastinate.procrastinate_jobs SET worker_id = {} RETURNING id"

    def claims(holder):
        (entry,) = postgres.sql(give.format(holder), name_of(database))[0]
        holds = [Hold(worker=each.worker, entry=entry) for each in (first, second)]
        found = [purse.claim(f"{n}" * 64, Decimal("0.1"), hold, "s").word for n, hold in enumerate(holds)]
        for n, hold in enumerate(holds):
            purse.settle(f"{n}" * 64, Decimal("0.1"), Decimal(0), hold) if found[n] == "granted" else None
        return found

    def checked():
        purse.begin("{}", Decimal(1))
        assert claims(first.worker) == ["granted", "lost"]
        assert claims(second.worker) == ["lost", "granted"]
        assert claims("NULL") == ["granted", "granted"]
        purse.hold_back(paused=True)
        assert claims(second.worker) == ["lost", "wait"]

    await asyncio.to_thread(checked)


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
