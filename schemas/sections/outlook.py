"""outlook (computed + drafted): growth, openings and BLS's own words for each projection round."""

from typing import Literal

from schemas.base import Line, Value
from schemas.items import Points, Prose


class Projection(Value):
    """One projection round: change in percent, openings a year, and BLS's wording for that very round.

    `wording` is None where BLS's pages of that round were not at hand; it is never inferred.
    """

    round: str
    change_percent: float | None
    change_fact: str | None
    openings: int | None
    openings_fact: str | None
    wording: Line | None
    wording_fact: str | None


class Outlook(Value):
    """Projections, newest round first, and drafted text about them and about where the work grows."""

    section: Literal["outlook"]
    projections: tuple[Projection, ...]
    combined_code: str | None
    ai_exposure: Literal["Low", "Moderate", "High", "Very high"] | None
    ai_exposure_fact: str | None
    sentences: Prose
    growth_areas: Points
