"""A journal of what went over the wire, as JSON Lines without keys, and a model that answers from one without a server.

One line is one exchange: the job key of its request, the body sent, the raw reply (or its chunks), and how it ended.
"""

import os
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, get_args

import orjson

from authoring.errors import StorageError, UsageError, reason_of
from authoring.llm.model import Completion, Delta, Listener, Request
from authoring.llm.outcomes import Stop
from authoring.llm.replies import ONE_ATTEMPT, completion_of
from authoring.llm.streams import StreamedReply
from schemas.saying import said

_ANSWERED: Final = frozenset({"complete", "length", "refusal", "content_filter", "unreadable"})
"""Ends that a reply explains; of all others only the name is played again."""


@dataclass
class Exchange:
    """One request on the wire and what came back. There are no headers in it, and so no key."""

    key: str
    model: str
    server: str
    body: bytes
    reply: bytes = b""
    chunks: list[object] = field(default_factory=list)


class Journal:
    """Appends exchanges to a file that only its owner can read. Raises `StorageError` where it cannot."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._guard = threading.Lock()
        self._append(b"")

    def write(self, exchange: Exchange, completion: Completion, without_key: Callable[[str], str]) -> None:
        """Write down one exchange, whole, before anybody acts on it."""
        line: dict[str, object] = {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "key": exchange.key,
            "model": exchange.model,
            "server": exchange.server,
            "request": orjson.Fragment(without_key(exchange.body.decode()).encode()),
            "stop": completion.stop,
            "detail": completion.detail,
            "seconds": round(completion.seconds, 3),
        }
        if exchange.chunks:
            line["chunks"] = exchange.chunks
        else:
            line["reply"] = exchange.reply.decode("utf-8", "replace")
        self._append(without_key(orjson.dumps(line).decode()).encode() + b"\n")

    def _append(self, line: bytes) -> None:
        try:
            with self._guard, open(self._path, "ab", opener=_private) as file:
                file.write(line)
        except OSError as cause:
            raise StorageError.writing(self._path, cause) from cause


class Replay:
    """A model that answers with what a journal holds, in the order it was written. Needs no key and no network."""

    def __init__(self, path: Path, name: str) -> None:
        """Read the journal. Raises `UsageError` for a file that is none."""
        self._name = name
        self._waiting: dict[str, deque[dict[str, Any]]] = defaultdict(deque)
        for line in _lines(path):
            if line["stop"] in _ANSWERED:
                self._waiting[line["key"]].append(line)

    @property
    def name(self) -> str:
        """`provider/model`."""
        return self._name

    async def complete(self, request: Request, heard: Listener | None = None) -> Completion:
        """What was answered to that very request; `not_recorded` where nothing was."""
        waiting = self._waiting.get(request.key(self._name))
        if not waiting:
            return Completion("not_recorded", reached=False)
        line = waiting.popleft()
        completion = _replayed(line)
        if heard:
            heard(Delta(completion.text, first=True, last=True))
        usage = completion.usage if completion.usage.attempts else ONE_ATTEMPT
        return replace(completion, usage=usage, seconds=float(line.get("seconds", 0.0)))

    async def close(self) -> None:
        """Nothing is open."""


def _replayed(line: dict[str, Any]) -> Completion:
    if "chunks" not in line:
        return completion_of(str(line["reply"]).encode(), 0.0)
    reply = StreamedReply()
    for chunk in line["chunks"]:
        reply.take(chunk)
    return reply.completion(0.0)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The exchanges of a journal; a last line that was torn by a kill is left out."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as cause:
        raise UsageError(
            said("could not read the journal {path}: {why}", path=path, why=reason_of(cause)),
            said("Check the path."),
        ) from cause
    for number, line in enumerate(lines[:-1], 1):
        try:
            found = orjson.loads(line)
            _check(found)
        except (ValueError, LookupError, TypeError) as cause:
            raise UsageError(
                said("{path}, line {number}: no exchange with a model", path=path, number=number),
                said("Give a file that --record has written."),
            ) from cause
        yield found


def _check(line: dict[str, Any]) -> None:
    """Raises where that is no line of a journal."""
    if line["stop"] not in get_args(Stop) or not isinstance(line["key"], str):
        raise ValueError
    _replayed(line)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
