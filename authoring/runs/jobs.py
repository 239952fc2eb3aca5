"""Jobs: one section in one locale that a model is to be asked about, frozen when the plan was made."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, TypeAlias, get_args

from authoring.llm.model import Request
from schemas.base import Locale, Sha256, SocCode
from schemas.events import EventId
from schemas.sections.registry import SectionName

Why: TypeAlias = Literal[
    "missing", "stale facts", "source moved", "new prompt", "offline", "failed before", "other model"
]
"""Why a text is to be asked for. `source moved`: a translation's source changed. `offline`: no model wrote it yet.
`failed before`: a model was asked and none of its answers could stand."""

WHYS: Final[tuple[Why, ...]] = get_args(Why)

WhyNot: TypeAlias = Literal[
    "up to date", "approved", "edited by a person", "in review", "thin facts", "two versions", "no source text", "computed",
    "not asked for",
]  # fmt: skip
"""Why a text is left alone. `computed`: code makes it, without a price, along with the others of its occupation."""

WHY_NOTS: Final[tuple[WhyNot, ...]] = get_args(WhyNot)


@dataclass(frozen=True)
class Tokens:
    """About how many tokens a first answer takes, by a rule of thumb."""

    input: int
    output: int


@dataclass(frozen=True)
class Job:
    """One section in one locale, with the request that opens the conversation about it.

    `key` is the request's job key: an answer kept under it is never paid for again, and `kept` says that there is one.
    `worst_usd` is the most that one try of the request can cost, None where no price is known; `least_usd` what it costs
    if its first answer stands. `head` and `after` are the section's head and last event when the plan was made.
    """

    soc: SocCode
    locale: Locale
    section: SectionName
    why: Why
    request: Request
    key: Sha256
    tokens: Tokens
    least_usd: float | None
    worst_usd: Decimal | None
    head: EventId | None = None
    after: EventId | None = None
    kept: bool = False

    @property
    def group(self) -> "Group":
        """The texts it is appended with."""
        return self.soc, self.locale


Group: TypeAlias = tuple[SocCode, Locale]
"""One occupation in one locale: its new texts are appended together, once none of them is waited for."""


@dataclass(frozen=True)
class Ask:
    """One request of a job's conversation: the first, or a later one that shows the model why its answer cannot stand."""

    job: Job
    request: Request
    key: Sha256


@dataclass(frozen=True)
class LeftAlone:
    """A text that is not asked for, and why; `detail` says it more exactly."""

    soc: SocCode
    locale: Locale
    section: SectionName
    why_not: WhyNot
    detail: str = ""
