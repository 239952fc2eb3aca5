"""Our own titles in other languages: complete, of the right usage, findable, and never called official or reviewed."""

import re

import pytest
from opencc import OpenCC

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


@pytest.mark.parametrize(
    ("locale", "titles"),
    [
        ("ja", ("正看護師", "司書・メディア資料専門職", "ソフトウェア開発者", "その他の管理者")),
        ("ko", ("등록 간호사", "사서·미디어 자료 전문가", "소프트웨어 개발자", "기타 관리자")),
        (
            "es",
            (
                "Enfermeros registrados",
                "Bibliotecarios y especialistas en colecciones multimedia",
                "Desarrolladores de software",
                "Otros gerentes",
            ),
        ),
    ],
)
def test_every_code_has_its_own_title_and_not_its_neighbours(locale: str, titles: tuple[str, ...]) -> None:
    codes = ("29-1141", "25-4022", "15-1252", "11-9199")
    assert tuple(translated_titles(locale)[code].title for code in codes) == titles


REST = {"ja": "その他", "ko": "기타", "es": "otr"}
EXCEPT = {"ja": "除く", "ko": "제외", "es": "excepto"}


@pytest.mark.parametrize("locale", REST)
def test_the_rest_of_a_group_and_what_is_left_out_are_said_in_every_language(bundled: FactBase, locale: str) -> None:
    """A table that slipped by a line would call the wrong ones “other” and “except”."""
    titles = translated_titles(locale)
    official = bundled.titles()
    rest = {soc for soc, title in official.items() if "All Other" in title}
    assert {soc for soc in rest if REST[locale] not in titles[soc].title.casefold()} == set()
    said = {soc for soc, each in titles.items() if EXCEPT[locale] in each.title}
    assert said <= {soc for soc, title in official.items() if "Except" in title or "Non" in title or "non" in title}


def test_no_title_uses_words_of_another_usage() -> None:
    titles = [each.title for each in translated_titles("zh-TW").values()]
    assert [title for title in titles if any(word in title for word in MAINLAND_WORDS)] == []


def test_a_locale_without_a_table_has_no_titles() -> None:
    assert translated_titles("../zh-TW") == {}
    assert translated_title("25-4022", "fr") is None


def test_there_is_a_starter_for_every_language_readers_come_in_first() -> None:
    assert locales() == ("es", "ja", "ko", "zh-CN", "zh-TW")


WRITTEN_WITH = {
    "ja": r"[\u3041-\u3096\u30a1-\u30faー\u4e00-\u9fff、・（）]+",
    "ko": r"[가-힣·,()2 ]+",
    "es": r"[A-ZÁÉÍÓÚa-záéíóúñü, ]+",
}


@pytest.mark.parametrize("locale", WRITTEN_WITH)
def test_a_title_is_written_in_the_script_of_its_language(locale: str) -> None:
    titles = [each.title for each in translated_titles(locale).values()]
    assert [title for title in titles if not re.fullmatch(WRITTEN_WITH[locale], title)] == []


def test_japanese_titles_have_the_characters_of_japan() -> None:
    """What OpenCC would write otherwise is a Chinese form; 填 has two forms in Japan, and this is the common one."""
    converted = OpenCC("t2jp").convert
    titles = [each.title for each in translated_titles("ja").values()]
    assert [title for title in titles if converted(title).replace("塡", "填") != title] == []
    assert all(title.encode("shift_jis") for title in titles)


def test_spanish_titles_hold_no_english() -> None:
    words = {word for each in translated_titles("es").values() for word in each.title.casefold().split()}
    assert words & {"and", "of", "the", "except", "all", "other", "workers", "managers", "operators"} == set()


@pytest.mark.parametrize(
    ("query", "soc", "matched"),
    [
        ("護理師", "29-1141", "註冊護理師"),
        ("註冊護理師", "29-1141", "註冊護理師"),
        ("軟體", "15-1252", "軟體開發人員"),
        ("館藏專員", "25-4022", "圖書館員與媒體館藏專員"),
        ("律師", "23-1011", "律師"),
        ("弁護士", "23-1011", "弁護士"),
        ("소방관", "33-2011", "소방관"),
        ("abogados", "23-1011", "Abogados"),
    ],
)
def test_people_find_an_occupation_in_their_language_by_any_part_of_its_title(
    bundled: FactBase, query: str, soc: str, matched: str
) -> None:
    first = bundled.find(query, 5)[0]
    assert (first.soc, first.name) == (soc, matched)


def test_a_translated_title_is_no_fact_and_no_alternate_title(bundled: FactBase) -> None:
    assert "註冊護理師" not in bundled.occupation("29-1141").alternate_titles
    assert all(fact.value != "註冊護理師" for fact in bundled.sheet("29-1141").facts)
    assert bundled.code_of("註冊護理師") == "29-1141"
