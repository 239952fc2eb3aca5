"""Pace: a server that says 429 is asked at its own rate, by all together, and no request is lost to its limits."""

import asyncio
from collections import deque

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from talking import REQUEST

from authoring.llm.limits import Limits, limits_of
from authoring.llm.model import Completion
from authoring.llm.pacing import Pace, Paced
from authoring.llm.retrying import Retrying
from schemas.events import Usage

USED = Usage(input_tokens=10, output_tokens=5, cached_input_tokens=0, attempts=1)


class World:
    """A loop whose time is told and not waited for."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self.now = 0.0
        self.loop.time = lambda: self.now
        select = self.loop._selector.select

        def leap(timeout):
            if timeout:
                self.now += timeout
            return select(0)

        self.loop._selector.select = leap

    def run(self, work):
        try:
            return self.loop.run_until_complete(work)
        finally:
            self.loop.close()


class Server:
    """Takes so many in any second and so many at the same time; refuses the others, with or without a word on when."""

    name = "openai/x"

    def __init__(self, world, per_second, latency=0.3, at_once=10_000, retry_after=None):
        self.world, self.per_second, self.latency, self.most = world, per_second, latency, at_once
        self.retry_after, self.taken, self.refused, self.under_way, self.served = retry_after, deque(), 0, 0, 0

    async def complete(self, request, heard=None):
        now = self.world.now
        while self.taken and self.taken[0] <= now - 1:
            self.taken.popleft()
        if len(self.taken) >= self.per_second or self.under_way >= self.most:
            self.refused += 1
            await asyncio.sleep(0.01)
            return Completion(
                "rate_limit", retry_after=self.retry_after, usage=Usage(**{**dict(USED), "input_tokens": 0})
            )
        self.taken.append(now)
        self.under_way += 1
        await asyncio.sleep(self.latency)
        self.under_way -= 1
        self.served += 1
        return Completion("complete", "x", usage=USED)

    async def close(self):
        pass


def ask_all(requests, most, **server):
    world = World()
    busy = Server(world, **server)

    async def run():
        pace = Pace(most, clock=lambda: world.now)
        model = Retrying(Paced(busy, pace), paced=True)
        places = asyncio.Semaphore(most)

        async def one():
            async with places:
                return await model.complete(REQUEST)

        return await asyncio.gather(*(one() for _ in range(requests)))

    ended = world.run(run())
    return busy, [each.stop for each in ended], world.now


@pytest.mark.parametrize("retry_after", [None, 0.5, 1.0])
def test_a_limit_a_second_is_used_to_the_full_and_nothing_is_lost(retry_after):
    busy, stops, took = ask_all(4000, 256, per_second=200, retry_after=retry_after)
    assert set(stops) == {"complete"}
    assert busy.served == 4000
    assert took <= 1.05 * 4000 / 200
    assert busy.refused < 400


def test_a_server_that_takes_few_at_a_time_gets_few_at_a_time():
    busy, stops, took = ask_all(600, 128, per_second=10_000, at_once=8, latency=0.2)
    assert set(stops) == {"complete"}
    assert took <= 2 * 600 * 0.2 / 8
    assert busy.refused < 600


def test_an_unlimited_server_is_not_slowed_down():
    _, stops, took = ask_all(1000, 100, per_second=10**6, latency=0.3)
    assert set(stops) == {"complete"}
    assert took == pytest.approx(3.0, abs=0.05)


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 120),
    st.integers(1, 64),
    st.integers(2, 80),
    st.floats(0.001, 0.6),
    st.sampled_from([None, 0.2, 2.0]),
)
def test_whatever_the_limits_every_request_is_answered(requests, at_once, per_second, latency, retry_after):
    busy, stops, _ = ask_all(requests, at_once, per_second=per_second, latency=latency, retry_after=retry_after)
    assert stops.count("complete") == requests == busy.served


@pytest.mark.parametrize("limit", [60.0, 600.0])
def test_a_limit_of_the_settings_is_never_exceeded(limit):
    world = World()
    busy = Server(world, 10**6, latency=0.05)

    async def run():
        pace = Pace(50, requests_per_minute=limit, clock=lambda: world.now)
        await asyncio.gather(*(Paced(busy, pace).complete(REQUEST) for _ in range(int(limit * 2))))

    world.run(run())
    assert 60 <= world.now <= 62


def test_the_door_closes_where_headers_say_that_nothing_is_left():
    world = World()

    async def run():
        pace = Pace(4, clock=lambda: world.now)
        entered = await pace.enter(1)
        pace.leave(entered, 1, Completion("complete", "x", limits=Limits(0, 7.5)))
        return await pace.enter(1)

    assert world.run(run()) == pytest.approx(7.5)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("1s", 1.0), ("6m0s", 360.0), ("20ms", 0.02), ("1h2m3.5s", 3723.5), ("2.5", 2.5), ("soon", None)],
)
def test_headers_are_read_as_providers_write_them(said, seconds):
    found = limits_of({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": said})
    assert found == Limits(0, seconds)
    assert limits_of({"content-type": "application/json"}) is None


def test_a_rate_that_was_taken_from_a_slow_second_grows_back_quickly_and_slowly_near_what_was_refused():
    now = [0.0]
    pace = Pace(256, clock=lambda: now[0])
    limited, done = Completion("rate_limit"), Completion("complete", "x", usage=USED)
    pace._rate, pace._allowed = 200.0, 64  # what it had found out
    pace.leave(asyncio.run(pace.enter(1)), 1, limited)
    now[0] += 1.5
    pace.leave(asyncio.run(pace.enter(1)), 1, limited)  # in a second in which hardly anything went out
    cut = pace.per_second
    assert cut <= 100
    rates = []
    for _ in range(40):
        now[0] += 1.1
        pace.leave(asyncio.run(pace.enter(1)), 1, done)
        rates.append(pace.per_second)
    assert rates[2] > 1.5 * cut
    assert 80 < rates[-1] < 130
