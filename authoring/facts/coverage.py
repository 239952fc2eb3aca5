"""What the fact base knows of each occupation, and what it does not: by part of a profile and by source."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from authoring.facts.base import FactBase
from schemas.facts import FactSheet

_PARTS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "tasks": (("onet", "task/"),),
    "skills": (("onet", "skill/"),),
    "software": (("onet", "software/"),),
    "pay": (("oews", "annual-median"), ("oews", "hourly-median")),
    "education": (("ep", "entry-education"),),
    "outlook": (("ep", "change-percent"),),
    "job-zone": (("onet", "job-zone"),),
    "related": (("onet", "related/"),),
    "ai-exposure": (
        ("gpts-are-gpts", ""),
        ("microsoft-applicability", ""),
        ("anthropic-exposure", ""),
        ("ep", "ai-exposure-category"),
    ),
    "immigration": (("oflc", ""), ("lca", "")),
}
"""Which facts make a part: one of these (family, beginning of the measure) is enough."""

HANDBOOK: Final = "handbook"
PARTS: Final = (*_PARTS, HANDBOOK)


@dataclass(frozen=True)
class OccupationCoverage:
    """One occupation: how many facts and passages there are, which parts have some, which have none."""

    soc: str
    title: str
    facts: int
    passages: int
    has: tuple[str, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    """All occupations, and how many of them each part and each dataset reaches."""

    occupations: tuple[OccupationCoverage, ...]
    per_part: Mapping[str, int]
    per_dataset: Mapping[str, int]


def coverage(base: FactBase) -> Coverage:
    """Go through every sheet of the base; takes some seconds."""
    rows, per_part, per_dataset = [], Counter[str](), Counter[str]()
    for soc in base.socs():
        sheet = base.sheet(soc)
        row = covered(sheet)
        rows.append(row)
        per_part.update(row.has)
        per_dataset.update({fact.dataset for fact in sheet.facts})
    return Coverage(
        occupations=tuple(rows),
        per_part={part: per_part[part] for part in PARTS},
        per_dataset={dataset: per_dataset[dataset] for dataset in base.fact_counts()},
    )


def covered(sheet: FactSheet) -> OccupationCoverage:
    """What one sheet has and lacks."""
    has = [part for part, sources in _PARTS.items() if _any(sheet, sources)]
    if sheet.passages:
        has.append(HANDBOOK)
    return OccupationCoverage(
        soc=sheet.soc,
        title=sheet.title,
        facts=len(sheet.facts),
        passages=len(sheet.passages),
        has=tuple(has),
        lacks=tuple(part for part in PARTS if part not in has),
    )


def _any(sheet: FactSheet, sources: Iterable[tuple[str, str]]) -> bool:
    return any(next(sheet.each(family, prefix), None) for family, prefix in sources)
