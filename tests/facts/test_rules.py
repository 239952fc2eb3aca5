"""Immigration rules: official links, dates, and only what was compared is published."""

import re

import pytest

from authoring.facts.base import FactBase
from authoring.facts.rules import RULES, SCHEDULE_A_GROUP_I, published_rules, rules_for

OFFICIAL = ("https://www.ecfr.gov/", "https://uscode.house.gov/", "https://www.federalregister.gov/",
            "https://www.uscis.gov/", "https://www.dol.gov/")  # fmt: skip


def rules_of(base: FactBase, soc: str) -> dict[str, str]:
    return {rule.rule: rule.statement for rule in rules_for(base.sheet(soc))}


def test_every_rule_has_an_official_link_a_day_and_a_provision() -> None:
    assert len({entry.rule for entry in RULES}) == len(RULES)
    for entry in RULES:
        assert entry.url.startswith(OFFICIAL)
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", entry.checked_on)
        assert not entry.verified or re.search(r"CFR|INA|FR \d", entry.statement)


def test_a_rule_that_was_not_compared_is_never_published(bundled: FactBase) -> None:
    held_back = {entry.rule for entry in RULES if not entry.verified}
    assert "h1b.proclamation-payment" in held_back
    assert not held_back & {rule.rule for rule in published_rules()}
    assert not held_back & rules_of(bundled, "15-1252").keys()


def test_the_test_of_the_labor_market_belongs_to_perm_and_not_to_h1b(bundled: FactBase) -> None:
    for rule in rules_for(bundled.sheet("15-1252")):
        if "recruit" in rule.statement and rule.route == "H-1B":
            assert "in general asks for no test of the labor market" in rule.statement
    routes = {rule.rule: rule.route for rule in rules_for(bundled.sheet("15-1252"))}
    assert routes["perm.labor-market-test"] == "PERM"


def test_only_nurses_and_physical_therapists_are_in_schedule_a_group_i(bundled: FactBase) -> None:
    assert frozenset({"29-1123", "29-1141"}) == SCHEDULE_A_GROUP_I
    assert "schedule-a.professional-nurse" in rules_of(bundled, "29-1141")
    assert "schedule-a.physical-therapist" in rules_of(bundled, "29-1123")
    for soc in ("29-2061", "29-1171", "31-2021", "25-4022"):
        assert not any(rule.startswith("schedule-a") for rule in rules_of(bundled, soc))


@pytest.mark.parametrize(
    ("soc", "shown", "hidden"),
    [
        ("25-4022", "perm.professional-recruitment", "perm.nonprofessional-recruitment"),
        ("47-2061", "perm.nonprofessional-recruitment", "perm.professional-recruitment"),
        ("25-4022", "stem-opt.extension", "schedule-a.professional-nurse"),
        ("29-1141", "schedule-a.professional-nurse", "stem-opt.extension"),
    ],
)
def test_an_occupation_sees_the_rules_that_concern_it(bundled: FactBase, soc: str, shown: str, hidden: str) -> None:
    rules = rules_of(bundled, soc)
    assert shown in rules
    assert hidden not in rules


def test_no_employer_sponsors_a_soldier(bundled: FactBase) -> None:
    assert rules_for(bundled.sheet("55-1011")) == ()
