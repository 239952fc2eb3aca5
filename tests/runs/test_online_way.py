"""The way that asks now: as many at a time as it may, later turns at once, and nothing answered is lost by a stop."""

import asyncio

import pytest

from authoring.conversing.provenance import Origin
from authoring.llm.model import Completion, Message, Request
from authoring.runs.jobs import Ask, Job, Subject, Tokens
from authoring.runs.online import Online


def request_of(words, turn=0):
    return Request((Message("system", "s"), Message("user", words)), "pay", b"{}", 100, turn=turn)


def ask_of(number):
    request = request_of(str(number))
    key = request.key("openai/x")
    about = Subject("25-4022", "en", "pay", key, (), Origin("pay/draft.j2@1", key, ()))
    return Ask(Job(about, "missing", request, Tokens(1, 1), None, None), request, key)


class Echo:
    """Answers after some turns of the loop; counts how many are under way."""

    name = "openai/x"

    def __init__(self, wait=3):
        self.wait, self.under_way, self.most, self.answered = wait, 0, 0, []

    async def complete(self, request, heard=None):
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            for _ in range(self.wait):
                await asyncio.sleep(0)
        finally:
            self.under_way -= 1
        self.answered.append(request)
        return Completion("complete", request.messages[-1].text)

    async def close(self):
        pass


async def opened():
    return True


async def test_every_ask_is_answered_once_and_no_more_at_a_time_than_said():
    model, taken = Echo(), []

    async def take(ask, completion, kept):
        await asyncio.sleep(0)
        taken.append((ask.request.messages[-1].text, completion.text))

    await Online(model, 7).get([ask_of(n) for n in range(50)], take, opened)
    assert sorted(taken) == sorted((str(n), str(n)) for n in range(50))
    assert model.most == 7


async def test_a_place_is_free_once_the_answer_is_kept_and_not_before_and_does_not_wait_for_checks():
    model, unkept, ended, judged = Echo(), 0, 0, asyncio.Event()

    async def take(ask, completion, kept):
        nonlocal unkept, ended
        unkept += 1
        for _ in range(5):
            await asyncio.sleep(0)
        unkept, ended = unkept - 1, ended + 1
        kept()
        kept()
        await judged.wait()

    running = asyncio.ensure_future(Online(model, 3).get([ask_of(n) for n in range(20)], take, opened))
    while ended < 20:
        assert model.under_way + unkept <= 3
        await asyncio.sleep(0)
    judged.set()
    await running


async def test_what_taking_in_returns_is_asked_as_well():
    turns = []

    async def take(ask, completion, kept):
        turns.append(ask.request.turn)
        later = request_of("again", ask.request.turn + 1)
        return Ask(ask.job, later, later.key("openai/x")) if ask.request.turn < 2 else None

    await Online(Echo(), 2).get([ask_of(1), ask_of(2), ask_of(3)], take, opened)
    assert sorted(turns) == [0, 0, 0, 1, 1, 1, 2, 2, 2]


@pytest.mark.parametrize("stop_after", range(0, 24, 3))
async def test_a_stop_hands_in_all_that_was_answered(stop_after):
    model, taken = Echo(2), []

    async def take(ask, completion, kept):
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        taken.append(completion.text)

    running = asyncio.ensure_future(Online(model, 5).get([ask_of(n) for n in range(40)], take, opened))
    for _ in range(stop_after):
        await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    answered = [request.messages[-1].text for request in model.answered]
    assert sorted(taken) == sorted(answered)
    assert len(answered) < 40


async def test_a_closed_gate_lets_what_is_under_way_come_in_and_asks_no_more():
    model, taken = Echo(4), []

    async def gate():
        return len(taken) < 3

    async def take(ask, completion, kept):
        taken.append(completion.text)

    await Online(model, 5).get([ask_of(n) for n in range(40)], take, gate)
    assert sorted(taken) == sorted(request.messages[-1].text for request in model.answered)
    assert 3 <= len(taken) <= 8
