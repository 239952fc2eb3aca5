"""Every word the product shows exists in every catalog, in its own script, with the same places to fill."""

import re
import string
from typing import get_args

import pytest

from authoring.errors import AuthoringError
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
    "AI", "BLS", "H", "B", "EB", "PERM", "Schedule", "A", "STEM", "OPT", "SOC", "JSON", "O", "NET",
}  # fmt: skip
TYPED_AS_THEY_ARE = {
    "state", "section", "finding", "locale", "who", "by", "draft", "faq", "error", "en", "lin", "author", "EDITOR",
    "translate", "keys", "authoring", "toml", "locales", "review", "views", "NAME", "text", "stale", "for", "me",
    "E", "esc", "enter", "ctrl", "F", "pgdn", "pgup", "tab",
    "a", "c", "g", "G", "j", "k", "n", "p", "q", "r", "s", "u", "d", "x", "t", "K",
}  # fmt: skip
"""Keys, terms and commands that the screens name in any language."""


@pytest.mark.parametrize("locale", catalogued())
def test_every_token_of_the_schemas_has_a_label(locale):
    labels = Labels(locale, strict=True)
    for group, literal in TOKENS.items():
        for token in get_args(literal):
            assert labels.label(f"{group}.{token}").strip()


@pytest.mark.parametrize("locale", catalogued())
def test_catalogs_have_the_same_keys_and_the_same_places_to_fill(locale):
    def places(text):
        return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)

    english, here = messages("en"), messages(locale)
    assert set(english) == set(here)
    assert {key: places(text) for key, text in english.items()} == {key: places(here[key]) for key in english}


def test_traditional_chinese_labels_hold_no_latin_words_but_names():
    for key, text in messages("zh-TW").items():
        words = set(re.findall(r"[A-Za-z]+", re.sub(r"\{\w+\}", "", text)))
        assert words <= NAMES_THAT_STAY_LATIN | (TYPED_AS_THEY_ARE if key.startswith("ui.") else set()), key


def test_traditional_chinese_labels_use_no_simplified_or_mainland_forms():
    mainland = re.compile(
        "软件|信息|数据|网络|默认|用户|视频|质量|项目|学历|证书|职业|移民签证|信息技術|文件夹|質量|項目|默認|用戶"
    )
    assert not {key: text for key, text in messages("zh-TW").items() if mainland.search(text)}


def test_english_labels_hold_no_han():
    assert not [key for key, text in messages("en").items() if re.search(r"[\u3400-\u9fff]", text)]


def test_a_missing_label_is_an_error_in_tests_and_visible_on_a_page():
    with pytest.raises(KeyError, match="zh-TW has no label"):
        Labels("zh-TW", strict=True).label("verdict.unheard_of")
    assert Labels("zh-TW").label("verdict.unheard_of") == "⟨verdict.unheard_of⟩"


def test_a_locale_without_a_catalog_is_refused_with_those_there_are():
    with pytest.raises(AuthoringError) as refused:
        Labels("xx")
    assert "zh-TW" in refused.value.hint
