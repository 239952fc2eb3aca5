"""Takes a part to the provider: every step is written down before and after, so that any of them may be the last one.

A kill, or a connection cut, leaves one question: did the provider do the last thing it was asked? Files are looked up by
their name, batches by their metadata; only where nothing is found, and long enough after nothing could still be on its way,
is the thing asked for again.
"""

import time
from collections.abc import Callable, Sequence
from typing import Final

from authoring.errors import ModelError, StorageError
from authoring.llm.batches import lines
from authoring.llm.batches.api import BatchApi, Passing, Uncertain
from authoring.llm.batches.ids import new_part_id
from authoring.llm.batches.ledger import BatchLedger
from authoring.llm.batches.lines import Remote
from authoring.llm.batches.packing import Packed
from authoring.llm.batches.parts import Part
from authoring.llm.names import ModelName
from authoring.llm.wire import Mode

SETTLES: Final = 30.0
"""Seconds after which a request that was cut off does not arrive any more."""

_BETWEEN_LOOKS: Final = 2.0
_CLOCKS_DIFFER: Final = 3600.0
"""Seconds that the provider's clock may be behind ours."""


class Submitting:
    """Submits parts of one model. Whoever uses it holds the ledger `alone`."""

    def __init__(
        self,
        ledger: BatchLedger,
        api: BatchApi,
        name: ModelName,
        settles: float = SETTLES,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._ledger = ledger
        self._api = api
        self._name = name
        self._settles = settles
        self._sleep = sleep

    def submit(self, run: str, mode: Mode, packed: Sequence[Packed]) -> Part:
        """Write down what is meant, then submit it. Raises `ModelError`; then the part waits to be carried on."""
        return self.carry_on(self.intend(run, mode, packed))

    def intend(self, run: str, mode: Mode, packed: Sequence[Packed]) -> Part:
        """The file of a part and the line that means it, both on the disk; nothing has left yet."""
        part = new_part_id()
        _, sha256 = self._ledger.keep_file(file_name(part), (each.line for each in packed))
        self._ledger.write(
            lines.Intent(
                part=part,
                at=self._ledger.now(),
                run=run,
                model=str(self._name),
                server=self._name.server,
                mode=mode,
                sha256=sha256,
                size=sum(len(each.line) for each in packed),
                jobs=tuple(each.job for each in packed),
            )
        )
        return self._ledger.part(part)

    def carry_on(self, part: Part) -> Part:
        """Take a part on from wherever it stopped until its batch is made, once. Raises `ModelError`, `StorageError`."""
        if part.batch or part.collected:
            return part
        if part.refused is not None and not part.refused.again:
            raise ModelError(f"batch {part.id}: {part.refused.detail}", "Its requests were not asked.", True)
        if not part.file:
            self._upload(part)
        found = self._made_meanwhile(part) if part.creating is not None and part.refused is None else None
        if found is None:
            self._create(self._ledger.part(part.id))
        else:
            self._write_submitted(part, found)
        return self._ledger.part(part.id)

    def _upload(self, part: Part) -> None:
        path = self._ledger.file(file_name(part.id))
        if not path.is_file():
            raise StorageError(f"the requests of batch {part.id} are gone: {path}", f"author batch cancel {part.id}")
        file = self._api.uploaded(path.name) or self._api.upload(path)
        self._ledger.write(lines.Uploaded(part=part.id, at=self._ledger.now(), file=file))

    def _create(self, part: Part) -> None:
        self._ledger.write(lines.Creating(part=part.id, at=self._ledger.now()))
        try:
            made = self._api.create(part.file, part.id, part.intent.run)
        except Uncertain:
            raise
        except ModelError as no:
            again = isinstance(no, Passing)
            self._ledger.write(lines.Refused(part=part.id, at=self._ledger.now(), detail=no.message, again=again))
            raise
        self._write_submitted(part, made)

    def _write_submitted(self, part: Part, made: Remote) -> None:
        self._ledger.write(lines.Submitted(part=part.id, at=self._ledger.now(), batch=made.id))

    def _made_meanwhile(self, part: Part) -> Remote | None:
        """The batch of a part that may have been submitted. Where there are several, all but the first are ended."""
        assert part.creating is not None
        until = part.creating + self._settles
        while True:
            found = self._api.made_of(part.id, part.intent.at - _CLOCKS_DIFFER)
            for extra in found[1:]:
                if not extra.ended:
                    self._api.cancel(extra.id)
            if found:
                return found[0]
            left = until - self._ledger.now()
            if left <= 0:
                return None
            self._sleep(min(left, _BETWEEN_LOOKS))


def file_name(part: str) -> str:
    """The file of a part's requests, here and at the provider."""
    return f"{part}.requests.jsonl"
