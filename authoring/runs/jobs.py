"""Jobs: one section in one locale that a model is to be asked about, frozen when the plan was made."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, TypeAlias, get_args

from authoring.conversing.provenance import Origin
from authoring.llm.model import Request
from schemas.base import Locale, Sha256, SocCode
from schemas.events import EventId
from schemas.sections.registry import SectionName

Why: TypeAlias = Literal["missing", "stale", "prompt", "offline", "failed", "model", "findings"]
"""Why a text is to be asked for. `stale`: facts that it cites moved, or a translation's source. `prompt`: the template says
something else now. `offline`: no model wrote it yet. `failed`: a model was asked and no answer could stand. `model`: another
model wrote it. `findings`: the checks found errors in it."""

WHYS: Final[tuple[Why, ...]] = get_args(Why)

USUAL_WHYS: Final[tuple[Why, ...]] = ("missing", "stale", "prompt", "offline", "failed")
"""The reasons that count unless others are named."""

WhyNot: TypeAlias = Literal[
    "up to date", "approved", "edited by a person", "in review", "thin facts", "two versions", "no source text",
    "source first", "another state", "not asked for",
]  # fmt: skip
"""Why a text is left alone. `source first`: a translation whose source text is in the same plan. `another state` and `not
asked for`: there would be a reason, but not one of the states or reasons that were named."""

WHY_NOTS: Final[tuple[WhyNot, ...]] = get_args(WhyNot)


@dataclass(frozen=True)
class Tokens:
    """About how many tokens a first answer takes, by a rule of thumb."""

    input: int
    output: int


@dataclass(frozen=True)
class Subject:
    """What a job is about, without its prompt: enough to judge its answer elsewhere and to say where a text came from.

    `key` is the job key of the request that opens the conversation.
    """

    soc: SocCode
    locale: Locale
    section: SectionName
    key: Sha256
    grounds: tuple[str, ...]
    origin: Origin

    @property
    def group(self) -> "Group":
        """The texts it is appended with."""
        return self.soc, self.locale


Group: TypeAlias = tuple[SocCode, Locale]
"""One occupation in one locale: its new texts are appended together, once none of them is waited for."""


@dataclass(frozen=True)
class Job:
    """One section in one locale, with the request that opens the conversation about it.

    `kept`: an answer is kept under its key, and not paid for again.
    `worst_usd` is the most that one try of the request can cost, None where no price is known; `least_usd` what it costs
    if its first answer stands. `head` and `after` are the section's head and last event when the plan was made.
    """

    about: Subject
    why: Why
    request: Request
    tokens: Tokens
    least_usd: float | None
    worst_usd: Decimal | None
    head: EventId | None = None
    after: EventId | None = None
    kept: bool = False

    @property
    def key(self) -> Sha256:
        """The job key of its request: an answer kept under it is never paid for again."""
        return self.about.key


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
