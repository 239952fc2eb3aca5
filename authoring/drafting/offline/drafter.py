"""The offline drafter as a `Drafter`: picks the section's module and says that no model wrote the text."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from authoring.drafting.drafter import Draft
from authoring.drafting.offline import (
    ai_impact,
    credentials,
    education,
    faq,
    fit,
    immigration,
    moat,
    outlook,
    pay,
    skills,
    summary,
)
from authoring.errors import ThinFacts
from authoring.revisions.making import without_model
from schemas.events import Actor
from schemas.facts import FactSheet
from schemas.sections.registry import SectionName

OFFLINE_DRAFTER: Final = Actor(kind="tool", name="offline drafter")

_COMPOSE: Final[Mapping[str, Callable[[FactSheet], Mapping[str, object]]]] = {
    "summary": summary.draft,
    "ai_impact": ai_impact.draft,
    "moat": moat.draft,
    "skills": skills.draft,
    "pay": pay.draft,
    "education": education.draft,
    "credentials": credentials.draft,
    "immigration": immigration.draft,
    "fit": fit.draft,
    "outlook": outlook.draft,
    "faq": faq.draft,
}


class OfflineDrafter:
    """Drafts from facts alone. The same sheet gives the same text."""

    def draft(self, section: SectionName, sheet: FactSheet) -> Draft:
        """The drafted fields of a section. Raises `ThinFacts`."""
        return Draft(fields=_COMPOSE[section](sheet), by=OFFLINE_DRAFTER, provenance=without_model("offline_drafter"))

    def missing(self, section: SectionName, sheet: FactSheet) -> ThinFacts | None:
        """Why there is too little to write that section from, or None."""
        try:
            _COMPOSE[section](sheet)
        except ThinFacts as thin:
            return thin
        return None

    def prepare(self, sections: Sequence[SectionName], sheet: FactSheet) -> None:
        """Nothing to prepare: a section takes a millisecond."""
