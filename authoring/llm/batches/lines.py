"""The lines of the ledger of batches: each says one thing that is about to happen to a part, or that has."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter

from authoring.llm.outcomes import Stop
from authoring.llm.wire import Mode
from schemas.base import Sha256, Value

Status = Literal[
    "validating", "failed", "in_progress", "finalizing", "completed", "expired", "cancelling", "cancelled", "forgotten"
]
"""What a provider says of a batch; `forgotten` is a person's word for one that the provider no longer knows."""

ENDED: Final[frozenset[Status]] = frozenset({"failed", "completed", "expired", "cancelled", "forgotten"})
Oddity = Literal["unknown", "duplicate", "unreadable", "short"]
"""A line for nobody, a second one for somebody, one that is none; `short`: fewer lines than the provider says there are."""


class PartJob(Value):
    """One request of a part: its job key, where its answer belongs, the most it can cost in US dollars."""

    key: Sha256
    place: tuple[str, ...]
    turn: int
    reserve: Decimal


class _Line(Value):
    part: str
    at: float


class Intent(_Line):
    """A part is about to be submitted: its file is written, nothing has left yet. `at` is seconds since 1970."""

    kind: Literal["intent"] = "intent"
    run: str
    model: str
    server: str
    mode: Mode
    sha256: Sha256
    size: int
    jobs: tuple[PartJob, ...]


class Uploaded(_Line):
    """The provider has its file."""

    kind: Literal["uploaded"] = "uploaded"
    file: str


class Creating(_Line):
    """The provider is about to be asked to make the batch. From here on it may have been made."""

    kind: Literal["creating"] = "creating"


class Refused(_Line):
    """The provider said no: there is no batch. `again`: the same may succeed later."""

    kind: Literal["refused"] = "refused"
    detail: str
    again: bool


class Submitted(_Line):
    """The batch is made."""

    kind: Literal["submitted"] = "submitted"
    batch: str


class Told(_Line):
    """The provider said something new of the batch."""

    kind: Literal["told"] = "told"
    status: Status
    completed: int = 0
    failed: int = 0
    detail: str = ""


class Result(_Line):
    """How one request ended; where it has text, that was kept before this line was written. `cost` None: not known."""

    kind: Literal["result"] = "result"
    key: Sha256
    stop: Stop
    cost: Decimal | None
    detail: str = ""


class Odd(_Line):
    """A line of the results that answers nothing that waits. What it cost is counted."""

    kind: Literal["odd"] = "odd"
    what: Oddity
    detail: str
    cost: Decimal = Decimal(0)


class Collected(_Line):
    """All that came of the part is kept, and each of its jobs has a result."""

    kind: Literal["collected"] = "collected"


Line = Annotated[
    Intent | Uploaded | Creating | Refused | Submitted | Told | Result | Odd | Collected, Field(discriminator="kind")
]
LINE: Final[TypeAdapter[Line]] = TypeAdapter(Line)


class Finding(Value):
    """An error that the provider found in a file of requests; `line` counts from 1."""

    code: str
    message: str
    line: int | None = None


class Remote(Value):
    """A batch as the provider tells of it."""

    id: str
    status: Status
    created: float
    input_file: str = ""
    output_file: str = ""
    error_file: str = ""
    completed: int = 0
    failed: int = 0
    total: int = 0
    metadata: Mapping[str, str] = Field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.status in ENDED
