"""Values are frozen, closed and safe: what cannot be shown cannot be stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from authoring.text import cell_width, clean_block, clean_line
from schemas.base import canonical_json, content_hash
from schemas.items import Sentence

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


def sentence(text: str) -> Sentence:
    return Sentence(id="a1", text=text, citations=())


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b[31mred",
        "a\x07b",
        "\x9b2J",
        "abc\u202edef",
        "a\u2066b",
        "zero\u200bwidth",
        "line\nbreak",
        "\ud800",
        "\U000e0041",
    ],
)
def test_text_that_could_command_a_terminal_is_refused(hostile):
    with pytest.raises(ValidationError):
        sentence(hostile)


def test_a_refusal_does_not_repeat_the_hostile_text():
    with pytest.raises(ValidationError) as refusal:
        sentence("secret\x1b]52;c;ZWNobw==\x07")
    assert "secret" not in str(refusal.value)


@given(ANY_TEXT)
def test_cleaned_text_is_always_accepted(text):
    assert sentence(clean_line(text)).text == clean_line(text)


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text):
    once = clean_block(text)
    assert clean_block(once) == once
    assert clean_line(clean_line(text)) == clean_line(text)


def test_cleaning_takes_whole_escape_sequences_away():
    assert clean_line("a\x1b]0;title\x07b\x1b[31mc\x1b[0m") == "abc"


def test_values_are_frozen_and_closed():
    value = sentence("One.")
    with pytest.raises(ValidationError):
        value.text = "Two."
    with pytest.raises(ValidationError):
        Sentence.model_validate({"id": "", "text": "a", "citations": [], "extra": 1})


def test_canonical_json_has_one_spelling():
    assert canonical_json({"b": 1, "a": "e\u0301"}) == '{"a":"\u00e9","b":1}'.encode()
    assert content_hash({"a": 1, "b": 2}) == content_hash({"b": 2, "a": 1})


def test_canonical_json_has_no_nan():
    with pytest.raises(ValueError, match="JSON"):
        canonical_json({"a": float("nan")})


@pytest.mark.parametrize(("text", "cells"), [("abc", 3), ("圖書館員", 8), ("e\u0301", 1), ("a。", 3)])
def test_width_is_counted_in_terminal_cells(text, cells):
    assert cell_width(text) == cells
