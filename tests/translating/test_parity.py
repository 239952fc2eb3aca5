"""A number never changes on the way into another language."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.quantities.numerals import chinese_value, quantities
from authoring.quantities.parity import compare_texts
from authoring.translating.parity import Mismatch, parity
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


@pytest.mark.parametrize(
    ("locale", "source", "target"),
    [
        ("zh-CN", "1.2 million jobs", "120万个工作岗位"),
        ("zh-CN", "$2.5 trillion", "2.5万亿美元"),
        ("zh-CN", "about 2 percentage points", "约2个百分点"),
        ("ja", "about $60,000", "約6万ドル"),
        ("ja", "13.5 thousand openings", "1万3,500件の求人"),
        ("ja", "50 million people", "5千万人"),
        ("ja", "5.4 percent in May 2025", "2025年5月に5.4パーセント"),
        ("ja", "three of 5", "5件のうち三件"),
        ("ko", "about $60,000", "약 6만 달러"),
        ("ko", "$68,270 in May 2025", "2025년 5월 6만 8,270달러"),
        ("ko", "1.2 million jobs", "일자리 120만 개"),
        ("ko", "120 million", "1억 2천만"),
        ("ko", "5.4 percent", "5.4퍼센트"),
        ("ko", "about 20", "20명가량"),
        ("ko", "three reasons and 12 months", "세 가지 이유와 십이개월"),
        ("es", "$68,270 a year", "68.270 US$ al año"),
        ("es", "$1,234.56", "1.234,56 US$"),
        ("es", "1.7 percent", "1,7 %"),
        ("es", "1.7%", "un 1,7 por ciento"),
        ("es", "13.5 thousand openings", "13,5 miles de vacantes"),
        ("es", "$2.5 billion", "2,5 mil millones de dólares"),
        ("es", "about 60,000 people", "unas 60.000 personas"),
        ("es", "in May 2025", "en mayo de 2025"),
        ("es", "November 23, 2026", "23 de noviembre de 2026"),
        ("es", "eleven of 12", "once de 12"),
        ("es", "133,790 jobs", "133\u00a0790 empleos"),
    ],
)
def test_every_language_writes_the_same_number_its_own_way(locale, source, target):
    assert compare_texts(source, target, locale) == ()


@pytest.mark.parametrize(
    ("locale", "source", "target", "expected"),
    [
        ("es", "$68,270", "68,270 US$", {("missing", "68,270"), ("extra", "68,270")}),
        ("es", "1.7 percent", "17 %", {("missing", "1.7 percent"), ("extra", "17 %")}),
        ("es", "May 2025", "marzo de 2025", {("missing", "May"), ("extra", "marzo")}),
        ("es", "about 3%", "3 %", {("approximation", "3 %")}),
        ("ja", "$60,000", "60万ドル", {("missing", "60,000"), ("extra", "60万")}),
        ("ja", "about 3%", "3％", {("approximation", "3％")}),
        ("ko", "26,000", "26만", {("missing", "26,000"), ("extra", "26만")}),
        ("ko", "$68,270", "6만 8,720달러", {("missing", "68,270"), ("extra", "6만 8,720")}),
        ("zh-CN", "26,000", "26亿", {("missing", "26,000"), ("extra", "26亿")}),
    ],
)
def test_another_number_is_named_in_every_language(locale, source, target, expected):
    assert set(compare_texts(source, target, locale)) == expected


@given(st.decimals(min_value=0, max_value=10**7, places=2))
def test_spanish_and_english_digits_read_the_same(number):
    english = f"{number:,}"
    spanish = english.translate(str.maketrans({",": ".", ".": ","}))
    assert compare_texts(english, spanish, "es") == ()


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
