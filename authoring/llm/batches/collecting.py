"""Brings back what came of a part: fetched whole, every answer kept before anything else, every job with a result."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from authoring.llm.batches import lines
from authoring.llm.batches.api import BatchApi, Passing
from authoring.llm.batches.ledger import BatchLedger
from authoring.llm.batches.lines import Odd, Oddity, PartJob, Remote
from authoring.llm.batches.parts import Part
from authoring.llm.batches.results import Row, rows
from authoring.llm.model import Completion
from authoring.llm.outcomes import Stop
from authoring.text import clean_line
from schemas.base import Sha256
from schemas.events import Usage

_AT_ONCE: Final = 1_000
"""Answers that are kept together: few enough for any memory, enough to write to each log once."""

_NOT_CHARGED: Final[frozenset[Stop]] = frozenset({
    "expired", "cancelled", "bad_request", "rate_limit", "quota", "bad_key", "unknown_model", "too_long", "server_error",
})  # fmt: skip
_FULL: Final = ("token_limit", "enqueued", "too_many")
_LONGEST: Final = 300

Price = Callable[[Usage], float | None]
"""US dollars for a usage in a batch, or None where the price is not known."""


class Answered(NamedTuple):
    """One request of a part, how it ended, and what that cost in US dollars, None where nobody knows."""

    job: PartJob
    completion: Completion
    cost: Decimal | None


class Keep(Protocol):
    """Keeps answers where they belong. On return they are on the disk; what is kept already is not kept twice."""

    def __call__(self, part: Part, answers: Sequence[Answered]) -> None:
        """Keep what answers those jobs of that part; the others are told of, and need no keeping."""
        ...


class Collecting:
    """Collects parts of one model. Whoever uses it holds the ledger `alone`. `hide` takes the key out of a text."""

    def __init__(
        self, ledger: BatchLedger, api: BatchApi, keep: Keep, price: Price, hide: Callable[[str], str] = str
    ) -> None:
        self._ledger = ledger
        self._api = api
        self._keep = keep
        self._price = price
        self._hide = hide

    def look(self, part: Part) -> Part:
        """Ask how its batch stands, and where it has ended bring back what came of it. Raises `ModelError`, `StorageError`."""
        if not part.batch or part.collected:
            return part
        remote = self._api.retrieve(part.batch)
        self._note(part, remote)
        if remote.ended:
            self._collect(self._ledger.part(part.id), remote)
        return self._ledger.part(part.id)

    def forget(self, part: Part) -> Part:
        """Give up a part of which the provider knows nothing: its requests count as not run."""
        self._ledger.write(lines.Told(part=part.id, at=self._ledger.now(), status="forgotten"))
        given_up = Completion("cancelled", detail="given up by a person", reached=False)
        self._end(self._ledger.part(part.id), lambda _: given_up)
        return self._ledger.part(part.id)

    def _note(self, part: Part, remote: Remote) -> None:
        if (part.status, part.completed, part.failed) == (remote.status, remote.completed, remote.failed):
            return
        detail = "; ".join(dict.fromkeys(each.message for each in remote.findings))
        told = lines.Told(
            part=part.id,
            at=self._ledger.now(),
            status=remote.status,
            completed=remote.completed,
            failed=remote.failed,
            detail=clean_line(detail)[:_LONGEST],
        )
        self._ledger.write(told)

    def _collect(self, part: Part, remote: Remote) -> None:
        """Everything is fetched before a line of it counts: half a file must not pass for a whole one."""
        files = (("output", remote.output_file), ("errors", remote.error_file))
        paths = [self._fetched(part, file, which) for which, file in files if file]
        self._refuse_short(part, remote, paths)
        found = _new(part, chain.from_iterable(map(rows, paths)))
        while some := list(islice(found, _AT_ONCE)):
            self._take(part, some)
        rejected = _rejected(part, remote)
        self._end(self._ledger.part(part.id), lambda job: rejected.get(job.key) or _without_result(remote))

    def _fetched(self, part: Part, file: str, which: str) -> Path:
        path = self._ledger.file(f"{part.id}.{which}.jsonl")
        if not path.is_file():
            self._ledger.keep_file(path.name, self._api.content(file))
        return path

    def _refuse_short(self, part: Part, remote: Remote, paths: Sequence[Path]) -> None:
        """A file with fewer answers than the provider counts is fetched once more before it is believed."""
        here = sum(1 for path in paths for row in rows(path) if row.completion.usage.attempts)
        if here >= remote.completed or any(each.what == "short" for each in part.odd):
            return
        for path in paths:
            with suppress(FileNotFoundError):
                path.unlink()
        said = f"{remote.completed:,} requests were answered, and its files have {here:,}"
        self._ledger.write(Odd(part=part.id, at=self._ledger.now(), what="short", detail=said))
        raise Passing(f"batch {part.id}: {said}", "They are fetched again at the next look; nothing is lost.")

    def _take(self, part: Part, found: Sequence["_New"]) -> None:
        answers = [self._answered(each.job, each.row.completion) for each in found if each.job]
        self._keep(part, answers)
        at = self._ledger.now()
        odd = [
            Odd(part=part.id, at=at, what=each.odd, detail=_about(each.row), cost=self._known(each.row.completion))
            for each in found
            if each.odd
        ]
        self._ledger.write(*(self._result(part, each, at) for each in answers), *odd)

    def _result(self, part: Part, answered: Answered, at: float) -> lines.Result:
        completion = answered.completion
        return lines.Result(
            part=part.id,
            at=at,
            key=answered.job.key,
            stop=completion.stop,
            cost=answered.cost,
            detail=clean_line(completion.detail)[:_LONGEST],
        )

    def _end(self, part: Part, otherwise: Callable[[PartJob], Completion]) -> None:
        """Every job without a result gets one, and the part is done: all in one write."""
        left = [self._answered(job, otherwise(job)) for job in part.open_jobs]
        if left:
            self._keep(part, left)
        at = self._ledger.now()
        self._ledger.write(*(self._result(part, each, at) for each in left), lines.Collected(part=part.id, at=at))

    def _answered(self, job: PartJob, completion: Completion) -> Answered:
        safe = replace(completion, text=self._hide(completion.text), detail=self._hide(completion.detail))
        return Answered(job, safe, self._cost(completion))

    def _cost(self, completion: Completion) -> Decimal | None:
        usage = completion.usage
        known = self._price(usage) if usage.input_tokens or usage.output_tokens else None
        if known is not None:
            return Decimal(str(known))
        return Decimal(0) if completion.stop in _NOT_CHARGED or not completion.reached else None

    def _known(self, completion: Completion) -> Decimal:
        return self._cost(completion) or Decimal(0)


class _New(NamedTuple):
    """A line of the results that nothing was noted of yet: it answers a job, or it is odd."""

    row: Row
    job: PartJob | None
    odd: Oddity | None


def _new(part: Part, found: Iterable[Row]) -> Iterator[_New]:
    """What is new in the files of a part. They are read in the same order each time, so that a kill may come in between."""
    jobs = {job.key: job for job in part.intent.jobs}
    seen: set[Sha256] = set()
    odd_noted = sum(1 for each in part.odd if each.what != "short")
    for row in found:
        odd = _oddity(row, jobs, seen)
        if row.custom_id:
            seen.add(row.custom_id)
        if odd and odd_noted:
            odd_noted -= 1
        elif odd:
            yield _New(row, None, odd)
        elif row.custom_id not in part.results:
            yield _New(row, jobs[row.custom_id or ""], None)


def _oddity(row: Row, jobs: Iterable[Sha256], seen: set[Sha256]) -> Oddity | None:
    if row.custom_id is None:
        return "unreadable"
    if row.custom_id not in jobs:
        return "unknown"
    return "duplicate" if row.custom_id in seen else None


def _about(row: Row) -> str:
    return clean_line(row.custom_id or row.completion.detail)[:_LONGEST]


def _rejected(part: Part, remote: Remote) -> dict[Sha256, Completion]:
    """The jobs whose lines the provider would not take, where it looked at the file and ran nothing of it."""
    if remote.status != "failed":
        return {}
    numbered = {each.line: each for each in remote.findings if each.line}
    jobs = enumerate(part.intent.jobs, 1)
    return {
        job.key: Completion("bad_request", detail=numbered[number].message, reached=False)
        for number, job in jobs
        if number in numbered
    }


def _without_result(remote: Remote) -> Completion:
    """How a request ended of which nothing came back."""
    if remote.status == "completed":
        return Completion("unreadable", detail="the batch was completed without a result for it")
    if remote.status == "cancelled":
        return Completion("cancelled", detail="the batch was cancelled before its turn", reached=False)
    if remote.status == "expired" or any(each.line for each in remote.findings) or _is_full(remote):
        said = "; ".join(each.message for each in remote.findings if not each.line) or "the batch ended before its turn"
        return Completion("expired", detail=said[:_LONGEST], reached=False)
    said = "; ".join(dict.fromkeys(each.message for each in remote.findings)) or "the provider did not take the file"
    return Completion("bad_request", detail=said[:_LONGEST], reached=False)


def _is_full(remote: Remote) -> bool:
    """Whether it was refused for all that waits at the provider already: later there is room."""
    return any(word in f"{each.code} {each.message}".lower() for each in remote.findings for word in _FULL)


def answers_again(ledger: BatchLedger, part: Part) -> Iterator[Answered]:
    """What came of a part that was collected, from its files: for whoever still waits for it."""
    paths = [path for which in ("output", "errors") if (path := ledger.file(f"{part.id}.{which}.jsonl")).is_file()]
    found: dict[str | None, Completion] = {}
    for row in chain.from_iterable(map(rows, paths)):
        found.setdefault(row.custom_id, row.completion)
    for job in part.intent.jobs:
        result = part.results[job.key]
        yield Answered(job, found.get(job.key) or Completion(result.stop, detail=result.detail), result.cost)
