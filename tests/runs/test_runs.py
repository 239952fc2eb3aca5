"""`author plan` and `author run`, as processes against a server that counts: what was asked for, once, within the budget."""

import json
import os
import random
import signal
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.cli.asking import dollars, joined_budget
from authoring.errors import Conflict, UsageError
from authoring.prompting import BUILT_IN
from authoring.runs.ledger import Ledger
from authoring.runs.planning import Wish

KEY = "sk-run-Zq81mWvT9rX"
RUN = ("run", "25-4011", "25-4022", "--budget", "5 USD")


def until(true, seconds=30):
    for _ in range(int(seconds * 100)):
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("it did not come about")


def test_a_plan_says_what_why_and_for_how_much_and_a_run_does_just_that(place):
    here = place()
    plan = json.loads(here.author("plan", "25-4011 25-4022", "--json").stdout)
    assert (plan["texts"], plan["why"]) == (22, {"missing": 22})
    assert 0 < plan["least_usd"] < plan["most_usd"]
    assert not here.log.read_text()
    done = here.author(*RUN)
    assert done.returncode == 0, done.stderr
    assert len(here.asked()) == 22
    assert set(here.asked().values()) == {1}
    drafted = [history for history in here.histories() if history.answers]
    assert len(drafted) == 22
    assert all(history.head.provenance.method == "model" for history in drafted)
    assert all(history.head for history in here.histories())  # what code makes is there as well
    again = json.loads(here.author("plan", "25-4011", "25-4022", "--json").stdout)
    assert again["texts"] == 0
    assert again["why_not"] == {"up to date": 22}
    assert here.author(*RUN).returncode == 0
    assert sum(here.asked().values()) == 22


def test_one_changed_prompt_runs_its_section_and_one_more_occupation_runs_only_it(place):
    here = place()
    assert here.author("run", "25-4022", "--sections", "moat,skills", "--budget", "5").returncode == 0
    own = here.root / "prompts" / "moat"
    own.mkdir(parents=True)
    template = (BUILT_IN / "moat" / "draft.j2").read_text()
    (own / "draft.j2").write_text("Write plainly.\n" + template)
    words = ("25-4022", "25-4011", "--sections", "moat,skills")
    plan = json.loads(here.author("plan", *words, "--json").stdout)
    assert [(job["soc"], job["section"], job["why"]) for job in plan["jobs"]] == [
        ("25-4011", "moat", "missing"),
        ("25-4011", "skills", "missing"),
        ("25-4022", "moat", "prompt"),
    ]


def test_what_people_did_is_left_alone_and_said(place):
    here = place()
    assert here.author("run", "25-4022", "--budget", "5").returncode == 0
    here.environment["EDITOR"] = "sed -i 's/Interpersonal/Personal/;s/people/persons/'"
    assert here.author("edit", "25-4022", "moat").returncode == 0
    assert here.author("--as", "bob", "approve", "25-4022", "pay").returncode == 0
    for name in ("pay", "moat"):
        (here.root / "prompts" / name).mkdir(parents=True, exist_ok=True)
        template = (BUILT_IN / name / "draft.j2").read_text()
        (here.root / "prompts" / name / "draft.j2").write_text("Write plainly.\n" + template)
    plan = json.loads(here.author("plan", "25-4022", "--json").stdout)
    why_not = {each["section"]: each["why"] for each in plan["left_alone"]}
    assert plan["texts"] == 0
    assert (why_not["moat"], why_not["pay"], why_not["faq"]) == ("edited by a person", "approved", "up to date")


@pytest.mark.parametrize("seed", range(4))
def test_after_kill_9_nothing_that_was_paid_for_and_kept_is_asked_again(place, seed):
    """Killed at random times; the same command carries on. Only what was under way when it died may be asked twice."""
    here, dice = place("--latency", "0.05", "--fail-share", "0.1"), random.Random(seed)
    command = (*RUN, "--why", "missing")  # a text whose answer was kept and not judged yet is missing still
    lost = kills = 0
    for _ in range(8):
        process = here.start(*command, "--at-once", "4")
        begun = sum(here.asked().values())
        wait_for = begun + dice.randint(1, 6)
        until(lambda: sum(here.asked().values()) >= wait_for or process.poll() is not None)  # noqa: B023
        time.sleep(dice.uniform(0, 0.08))
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            kills += 1
            lost += 4
        process.communicate()
        if process.returncode == 0:
            break
    assert here.author(*command).returncode == 0
    assert kills
    answered = here.answered()
    assert len(answered) == 22
    assert sum(answered.values()) - 22 <= lost
    for history in here.histories():
        keys = [answer.job_key for answer in history.answers if answer.stop_reason == "complete"]
        assert len(keys) == len(set(keys))


def test_the_budget_of_a_killed_run_is_what_it_had_left(place):
    here = place("--latency", "0.3")
    process = here.start(*RUN, "--at-once", "8")
    until(lambda: sum(here.asked().values()) >= 8)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    run = here.ledger.run(1)
    assert run.state.status == "broken off"
    spent = run.spent()
    assert spent > 0  # what was under way counts at its worst
    small = here.author("run", "25-4011", "25-4022", "--budget", f"{spent + Decimal('0.001')}")
    assert small.returncode == 12, small.stderr
    assert "budget" in small.stderr
    assert here.author("run", "25-4011", "25-4022", "--budget", "5 USD", "--new").returncode == 0


def test_a_run_whose_money_lines_a_power_cut_took_counts_the_answers_that_were_kept(place):
    here = place("--latency", "0.3")
    process = here.start(*RUN, "--at-once", "2")
    until(lambda: sum(here.answered().values()) >= 4)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    (here.ledger.run(1).path / "money.jsonl").write_bytes(b"")
    out = here.author(*RUN, "--json").stdout
    costs = [answer.cost_usd for history in here.histories() for answer in history.answers]
    assert json.loads(out.splitlines()[-1])["spent_usd"] == pytest.approx(sum(costs))


def test_a_budget_stops_a_run_before_it_could_exceed(place):
    here = place()
    done = here.author("run", "25-4011", "25-4022", "--budget", "0.1 USD", "--at-once", "3")
    assert done.returncode == 12, done.stderr
    (run,) = here.ledger.all()
    assert run.state.status == "out of budget"
    assert 0 < run.spent() <= Decimal("0.1")
    assert 0 < run.state.done < 22


def test_without_a_word_about_money_a_priced_model_is_not_asked(place):
    here = place()
    done = here.author("run", "25-4022")
    assert done.returncode == 2
    assert "--budget" in done.stderr
    assert here.author("run", "--budget", "5").returncode == 2  # nor without a word about which occupations
    assert not here.log.read_text()


def test_one_run_at_a_time_and_another_process_pauses_and_stops_it(place):
    here = place("--latency", "1.5")
    process = here.start(*RUN, "--at-once", "2", "--json")
    until(lambda: here.ledger.all() and here.ledger.all()[0].state is not None)
    second = here.author("run", "29-1141", "--budget", "1")
    assert second.returncode == 7
    assert "run 1" in second.stderr
    assert here.author("runs", "pause").returncode == 0
    until(lambda: here.ledger.run(1).state.status == "paused" and here.ledger.run(1).state.under_way == 0)
    paused_at = sum(here.asked().values())
    time.sleep(0.5)
    assert sum(here.asked().values()) == paused_at
    assert here.author("runs", "resume").returncode == 0
    until(lambda: sum(here.asked().values()) > paused_at)
    assert here.author("runs", "stop").returncode == 0
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    events = [json.loads(line) for line in out.splitlines()]
    assert events[-1]["event"] == "end"
    assert events[-1]["status"] == "stopped"
    assert sum(here.answered().values()) == sum(here.asked().values())
    assert here.author("runs", "pause").returncode == 2
    assert here.author(*RUN).returncode == 0
    assert set(here.asked().values()) == {1}


def test_ctrl_c_lets_what_is_under_way_come_in(place):
    here = place("--latency", "0.3")
    process = here.start(*RUN, "--at-once", "3")
    until(lambda: sum(here.asked().values()) >= 3)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert sum(here.answered().values()) == sum(here.asked().values())


def test_failures_are_a_queue_to_filter_inspect_and_try_again(place, tmp_path, good_texts):
    texts = json.loads(good_texts.read_text())
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps({name: text for name, text in texts.items() if name != "25-4022 moat"}))
    here = place(answers=bad)
    done = here.author("run", "25-4022", "--budget", "5")
    assert done.returncode == 10
    assert "moat" in done.stderr
    (failure,) = json.loads(here.author("runs", "failures", "--inspect", "--json").stdout)
    assert (failure["section"], failure["kind"], failure["requests"]) == ("moat", "cannot stand", 3)
    assert [each["reply"] for each in failure["answers"]] == ["{}"] * 3
    assert "Librarians" in failure["request"][1]["text"]
    assert not files_with(here, KEY)
    assert json.loads(here.author("runs", "failures", "--kind", "timeout", "--json").stdout) == []
    assert here.author("runs", "retry", "--budget", "5").returncode == 10
    page = tmp_path / "report.html"
    assert here.author("runs", "report", "1", "--html", str(page)).returncode == 0
    assert "cannot stand" in page.read_text()
    report = json.loads(here.author("runs", "report", "1", "--json").stdout)
    assert {each["section"]: each["failed"] for each in report["sections"]}["moat"] == 1


def files_with(here, words):
    return [path for path in here.root.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


def test_selectors_come_from_files_and_stdin(place, tmp_path):
    here = place()
    listed = tmp_path / "new.txt"
    listed.write_text("25-4022  # librarians\n")
    assert json.loads(here.author("plan", "--soc-file", str(listed), "--json").stdout)["occupations"] == 1
    piped = here.author("plan", "--soc-file", "-", "--json", input="25-4011\n25-4022\n")
    assert json.loads(piped.stdout)["occupations"] == 2
    assert here.author("plan", "--soc-file", str(tmp_path / "none.txt")).returncode == 2


AMOUNTS = st.decimals("0.01", 10_000, places=2)


@given(AMOUNTS, st.sampled_from(["{}", "{}USD", "{} USD", "{}usd", "${}"]))
def test_an_amount_is_read_as_people_type_it(amount, form):
    assert dollars(form.format(amount)) == pytest.approx(float(amount))
    assert joined_budget(["run", "--budget", str(amount), "USD", "25-*"]) == [
        "run",
        "--budget",
        f"{amount} USD",
        "25-*",
    ]


@pytest.mark.parametrize("given_", ["", "0", "-1", "20 EUR", "lots", "1e999", "nan"])
def test_what_is_no_amount_is_refused(given_):
    with pytest.raises(UsageError):
        dollars(given_)


WISH = Wish(selection="25-4022", sections=("moat",), locales=("en",), model="openai/m", whys=("missing",))


@given(st.lists(st.tuples(st.decimals("0.0001", 1, places=4), st.integers(0, 100), st.booleans()), max_size=12))
def test_the_books_never_forget_money(tmp_path_factory, steps):
    """What was set aside and not settled counts in full, and what was settled counts as settled."""
    ledger = Ledger(tmp_path_factory.mktemp("cache"))
    live = ledger.begin(WISH, "ada", "online", 1.0)
    owed = Decimal(0)
    for amount, share, settles in steps:
        live.set_aside(amount)
        cost = amount * share / 100 if settles else amount
        if settles:
            live.settled(amount, cost)
        owed += cost
    assert ledger.run(1).spent() == owed
    with pytest.raises(Conflict):
        ledger.begin(WISH, "bob", "online", 1.0)
