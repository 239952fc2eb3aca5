"""Word differences: lossless, the same both ways, and true about numbers."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.diff.figures import compare_numbers, read_figure
from authoring.diff.tokens import tokenise
from authoring.diff.words import Span, spans

WORDS = st.lists(
    st.sampled_from(
        ["the ", "pay ", "of ", "$64,320 ", "$68,270", " librarians", "圖", "書", "館", "6 萬", ", ", "2025", "x"]
    ),
    max_size=14,
).map("".join)


def _side(runs: tuple[Span, ...], op: str) -> str:
    return "".join(span.text for span in runs if span.op in ("equal", op))


@given(WORDS, WORDS)
def test_both_texts_can_be_read_back_from_the_difference(old: str, new: str) -> None:
    runs = spans(old, new)
    assert (_side(runs, "delete"), _side(runs, "insert")) == (old, new)


@given(WORDS, WORDS)
def test_the_difference_back_is_the_difference_with_roles_swapped(old: str, new: str) -> None:
    there, back = spans(old, new), spans(new, old)
    for op, other in (("delete", "insert"), ("insert", "delete"), ("equal", "equal")):
        assert [s.text for s in there if s.op == op] == [s.text for s in back if s.op == other]


def test_a_new_figure_is_replaced_whole() -> None:
    runs = spans("The median was $64,320 in May 2024.", "The median was $68,270 in May 2025.")
    assert [(s.op, s.text) for s in runs if s.op != "equal"] == [
        ("delete", "$64,320"), ("insert", "$68,270"), ("delete", "May 2024"), ("insert", "May 2025"),
    ]  # fmt: skip


def test_a_figure_that_stayed_is_never_shown_as_changed() -> None:
    runs = spans("Half of the workers got $68,270 or more.", "The median librarian earned $68,270 yearly.")
    assert any(s.op == "equal" and "$68,270" in s.text for s in runs)


def test_chinese_is_compared_by_character_with_numbers_whole() -> None:
    runs = spans("年薪約6萬美元，需要碩士學位。", "年薪約7萬美元，需要學士學位。")
    changed = [(s.op, s.text) for s in runs if s.op != "equal"]
    assert changed == [("delete", "6萬美元"), ("insert", "7萬美元"), ("delete", "碩"), ("insert", "學")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12,600", "12.6 thousand"), ("60,000", "6萬"), ("60,000", "六萬"), ("$1.2 million", "120萬美元"),
        ("50%", "50 percent"), ("20%", "百分之二十"), ("2.6%", "百分之二點六"), ("68,270", "68,270.00"),
    ],
)  # fmt: skip
def test_two_spellings_of_one_value_are_one_figure(one: str, other: str) -> None:
    assert read_figure(one)[1:] == read_figure(other)[1:]
    assert compare_numbers(f"pay {one} or", f"pay {other} or").figures == ()


@pytest.mark.parametrize(("one", "other"), [("6萬", "60"), ("$5", "€5"), ("2%", "2 percentage points"), ("+2", "−2")])
def test_values_that_differ_in_scale_unit_or_sign_are_two_figures(one: str, other: str) -> None:
    assert [(c.old, c.new) != (None, None) for c in compare_numbers(f"a {one} b", f"a {other} b").figures]


@pytest.mark.parametrize(
    ("one", "other"),
    [("May 2025", "2025年5月"), ("2024-34", "2024–2034"), ("May 3, 2025", "2025-05-03"), ("Sept. 2024", "2024年9月"),
     ("2025", "2025年")],
)  # fmt: skip
def test_two_spellings_of_one_date_are_one_date(one: str, other: str) -> None:
    assert compare_numbers(f"in {one} they", f"in {other} they").dates == ()


@pytest.mark.parametrize(
    ("one", "other"), [("May 2025", "June 2025"), ("2024-34", "2025-34"), ("2020", "2020s"), ("2025年5月", "2025年")]
)
def test_two_dates_are_two_dates(one: str, other: str) -> None:
    assert compare_numbers(f"in {one} they", f"in {other} they").dates


def test_figures_that_change_places_are_pointed_out() -> None:
    compared = compare_numbers("It rose from $64,320 to $68,270.", "It rose from $68,270 to $64,320.")
    assert compared.figures == ()
    assert compared.reordered


def test_64_kb_of_repetition_is_compared_within_a_bounded_time() -> None:
    old, new = "ab ab ab cd " * 5_500, "ab cd ab ab " * 5_500
    started = time.process_time()
    runs = spans(old, new)
    assert _side(runs, "insert") == new
    assert time.process_time() - started < 5


def _years(date: str) -> str:
    return date.replace("–", "-")


NUMBERED = st.lists(
    st.sampled_from(["It fell ", "from ", "$64,320", "68,270", " to ", "6 萬", "1.7", " percent", " percentage points",
                     "May ", "2025", "-34", "12.6", " thousand", "€", "5", "k", " in all", "百分之二", ", "]),
    max_size=9,
).map("".join)  # fmt: skip


@given(NUMBERED, NUMBERED)
def test_texts_that_differ_in_a_number_are_never_said_to_have_the_same(old: str, new: str) -> None:
    """Against what the tokens of each text alone say."""

    def numbers(text: str) -> list[tuple[str, str]]:
        tokens = [token for token in tokenise(text) if token.kind in ("figure", "date")]
        return sorted(
            read_figure(token.text)[1:] if token.kind == "figure" else (_years(token.text), "") for token in tokens
        )

    compared = compare_numbers(old, new)
    if not compared.figures and not compared.dates:
        assert numbers(old) == numbers(new)
