"""The one entry to computed sections."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from pydantic import BaseModel

from authoring.errors import UnknownSection
from authoring.facts.computed.base import Base
from authoring.facts.computed.education import education_fields
from authoring.facts.computed.identity import identity_fields
from authoring.facts.computed.immigration import immigration_fields
from authoring.facts.computed.outlook import outlook_fields
from authoring.facts.computed.pay import pay_fields
from authoring.facts.computed.related import related_fields
from authoring.facts.computed.sources import sources_fields
from authoring.facts.scores import score_sheet
from schemas.citations import Source
from schemas.facts import FactSheet
from schemas.sections.registry import SECTION_NAMES


def computed_fields(
    name: str,
    sheet: FactSheet,
    base: Base,
    page: Iterable[BaseModel] = (),
    documents: Mapping[str, Source] | None = None,
) -> dict[str, object]:
    """The values of every field of a section that no drafter writes; only `section` for a drafted one.

    `page` are the other sections of the page and `documents` the sources they may quote: `sources` counts
    both. The result and what a drafter writes of the section (`schemas.sections.registry`) make the whole
    section. Raises `UnknownSection`.
    """
    if name not in SECTION_NAMES:
        raise UnknownSection(f"no section called {name}", f"Sections: {', '.join(SECTION_NAMES)}.")
    if name == "sources":
        return sources_fields(page, base, documents)
    computed = _COMPUTED.get(name)
    return computed(sheet, base) if computed else {"section": name}


def _scores(sheet: FactSheet, base: Base) -> dict[str, object]:
    found = score_sheet(sheet, base)
    return {field: getattr(found, field) for field in type(found).model_fields}


_COMPUTED: Final[Mapping[str, Callable[[FactSheet, Base], dict[str, object]]]] = {
    "identity": identity_fields,
    "scores": _scores,
    "pay": lambda sheet, _: pay_fields(sheet),
    "education": lambda sheet, _: education_fields(sheet),
    "immigration": lambda sheet, _: immigration_fields(sheet),
    "outlook": lambda sheet, _: outlook_fields(sheet),
    "related": related_fields,
}
