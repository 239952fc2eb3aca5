"""Claims of a source and its translation in pairs: what is the same, and in words what is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from authoring.claims import claims_of
from authoring.facts.base import FactBase
from authoring.translating.claim_pairs import claim_pairs
from schemas.citations import FactCitation
from schemas.items import Sentence
from schemas.sections.summary import Summary

SOC = "25-4022"
SHEET = FactBase.open().sheet(SOC)
MEDIAN = FactCitation(kind="fact", fact=f"oews.2025/{SOC}/annual-median")


def ledger(text, locale):
    sentence = Sentence(id="s1", text=text, citations=(MEDIAN,))
    return claims_of(Summary(section="summary", sentences=(sentence,)), SHEET, locale=locale)


def told(source, target, locale="zh-TW"):
    """Each pair: what it claims on both sides, its standing and its differences."""
    pairs = claim_pairs(ledger(source, "en"), ledger(target, locale), locale)
    return [
        (p.source.text if p.source else "-", p.target.text if p.target else "-", p.standing, *p.differences)
        for p in pairs
    ]


MEDIAN_PAY = "The median was $68,270 in May 2025."
SAME = {
    "zh-TW": "2025 年 5 月的年薪中位數是 6萬8,270 美元。",
    "zh-CN": "2025 年 5 月的年薪中位数是 68,270 美元。",
    "ja": "2025年5月の年収中央値は68,270ドルだった。",
    "ko": "2025년 5월 연봉 중위값은 68,270달러였다.",
    "es": "La mediana salarial fue de 68.270 dólares en mayo de 2025.",
}


@pytest.mark.parametrize("locale", SAME)
def test_figures_meet_in_every_language_and_scale(locale):
    found = told(MEDIAN_PAY, SAME[locale], locale)
    assert [row[2:] for row in found] == [("same",), ("same",)]


@pytest.mark.parametrize(
    ("target", "row"),
    [
        ("年薪中位數是 86,270 美元（2025 年）。", ("$68,270", "86,270 美元", "changed", "value", "verdict")),
        ("年薪中位數約 68,270 美元（2025 年）。", ("$68,270", "68,270 美元", "changed", "hedge")),
        ("年薪中位數是 68,270 人（2025 年）。", ("$68,270", "68,270", "changed", "unit", "verdict")),
        ("這是 2025 年的年薪中位數。", ("$68,270", "-", "missing")),
        ("2025 年 12% 的人年薪逾 68,270 美元。", ("-", "12%", "extra")),
    ],
)
def test_what_differs_is_said_in_words(target, row):
    assert row in told(MEDIAN_PAY, target)


def test_the_order_of_a_sentence_is_no_difference():
    found = told("12 percent are paid $43,660, 30 percent $68,270.", "領 68,270 美元的占 30%，領 43,660 美元的占 12%。")
    assert {row[2] for row in found} == {"same"}
    assert [row[0] for row in found] == ["12 percent", "$43,660", "30 percent", "$68,270"]


def test_what_the_ledger_cannot_read_in_a_language_is_not_called_missing():
    source = "It takes a master's degree and an H-1B visa."
    assert ("master's degree", "-", "not read") in told(source, "Pide un máster y una visa H-1B.", "es")
    assert ("master's degree", "-", "missing") in told(source, "需要 H-1B 簽證。", "zh-TW")


def test_items_nobody_has_translated_yet_are_left_out():
    assert claim_pairs(ledger(MEDIAN_PAY, "en"), (), "zh-TW", ("s1",)) == ()


@settings(deadline=None)
@given(st.lists(st.integers(1, 9), max_size=5), st.lists(st.integers(1, 9), max_size=5))
def test_every_claim_of_both_sides_is_in_one_pair(ours, theirs):
    source = ledger(" ".join(f"It is {n} percent." for n in ours) or "It is.", "en")
    target = ledger("".join(f"是 {n}%。" for n in theirs) or "是。", "zh-TW")
    pairs = claim_pairs(source, target, "zh-TW")
    assert [pair.source for pair in pairs if pair.source] == list(source)
    assert sorted(pair.target.start for pair in pairs if pair.target) == [claim.start for claim in target]
    same = sum(pair.standing == "same" for pair in pairs)
    assert same == sum(min(ours.count(n), theirs.count(n)) for n in set(ours))
