"""What can be drafted of each occupation: by section of the profile what is known, what is missing, and why."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from authoring.facts.base import FactBase
from authoring.facts.values import combined_code
from schemas.facts import FactSheet
from schemas.sections.registry import SectionName

Extent: TypeAlias = Literal["full", "partly", "none"]
"""`full`: every kind of fact is there. `partly`: enough to draft, with gaps. `none`: what it cannot do without is not."""

EXTENTS: Final[tuple[Extent, ...]] = ("full", "partly", "none")
_Source: TypeAlias = tuple[str, str]
"""A dataset family and the beginning of a measure."""

HANDBOOK: Final = "handbook page"
_TITLE: Final = "official title"
_NEEDS: Final[Mapping[str, tuple[_Source, ...]]] = {
    _TITLE: (("soc", "title"),),
    "definition": (("soc", "definition"), ("onet", "definition")),
    "other names": (("onet", "alternate-title/"), ("onet", "reported-title/")),
    "tasks": (("onet", "task/"),),
    "skill ratings": (("onet", "skill/"),),
    "knowledge ratings": (("onet", "knowledge/"),),
    "software": (("onet", "software/"),),
    "interests or work styles": (("onet", "interest/"), ("onet", "style/")),
    "job zone": (("onet", "job-zone"),),
    "related occupations": (("onet", "related/"),),
    "exposure study": (
        ("gpts-are-gpts", "exposure/"),
        ("microsoft-applicability", "applicability"),
        ("anthropic-exposure", "observed-exposure"),
        ("ep", "ai-exposure-category"),
    ),
    "task labels": (("gpts-are-gpts", "task/"),),
    "observed use": (("anthropic-exposure", "observed-exposure"),),
    "median pay": (("oews", "annual-median"), ("oews", "hourly-median")),
    "pay percentiles": (("oews", "annual-p10"), ("oews", "hourly-p10")),
    "projections": (("ep", "change-percent"),),
    "openings": (("ep", "openings-annual"),),
    "entry education": (("ep", "entry-education"), ("oflc", "usual-education")),
    "attainment": (("ep", "attainment/"),),
    "growth wording": (("ooh", "growth-wording"),),
    "wording on licences": (("ooh-licensing", ""),),
    "Appendix A": (("oflc", "appendix-a"),),
    "certified LCAs": (("lca", "certified-lcas"),),
    "degree programmes": (("stem", "linked-programmes"),),
}
"""Kinds of facts; one of the sources named is enough."""

_SECTIONS: Final[Mapping[SectionName, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "identity": ((_TITLE,), ("definition", "other names")),
    "summary": (("definition",), ("tasks",)),
    "scores": (("projections",), ("median pay", "exposure study", "job zone", "skill ratings", "wording on licences")),
    "ai_impact": (("tasks", "exposure study"), ("task labels", "observed use")),
    "moat": (("tasks",), ("skill ratings", "task labels")),
    "skills": (("skill ratings",), ("software", "knowledge ratings")),
    "pay": (("median pay",), ("pay percentiles",)),
    "education": (("entry education",), ("attainment", "job zone")),
    "credentials": ((HANDBOOK,), ("wording on licences",)),
    "immigration": (("Appendix A",), ("certified LCAs", "degree programmes", "job zone")),
    "fit": (("interests or work styles",), ()),
    "outlook": (("projections",), ("openings", "growth wording")),
    "related": (("related occupations",), ("skill ratings",)),
    "faq": (("definition", "projections"), ("median pay", "entry education", "exposure study")),
}
"""What a section cannot do without, and what makes it fuller. `sources` needs no facts of its own."""

_MILITARY: Final = "55-"
_OF_CIVILIANS: Final = frozenset({"oews", "ep", "ooh", "ooh-licensing", "oflc", "lca"})


@dataclass(frozen=True)
class Lack:
    """One kind of fact that is not there, and why not."""

    what: str
    why: str


@dataclass(frozen=True)
class SectionCoverage:
    """How far one section can be drafted."""

    section: SectionName
    extent: Extent
    lacks: tuple[Lack, ...]


@dataclass(frozen=True)
class OccupationCoverage:
    """One occupation. `combined` is the BLS code that speaks for it together with others, where one does."""

    soc: str
    title: str
    facts: int
    passages: int
    combined: str | None
    sections: tuple[SectionCoverage, ...]

    @property
    def lacks(self) -> dict[str, str]:
        """Every kind of fact that some section lacks, once, with the reason."""
        return {lack.what: lack.why for section in self.sections for lack in section.lacks}


@dataclass(frozen=True)
class Coverage:
    """All occupations; how many sections stand to which extent; how many occupations each dataset reaches."""

    version: str
    occupations: tuple[OccupationCoverage, ...]
    per_section: Mapping[SectionName, Mapping[Extent, int]]
    per_dataset: Mapping[str, int]


def coverage(base: FactBase) -> Coverage:
    """Go through every sheet of the base; takes some seconds."""
    families = frozenset(dataset.partition(".")[0] for dataset in base.fact_counts())
    rows, per_dataset = [], Counter[str]()
    per_section: dict[SectionName, Counter[Extent]] = {name: Counter() for name in _SECTIONS}
    for soc in base.socs():
        sheet = base.sheet(soc)
        row = covered(sheet, families)
        rows.append(row)
        per_dataset.update({fact.dataset for fact in sheet.facts})
        for each in row.sections:
            per_section[each.section][each.extent] += 1
    return Coverage(
        version=base.version,
        occupations=tuple(rows),
        per_section={name: {extent: count[extent] for extent in EXTENTS} for name, count in per_section.items()},
        per_dataset={dataset: per_dataset[dataset] for dataset in base.fact_counts()},
    )


def covered(sheet: FactSheet, families: Collection[str]) -> OccupationCoverage:
    """What one sheet allows; `families` are the dataset families that the base has at all."""
    known = {need for need, sources in _NEEDS.items() if _any(sheet, sources)}
    if sheet.passages:
        known.add(HANDBOOK)
    return OccupationCoverage(
        soc=sheet.soc,
        title=sheet.title,
        facts=len(sheet.facts),
        passages=len(sheet.passages),
        combined=combined_code(sheet.latest("oews", "employment"), sheet.latest("ep", "change-percent")),
        sections=tuple(_section(name, sheet, known, families) for name in _SECTIONS),
    )


def _section(name: SectionName, sheet: FactSheet, known: Collection[str], families: Collection[str]) -> SectionCoverage:
    essential, fuller = _SECTIONS[name]
    lacking = [need for need in (*essential, *fuller) if need not in known]
    extent: Extent = "none" if set(lacking) & set(essential) else "partly" if lacking else "full"
    return SectionCoverage(name, extent, tuple(Lack(need, _why(need, sheet, families)) for need in lacking))


def _why(need: str, sheet: FactSheet, families: Collection[str]) -> str:
    if need == HANDBOOK:
        return "no page of the handbook covers it" if "ooh" in families else "no handbook in this base"
    wanted = dict.fromkeys(family for family, _ in _NEEDS[need])
    here = [family for family in wanted if family in families]
    if not here:
        return f"not in this base: {', '.join(wanted)}"
    if sheet.soc.startswith(_MILITARY) and _OF_CIVILIANS & set(here):
        return "military: BLS and OFLC publish civilian occupations only"
    if here == ["onet"] and not any(True for _ in sheet.each("onet", "task/")):
        return "O*NET has collected no data on it, only a title and a definition"
    if need == "wording on licences" and sheet.passages:
        return "the handbook says nothing plain about licences"
    return f"no value for it in {', '.join(here)}"


def _any(sheet: FactSheet, sources: tuple[_Source, ...]) -> bool:
    return any(next(sheet.each(family, prefix), None) for family, prefix in sources)
