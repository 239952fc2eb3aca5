"""education: what BLS assigns as typical for entry, what workers and respondents have, and the path.

Stages are the credentials on the way to the typical one after high school, with nominal full-time lengths: a
convention of this product (`docs/scores.md`), not a fact. Costs have no source here and stay empty.
"""

from typing import Final

from authoring.facts.values import fact_id, number_of, text_of
from schemas.facts import FactSheet
from schemas.sections.education import Credential, Share, Stage

_BY_BLS: Final[dict[str, Credential]] = {
    "No formal educational credential": "no_formal",
    "High school diploma or equivalent": "high_school",
    "Some college, no degree": "some_college",
    "Postsecondary nondegree award": "postsecondary_nondegree",
    "Associate's degree": "associate",
    "Bachelor's degree": "bachelor",
    "Master's degree": "master",
    "Doctoral or professional degree": "doctoral_or_professional",
}
_ATTAINED: Final[dict[str, Credential]] = {
    "less_than_high_school": "no_formal",
    "high_school": "high_school",
    "some_college": "some_college",
    "associate": "associate",
    "bachelor": "bachelor",
    "master": "master",
    "doctoral_or_professional": "doctoral_or_professional",
}
_BY_ONET: Final[tuple[Credential, ...]] = (
    "no_formal",
    "high_school",
    "postsecondary_nondegree",
    "some_college",
    "associate",
    "bachelor",
    "post_bachelor_certificate",
    "master",
    "post_master_certificate",
    "first_professional",
    "doctoral",
    "post_doctoral",
)
"""O*NET's categories of required education, 1 to 12."""

_PATHS: Final[dict[Credential, tuple[tuple[Credential, float], ...]]] = {
    "some_college": (("some_college", 1.0),),
    "postsecondary_nondegree": (("postsecondary_nondegree", 1.0),),
    "associate": (("associate", 2.0),),
    "bachelor": (("bachelor", 4.0),),
    "master": (("bachelor", 4.0), ("master", 2.0)),
    "doctoral_or_professional": (("bachelor", 4.0), ("doctoral_or_professional", 4.0)),
}


def education_fields(sheet: FactSheet) -> dict[str, object]:
    """The figures of education."""
    entry = sheet.latest("ep", "entry-education")
    experience, training = sheet.latest("ep", "work-experience"), sheet.latest("ep", "on-the-job-training")
    level = _BY_BLS.get(str(entry.value)) if entry else None
    return {
        "section": "education",
        "typical_entry": level,
        "typical_entry_fact": fact_id(entry) if level else None,
        "experience": text_of(experience),
        "experience_fact": fact_id(experience),
        "training": text_of(training),
        "training_fact": fact_id(training),
        "attainment": _attainment(sheet),
        "required": _required(sheet),
        "stages": _stages(level),
    }


def _attainment(sheet: FactSheet) -> tuple[Share, ...]:
    found: list[Share] = []
    for tail, level in _ATTAINED.items():
        fact = sheet.latest("ep", f"attainment/{tail}")
        percent = number_of(fact)
        if fact and percent is not None:
            found.append(Share(level=level, percent=percent, fact=fact.id))
    return tuple(found)


def _required(sheet: FactSheet) -> tuple[Share, ...]:
    """O*NET respondents by required level; levels that nobody named are left out."""
    found: list[Share] = []
    for number, level in enumerate(_BY_ONET, start=1):
        fact = sheet.latest("onet", f"education/{number}")
        percent = number_of(fact)
        if fact and percent:
            found.append(Share(level=level, percent=percent, fact=fact.id))
    return tuple(found)


def _stages(level: Credential | None) -> tuple[Stage, ...]:
    path = _PATHS.get(level, ()) if level else ()
    return tuple(Stage(level=step, years=years, cost=None) for step, years in path)
