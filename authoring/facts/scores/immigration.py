"""Routes to permanent residence: what the rules open for an occupation, and how hard sponsorship is in
practice.
"""

from math import log10
from typing import Final

from authoring.facts.rules.schedule_a import SCHEDULE_A_GROUP_I
from authoring.facts.scores.entry import licensing
from authoring.facts.scores.parts import Ranks, absent, known, part, score
from authoring.facts.values import number_of
from schemas.facts import FactSheet
from schemas.sections.scores import AbsentScore, Score, ScoreInput

ZONE_POINTS: Final[dict[int, float]] = {1: 0.0, 2: 1.0, 3: 4.0, 4: 8.0, 5: 10.0}
"""Zone 5 fits EB-2 most often, 4 EB-3 professional, 3 EB-3 skilled worker, 1 and 2 EB-3 other worker."""

CATEGORY_HURDLE: Final[dict[str, float]] = {
    "No formal educational credential": 10.0,
    "High school diploma or equivalent": 9.0,
    "Some college, no degree": 8.0,
    "Postsecondary nondegree award": 8.0,
    "Associate's degree": 7.0,
    "Bachelor's degree": 4.0,
    "Master's degree": 2.0,
    "Doctoral or professional degree": 2.0,
}
"""How far typical entry education stands from the degree that H-1B, EB-2 and EB-3 professional ask for."""

LEAST_LCAS_PER_1000: Final = 0.1
DECADES: Final = 3.0
LICENCE_IS_THE_RULE: Final = 8.0


def pr_friendliness(ranks: Ranks) -> Score | AbsentScore:
    """What the rules open: professional by Appendix A, job zone, STEM programmes, Schedule A."""
    sheet = ranks.sheet
    listed = sheet.latest("oflc", "appendix-a")
    if listed is None:
        return absent("pr_friendliness", "the occupation is not in OFLC's files")
    parts = known(
        part(listed, 10.0 if listed.value == "yes" else 0.0, 0.4),
        _zone(sheet),
        _stem(sheet),
        _schedule_a(sheet, points=10.0, weight=0.6),
    )
    return score(
        "pr_friendliness",
        parts,
        "0.4 x Appendix A + 0.3 x job zone + 0.3 x share of STEM programmes; Schedule A adds 10 at 0.6",
    )


def pr_difficulty(ranks: Ranks) -> Score | AbsentScore:
    """What stands in the way: employers who seldom file, no degree to rest a petition on, a licence to earn
    first.
    """
    sheet = ranks.sheet
    filings, hurdle = _filings(sheet), _hurdle(sheet)
    if not filings and hurdle is None:
        return absent("pr_difficulty", "neither certified LCAs nor entry education are published")
    return score(
        "pr_difficulty",
        known(*filings, hurdle, _licence(ranks), _schedule_a(sheet, points=0.0, weight=0.4)),
        "0.45 x few certified LCAs per 1,000 jobs (log scale) + 0.35 x distance from a degree; "
        "a licence in all or most states adds its points at 0.2, Schedule A adds 0 points at 0.4",
    )


def _licence(ranks: Ranks) -> ScoreInput | None:
    """A licence counts only where it is the rule: a foreign-trained worker has to earn it before the work
    begins.
    """
    found = licensing(ranks)
    if not isinstance(found, Score) or found.value < LICENCE_IS_THE_RULE:
        return None
    return found.inputs[0].model_copy(update={"weight": 0.2})


def _zone(sheet: FactSheet) -> ScoreInput | None:
    zone = sheet.latest("onet", "job-zone")
    number = number_of(zone)
    points = None if number is None else ZONE_POINTS.get(int(number))
    return None if zone is None or points is None else part(zone, points, 0.3)


def _stem(sheet: FactSheet) -> ScoreInput | None:
    stem, linked = (
        sheet.latest("stem", "stem-programmes"),
        number_of(sheet.latest("stem", "linked-programmes")),
    )
    number = number_of(stem)
    if stem is None or number is None or not linked:
        return None
    return part(stem, 10 * number / linked, 0.3, f"Programmes on the DHS STEM list, of {linked:.0f} linked ones")


def _schedule_a(sheet: FactSheet, *, points: float, weight: float) -> ScoreInput | None:
    title = sheet.latest("soc", "title")
    if title is None or sheet.soc not in SCHEDULE_A_GROUP_I:
        return None
    return part(title, points, weight, "Schedule A, Group I (20 CFR 656.5): no test of the labour market")


def _filings(sheet: FactSheet) -> tuple[ScoreInput, ...]:
    filed, jobs = sheet.latest("lca", "certified-lcas"), sheet.latest("oews", "employment")
    number, held = number_of(filed), number_of(jobs)
    if filed is None or jobs is None or number is None or not held:
        return ()
    rate = 1000 * number / held
    ease = 10 * log10(max(rate, LEAST_LCAS_PER_1000) / LEAST_LCAS_PER_1000) / DECADES
    return (
        part(filed, 10 - ease, 0.45, f"Certified LCAs in four years: {rate:.1f} per 1,000 jobs"),
        part(jobs, 10 - ease, 0.0, "Jobs the filings are counted against"),
    )


def _hurdle(sheet: FactSheet) -> ScoreInput | None:
    education = sheet.latest("ep", "entry-education")
    points = CATEGORY_HURDLE.get(str(education.value)) if education else None
    return None if education is None or points is None else part(education, points, 0.35)
