"""Seeded errors are what they say they are, and the rules notice every one of a real page."""

from random import Random

import pytest

from authoring.checks import CheckedSection, check
from authoring.checks.seeding import NUMERIC, PLANTS, PLANTS_IN_CHINESE, seeds
from authoring.drafting.assembling import assemble
from authoring.drafting.item_ids import with_item_ids
from authoring.drafting.offline.drafter import OfflineDrafter
from authoring.facts.base import FactBase
from authoring.facts.computed import computed_fields
from authoring.revisions.ids import new_item_id
from schemas.citations import FactCitation
from schemas.items import Sentence
from schemas.sections.registry import SPEC
from schemas.sections.summary import Summary

BASE = FactBase.open()
SOCS = ("25-4022", "29-1141", "53-3032")
NAMES = ("summary", "ai_impact", "moat", "skills", "pay", "education", "credentials", "immigration", "outlook", "faq")


def clean(soc, name):
    sheet = BASE.sheet(soc)
    computed = computed_fields(name, sheet, BASE, ()) if SPEC[name].kind == "mixed" else {}
    content = assemble(name, computed, OfflineDrafter().draft(name, sheet).fields)
    return CheckedSection(with_item_ids(content, None, new_item_id), "en", sheet)


def graver(section, item):
    return {f.rule for f in check(section) if f.severity != "note" and f.place.item == item}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("soc", SOCS)
def test_every_error_planted_in_a_clean_section_is_noticed_in_its_item(soc, name):
    section = clean(soc, name)
    for number in range(3):
        for seed in seeds(section, Random(number), BASE.sheet("15-1252")):
            assert seed.section != section.content
            assert graver(section, seed.item) == set()
            assert graver(CheckedSection(seed.section, "en", section.sheet), seed.item), (
                seed.kind,
                seed.before,
                seed.after,
            )


def test_every_kind_finds_an_occasion_somewhere():
    found = {
        s.kind for soc in SOCS for name in NAMES for s in seeds(clean(soc, name), Random(1), BASE.sheet("15-1252"))
    }
    assert found == {*PLANTS, "swapped quote"}
    assert found >= NUMERIC


def test_the_same_random_numbers_plant_the_same_errors():
    section = clean("25-4022", "pay")
    assert list(seeds(section, Random(7))) == list(seeds(section, Random(7)))


def in_chinese(*texts):
    """Sentences of a page of Taiwan, each citing the median, the count of workers and the growth of librarians."""
    sheet = BASE.sheet("25-4022")
    facts = (
        sheet.latest("oews", "annual-median"),
        sheet.latest("oews", "employment"),
        sheet.latest("ep", "change-percent"),
    )
    cited = tuple(FactCitation(kind="fact", fact=fact.id) for fact in facts)
    sentences = tuple(Sentence(id=f"s{n}", text=text, citations=cited) for n, text in enumerate(texts))
    return CheckedSection(Summary.model_construct(section="summary", sentences=sentences), "zh-TW", sheet)


def test_errors_in_chinese_are_noticed_and_clean_chinese_is_not_accused():
    section = in_chinese(
        "2025年5月，圖書館員的年薪中位數為68,270美元，資料來自官方統計。",
        "2025到2035年間，就業預計成長2.6%，人工智慧也在其中。",
    )
    assert [f for f in check(section) if f.severity != "note"] == []
    planted = [seed for number in range(5) for seed in seeds(section, Random(number))]
    assert {seed.kind for seed in planted} == {*PLANTS_IN_CHINESE} - {"scale"}
    for seed in planted:
        assert graver(CheckedSection(seed.section, "zh-TW", section.sheet), seed.item), (seed.kind, seed.after)


def test_half_of_the_workers_is_what_a_median_says_in_chinese_too():
    said = "2025年5月，一半的從業人員年薪高於68,270美元。"
    assert [f for f in check(in_chinese(said)) if f.severity != "note"] == []
    assert {f.rule for f in check(in_chinese("一半的任務受到影響。"))} >= {"numbers.unsupported"}


@pytest.mark.parametrize("text", ["床邊護理與秘書群組", "零件銷售員", "公路養護工", "癌症登錄", "重型移動設備", "拮据"])
def test_words_that_are_right_in_taiwan_are_let_be(text):
    assert check(in_chinese(f"他們說{text}。")) == ()


@pytest.mark.parametrize("text", ["有3万人", "什么人", "根据統計", "建筑", "推广"])
def test_characters_that_traditional_chinese_has_in_other_words_are_seen_by_their_neighbours(text):
    assert {f.rule for f in check(in_chinese(f"他們說{text}。"))} >= {"chinese.simplified"}


@pytest.mark.parametrize("text", ["It is rated 4 of 1.", "It is rated 4 of 0.", "It is rated 9 out of 5."])
def test_more_than_there_is_on_a_scale_is_carried_by_nothing(text):
    sheet = BASE.sheet("25-4022")
    rated = next(fact for fact in sheet.facts if fact.unit == "rating 1-5" and fact.value >= 4)
    cited = (FactCitation(kind="fact", fact=rated.id),)
    sentence = Sentence(id="s1", text=text.replace("4", str(rated.value)), citations=cited)
    section = CheckedSection(Summary.model_construct(section="summary", sentences=(sentence,)), "en", sheet)
    assert {f.rule for f in check(section)} & {"numbers.unsupported", "numbers.contradicted"}
