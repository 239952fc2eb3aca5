"""Takes entries that cannot stand out of an answer, so that one bad sentence does not cost a whole section."""

import re
from typing import Any, Final

import orjson

from authoring.conversing.answers import bare

_ENTRY: Final = re.compile(r"^([a-z_]+)\[(\d+)\](?:\.([a-z_]+)\[(\d+)\])?")
_NO_ENTRIES: Final = frozenset({"cites", "citations"})
_MOST_LEFT_OUT: Final = 0.34
"""Of the entries of an answer. One that is wrong in more places is not one to build on."""


def without(text: str, reasons: tuple[str, ...]) -> str | None:
    """The answer without the entries that the reasons name; None where they name none, or too many, or other things."""
    try:
        answer = orjson.loads(bare(text))
    except ValueError:
        return None
    named = [_place(reason) for reason in reasons]
    places = {place for place in named if place is not None}
    entries = sum(len(value) for value in answer.values() if isinstance(value, list)) if isinstance(answer, dict) else 0
    if None in named or not places or len(places) > max(1, entries * _MOST_LEFT_OUT):
        return None
    # From the back, so that what stands before keeps its number.
    for place in sorted(places, key=lambda place: place[1::2], reverse=True):
        if not _taken_out(answer, place):
            return None
    return orjson.dumps(answer).decode()


Place = tuple[str, int] | tuple[str, int, str, int]


def _place(reason: str) -> Place | None:
    """The innermost entry that a reason begins with: `questions[1].answer[0].text: ...`."""
    found = _ENTRY.match(reason)
    if found is None:
        return None
    outer, number, inner, inside = found.groups()
    if inner is None or inner in _NO_ENTRIES:
        return outer, int(number)
    return outer, int(number), inner, int(inside)


def _taken_out(answer: dict[str, Any], place: Place) -> bool:
    entries: Any = answer
    *way, last = place
    try:
        for step in way:
            entries = entries[step]
        del entries[last]
    except (LookupError, TypeError):
        return False
    return True
