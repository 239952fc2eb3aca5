"""What is read as a number, of which kind, in which words and scripts."""

import pytest

from authoring.quantities import measures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It paid $68,270 in May 2025.", [("money", "$68,270"), ("year", "2025")]),
        ("Growth of 1.7 percent from 2024 to 2034", [("percent", "1.7 percent"), ("year", "2024 to 2034")]),
        ("over 2024–34", [("year", "2024–34")]),
        ("fiscal years 2022 to 2025", [("year", "2022 to 2025")]),
        ("12.6 thousand openings", [("count", "12.6 thousand")]),
        ("H-1B, EB-2, COVID-19, 3-D, 5G and O*NET 30.3", [("number", "30.3")]),
        ("25-4022", []),
        ("no figures here, one of them aside", []),
        ("64.65% of 30 tasks", [("percent", "64.65%"), ("count", "30")]),
        ("$45,000 ~ $60,000", [("money", "$45,000 ~ $60,000")]),
        ("between $56,310 and $84,480 a year", [("money", "$56,310 and $84,480")]),
        ("Senior (7+ years), 3–7 years before", [("duration", "7+ years"), ("duration", "3–7 years")]),
        ("a 40-hour week", [("duration", "40-hour")]),
        ("two years of study", [("duration", "two years")]),
        ("one in five", [("fraction", "one in five")]),
        ("nearly half of workers", [("fraction", "half of")]),
        ("the middle half earned", []),
        ("two-thirds of jobs", [("fraction", "two-thirds")]),
        ("rated 4.25 of 5", [("rating", "4.25 of 5")]),
        ("overall 6.3/10", [("rating", "6.3/10")]),
        ("10 to 15 percent", [("percent", "10 to 15 percent")]),
        ("on 2025-08-28", [("year", "2025")]),
        ("6 萬美元", [("money", "6 萬美元")]),
        ("約120萬人", [("count", "120萬")]),
        ("2億人", [("count", "2億")]),
        ("三分之一", [("fraction", "三分之一")]),
        ("七成以上", [("fraction", "七成")]),
        ("每五人就有一人", [("fraction", "每五人就有一人")]),
        ("民國115年", [("year", "民國115年")]),
        ("兩年", [("duration", "兩年")]),
        ("十二個月", [("duration", "十二個月")]),
        ("百分之三十五", [("percent", "百分之三十五")]),
        ("大約一般的一些工作完成了", []),
    ],
)  # fmt: skip
def test_a_number_is_found_whole_and_with_its_kind(text, found):
    assert [(each.kind, each.text) for each in measures(text)] == found


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("約120萬人", 1_200_000, 1_200_000), ("6 萬美元", 60_000, 60_000), ("2億人", 200_000_000, 200_000_000),
        ("12.6 thousand openings", 12_600, 12_600), ("2024–34", 2024, 2034), ("民國115年", 2026, 2026),
        ("兩年", 2, 2), ("one hundred and twenty thousand people", 120_000, 120_000), ("3–7 years", 3, 7),
    ],
)  # fmt: skip
def test_a_number_has_its_value(text, low, high):
    (each,) = measures(text)
    assert (each.low, each.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "approximate", "bound"),
    [
        ("about $68,000", True, ""), ("close to 40 percent", True, ""), ("約 6 萬美元", True, ""),
        ("more than 100,000 people", False, "over"), ("$239,200 or more", False, "over"),
        ("fewer than one in five", False, "under"), ("七成以上", False, "over"), ("不到三成", False, "under"),
    ],
)  # fmt: skip
def test_how_exactly_it_is_meant_is_read_too(text, approximate, bound):
    (each,) = measures(text)
    assert (each.approximate, each.bound) == (approximate, bound)
