"""Which numbers a fact carries: exactly, or by a declared rounding, in its own unit and year."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.checks.figures import carried_by, figures
from schemas.facts import Fact, Locator


def fact(value, unit="USD/year", period="May 2025", label="Annual wage, median"):
    return Fact(
        id="oews.2025/25-4022/x", measure="x", label=label, value=value, unit=unit, period=period,
        dataset="oews.2025", locator=Locator(file="f", table=None, row="r", column="c"), basis="direct",
        basis_note=None, at_least=False, derivation=None,
    )  # fmt: skip


def verdict(text, *facts, quotes=()):
    return [carried_by(figure, facts, quotes) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It paid $68,270 in May 2025.", ["2025", "$68,270"]),
        ("Growth of 1.7 percent from 2024 to 2034", ["2024", "2034", "1.7 percent"]),
        ("over 2024–34", ["2024–34"]),
        ("12.6 thousand openings", ["12.6 thousand"]),
        ("H-1B, EB-2, COVID-19, 3-D and O*NET 30.3", ["30.3"]),
        ("no figures here", []),
        ("64.65% of 30 tasks", ["64.65%", "30"]),
    ],
)
def test_figures_are_found_whole(text, found):
    assert [figure.text for figure in figures(text)] == found


@pytest.mark.parametrize(
    ("text", "given", "right"),
    [
        ("$68,270", fact(68270), True),
        ("$68,720", fact(68270), False),
        ("$68,300", fact(68270), False),
        ("about $68,300", fact(68270), True),
        ("about $68,000", fact(68270), True),
        ("about $69,000", fact(68270), False),
        ("about $70,000", fact(68270), False),
        ("68,270", fact(68270), False),
        ("68,270 percent", fact(68270), False),
        ("$32.82", fact(32.82, "USD/hour"), True),
        ("1.7 percent", fact(1.7, "percent"), True),
        ("2 percent", fact(1.7, "percent"), False),
        ("$1.70", fact(1.7, "percent"), False),
        ("grow 3.2 percent", fact(-3.2, "percent"), False),
        ("decline 3.2 percent", fact(-3.2, "percent"), True),
        ("13,500 openings", fact(13.5, "thousand jobs/year"), True),
        ("13.5 thousand openings", fact(13.5, "thousand jobs/year"), True),
        ("13.5 openings", fact(13.5, "thousand jobs/year"), False),
        ("53.5 percent", fact(0.5350877193, "share"), True),
        ("53.6 percent", fact(0.5350877193, "share"), False),
        ("54 percent", fact(0.5350877193, "share"), True),
        ("0.254", fact(0.2542992332, "index"), True),
        ("0.255", fact(0.2542992332, "index"), False),
    ],
)
def test_a_number_is_carried_in_its_own_unit_and_by_its_own_digits(text, given, right):
    assert verdict(text, given) == [right]


@pytest.mark.parametrize(
    ("text", "period", "right"),
    [("2025", "May 2025", True), ("2023", "May 2025", False), ("2034", "2024-34", True), ("2030", "2024-34", False)],
)
def test_a_year_is_carried_by_a_fact_of_that_period(text, period, right):
    given = fact(1, "percent", period).model_copy(update={"dataset": "ep.x", "id": "ep.x/25-4022/y"})
    assert verdict(text, given) == [right]


def test_a_number_in_a_quoted_passage_is_carried_by_the_quote_only_as_a_whole():
    assert verdict("a 40-hour week of 40 hours", quotes=["work 40 hours per week"])[-1] is True
    assert verdict("of 4 hours", quotes=["work 40 hours per week"]) == [False]


def test_nothing_carries_a_number_without_citations():
    assert verdict("about $68,000") == [False]


@given(st.integers(min_value=1000, max_value=999_999), st.integers(min_value=1000, max_value=999_999))
def test_money_is_carried_by_no_other_amount(stated, true):
    assert verdict(f"${stated:,}", fact(true)) == [stated == true]


@given(st.text(max_size=200))
def test_any_text_can_be_read_for_figures(text):
    for figure in figures(text):
        assert figure.text in text
        assert 0 <= figure.start < figure.end <= len(text)
