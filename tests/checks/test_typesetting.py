"""Fixes of typography are safe: no word, no figure and no name changes, and what is fixed needs no fix again."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from authoring.checks import CheckedSection, check
from schemas.facts import FactSheet
from schemas.items import Sentence
from schemas.sections.summary import Summary

SHEET = FactSheet(soc="25-4022", title="Librarians", base_version="x", hash="0" * 64, facts=(), passages=())


def findings(text, locale):
    content = Summary(section="summary", sentences=(Sentence(id="s1", text=text, citations=()),))
    return [each for each in check(CheckedSection(content, locale, SHEET)) if each.rule.startswith("typography.")]


def fixed_once(text, locale):
    """All fixes at once; of two that overlap the first, as `author check --fix` takes them."""
    after, done = "", 0
    fixes = [each for each in findings(text, locale) if each.fix is not None]
    for each in sorted(fixes, key=lambda each: (each.place.start, each.place.end)):
        if each.place.start >= done:
            after += text[done : each.place.start] + each.fix
            done = each.place.end
    return after + text[done:]


def fixed(text, locale):
    """Until nothing is fixed any more."""
    for _ in range(6):
        text, before = fixed_once(text, locale), text
        if text == before:
            return text
    raise AssertionError(f"never at rest: {text!r}")


@pytest.mark.parametrize(
    ("locale", "wrong", "right"),
    [
        ("ja", "ﾃﾞｰﾀを整理し, 貸し出す.", "データを整理し、貸し出す。"),
        ("ja", "年 $68,270 を得る人は 12,000 人(2025 年)です。", "年$68,270を得る人は12,000人（2025年）です。"),
        ("ja", "Microsoft Copilot を使い，“目録”を作る．", "Microsoft Copilotを使い、「目録」を作る。"),
        ("ja", "年に６８，２７０ドル、１２％増。", "年に68,270ドル、12%増。"),
        ("ja", "何をしますか?", "何をしますか？"),
        ("ko", "BLS 는 2024 년에 조사했다。그리고，알렸다（한 번）。", "BLS는 2024 년에 조사했다. 그리고, 알렸다(한 번)."),
        ("ko", "사서는 책을 빌려준다.", "사서는 책을 빌려준다."),
        ("es", "Cuánto ganan?", "¿Cuánto ganan?"),
        ("es", "Crece un 2.6%, dice BLS con GPT-3.5.", "Crece un 2,6\u202f%, dice BLS con GPT-3.5."),
        ("es", "Son 1.2 millones de empleos y 68.270 US$.", "Son 1,2 millones de empleos y 68.270 US$."),
        ("zh-TW", "年薪６８，２７０美元。", "年薪68,270美元。"),
    ],
)  # fmt: skip
def test_what_is_fixed(locale, wrong, right):
    assert fixed(wrong, locale) == right
    assert findings(right, locale) == []


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("es", "Si estudias, cuánto ganas?"),
        ("es", "Trabaja en EE. UU. hoy?"),
        ("es", "Es así. Y cuánto ganan?"),
    ],
)
def test_where_the_place_is_not_sure_it_is_said_and_not_fixed(locale, text):
    assert "typography.spanish-opening" in {each.rule for each in findings(text, locale)}
    assert fixed(text, locale) == text


PIECES = {
    "ja": (
        "司書", "データ", "ﾃﾞｰﾀ", "は", "BLS", "H-1B", "2025年", "１２％", "3,000件", " ", ",", ".", "，", "(", ")", "“", "”",
        "？ ", "、",
    ),
    "ko": ("사서", "는", " 는", "을 ", "BLS", "2025년", "１２％", "3,000", " ", "，", "。", "（", "）", "?", ". "),
    "es": ("libros", " y ", "BLS", "GPT-3.5", "2.6%", "68.270", "1.2 millones", " ", "?", "¿", "!", ", ", ". "),
}  # fmt: skip


@pytest.mark.parametrize("locale", PIECES)
@settings(deadline=None)
@given(data=st.data())
def test_a_fixed_text_is_at_rest_and_says_what_it_said(locale, data):
    text = " ".join("".join(data.draw(st.lists(st.sampled_from(PIECES[locale]), min_size=1, max_size=12))).split())
    if not text:
        return
    after = fixed(text, locale)
    assert not [each for each in findings(after, locale) if each.fix is not None]
    assert letters(after) == letters(text)


def letters(text):
    """Words and digits in their usual width, without marks and spaces."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))
