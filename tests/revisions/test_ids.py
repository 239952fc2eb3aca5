"""Ids of events only ever go up, whatever the clock does."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from authoring.revisions.ids import new_event_id, new_item_id, now
from authoring.revisions.items import give_ids
from schemas.items import items_in
from schemas.sections.faq import Faq

ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")


def test_ids_go_up_though_the_clock_goes_back(monkeypatch):
    before = new_event_id()
    monkeypatch.setattr(time, "time_ns", lambda: 10**18)
    ids = [before, *(new_event_id() for _ in range(50))]
    assert ids == sorted(set(ids))


@given(st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=25, max_size=25))
def test_an_id_is_after_the_one_it_follows_even_from_a_clock_far_ahead(tail):
    ahead = "1" + tail
    follower = new_event_id(ahead)
    assert follower > ahead
    assert ULID.fullmatch(follower)


def test_threads_never_get_the_same_id():
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda _: new_event_id(), range(2000)))
    assert len(set(ids)) == 2000


def test_an_id_tells_its_time(monkeypatch):
    monkeypatch.setattr("authoring.revisions.ids._last_given", [""])
    monkeypatch.setattr(time, "time_ns", lambda: 1469918176385 * 1_000_000)
    assert new_event_id()[:10] == "01ARYZ6S41"


def test_item_ids_and_times_have_the_form_the_schemas_ask_for():
    assert re.fullmatch(r"[0-9a-z]{8}", new_item_id())
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", now())


def test_every_item_gets_an_id_and_none_gives_its_own_away():
    sentence = {"id": "", "citations": [], "text": "So."}
    question = {"id": "same", "citations": [], "question": "Why?", "answer": [sentence, sentence]}
    faq = Faq.model_validate({"section": "faq", "questions": [question, question, question]})
    given_ids = give_ids(faq)
    ids = [item.id for item in items_in(given_ids)]
    assert len(ids) == 9
    assert len(set(ids)) == 9
    assert ids[0] == "same"
    assert give_ids(given_ids) == given_ids
