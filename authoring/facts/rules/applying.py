"""Which rules a page shows: the verified ones that concern the occupation."""

from typing import Final

from authoring.facts.rules.table import RULES, Concern, RuleEntry
from schemas.facts import FactSheet
from schemas.sections.immigration import Rule

_MILITARY: Final = "55-"


def rules_for(sheet: FactSheet) -> tuple[Rule, ...]:
    """The published rules that concern this occupation; none for military ones, which no employer can
    sponsor.
    """
    if sheet.soc.startswith(_MILITARY):
        return ()
    concerns = _concerns(sheet)
    return tuple(_rule(entry) for entry in RULES if entry.verified and entry.concern in concerns)


def published_rules() -> tuple[Rule, ...]:
    """Every verified rule."""
    return tuple(_rule(entry) for entry in RULES if entry.verified)


def _concerns(sheet: FactSheet) -> frozenset[Concern]:
    found: set[Concern] = {"all"}
    listed, stem = sheet.latest("oflc", "appendix-a"), sheet.latest("stem", "stem-programmes")
    if listed:
        found.add("appendix_a" if listed.value == "yes" else "not_appendix_a")
    if stem and stem.value:
        found.add("stem")
    if sheet.soc == "29-1141":
        found.add("schedule_a_nurse")
    if sheet.soc == "29-1123":
        found.add("schedule_a_therapist")
    return frozenset(found)


def _rule(entry: RuleEntry) -> Rule:
    return Rule(
        rule=entry.rule,
        route=entry.route,
        statement=entry.statement,
        effective_from=entry.effective_from,
        url=entry.url,
        checked_on=entry.checked_on,
    )
