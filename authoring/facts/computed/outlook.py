"""outlook: each projection round with its growth, openings and BLS's own words for that very round."""

from typing import Final

from authoring.facts.values import combined_code, fact_id, number_of, text_of
from schemas.facts import Fact, FactSheet
from schemas.sections.outlook import Projection

_PER_UNIT: Final = {"jobs/year": 1, "thousand jobs/year": 1000}


def outlook_fields(sheet: FactSheet) -> dict[str, object]:
    """The figures of outlook, newest round first."""
    rounds = sorted({fact.dataset for fact in sheet.each("ep", "change-percent")}, reverse=True)
    category = sheet.latest("ep", "ai-exposure-category")
    growth = (sheet.fact(f"{dataset}/{sheet.soc}/change-percent") for dataset in rounds)
    return {
        "section": "outlook",
        "projections": tuple(_projection(sheet, dataset) for dataset in rounds),
        "combined_code": combined_code(*growth),
        "ai_exposure": text_of(category),
        "ai_exposure_fact": fact_id(category),
    }


def _projection(sheet: FactSheet, dataset: str) -> Projection:
    change = sheet.fact(f"{dataset}/{sheet.soc}/change-percent")
    openings = sheet.fact(f"{dataset}/{sheet.soc}/openings-annual")
    words = _wording(sheet, dataset.partition(".")[2])
    return Projection(
        round=dataset.partition(".")[2],
        change_percent=number_of(change),
        change_fact=fact_id(change),
        openings=_jobs(openings),
        openings_fact=fact_id(openings),
        wording=text_of(words),
        wording_fact=fact_id(words),
    )


def _wording(sheet: FactSheet, projection_round: str) -> Fact | None:
    """BLS's wording where its handbook speaks of this very round and of this occupation alone.

    It is never carried over to another round, and a page's word for several occupations together is none for each.
    """
    found = (fact for fact in sheet.each("ooh", "growth-wording") if fact.period == projection_round)
    return next((fact for fact in found if fact.basis != "combined_code"), None)


def _jobs(openings: Fact | None) -> int | None:
    number = number_of(openings)
    if openings is None or number is None:
        return None
    return round(number * _PER_UNIT[openings.unit])
