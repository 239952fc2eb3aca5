"""Numbers, money, percentages and dates as readers of each locale write them."""

import pytest

from authoring.locales.catalog import catalogued
from authoring.locales.labels import Labels

EN, ZH = Labels("en", strict=True), Labels("zh-TW", strict=True)


def test_pay_is_whole_dollars_a_year_and_cents_an_hour():
    assert (EN.money(68270), ZH.money(68270)) == ("$68,270", "US$68,270")
    assert EN.money(32.8, "USD/hour") == "$32.80"


def test_a_top_coded_wage_says_or_more():
    assert EN.money(239200, at_least=True) == "$239,200 or more"
    assert ZH.money(239200, at_least=True) == "US$239,200 以上"


@pytest.mark.parametrize(("value", "shown"), [(1.7, "+1.7%"), (-3.0, "-3%"), (0.0, "0%"), (2.64, "+2.64%")])
def test_change_is_signed(value, shown):
    assert EN.percent(value, signed=True) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (64.65, "64.65%"),
        (4.45, "4.45%"),
        (3.65, "3.65%"),
        (50.0, "50%"),
        (12, "12%"),
        (1234.5, "1,234.5%"),
        (-0.0, "0%"),
    ],
)
def test_a_percentage_keeps_the_digits_of_its_fact(value, shown):
    assert EN.percent(value) == ZH.percent(value) == EN.value(value, "percent") == shown


def test_a_quotient_with_more_digits_than_any_table_is_cut_to_four_that_count():
    assert EN.percent(0.005751636135) == "0.005752%"
    assert EN.percent(33.333333333333336) == "33.3333%"


def test_halves_are_rounded_up_and_never_to_the_even_digit():
    assert [EN.number(value, 1) for value in (0.25, 4.45, 3.65)] == ["0.3", "4.5", "3.7"]
    assert EN.number(0.0625) == "0.063"


@pytest.mark.parametrize(
    ("locale", "money", "hourly", "count", "percent", "day", "month"),
    [
        ("en", "$68,270", "$32.80", "133,790", "+1.7%", "November 23, 2026", "May 2025"),
        ("zh-TW", "US$68,270", "US$32.80", "133,790", "+1.7%", "2026年11月23日", "2025年5月"),
        ("zh-CN", "US$68,270", "US$32.80", "133,790", "+1.7%", "2026年11月23日", "2025年5月"),
        ("ja", "$68,270", "$32.80", "133,790", "+1.7%", "2026年11月23日", "2025年5月"),
        ("ko", "US$68,270", "US$32.80", "133,790", "+1.7%", "2026년 11월 23일", "2025년 5월"),
        (
            "es",
            "68.270\u00a0US$",
            "32,80\u00a0US$",
            "133.790",
            "+1,7\u00a0%",
            "23 de noviembre de 2026",
            "mayo de 2025",
        ),
    ],
)
def test_every_locale_writes_figures_and_days_its_own_way(locale, money, hourly, count, percent, day, month):
    labels = Labels(locale, strict=True)
    assert (labels.money(68270), labels.money(32.8, "USD/hour")) == (money, hourly)
    assert (labels.number(133790), labels.percent(1.7, signed=True)) == (count, percent)
    assert (labels.date("2026-11-23"), labels.period("May 2025")) == (day, month)


def test_names_in_a_row_are_set_apart_as_the_language_does():
    assert [Labels(locale).listed(("A", "B")) for locale in ("en", "es", "ko", "ja", "zh-CN")] == [
        *("A, B", "A, B", "A, B"),
        *("A、B", "A、B"),
    ]


def test_days_are_written_out():
    assert EN.date("2026-11-23") == "November 23, 2026"
    assert ZH.date("2026-11-23T09:30:00Z") == "2026年11月23日"


def test_a_survey_month_is_written_in_the_locale_and_other_wording_is_left_to_the_source():
    assert (EN.period("May 2025"), ZH.period("May 2025")) == ("May 2025", "2025年5月")
    assert ZH.period("2024-34") == "2024-34"
    assert ZH.period("September 2024 to January 2025") is None


def test_units_go_with_their_number():
    assert ZH.value(13.5, "thousand jobs") == "13.5 千個工作"
    assert EN.value(68270, "USD/year") == "$68,270 a year"
    assert EN.value(0.254, "furlongs") == "0.254 furlongs"
    assert ZH.value(True, "") == "是"


NUMBER_UNITS = (
    "USD/year", "USD/hour", "jobs", "thousand jobs", "jobs/year", "thousand jobs/year", "percent", "percentile",
    "share", "index", "rating 1-5", "rating 0-7", "rating 1-7", "rating -3 to 3", "rank", "job zone", "cases",
    "employers", "programmes",
)  # fmt: skip


@pytest.mark.parametrize("unit", NUMBER_UNITS)
def test_every_unit_of_numbers_in_the_fact_base_is_worded(unit):
    assert all(Labels(locale).speaks(1.0, unit) for locale in catalogued())
    assert not ZH.speaks("Bachelor's degree", unit)


def test_lengths_and_counts_follow_the_plural_rule():
    assert [EN.years(n) for n in (1, 2, 1.5)] == ["1 year", "2 years", "1.5 years"]
    assert ZH.years(2) == "2 年"
    assert EN.counted("page.list_count", 1) == "1 occupation"
