"""A budget is hard: set aside before, settled after, never exceeded, whatever fails and however many ask at once."""

import asyncio
import json
from decimal import Decimal
from pathlib import Path

import pytest
from good_answers import good
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted_server import cuts, fails, hangs, says
from talking import REQUEST

from authoring.facts.base import FactBase
from authoring.llm.budget import Budget, Budgeted, at_most
from authoring.llm.model import Completion, Message, Request
from authoring.revisions.ids import now
from authoring.runs.ledger import Ledger
from authoring.runs.planning import Wish
from authoring.runs.state import RunState
from schemas.events import Parameter, Usage

LIBRARIAN = FactBase.open().sheet("25-4022")


def price(usage):
    return (usage.input_tokens * 1 + usage.output_tokens * 10) / 1e6


class Provider:
    """Charges by the script and keeps its own books; the client cannot see them. A fault may come after the charge."""

    name = "openai/x"

    def __init__(self, script):
        self.script = list(script)
        self.charged = Decimal(0)
        self.under_way = self.asked = 0

    async def complete(self, request, heard=None):
        share, end, wait = self.script[self.asked % len(self.script)]
        self.asked += 1
        worst = at_most(request)
        used = Usage(
            input_tokens=max(1, int(worst.input_tokens * share)),
            output_tokens=int(worst.output_tokens * share),
            cached_input_tokens=0,
            attempts=1,
        )
        for _ in range(wait):
            await asyncio.sleep(0)
        if end == "refused":
            return Completion("server_error")
        self.charged += Decimal(str(price(used)))
        if end == "breaks":
            raise RuntimeError("a defect")
        if end == "uncounted":
            return Completion("complete", "x")
        if end == "lost":
            return Completion("timeout")
        return Completion("complete", "x", usage=used)

    async def close(self):
        pass


ENDS = st.sampled_from(["counted", "counted", "uncounted", "lost", "refused", "breaks"])
STEPS = st.lists(st.tuples(st.floats(0, 1), ENDS, st.integers(0, 5)), min_size=1, max_size=8)


@settings(max_examples=200, deadline=None)
@given(STEPS, st.integers(1, 30), st.floats(0.0001, 0.2), st.sets(st.integers(0, 29)))
def test_the_provider_never_charges_more_than_the_budget(script, requests, limit, stopped):
    provider = Provider(script)
    budget = Budget(Decimal(str(limit)))
    model = Budgeted(provider, budget, price)

    async def run():
        tasks = [asyncio.create_task(model.complete(REQUEST)) for _ in range(requests)]
        await asyncio.sleep(0)
        for number in stopped:
            if number < len(tasks):
                tasks[number].cancel()
        return await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 10)

    ends = asyncio.run(run())
    assert provider.charged <= budget.spent <= budget.limit
    assert budget.reserved == 0
    refused = [each for each in ends if isinstance(each, Completion) and each.stop == "over_budget"]
    if refused:
        assert budget.spent + Decimal(str(price(at_most(REQUEST)))) > budget.limit, "it refuses only what could exceed"
    assert provider.asked + len(refused) <= requests
    assert provider.asked + len(refused) + len(stopped) >= requests


def test_a_request_waits_for_others_to_settle_rather_than_being_refused():
    worst = Decimal(str(price(at_most(REQUEST))))
    provider = Provider([(0.0, "counted", 3)])
    model = Budgeted(provider, Budget(worst * Decimal("1.5")), price)

    async def run():
        return await asyncio.gather(*(model.complete(REQUEST) for _ in range(5)))

    assert {each.stop for each in asyncio.run(run())} == {"complete"}


def test_threads_with_loops_of_their_own_share_one_budget():
    from concurrent.futures import ThreadPoolExecutor

    worst = Decimal(str(price(at_most(REQUEST))))
    provider = Provider([(1.0, "counted", 2)])
    budget = Budget(worst * 10)
    model = Budgeted(provider, budget, price)

    def work(_):
        async def some():
            return await asyncio.wait_for(asyncio.gather(*(model.complete(REQUEST) for _ in range(5))), 20)

        return asyncio.run(some())

    with ThreadPoolExecutor(4) as pool:
        ends = [each.stop for many in pool.map(work, range(4)) for each in many]
    assert ends.count("complete") == 10
    assert budget.spent == worst * 10


@pytest.mark.parametrize(
    ("parameters", "most"), [((), 500), ((("max_tokens", "900"),), 900), ((("n", "3"),), 1500), ((("n", "0"),), 500)]
)
def test_the_most_a_request_can_take_reads_its_parameters(parameters, most):
    given = tuple(Parameter(name=name, value=value) for name, value in parameters)
    request = Request((Message("user", "圖書館"),), "x", b"{}", 500, given)
    assert at_most(request).output_tokens == most
    assert at_most(request).input_tokens >= len("圖書館".encode())


# --- the command --------------------------------------------------------------------------------------------------

PRICED = '[model.prices."openai/scripted-1"]\ninput = 1.0\noutput = 10.0\n'


@pytest.fixture
def priced(author, server):
    with Path("authoring.toml").open("a") as file:
        file.write(
            f'\n[model]\nname = "openai/scripted-1"\nbase_url = "{server.url}"\nattempts = 1\nmax_tokens = 1000\n'
        )
        file.write(PRICED)

    def answer(handler):
        section = handler.asked["response_format"]["json_schema"]["name"]
        says(good(section, LIBRARIAN), usage=(9000, 900, 0))(handler)

    server.script(answer)
    return author


def cost_in_log():
    events = map(json.loads, Path("drafts/25-4022/en.jsonl").read_text().splitlines())
    return sum(event["cost_usd"] for event in events if event["kind"] == "answer")


def test_a_run_stops_before_it_could_exceed_and_keeps_what_was_answered(priced, server):
    _, out, err = priced(
        "draft", "25-4022", "--sections", "summary,moat,fit,faq", "--budget", "0.06", "USD", "--json", to=10
    )
    outcomes = {row["section"]: row["outcome"] for row in json.loads(out)}
    assert outcomes["summary"] == "drafted"
    assert "failed" in outcomes.values()
    assert "could have cost more than is left" in err
    assert "--budget" in err
    assert 0 < cost_in_log() <= 0.06
    asked = len(server.seen)
    _, _, err = priced("draft", "25-4022", "--sections", "summary,moat,fit,faq", "--budget", "5", "usd")
    assert len(server.seen) == 4, "what was answered before is not asked again"
    assert asked < 4
    assert "of $5.00" in err


def test_a_budget_that_holds_nothing_asks_nobody(priced, server):
    _, _, err = priced("draft", "25-4022", "--sections", "moat", "--budget", "0.0001", "USD", to=10)
    assert not server.seen
    assert "spent at most $0.0000 of $0.00" in err
    assert "asked, 0.0 s" not in err


def test_an_unknown_price_refuses_a_budget_and_says_how_to_give_one(author, server):
    with Path("authoring.toml").open("a") as file:
        file.write(f'\n[model]\nname = "openai/scripted-1"\nbase_url = "{server.url}"\nbudget_usd = 2.0\n')
    for words in (("draft", "25-4022"), ("eval", "25-4022", "--with", "openai/scripted-1")):
        _, _, err = author(*words, to=10)
        assert '[model.prices."openai/scripted-1"]' in err
    assert not server.seen


@pytest.mark.parametrize("words", [("2", "EUR"), ("0", "USD"), ("-1", "USD"), ("nan", "USD"), ("two", "USD")])
def test_a_budget_that_is_none_is_refused(priced, server, words):
    priced("draft", "25-4022", "--budget", *words, to=2)
    assert not server.seen


@pytest.mark.parametrize(
    ("answer", "charged"), [(fails(500), False), (fails(401), False), (hangs(2), True), (cuts, True)]
)
def test_a_lost_answer_counts_as_paid_and_a_refused_one_does_not(priced, server, answer, charged):
    text = Path("authoring.toml").read_text().replace("attempts = 1", "attempts = 1\ntimeout = 0.5")
    Path("authoring.toml").write_text(text)
    server.script(answer)
    _, _, err = priced("draft", "25-4022", "--sections", "moat", "--budget", "2", "USD", to=10)
    assert ("spent at most $0.0000" not in err) == charged, err


def test_what_waits_in_a_batch_is_in_the_books_of_its_run_and_counts_once(tmp_path):
    ledger = Ledger(tmp_path)
    wish = Wish(selection="25-4022", sections=("moat",), locales=("en",), model="openai/x", whys=("missing",))
    run = ledger.begin(wish, "ada", "batch", 1.0)
    first = Budget(Decimal(1), books=run)
    assert first.hold(Decimal("0.6"))
    assert not first.hold(Decimal("0.6"))
    run.close(RunState(status="waiting", updated=now(), process=1, seconds=1.0, texts=2))
    # Whatever way it is carried on, what waits is not free to be spent.
    again = ledger.begin(wish, "ada", "online", 1.0)
    second = Budget(Decimal(1), again.spent(), again, again.unsettled())
    assert (second.spent, second.reserved) == (Decimal("0.6"), Decimal(0))
    assert not second.hold(Decimal("0.5"))
    second.hold_again(Decimal("0.6"))
    assert (second.spent, second.reserved) == (Decimal(0), Decimal("0.6"))
    second.settle(Decimal("0.6"), Decimal("0.1"))
    assert (second.spent, second.reserved, again.spent()) == (Decimal("0.1"), Decimal(0), Decimal("0.1"))
