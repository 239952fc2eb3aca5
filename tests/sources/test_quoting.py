"""A quote stands word for word: what is folded is declared, and digits never are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.quoting import as_it_stands, stands_in

TEXT = "The library’s tool, “Primo”,  read 1,240 records in 2025–26. 圖書館員用人工智慧編目。"


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("The library's tool", "The library’s tool"),
        ('"Primo", read 1,240', "“Primo”,  read 1,240"),
        ("records  in\n2025–26.", "records in 2025–26."),
        ("人工智慧", "人工智慧"),
        ("1,240 records", "1,240 records"),
        ("1,24", None),
        ("240 records", None),
        ("1.240 records", None),
        ("read 1", None),
        ("ool", None),
        ("the library’s tool", None),
        ("2025-26", None),
        ("", None),
        ("  ", None),
    ],
)
def test_spaces_and_quotation_marks_are_folded_and_nothing_else(quote, found):
    assert as_it_stands(quote, TEXT) == found


def test_what_is_stored_is_compared_as_it_is():
    assert stands_in("The library’s tool", TEXT)
    assert not stands_in("The library's tool", TEXT)
    assert not stands_in("1,24", TEXT)
    assert stands_in("4", "12 34 4")


@given(st.text(alphabet="ab 1,.’'\"“”\n", max_size=30), st.text(alphabet="ab 1,.’'\"“”\n", min_size=1, max_size=8))
def test_what_is_found_stands_in_the_text(text, quote):
    found = as_it_stands(quote, text)
    assert found is None or stands_in(found, text)
