"""The steps of a run through batches that speak to the provider and write the ledger: each by one process at a time."""

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from typing import Final, TypeVar

from authoring.errors import ModelError
from authoring.llm.batches.api import Passing
from authoring.llm.batches.collecting import Answered, Collecting, Keep
from authoring.llm.batches.lines import PartJob
from authoring.llm.batches.packing import Limits, Packed, line_of, pack
from authoring.llm.batches.parts import Part
from authoring.llm.batches.submitting import Submitting
from authoring.llm.model import Completion
from authoring.llm.remembering import Abilities
from authoring.llm.wire import Mode, first_mode, looser_mode
from authoring.runs.batch_terms import Batching
from authoring.runs.jobs import Ask
from schemas.base import Sha256

Result = TypeVar("Result")

_ANY_NUMBER: Final = 1 << 40


class Steps:
    """Submits and collects the parts of one model. `keep` is told of every answer before it is noted as had."""

    def __init__(self, batching: Batching, keep: Keep) -> None:
        provider = batching.provider
        self._batching = batching
        self._keep = keep
        self._submitting = Submitting(batching.ledger, provider.api, provider.name, batching.terms.settles)
        self._collecting = Collecting(batching.ledger, provider.api, keep, batching.price, provider.hide)
        known = provider.memory.of(provider.name) if provider.memory else None
        self._mode: Mode = known.mode if known else first_mode(provider.name)

    def alone(self, step: Callable[[], Result]) -> Result:
        """That step, while no other process takes one. Raises `Conflict`, and what the step raises."""
        with self._batching.ledger.alone():
            return step()

    def parts(self) -> list[Part]:
        """The parts of this model, whichever run meant them."""
        name = self._batching.provider.name
        asked = (str(name), name.server)
        parts = self._batching.ledger.parts().values()
        return [part for part in parts if (part.intent.model, part.intent.server) == asked]

    def collected(self, keys: Collection[Sha256]) -> list[Part]:
        """The parts that are done and have those jobs, the newest last, where no part that is not done has them."""
        if not keys:
            return []
        parts = self.parts()
        open_keys = {job.key for part in parts for job in part.open_jobs}
        wanted = set(keys) - open_keys
        return [part for part in parts if part.collected and any(job.key in wanted for job in part.intent.jobs)]

    def packed(self, ask: Ask, worst: Decimal) -> Packed:
        """The line of an ask, in the way that the server takes."""
        job, name = ask.job, self._batching.provider.name
        place = (job.about.soc, job.about.locale, job.about.section)
        part_job = PartJob(key=ask.key, place=place, turn=ask.request.turn, reserve=worst)
        return Packed(part_job, line_of(ask.key, ask.request, name, self._mode))

    def room(self) -> int:
        """How many requests may be submitted now. A provider that said it is full gets half as many, once it has none."""
        parts = self.parts()
        refused = [len(part.intent.jobs) for part in parts if _was_full(part)]
        if not refused:
            return _ANY_NUMBER
        return 0 if any(part.open_jobs for part in parts) else max(1, min(refused) // 2)

    def submit(self, packed: Sequence[Packed]) -> None:
        """Submit them in as many parts as it takes. All are meant before the first one leaves, so that none is forgotten."""
        limits: Limits = self._batching.terms.limits
        parts = [self._submitting.intend(self._batching.run, self._mode, each) for each in pack(packed, limits)]
        for part in parts:
            self._carry_on(part)

    def look(self) -> bool:
        """Take on what was left half submitted, ask how the batches stand, collect what has ended; whether there is news."""
        news = False
        for part in self.parts():
            if part.state in ("intended", "uploaded", "creating") or (part.refused and part.refused.again):
                self._carry_on(part)
                news = True
            elif part.state in ("waiting", "ended"):
                after = self._collecting.look(part)
                self._tell(part, after)
                news = news or (after.collected and after.status != "failed")
        return news

    def loosen(self, tried: Mode) -> bool:
        """The server does not take that way to ask for JSON: ask more loosely from here on; whether there is a way left."""
        looser = looser_mode(tried)
        if looser and self._mode == tried:
            self._mode = looser
            provider = self._batching.provider
            if provider.memory:
                provider.memory.learn(provider.name, Abilities(looser))
        return looser is not None

    def _carry_on(self, part: Part) -> None:
        try:
            after = self._submitting.carry_on(part)
        except Passing:
            raise
        except ModelError as no:
            after = self._batching.ledger.part(part.id)
            if after.state != "refused":
                raise
            refused = Completion("bad_request", detail=no.message, reached=False)
            self._keep(after, [Answered(job, refused, Decimal(0)) for job in after.intent.jobs])
        else:
            counted = f"{len(after.intent.jobs):,} requests"
            self._batching.told(f"batch {after.id}: {counted} submitted ({after.batch})")

    def _tell(self, before: Part, after: Part) -> None:
        if (before.status, before.completed, before.collected) == (after.status, after.completed, after.collected):
            return
        said = f"batch {after.id}: {after.status}, {after.completed:,} of {len(after.intent.jobs):,} answered"
        self._batching.told(f"{said}{f' ({after.detail})' if after.detail else ''}")


def _was_full(part: Part) -> bool:
    """Whether its file was not taken because too much waited at the provider already."""
    results = part.results.values()
    return part.status == "failed" and bool(results) and all(each.stop == "expired" for each in results)
