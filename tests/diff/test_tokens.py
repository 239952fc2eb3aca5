"""No number is ever split, and the tokens of a text are the text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.diff.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("a median of $68,270 a year", "$68,270", "figure"),
        ("pay of US$1,234.50, gross", "US$1,234.50", "figure"),
        ("NT$ 60,000 a month", "NT$ 60,000", "figure"),
        ("it grew 1.7 percent", "1.7 percent", "figure"),
        ("fell by −2.6 % since", "−2.6 %", "figure"),
        ("up 3 percentage points", "3 percentage points", "figure"),
        ("12.6 thousand openings", "12.6 thousand", "figure"),
        ("about $1.2 million in all", "$1.2 million", "figure"),
        ("2,000 jobs", "2,000", "figure"),
        ("月薪 6 萬元", "6 萬元", "figure"),
        ("約120萬人", "120萬", "figure"),
        ("年薪68,270美元", "68,270美元", "figure"),
        ("成長百分之二點六", "百分之二點六", "figure"),
        ("約有一百二十萬人", "一百二十萬", "figure"),
        ("上升2.5個百分點", "2.5個百分點", "figure"),
        ("from 2024-34 on", "2024-34", "date"),
        ("in 2025–2035 overall", "2025–2035", "date"),
        ("in May 2025, half", "May 2025", "date"),
        ("a median of 2023.", "2023", "date"),
        ("2025年5月的資料", "2025年5月", "date"),
        ("read on 2026-03-01 again", "2026-03-01", "date"),
        ("GPT-4.5 rated it", "GPT-4.5", "word"),
        ("an H-1B visa", "H-1B", "word"),
        ("25-4022 librarians", "25-4022", "word"),
        ("O*NET's own", "O*NET's", "word"),
    ],
)
def test_a_number_is_one_token_with_its_unit(text: str, number: str, kind: str) -> None:
    assert (number, kind) in tokenise(text)


def test_han_text_is_cut_by_character_and_latin_words_in_it_stay_whole() -> None:
    assert [token.text for token in tokenise("用Python寫程式")] == ["用", "Python", "寫", "程", "式"]


_TEXTS = st.lists(
    st.one_of(
        st.from_regex(r"\A[$€£+−-]?[0-9]{1,3}(,[0-9]{3}){0,2}(\.[0-9]{1,2})?\Z"),
        st.sampled_from(
            [" ", "percent", "%", "萬", "年", "月", "May ", "GPT-", "百分之", "-", "–", "約", ",", ".", "USD", "的"]
        ),
        st.text(max_size=4),
    ),
    max_size=12,
).map("".join)


@given(_TEXTS)
def test_no_text_is_lost_and_no_number_is_split(text: str) -> None:
    tokens = [token.text for token in tokenise(text)]
    assert "".join(tokens) == text
    cuts, at = set(), 0
    for token in tokens:
        at += len(token)
        cuts.add(at)
    for number in re.finditer(r"[0-9]+(?:[.,][0-9]+)*", text):
        assert not cuts & set(range(number.start() + 1, number.end()))
