"""What artificial intelligence does to the work: exposure, augmentation, and what stays with people.

The studies measure different things: potential by raters, applicability by conversations, observed use, a
class by BLS. They are ranked each within itself and never added up as values; the range shows how far they
differ.
"""

from collections.abc import Sequence
from typing import Final

from authoring.facts.scores.parts import Ranks, absent, known, mean, part, score
from authoring.facts.scores.points import median
from schemas.sections.scores import AbsentScore, Score, ScoreInput

CATEGORY_POINTS: Final[dict[str, float]] = {"Low": 1.25, "Moderate": 3.75, "High": 6.25, "Very high": 8.75}
"""BLS's classes are quarters of the occupations; each gets the middle of its quarter."""

FEWEST_STUDIES: Final = 2
HUMAN_SKILLS: Final = (
    "2.B.1.a",  # Social Perceptiveness
    "2.B.1.b",  # Coordination
    "2.B.1.c",  # Persuasion
    "2.B.1.d",  # Negotiation
    "2.B.1.e",  # Instructing
    "2.B.1.f",  # Service Orientation
    "2.B.4.e",  # Judgment and Decision Making
)


def ai_risk(ranks: Ranks) -> Score | AbsentScore:
    """Exposure to AI: the middle one of the studies at hand. Exposure is not a forecast of job loss."""
    studies = exposure_studies(ranks)
    if len(studies) < FEWEST_STUDIES:
        return absent("ai_risk", f"fewer than {FEWEST_STUDIES} exposure studies cover this occupation")
    readings = [mean(study) for study in studies]
    return score(
        "ai_risk",
        tuple(found for study in studies for found in study),
        "median of the studies, each ranked within itself; range: lowest and highest study",
        readings=readings,
        join=lambda _: median(readings),
    )


def exposure_studies(ranks: Ranks) -> tuple[tuple[ScoreInput, ...], ...]:
    """The parts of each exposure study that covers the occupation."""
    category = ranks.sheet.latest("ep", "ai-exposure-category")
    by_class = category and CATEGORY_POINTS.get(str(category.value))
    studies = (
        known(
            ranks.part("gpts-are-gpts", "exposure/gpt4/beta", 0.5),
            ranks.part("gpts-are-gpts", "exposure/human/beta", 0.5),
        ),
        known(ranks.part("microsoft-applicability", "applicability", 1.0)),
        known(ranks.part("anthropic-exposure", "observed-exposure", 1.0)),
        known(part(category, by_class, 1.0) if category and by_class else None),
    )
    return tuple(study for study in studies if study)


def ai_augmentation(ranks: Ranks) -> Score | AbsentScore:
    """How much of the work AI helps a person with, rather than doing it alone."""
    parts = known(
        ranks.part("gpts-are-gpts", "exposure/gpt4/augmentable", 0.5),
        ranks.part("microsoft-applicability", "applicability-user", 0.3),
        ranks.part("anthropic-usage", "augmentation-share", 0.2),
    )
    if sum(p.weight for p in parts) < 0.8:
        return absent("ai_augmentation", "not covered by both studies of assisted work")
    return score(
        "ai_augmentation",
        parts,
        "0.5 x rank of augmentable tasks + 0.3 x rank of assisted work + 0.2 x rank of augmenting use",
        readings=[p.points for p in parts],
    )


def human_moat(ranks: Ranks) -> Score | AbsentScore:
    """Work that neither models nor tools reach, work with the body, and skills with people and judgement."""
    untouched = known(
        ranks.part("gpts-are-gpts", "exposure/gpt4/gamma", 0.1, inverted=True),
        ranks.part("gpts-are-gpts", "exposure/human/gamma", 0.1, inverted=True),
    )
    physical = physical_part(ranks, 0.2)
    skills = skill_parts(ranks, 0.6)
    if not untouched or not physical or not skills:
        return absent("human_moat", "task exposure, physical tasks and skills are not all published")
    rest = (*physical, *skills)
    readings = [mean((p.model_copy(update={"weight": 0.2}), *rest)) for p in untouched]
    return score(
        "human_moat",
        (*untouched, *rest),
        "0.2 x rank of unexposed tasks + 0.2 x share of physical tasks + 0.6 x rank of seven human skills",
        readings=readings,
    )


def physical_part(ranks: Ranks, weight: float) -> tuple[ScoreInput, ...]:
    """The share of physical tasks, ten points for all of them."""
    share = ranks.sheet.latest("microsoft-applicability", "physical-share")
    if share is None or isinstance(share.value, str):
        return ()
    return (part(share, 10 * float(share.value), weight),)


def skill_parts(ranks: Ranks, weight: float) -> Sequence[ScoreInput]:
    """Social skills and judgement by their rank over all occupations; empty unless all seven are rated."""
    each = weight / len(HUMAN_SKILLS)
    parts = known(*(ranks.part("onet", f"skill/{skill}/importance", each) for skill in HUMAN_SKILLS))
    return parts if len(parts) == len(HUMAN_SKILLS) else ()
