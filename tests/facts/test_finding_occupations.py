"""People find an occupation by the words they have for it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from authoring.errors import UnknownOccupation
from authoring.facts.base import FactBase


@pytest.mark.parametrize(
    ("query", "soc"),
    [
        ("archivist", "25-4011"),
        ("Archivists", "25-4011"),
        ("RN", "29-1141"),
        ("librarian", "25-4022"),
        ("software developer", "15-1252"),
        ("sofware enginer", "15-1252"),
        ("web administrator", "15-1299"),
        ("data scientist", "15-2051"),
        ("25-4022", "25-4022"),
        ("254022", "25-4022"),
        ("25-4022.00", "25-4022"),
        ("25-40", "25-4011"),
        ("  REGISTERED   nurses ", "29-1141"),
    ],
)
def test_the_first_answer_is_the_one_meant(bundled: FactBase, query: str, soc: str) -> None:
    assert bundled.find(query, 5)[0].soc == soc


def test_a_short_word_finds_titles_that_begin_with_it(bundled: FactBase) -> None:
    assert {"15-1252", "15-1254"} <= {match.soc for match in bundled.find("dev", 5)}


def test_an_answer_says_which_name_matched_and_no_occupation_comes_twice(bundled: FactBase) -> None:
    matches = bundled.find("nurse", 20)
    assert len(matches) == 20 == len({match.soc for match in matches})
    assert all("nurse" in match.name.casefold() for match in matches)
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)


def test_a_title_may_stand_where_a_code_is_asked_for_unless_it_could_mean_several(bundled: FactBase) -> None:
    assert bundled.code_of("25-4022") == "25-4022"
    assert bundled.code_of("Registered nurses") == "29-1141"
    assert bundled.code_of("librarian") == "25-4022"
    with pytest.raises(UnknownOccupation) as caught:
        bundled.code_of("dev")
    assert "15-1252" in [soc for soc, _ in caught.value.nearest]


@settings(max_examples=40, deadline=None)
@given(query=st.text(max_size=30), limit=st.integers(0, 5))
def test_any_words_give_at_most_so_many_answers_and_never_a_failure(bundled: FactBase, query: str, limit: int) -> None:
    matches = bundled.find(query, limit)
    assert len(matches) <= limit
    assert all(0 < match.score <= 100 for match in matches)
