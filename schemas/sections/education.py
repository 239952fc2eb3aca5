"""education (computed + note): what it takes to enter."""

from typing import Literal

from schemas.base import Line, Value
from schemas.items import Prose

Credential = Literal[
    "no_formal",
    "high_school",
    "some_college",
    "postsecondary_nondegree",
    "associate",
    "bachelor",
    "post_bachelor_certificate",
    "master",
    "post_master_certificate",
    "first_professional",
    "doctoral_or_professional",
    "doctoral",
    "post_doctoral",
]


class Share(Value):
    """The percent of workers or respondents at one level, and the fact it is."""

    level: Credential
    percent: float
    fact: Line


class Cost(Value):
    """What a stage costs in US dollars. Exists only with the fact or source it comes from."""

    low: int
    high: int
    citation: Line


class Stage(Value):
    """One step of the path: a credential and its nominal full-time length in years (`docs/facts.md`)."""

    level: Credential
    years: float
    cost: Cost | None


class Education(Value):
    """Typical entry education, experience and training as BLS assigns them, shares, and the path. `note` is drafted."""

    section: Literal["education"]
    typical_entry: Credential | None
    typical_entry_fact: Line | None
    experience: Line | None
    experience_fact: Line | None
    training: Line | None
    training_fact: Line | None
    attainment: tuple[Share, ...]
    required: tuple[Share, ...]
    stages: tuple[Stage, ...]
    note: Prose
