"""Joins what code computes and what a drafter writes to one section."""

from collections.abc import Callable, Mapping
from typing import Final

from authoring.errors import ThinFacts
from schemas.facts import FactSheet
from schemas.saying import said
from schemas.sections.education import Education
from schemas.sections.immigration import Immigration
from schemas.sections.outlook import Outlook
from schemas.sections.pay import Pay
from schemas.sections.registry import MODELS, SPEC, Section, SectionName

_HAS_FIGURES: Final[Mapping[type, Callable[[object], bool]]] = {
    Pay: lambda pay: isinstance(pay, Pay) and (pay.median is not None or bool(pay.bands)),
    Education: lambda e: isinstance(e, Education) and bool(e.typical_entry or e.attainment or e.required),
    Outlook: lambda outlook: isinstance(outlook, Outlook) and bool(outlook.projections),
    Immigration: lambda i: isinstance(i, Immigration) and bool(i.certified_lcas or i.usual_education or i.job_zone),
}
_FIGURES: Final = {
    "pay": said("wage estimate (OEWS)"),
    "education": said("education requirement or attainment"),
    "outlook": said("employment projection"),
    "immigration": said("entry in the immigration data"),
}


def assemble(name: SectionName, computed: Mapping[str, object], drafted: Mapping[str, object]) -> Section:
    """One section from its two halves. Fields that no one drafted stay empty.

    Raises `ThinFacts` where a mixed section has neither figures nor text.
    """
    empty = {field: () for field in SPEC[name].drafted if field not in drafted}
    section = MODELS[name].model_validate({**computed, **empty, **drafted, "section": name})
    has_figures = _HAS_FIGURES.get(type(section))
    if has_figures and not has_figures(section) and not any(drafted.values()):
        raise ThinFacts(said("no {figures}", figures=_FIGURES[name]), missing=(_FIGURES[name],))
    return section  # type: ignore[return-value]


def says_nothing(sheet: FactSheet) -> bool:
    """Whether the sheet holds no more than titles and definitions, so that no drafted section could stand."""
    telling = ("task/", "skill/", "annual-", "hourly-", "exposure/")
    return not any(fact.measure.startswith(telling) for fact in sheet.facts)
