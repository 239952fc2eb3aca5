"""What it takes to enter: length of study and licensing."""

from typing import Final

from authoring.facts.scores.parts import Ranks, absent, part, score
from schemas.facts import Fact, FactSheet
from schemas.sections.scores import AbsentScore, Score, ScoreInput

YEARS: Final[dict[str, float]] = {
    "No formal educational credential": 0.0,
    "High school diploma or equivalent": 0.0,
    "Some college, no degree": 1.0,
    "Postsecondary nondegree award": 1.0,
    "Associate's degree": 2.0,
    "Bachelor's degree": 4.0,
    "Master's degree": 6.0,
    "Doctoral or professional degree": 8.0,
}
"""Nominal years of full-time study after high school for BLS's typical entry education. A convention, not a
fact.
"""

TRAINING_YEARS: Final[dict[str, float]] = {
    "None": 0.0,
    "Short-term on-the-job training": 0.0,
    "Moderate-term on-the-job training": 0.5,
    "Long-term on-the-job training": 2.0,
    "Internship/residency": 2.0,
    "Apprenticeship": 4.0,
}
"""Nominal years of training by BLS's classes (moderate: up to a year, long: more than a year)."""

POINTS_A_YEAR: Final = 1.25
ZONE_POINTS: Final[dict[int, float]] = {1: 0.0, 2: 1.0, 3: 3.5, 4: 6.5, 5: 9.0}
LICENCE_POINTS: Final[dict[str, float]] = {
    "all states": 10.0,
    "most states": 8.0,
    "some cases": 5.0,
    "not at entry": 2.0,
    "not mentioned": 0.0,
}


def study_length(ranks: Ranks) -> Score | AbsentScore:
    """Years of study and training, and O*NET's job zone."""
    parts = study_parts(ranks.sheet)
    if not parts:
        return absent("study_length", "no entry education and no job zone is published")
    return score(
        "study_length",
        parts,
        "0.75 x (nominal years of study and training x 1.25) + 0.25 x points of the job zone",
        readings=[p.points for p in parts if p.weight],
    )


def study_parts(sheet: FactSheet) -> tuple[ScoreInput, ...]:
    """Entry education with training, and job zone, as far as there are facts; many points mean a long way."""
    return (*_schooling(sheet), *_zone(sheet))


def _schooling(sheet: FactSheet) -> tuple[ScoreInput, ...]:
    education, training = sheet.latest("ep", "entry-education"), sheet.latest("ep", "on-the-job-training")
    if education is None or str(education.value) not in YEARS:
        return ()
    years = YEARS[str(education.value)] + _training_years(training)
    points = years * POINTS_A_YEAR
    shown = part(education, points, 0.75, f"Entry education and training: {years:g} nominal years")
    return (shown, part(training, points, 0.0, "Training counted in these years")) if training else (shown,)


def _training_years(training: Fact | None) -> float:
    return TRAINING_YEARS.get(str(training.value), 0.0) if training else 0.0


def _zone(sheet: FactSheet) -> tuple[ScoreInput, ...]:
    zone = sheet.latest("onet", "job-zone")
    if zone is None or not isinstance(zone.value, int | float) or int(zone.value) not in ZONE_POINTS:
        return ()
    return (part(zone, ZONE_POINTS[int(zone.value)], 0.25),)


def licensing(ranks: Ranks) -> Score | AbsentScore:
    """How far the handbook says a licence is needed."""
    wording = ranks.sheet.latest("ooh-licensing", "licence")
    if wording is None or str(wording.value) not in LICENCE_POINTS:
        return absent("licensing", "no plain statement about licences in the Occupational Outlook Handbook")
    parts = (part(wording, LICENCE_POINTS[str(wording.value)], 1.0),)
    return score(
        "licensing",
        parts,
        "handbook wording: all states 10, most states 8, some cases 5, not at entry 2, not mentioned 0",
    )
