"""Ids and times of events: ULIDs that only ever go up, short item ids, UTC timestamps."""

import secrets
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Final

from schemas.base import Timestamp
from schemas.events import EventId
from schemas.items import ItemId

_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ITEM_LETTERS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_ID_LENGTH: Final = 26
_RANDOM_BITS: Final = 80
_STEP_BITS: Final = 32

_lock: Final = threading.Lock()
_last_given: list[EventId] = [""]


def new_event_id(after: EventId | None = None) -> EventId:
    """A ULID greater than `after` and than every id this process gave before, whatever the clock says."""
    with _lock:
        floor = max(_last_given[0], after or "")
        fresh = _spell((time.time_ns() // 1_000_000 << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS))
        if fresh <= floor:
            # A random step, not one: two processes on the same floor must not arrive at the same id.
            fresh = _spell(_value(floor) + 1 + secrets.randbits(_STEP_BITS))
        _last_given[0] = fresh
        return fresh


def new_item_id() -> ItemId:
    """A random id of eight letters and digits: 41 bits, plenty within one section."""
    return "".join(secrets.choice(_ITEM_LETTERS) for _ in range(8))


def now() -> Timestamp:
    """The time in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def later(at: Timestamp, minutes: int) -> Timestamp:
    """That many minutes after a time, to the millisecond."""
    then = datetime.fromisoformat(at) + timedelta(minutes=minutes)
    return then.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _spell(value: int) -> EventId:
    digits = [_CROCKFORD[value >> shift & 31] for shift in range(5 * (_ID_LENGTH - 1), -1, -5)]
    return "".join(digits)


def _value(event_id: EventId) -> int:
    value = 0
    for digit in event_id:
        value = value << 5 | _CROCKFORD.index(digit)
    return value
