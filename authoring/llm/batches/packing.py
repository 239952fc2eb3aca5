"""Cuts requests into parts that a provider takes: by their number and by the bytes they really have."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import orjson

from authoring.errors import UsageError
from authoring.llm.batches.lines import PartJob
from authoring.llm.model import Request
from authoring.llm.names import ModelName
from authoring.llm.wire import Mode, body_of
from schemas.base import Sha256

ENDPOINT: Final = "/v1/chat/completions"


@dataclass(frozen=True)
class Limits:
    """What one part may hold. OpenAI's own: 50,000 requests and 200 MB."""

    requests: int = 50_000
    size: int = 200_000_000


LIMITS: Final = Limits()


@dataclass(frozen=True)
class Packed:
    """One request, ready: its job and its line of the file."""

    job: PartJob
    line: bytes


def line_of(key: Sha256, request: Request, name: ModelName, mode: Mode) -> bytes:
    """The line of a request: its job key as `custom_id`, and the body that would have been posted."""
    head = {"custom_id": key, "method": "POST", "url": ENDPOINT}
    return orjson.dumps({**head, "body": orjson.Fragment(body_of(request, name, mode))}) + b"\n"


def pack(requests: Iterable[Packed], limits: Limits = LIMITS) -> Iterator[Sequence[Packed]]:
    """The requests in order, in as few parts as keep to the limits. Raises `UsageError` for one that no part can hold."""
    part: list[Packed] = []
    size = 0
    for each in requests:
        if len(each.line) > limits.size:
            where = " ".join(each.job.place)
            raise UsageError(
                f"the request for {where} has {len(each.line):,} bytes; a batch takes {limits.size:,}",
                "Give it fewer or shorter sources.",
            )
        if part and (len(part) >= limits.requests or size + len(each.line) > limits.size):
            yield part
            part, size = [], 0
        part.append(each)
        size += len(each.line)
    if part:
        yield part
