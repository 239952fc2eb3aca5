"""outlook: BLS's projections in BLS's own words for each round, and where it says the work grows."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from authoring.drafting.offline.composing import lacking, point, sentence
from authoring.drafting.offline.phrasing import in_quotes, number, years
from schemas.facts import Fact, FactSheet
from schemas.items import Point, Sentence
from schemas.saying import said

_GROWS: Final = re.compile(r"^(?:Demand change|Productivity change) - share increases as (.+)$")
_MOST_AREAS: Final = 4


def draft(sheet: FactSheet) -> Mapping[str, object]:
    """Raises `ThinFacts` where BLS projects nothing for the occupation."""
    sentences = tuple(projections(sheet))
    if not sentences:
        raise lacking(sheet, [said("employment projection")])
    return {"sentences": sentences, "growth_areas": tuple(_areas(sheet))[:_MOST_AREAS]}


def projections(sheet: FactSheet) -> Iterator[Sentence]:
    """One sentence on growth per projection round, newest first, and one on openings in the newest."""
    changes = sorted(
        (fact for fact in sheet.facts if fact.measure == "change-percent" and fact.dataset.startswith("ep.")),
        key=lambda fact: fact.dataset,
        reverse=True,
    )
    for place, change in enumerate(changes):
        wording = sheet.latest("ooh", "growth-wording")
        own = wording if wording and wording.period == change.period and wording.basis != "combined_code" else None
        yield _growth(change, own)
        openings = sheet.fact(change.id.replace("change-percent", "openings-annual"))
        if openings and place == 0:
            yield _openings(openings)


def _growth(change: Fact, wording: Fact | None) -> Sentence:
    value = float(change.value)
    rate = number(abs(value))
    round_ = years(change.period)
    if value > 0:
        text = f"BLS projects employment to grow {rate} percent {round_}"
    elif value < 0:
        text = f"BLS projects employment to decline {rate} percent {round_}"
    else:
        return sentence(f"BLS projects no change in employment {round_} (0 percent).", change)
    if wording:
        return sentence(f"{text}, in its words for that round “{wording.value}”.", change, wording)
    return sentence(f"{text}.", change)


def _openings(fact: Fact) -> Sentence:
    count = float(fact.value) * (1000 if fact.unit.startswith("thousand") else 1)
    return sentence(
        f"It expects {number(count)} openings a year {years(fact.period)}, which include jobs that people leave.", fact
    )


def _areas(sheet: FactSheet) -> Iterator[Point]:
    for fact in sheet.each("ep", "reason/"):
        match = _GROWS.match(str(fact.value))
        if match:
            yield point(_industry(fact), f"BLS's reason: {in_quotes(match[1])}", fact)


def _industry(fact: Fact) -> str:
    """The industry BLS names, without the list of industry codes it may end in."""
    return re.sub(r"\s*\([\d,]+\)$", "", fact.label.rpartition(": ")[2])
