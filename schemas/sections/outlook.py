"""outlook (computed + drafted): growth, openings and BLS's own words for each projection round."""

from typing import Literal

from schemas.base import Line, Value
from schemas.items import Points, Prose


class Projection(Value):
    """One projection round: change in percent, openings a year, and BLS's wording for that very round.

    `wording` is None where BLS's pages of that round were not at hand; it is never inferred.
    """

    round: Line
    change_percent: float | None
    change_fact: Line | None
    openings: int | None
    openings_fact: Line | None
    wording: Line | None
    wording_fact: Line | None


class Outlook(Value):
    """Projections, newest round first, and drafted text about them and about where the work grows."""

    section: Literal["outlook"]
    projections: tuple[Projection, ...]
    combined_code: Line | None
    ai_exposure: Literal["Low", "Moderate", "High", "Very high"] | None
    ai_exposure_fact: Line | None
    sentences: Prose
    growth_areas: Points
