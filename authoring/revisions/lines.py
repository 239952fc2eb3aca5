"""One event, one line: canonical JSON with a seal, so that a changed or half-written line is seen.

The seal is the sha256 of the event's canonical JSON without the seal. Because the line itself is canonical,
that JSON is the line's own bytes with the `seal` member cut out: checking needs no second serialisation.
"""

import hashlib
import re
from typing import Final

from pydantic import ValidationError

from authoring.misfits import first_misfit
from schemas.base import canonical_json
from schemas.events import EVENT, Event

# Inside a JSON string every quote has a backslash before it, so this can only match a member; and no other
# object of an event has a member of that name.
_SEAL: Final = re.compile(rb',"seal":"([0-9a-f]{64})"')


class LineError(Exception):
    """A line that is no trustworthy event; the message is the reason, to stand after file and line number."""


def to_line(event: Event) -> bytes:
    """The event as its line, with the newline."""
    return canonical_json({**event.model_dump(mode="json"), "seal": seal_of(event)}) + b"\n"


def readable_line(event: Event) -> bytes:
    """The line of an event. Raises `ValueError` for one that no reader would take: it must never be acknowledged."""
    line = to_line(event)
    try:
        from_line(line.removesuffix(b"\n"))
    except LineError as bad:
        raise ValueError(f"event {event.id} {bad}") from bad
    return line


def seal_of(event: Event) -> str:
    """The seal the event has in its line."""
    return hashlib.sha256(canonical_json(event.model_dump(mode="json"))).hexdigest()


def from_line(line: bytes) -> Event:
    """The event of a line without its newline. Raises `LineError`."""
    line = line.removesuffix(b"\r")
    seals = list(_SEAL.finditer(line))
    if len(seals) != 1:
        raise LineError("is no event: it has no seal" if line.strip() else "is empty")
    body = line[: seals[0].start()] + line[seals[0].end() :]
    if hashlib.sha256(body).hexdigest().encode() != seals[0][1]:
        raise LineError("was changed after it was written: its seal does not fit")
    try:
        return EVENT.validate_json(body)
    except ValidationError as cause:
        first, why = first_misfit(cause)
        field = ".".join(str(part) for part in first["loc"])
        raise LineError(f"does not fit the schema of events: `{field}`: {why}") from cause
