"""A number never changes on the way into another language."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.quantities.numerals import chinese_value, quantities
from authoring.translating.parity import Mismatch, compare_texts, parity
from schemas.items import Sentence
from schemas.sections.summary import Summary


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("a median of $68,270", "年薪中位數 US$68,270"),
        ("about $60,000 a year", "年薪約 6萬美元"),
        ("about $60,000 a year", "年薪 6萬美元左右"),
        ("$68,270", "6萬8,270 美元"),
        ("1.2 million jobs", "120萬個工作"),
        ("50 million people", "5千萬人"),
        ("13.5 thousand openings a year", "每年 1萬3,500 個職缺"),
        ("grow 2.6 percent", "成長 2.6%"),
        ("30% of them", "其中3成"),
        ("3.5%", "百分之3.5"),
        ("in May 2025", "2025年5月"),
        ("on November 23, 2026", "2026年11月23日"),
        ("in 2026", "民國115年"),
        ("from 2024-34", "2024 至 2034 年"),
        ("three of 5", "5 個中有三個"),
        ("12 months", "十二個月"),
        ("H-1B and EB-2 for 25-4022", "25-4022 的 H-1B 與 EB-2"),
        ("no number", "有些一般的字"),
        ("68,270", "６８,２７０"),
    ],
)
def test_the_same_numbers_in_another_spelling_pass(source, target):
    assert compare_texts(source, target) == ()
    assert compare_texts(target, source) == ()


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("$60,000", "6,000 美元", {("missing", "60,000"), ("extra", "6,000")}),
        ("$60,000", "60萬美元", {("missing", "60,000"), ("extra", "60萬")}),
        ("2.6 percent", "2.6 個", {("missing", "2.6 percent"), ("extra", "2.6")}),
        ("H-1B", "H-1A", {("missing", "H-1B"), ("extra", "H-1A")}),
        ("25-4022", "25-4021", {("missing", "25-4022"), ("extra", "25-4021")}),
        ("May 2025", "2025年6月", {("missing", "May"), ("extra", "6月")}),
        ("3 and 3", "3", {("missing", "3")}),
        ("about 3%", "3%", {("approximation", "3%")}),
        ("26,000", "26億", {("missing", "26,000"), ("extra", "26億")}),
    ],
)
def test_another_number_is_named_on_both_sides(source, target, expected):
    assert set(compare_texts(source, target)) == expected


@given(st.integers(min_value=0, max_value=10**9))
def test_every_whole_number_reads_the_same_with_and_without_separators_and_in_myriads(number):
    high, low = divmod(number, 10_000)
    forms = [str(number), f"{number:,}", f"{high}萬{low}" if high and low else str(number)]
    assert {quantities(form)[0].value for form in forms} == {Decimal(number)}
    assert [len(quantities(form)) for form in forms] == [1, 1, 1]


@given(st.text(max_size=80))
def test_any_text_has_parity_with_itself(text):
    assert compare_texts(text, text) == ()
    assert all(text[each.start : each.end] == each.text for each in quantities(text))


@pytest.mark.parametrize(
    ("numeral", "value"), [("十", 10), ("十二", 12), ("一百零五", 105), ("兩萬五千", 25_000), ("三億", 300_000_000)]
)
def test_chinese_numerals_have_their_value(numeral, value):
    assert chinese_value(numeral) == value


def test_a_section_is_compared_item_by_item_and_what_is_not_translated_is_left_out():
    def summary(*texts):
        sentences = tuple(Sentence(id=f"s{n}", text=text, citations=()) for n, text in enumerate(texts))
        return Summary(section="summary", sentences=sentences)

    source, target = summary("They earn $68,270.", "There are 133,790."), summary("年薪 US$68,720。", "There are 1.")
    assert set(parity(source, target, untranslated=("s1",))) == {
        Mismatch("s0", "missing", "68,270"),
        Mismatch("s0", "extra", "68,720"),
    }
