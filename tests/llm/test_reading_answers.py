"""Whatever a model says is read or sent back with reasons; nothing it can say raises or reaches a page unclean."""

import json

from good_answers import wire
from hypothesis import given, settings
from hypothesis import strategies as st

from authoring.drafting.models.context import context_of
from authoring.drafting.models.judging import Asking, judge
from authoring.facts.base import FactBase
from authoring.text import clean_line

LIBRARIAN = FactBase.open().sheet("25-4022")
ASKINGS = {
    name: Asking(name, "en", LIBRARIAN, context_of(name, LIBRARIAN)[1]) for name in ("pay", "faq", "credentials")
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["note", "questions", "answer", "text", "cites", "ref", "quote", "id", "name", "zz"])
            | st.text(),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


def is_said_safely(judged):
    assert (judged.value is None) <= bool(judged.reasons)
    for reason in judged.reasons:
        assert reason == clean_line(reason)


@given(st.text())
def test_any_text(text):
    is_said_safely(judge(ASKINGS["pay"], text, settle=True))


@given(st.sampled_from(sorted(ASKINGS)), JSON)
@settings(deadline=None)
def test_any_json(section, value):
    is_said_safely(judge(ASKINGS[section], json.dumps(value), settle=True))


@given(st.sampled_from(sorted(ASKINGS)), st.data())
@settings(deadline=None, max_examples=60)
def test_a_good_answer_with_one_thing_exchanged(section, data):
    answer = wire(section, LIBRARIAN)
    place, path = answer, []
    while isinstance(place, dict | list) and place and (len(path) < 2 or data.draw(st.booleans())):
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        path.append((place, key))
        place = place[key]
    holder, key = path[-1]
    holder[key] = data.draw(JSON)
    is_said_safely(judge(ASKINGS[section], json.dumps(answer), settle=True))
