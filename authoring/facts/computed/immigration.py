"""immigration: job zone, certified LCAs, OFLC's usual education, STEM programmes, Schedule A, and the rules."""

from authoring.facts.rules import SCHEDULE_A_GROUP_I, rules_for
from authoring.facts.values import fact_id, number_of, text_of, whole_of
from schemas.facts import FactSheet
from schemas.sections.immigration import CountFact


def immigration_fields(sheet: FactSheet) -> dict[str, object]:
    """The figures and rules of immigration."""
    zone, usual = sheet.latest("onet", "job-zone"), sheet.latest("oflc", "usual-education")
    stem, linked = sheet.latest("stem", "stem-programmes"), sheet.latest("stem", "linked-programmes")
    return {
        "section": "immigration",
        "soc": sheet.soc,
        "job_zone": whole_of(zone),
        "job_zone_fact": fact_id(zone),
        "certified_lcas": _certified(sheet),
        "usual_education": text_of(usual),
        "usual_education_fact": fact_id(usual),
        "stem_programmes": whole_of(stem),
        "linked_programmes": whole_of(linked),
        "stem_fact": fact_id(stem),
        "schedule_a": sheet.soc in SCHEDULE_A_GROUP_I,
        "rules": rules_for(sheet),
    }


def _certified(sheet: FactSheet) -> CountFact | None:
    fact = sheet.latest("lca", "certified-lcas")
    count = number_of(fact)
    if fact is None or count is None:
        return None
    return CountFact(value=round(count), period=fact.period, fact=fact.id)
