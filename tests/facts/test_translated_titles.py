"""Our own titles in other languages: complete, of the right usage, findable, and never called official or reviewed."""

import pytest

from authoring.facts.base import FactBase
from authoring.facts.titles import locales, translated_title, translated_titles
from authoring.text import clean_line

MAINLAND_WORDS = ("軟件", "網絡", "信息", "數據庫", "程序員", "質量", "硬件", "出租車", "视频", "軟体")


@pytest.mark.parametrize("locale", locales())
def test_every_occupation_has_its_own_title_and_none_is_passed_off_as_reviewed(bundled: FactBase, locale: str) -> None:
    titles = translated_titles(locale)
    assert set(titles) == set(bundled.socs())
    assert len({each.title for each in titles.values()}) == len(titles), "two occupations with one title"
    assert all(clean_line(each.title) == each.title and each.locale == locale for each in titles.values())
    assert not any(each.reviewed for each in titles.values())


@pytest.mark.parametrize(
    ("soc", "title"),
    [("29-1141", "註冊護理師"), ("25-4022", "圖書館員與媒體館藏專員"), ("15-1252", "軟體開發人員")],
)
def test_titles_are_of_taiwan(soc: str, title: str) -> None:
    found = translated_title(soc, "zh-TW")
    assert found is not None
    assert found.title == title


def test_no_title_uses_words_of_another_usage() -> None:
    titles = [each.title for each in translated_titles("zh-TW").values()]
    assert [title for title in titles if any(word in title for word in MAINLAND_WORDS)] == []


def test_a_locale_without_a_table_has_no_titles() -> None:
    assert translated_titles("../zh-TW") == {}
    assert translated_title("25-4022", "ja") is None


@pytest.mark.parametrize(
    ("query", "soc", "matched"),
    [
        ("護理師", "29-1141", "註冊護理師"),
        ("註冊護理師", "29-1141", "註冊護理師"),
        ("軟體", "15-1252", "軟體開發人員"),
        ("館藏專員", "25-4022", "圖書館員與媒體館藏專員"),
        ("律師", "23-1011", "律師"),
    ],
)
def test_people_find_an_occupation_in_chinese_by_any_part_of_its_title(
    bundled: FactBase, query: str, soc: str, matched: str
) -> None:
    first = bundled.find(query, 5)[0]
    assert (first.soc, first.name) == (soc, matched)


def test_a_translated_title_is_no_fact_and_no_alternate_title(bundled: FactBase) -> None:
    assert "註冊護理師" not in bundled.occupation("29-1141").alternate_titles
    assert all(fact.value != "註冊護理師" for fact in bundled.sheet("29-1141").facts)
    assert bundled.code_of("註冊護理師") == "29-1141"
