"""Naming occupations: terms add up within a kind, narrow each other down across kinds, and a slip of the pen is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.errors import UsageError
from authoring.facts.base import FactBase
from authoring.runs.selecting import Known, Selection, occupations, selection_of

BASE = FactBase.open()
CLUSTERS = {"25-4022": "ai_augmented", "29-1141": "licensed", "29-1171": "licensed"}
KNOWN = Known(BASE.socs(), CLUSTERS.get, lambda soc: "full" if soc in CLUSTERS else "none")


def chosen(*words):
    return occupations(selection_of(words), KNOWN)


def test_nothing_said_is_everything():
    assert chosen() == BASE.socs()


def test_a_pattern_is_a_group_of_codes():
    found = chosen("25-*")
    assert found
    assert all(soc.startswith("25-") for soc in found)
    assert found == chosen("group:25")


def test_terms_of_a_kind_add_up_and_kinds_narrow_each_other_down():
    assert chosen("25-4022 29-1141") == ("25-4022", "29-1141")
    assert chosen("25-* 29-*", "cluster:licensed") == ("29-1141", "29-1171")
    assert chosen("29-*", "cluster:licensed", "-29-1171") == ("29-1141",)
    assert chosen("coverage:full", "group:25") == ("25-4022",)


def test_a_file_of_codes_may_say_what_they_are():
    assert chosen("25-4022  # librarians\n\n# nurses:\n29-1141,29-1171\n") == ("25-4022", "29-1141", "29-1171")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("25-9999", "25-9999"),
        ("99-*", "99-*"),
        ("librarians", "names no occupations"),
        ("cluster:licenced", "Did you mean licensed?"),
        ("group:254", "no major group"),
        ("klaster:licensed", "no selector"),
        ("state:aproved", "Did you mean approved?"),
        ("coverage:", "is no coverage"),
    ],
)
def test_a_slip_of_the_pen_does_not_pass_for_a_small_plan(words, said):
    with pytest.raises(UsageError) as refused:
        chosen(words)
    assert said in refused.value.message + refused.value.hint


TERMS = st.one_of(
    st.sampled_from(BASE.socs()),
    st.sampled_from(["25-*", "2?-1*", "1[13]-*", "*"]),
    st.sampled_from(["group:25", "cluster:licensed", "coverage:none", "state:missing", "state:draft"]),
)


@given(st.lists(st.tuples(TERMS, st.booleans()), max_size=6))
def test_what_is_said_can_be_read_again_and_order_does_not_matter(terms):
    words = [f"-{term}" if without else term for term, without in terms]
    selection = selection_of(words)
    assert not selection.terms or selection_of([str(selection)]) == selection
    turned = Selection(tuple(reversed(selection.terms)))
    assert occupations(turned, KNOWN) == occupations(selection, KNOWN)


@given(st.sampled_from(BASE.socs()), st.lists(TERMS, max_size=4))
def test_what_is_taken_away_is_not_there(soc, terms):
    assert soc not in chosen(*terms, f"-{soc}")
