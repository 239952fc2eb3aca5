"""What the lines of the ledger add up to: each part as it stands, and the money of a run."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import singledispatch
from typing import Final, Literal

from authoring.llm.batches import lines
from authoring.llm.batches.lines import ENDED, Intent, Line, PartJob, Result, Status
from authoring.llm.outcomes import Stop
from schemas.base import Sha256

State = Literal["intended", "uploaded", "creating", "refused", "waiting", "ended", "collected"]
"""How far a part has come. `creating`: it may have been submitted; `ended`: its results can be fetched."""

NOT_RUN: Final[frozenset[Stop]] = frozenset({"expired", "server_error", "rate_limit", "unreadable", "timeout"})
"""Ends after which the same request may go into another batch. What a person cancelled may not."""


@dataclass
class Part:
    """One file of requests, and what became of it."""

    intent: Intent
    file: str = ""
    creating: float | None = None
    refused: lines.Refused | None = None
    batch: str = ""
    status: Status | None = None
    completed: int = 0
    failed: int = 0
    detail: str = ""
    results: dict[Sha256, Result] = field(default_factory=dict)
    odd: list[lines.Odd] = field(default_factory=list)
    collected: bool = False

    @property
    def id(self) -> str:
        """Its name here and in the batch's metadata."""
        return self.intent.part

    @property
    def state(self) -> State:
        """How far it has come."""
        if self.collected:
            return "collected"
        if self.batch:
            return "ended" if self.status in ENDED else "waiting"
        if self.refused is not None:
            return "refused"
        if self.creating is not None:
            return "creating"
        return "uploaded" if self.file else "intended"

    @property
    def open_jobs(self) -> tuple[PartJob, ...]:
        """The jobs of which no result is known and may still come."""
        if self.collected or (self.refused is not None and not self.refused.again):
            return ()
        return tuple(job for job in self.intent.jobs if job.key not in self.results)

    @property
    def reserved(self) -> Decimal:
        """US dollars set aside for what has no result yet."""
        return sum((job.reserve for job in self.open_jobs), Decimal(0))

    @property
    def spent(self) -> Decimal:
        """US dollars that its results cost. One whose cost nobody knows counts with all that was set aside for it."""
        most = {job.key: job.reserve for job in self.intent.jobs}
        known = (most[each.key] if each.cost is None else each.cost for each in self.results.values())
        return sum(known, Decimal(0)) + sum((each.cost for each in self.odd), Decimal(0))


def fold(read: Iterable[Line]) -> dict[str, Part]:
    """The parts by name, in the order they were meant. Lines about a part that nobody meant are passed over."""
    parts: dict[str, Part] = {}
    for line in read:
        if isinstance(line, Intent):
            parts.setdefault(line.part, Part(line))
        elif line.part in parts:
            _take(line, parts[line.part])
    return parts


@singledispatch
def _take(line: Line, part: Part) -> None:
    """Note on the part what the line says."""


@_take.register
def _(line: lines.Uploaded, part: Part) -> None:
    part.file = line.file


@_take.register
def _(line: lines.Creating, part: Part) -> None:
    part.creating, part.refused = line.at, None


@_take.register
def _(line: lines.Refused, part: Part) -> None:
    part.refused = line


@_take.register
def _(line: lines.Submitted, part: Part) -> None:
    part.batch, part.refused = line.batch, None


@_take.register
def _(line: lines.Told, part: Part) -> None:
    part.status, part.completed, part.failed = line.status, line.completed, line.failed
    part.detail = line.detail


@_take.register
def _(line: lines.Result, part: Part) -> None:
    part.results.setdefault(line.key, line)


@_take.register
def _(line: lines.Odd, part: Part) -> None:
    part.odd.append(line)


@_take.register
def _(_line: lines.Collected, part: Part) -> None:
    part.collected = True


def of_run(parts: Iterable[Part], run: str) -> Iterator[Part]:
    """The parts of that run."""
    return (part for part in parts if part.intent.run == run)
