"""Every word the product shows exists in every catalog, in its own script, with the same places to fill."""

import re
import string
from typing import get_args

import pytest

from authoring.checks.scripts import to_simplified, to_traditional
from authoring.errors import AuthoringError
from authoring.facts.base import FactBase
from authoring.locales.catalog import catalogued, messages
from authoring.locales.labels import Labels
from schemas import claims, events, facts, findings, status
from schemas.sections import ai_impact, credentials, education, identity, immigration, outlook, pay, scores
from schemas.sections.registry import SectionKind, SectionName

TOKENS = {
    "section": SectionName,
    "section_kind": SectionKind,
    "verdict": ai_impact.Verdict,
    "evidence_kind": ai_impact.EvidenceKind,
    "coverage": ai_impact.Coverage,
    "need": credentials.Need,
    "credential": education.Credential,
    "cluster": identity.Cluster,
    "route": immigration.Route,
    "pay_level": pay.PayLevel,
    "pay_unit": pay.PayUnit,
    "dimension": scores.Dimension,
    "direction": scores.Direction,
    "basis": facts.Basis,
    "state": status.State,
    "claim_verdict": claims.Verdict,
    "claim_kind": claims.ClaimKind,
    "severity": findings.Severity,
    "decision": events.DecisionAction,
    "actor": events.Actor.model_fields["kind"].annotation,
    "method": events.Provenance.model_fields["method"].annotation,
    "bls_exposure": get_args(outlook.Outlook.model_fields["ai_exposure"].annotation)[0],
}
NAMES_THAT_STAY_LATIN = {
    "AI", "BLS", "H", "B", "EB", "PERM", "Schedule", "A", "STEM", "OPT", "SOC", "JSON", "O", "NET", "OEWS", "OFLC",
}  # fmt: skip
TYPED_AS_THEY_ARE = {
    "state", "section", "finding", "locale", "who", "by", "draft", "faq", "error", "en", "lin", "author", "EDITOR",
    "translate", "plan", "run", "keys", "authoring", "toml", "locales", "review", "views", "NAME", "text", "stale", "for", "me",
    "E", "esc", "enter", "ctrl", "F", "pgdn", "pgup", "tab",
    "a", "c", "e", "g", "G", "j", "k", "m", "y", "n", "p", "q", "r", "s", "u", "d", "x", "t", "K",
}  # fmt: skip
"""Keys, terms and commands that the screens name in any language."""

THE_SAME_IN_ALL = {"unit.count", "disclosure.separator", "list.separator", "reason.schedule-a"}
THE_SAME_IN = {"es": {"severity.error", "value.no", "official.no", "claim_kind.visa", "pay.percentiles"}}


@pytest.mark.parametrize("locale", catalogued())
def test_every_token_of_the_schemas_has_a_label(locale):
    labels = Labels(locale, strict=True)
    for group, literal in TOKENS.items():
        for token in get_args(literal):
            assert labels.label(f"{group}.{token}").strip()


@pytest.mark.parametrize("locale", catalogued())
def test_every_skill_that_occupations_can_share_has_a_name(locale):
    rated = FactBase.open().sheet("25-4022").each("onet", "skill/")
    skills = {fact.label for fact in rated if fact.measure.endswith("/importance")}
    assert len(skills) == 35
    assert {skill for skill in skills if not Labels(locale).has(f"official.{skill}")} == set()


def places(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def of_pages(locale):
    """What pages and sections need; the words of the screens are in the languages the screens speak."""
    return {key: text for key, text in messages(locale).items() if not key.startswith("ui.")}


@pytest.mark.parametrize("locale", catalogued())
def test_catalogs_have_the_same_keys_and_the_same_places_to_fill(locale):
    english, here = of_pages("en"), of_pages(locale)
    assert set(english) == set(here)
    assert {key: places(text) for key, text in english.items()} == {key: places(here[key]) for key in english}


@pytest.mark.parametrize("locale", catalogued())
def test_the_screens_have_all_their_words_or_none_in_a_language(locale):
    english, here = messages("en"), messages(locale)
    spoken = {key: places(text) for key, text in here.items() if key.startswith("ui.")}
    assert locale in {"en", "zh-TW"} or not spoken
    assert not spoken or spoken == {key: places(text) for key, text in english.items() if key.startswith("ui.")}


def test_there_is_a_catalog_for_every_language_readers_come_in_first():
    assert catalogued() == ("en", "es", "ja", "ko", "zh-CN", "zh-TW")


@pytest.mark.parametrize("locale", sorted(set(catalogued()) - {"en"}))
def test_no_label_is_still_in_english(locale):
    english = messages("en")
    same = {key for key, text in messages(locale).items() if text.strip() == english[key].strip()}
    assert same <= THE_SAME_IN_ALL | THE_SAME_IN.get(locale, set())


@pytest.mark.parametrize("locale", ["ja", "ko", "zh-CN", "zh-TW"])
def test_labels_of_other_scripts_hold_no_latin_words_but_names(locale):
    for key, text in messages(locale).items():
        words = set(re.findall(r"[A-Za-z]+", re.sub(r"\{\w+\}", "", text)))
        assert words <= NAMES_THAT_STAY_LATIN | (TYPED_AS_THEY_ARE if key.startswith("ui.") else set()), key


@pytest.mark.parametrize(
    ("locale", "foreign"),
    [
        ("en", "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"),
        ("es", "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"),
        ("ja", "[\uac00-\ud7af]"),
        ("ko", "[\u3040-\u30ff\u3400-\u9fff]"),
        ("zh-CN", "[\u3040-\u30ff\uac00-\ud7af]"),
        ("zh-TW", "[\u3040-\u30ff\uac00-\ud7af]"),
    ],
)
def test_labels_are_in_the_script_of_their_language(locale, foreign):
    assert not {key: text for key, text in messages(locale).items() if re.search(foreign, text)}


def test_the_two_chinese_catalogs_hold_no_character_of_the_other():
    traditional_only, simplified_only = set(to_simplified()), set(to_traditional())
    assert not {key: text for key, text in messages("zh-CN").items() if set(text) & traditional_only}
    assert not {key: text for key, text in messages("zh-TW").items() if set(text) & simplified_only}


def test_spanish_labels_hold_no_english_words():
    english = re.compile(r"\b(the|of|and|or|for|with|from|not|this|are|is)\b", re.IGNORECASE)
    assert not {key: text for key, text in messages("es").items() if english.search(text)}


def test_each_chinese_catalog_uses_the_words_of_its_place():
    mainland = re.compile("軟件|信息|數據|網絡|默認|用戶|視頻|質量|項目|互聯網|簽證類")
    taiwan = re.compile("软体|资讯|网路|预设|使用者|影片|品质|专案|电脑|学程|核准")
    assert not {key: text for key, text in of_pages("zh-TW").items() if mainland.search(text)}
    assert not {key: text for key, text in of_pages("zh-CN").items() if taiwan.search(text)}


def test_a_missing_label_is_an_error_in_tests_and_visible_on_a_page():
    with pytest.raises(KeyError, match="zh-TW has no label"):
        Labels("zh-TW", strict=True).label("verdict.unheard_of")
    assert Labels("zh-TW").label("verdict.unheard_of") == "⟨verdict.unheard_of⟩"


def test_a_locale_without_a_catalog_is_refused_with_those_there_are():
    with pytest.raises(AuthoringError) as refused:
        Labels("xx")
    assert "zh-TW" in refused.value.hint
