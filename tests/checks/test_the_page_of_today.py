"""Each fault of the page as it is today fails a rule by name."""

import pytest
from pydantic import ValidationError
from the_page_of_today import page

from authoring.checks import CheckedSection, check
from authoring.checks.page import check_page
from authoring.drafting.assembling import assemble
from authoring.drafting.offline.drafter import OfflineDrafter
from authoring.facts.base import FactBase
from authoring.facts.computed import computed_fields
from schemas.sections.registry import MODELS

BASE = FactBase.open()
SHEET = BASE.sheet("25-4022")


def of_today(name):
    drafted = OfflineDrafter().draft(name, SHEET).fields if name not in ("scores", "identity") else {}
    return assemble(name, computed_fields(name, SHEET, BASE, ()), drafted)


@pytest.fixture(scope="module")
def faults():
    computed = {name: of_today(name) for name in ("immigration", "outlook", "pay", "education", "scores")}
    sections = {**computed, **page(computed["immigration"], computed["outlook"], computed["pay"])}
    seen = {name: CheckedSection(content, "en", SHEET) for name, content in sections.items()}
    found = {(name, finding.rule, finding.place.item) for name, each in seen.items() for finding in check(each)}
    return found | {(name, finding.rule, finding.place.item) for name, finding in check_page(seen)}


@pytest.mark.parametrize(
    ("fault", "section", "rule", "item"),
    [
        ("a Chinese label on an English page", "credentials", "language.wrong-script", "c1"),
        ("entry pay of the answer is not that of the table", "faq", "consistency.pay", "q11"),
        ("entry pay of the table is not the official one", "pay", "numbers.contradicted", "p1"),
        ("a 2023 median of about $60,000", "faq", "numbers.contradicted", "q10"),
        ("a growth figure from memory", "outlook", "numbers.unsupported", "o1"),
        ("a growth adjective from memory", "outlook", "claims.comparison-unsupported", "o1"),
        ("a system of 2008 as AI", "ai_impact", "evidence.too-old", "e3"),
        ("a system of 2011 as AI", "ai_impact", "evidence.too-old", "e1"),
        ("library systems that are no AI", "ai_impact", "evidence.not-ai", "e0"),
        ("a system with no link", "ai_impact", "evidence.no-source", "e2"),
        ("a year that nothing shows", "ai_impact", "evidence.year-unsupported", "e2"),
        ("no source on any sentence", "ai_impact", "grounding.uncited", "n1"),
        ("an agency that nothing names", "credentials", "claims.name-unsupported", "c1"),
        ("a degree that nothing names", "ai_impact", "claims.name-unsupported", "n2"),
        ("filler", "ai_impact", "language.filler", "n3"),
        ("H-1B with a test of the labor market", "faq", "immigration.labor-test", "q20"),
        ("H-1B as a lottery", "immigration", "immigration.lottery", "r11"),
        ("EB-3 for a bachelor's or below", "immigration", "immigration.eb3-degree", "r21"),
        ("a score without its table", "faq", "consistency.score", "q31"),
    ],
)  # fmt: skip
def test_each_fault_fails_a_rule_by_name(faults, fault, section, rule, item):
    assert (section, rule, item) in faults, sorted(found for found in faults if found[0] == section)


def test_a_score_without_a_value_cannot_be_written_at_all():
    named = {"dimension": "income", "direction": "positive", "low": 5, "high": 5, "formula": "f", "inputs": []}
    with pytest.raises(ValidationError):
        MODELS["scores"].model_validate(
            {"section": "scores", "formula_version": "1", "dimensions": [named], "absent": [], "overall": None}
        )


def test_the_page_that_our_own_drafter_makes_of_the_same_facts_has_none_of_them():
    names = (
        "scores",
        "summary",
        "ai_impact",
        "moat",
        "skills",
        "pay",
        "education",
        "credentials",
        "immigration",
        "outlook",
        "faq",
    )
    seen = {name: CheckedSection(of_today(name), "en", SHEET) for name in names}
    assert check_page(seen) == ()
