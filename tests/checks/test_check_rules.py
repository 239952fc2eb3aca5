"""What each rule finds, on sections drafted from real facts and then made wrong in one place."""

import pytest

from authoring.checks import CheckedSection, check
from authoring.checks.registry import all_rules
from authoring.drafting.item_ids import with_item_ids
from authoring.drafting.offline.drafter import OfflineDrafter
from authoring.facts.base import FactBase
from authoring.revisions.ids import new_item_id
from schemas.citations import FactCitation, PassageCitation
from schemas.sections.registry import MODELS


@pytest.fixture(scope="module")
def sheet():
    return FactBase.open().sheet("25-4022")


def drafted(sheet, name):
    section = MODELS[name].model_validate({"section": name, **OfflineDrafter().draft(name, sheet).fields})
    return with_item_ids(section, None, new_item_id)


def rules_broken(section, sheet, **more):
    return {finding.rule for finding in check(CheckedSection(section, more.pop("locale", "en"), sheet, **more))}


def with_first_point(moat, **changes):
    return moat.model_copy(update={"points": (moat.points[0].model_copy(update=changes), *moat.points[1:])})


@pytest.mark.parametrize("name", ["summary", "ai_impact", "moat", "skills", "fit", "faq", "credentials"])
def test_a_drafted_section_breaks_no_rule(name, sheet):
    assert rules_broken(drafted(sheet, name), sheet) - {"language.long-sentence"} == set()


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"detail": "It takes 45 percent of the day."}, "numbers.unsupported"),
        ({"detail": "Since 2019 nobody does it by hand."}, "numbers.unsupported"),
        (
            {"citations": (FactCitation(kind="fact", fact="oews.2025/15-1252/annual-median"),)},
            "grounding.unknown-citation",
        ),
        (
            {"citations": (PassageCitation(kind="passage", passage="ooh.2025/nowhere/pay/1", quote="x"),)},
            "grounding.unknown-citation",
        ),
        ({"citations": ()}, "grounding.uncited"),
        ({"title": " "}, "structure.empty-text"),
        ({"id": ""}, "structure.item-id"),
        ({"detail": "AI plays a crucial role here."}, "language.filler"),
        ({"title": "資料管理"}, "language.wrong-script"),
        ({"detail": " ".join(["word"] * 46)}, "language.long-sentence"),
    ],
)
def test_one_wrong_thing_breaks_its_rule(changes, rule, sheet):
    assert rule in rules_broken(with_first_point(drafted(sheet, "moat"), **changes), sheet)


def test_a_quote_must_stand_in_its_passage_word_for_word(sheet):
    section = drafted(sheet, "credentials")
    sentence = section.note[0]
    citation = sentence.citations[0]
    changed = citation.model_copy(update={"quote": citation.quote.replace("typically", "usually")})
    note = (sentence.model_copy(update={"citations": (changed,)}), *section.note[1:])
    assert "grounding.quote-differs" in rules_broken(section.model_copy(update={"note": note}), sheet)


def test_the_same_item_twice_is_noticed(sheet):
    moat = drafted(sheet, "moat")
    twice = moat.model_copy(update={"points": (*moat.points, moat.points[0].model_copy(update={"id": "other1"}))})
    assert "structure.repeated-item" in rules_broken(twice, sheet)


def test_software_of_2008_is_no_evidence_of_ai(sheet):
    impact = drafted(sheet, "ai_impact")
    old = impact.evidence[0].model_copy(update={"name": "Primo", "kind": "platform", "since": 2008})
    broken = rules_broken(impact.model_copy(update={"evidence": (old,)}), sheet)
    assert {"evidence.too-old", "evidence.year-unsupported"} <= broken


def test_evidence_without_a_source_is_none(sheet):
    impact = drafted(sheet, "ai_impact")
    bare = impact.evidence[0].model_copy(update={"citations": ()})
    assert "evidence.no-source" in rules_broken(impact.model_copy(update={"evidence": (bare,)}), sheet)


def test_english_left_on_a_chinese_page_is_an_error(sheet):
    moat = drafted(sheet, "moat")
    assert "language.left-in-source" in rules_broken(moat, sheet, locale="zh-TW")
    waiting = tuple(point.id for point in moat.points)
    assert "language.to-translate" in rules_broken(moat, sheet, locale="zh-TW", to_translate=waiting)


def test_a_source_may_be_quoted_as_it_speaks(sheet):
    moat = drafted(sheet, "moat")
    passage = sheet.passages[0]
    citation = PassageCitation(kind="passage", passage=passage.id, quote=passage.text)
    word = "leverage"
    spoken = with_first_point(moat, detail=f"They {word} it.", citations=(citation,))
    assert ("language.filler" in rules_broken(spoken, sheet)) is (word not in passage.text)


def test_every_rule_explains_itself():
    for rule in all_rules():
        assert len(rule.explanation) > 30, rule.id
        assert "." in rule.id
        assert rule.severity in ("error", "warning", "note")


def test_a_finding_lapses_with_the_text_it_speaks_of(sheet):
    moat = drafted(sheet, "moat")
    first = check(CheckedSection(with_first_point(moat, detail="AI plays a crucial role here."), "en", sheet))
    second = check(CheckedSection(with_first_point(moat, detail="AI plays a crucial role today."), "en", sheet))
    fingerprints = [{f.fingerprint for f in found if f.rule == "language.filler"} for found in (first, second)]
    assert fingerprints[0]
    assert fingerprints[0].isdisjoint(fingerprints[1])
