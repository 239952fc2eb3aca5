"""What a run says of itself while it goes on, and what may be asked of it: small files that any process reads and writes."""

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field

from authoring.runs.planning import Wish
from schemas.base import Line, Locale, SocCode, Timestamp, Value
from schemas.sections.registry import SectionName

RunStatus: TypeAlias = Literal[
    "running", "paused", "stopping", "finished", "waiting", "stopped", "out of budget", "given up", "broken off"
]
"""`waiting`: the rest is in a provider's batch and is collected later. `stopped`: a person asked for it. `given up`: no other
request would have fared better. `broken off`: its process is no more; the same command carries it on."""

OVER: Final[frozenset[RunStatus]] = frozenset({"finished", "out of budget"})
"""A run that ended like that is not carried on: the same command begins another."""

Wanted: TypeAlias = Literal["go", "pause", "stop"]


class RunHead(Value):
    """What a run is, written down when it began. `number` is what people call it: `author runs show 12`."""

    number: int
    wish: Wish
    began: Timestamp
    by: Line
    via: Line
    budget_usd: float | None


class RunState(Value):
    """How far a run is. Counts are of texts unless they say otherwise; times are in seconds, money in US dollars.

    `written` were appended, `unchanged` said what was said before, `failed` counts by kind of failure, `left` are kept by a
    person's words or thin facts. `asked` counts requests of this run, `from_kept` answers that were there already.
    `spent_usd` is at most what was charged; None where no price is known. `per_minute` are texts in the last minute.
    """

    status: RunStatus
    phase: Literal["asking", "translating", "ended"] = "asking"
    updated: Timestamp
    process: int
    seconds: float
    texts: int
    written: int = 0
    unchanged: int = 0
    left: int = 0
    failed: dict[str, int] = Field(default_factory=dict)
    asked: int = 0
    from_kept: int = 0
    under_way: int = 0
    at_once: int = 0
    to_check: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    spent_usd: float | None = None
    set_aside_usd: float = 0.0
    per_minute: float = 0.0
    seconds_left: float | None = None
    tried_again: dict[str, int] = Field(default_factory=dict)
    last_trouble: Line = ""

    @property
    def done(self) -> int:
        """Texts that are not waited for any more."""
        return self.written + self.unchanged + self.left + sum(self.failed.values())


class Control(Value):
    """What somebody asked of a run that goes on."""

    wanted: Wanted
    at: Timestamp
    by: Line


class Failure(Value):
    """One text that a run did not get, and why. `kind` is the outcome's name, or `cannot stand`, `conflict`, `thin`."""

    soc: SocCode
    locale: Locale
    section: SectionName
    key: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    kind: Line
    said: Line
    hint: str
    requests: int
    at: Timestamp
