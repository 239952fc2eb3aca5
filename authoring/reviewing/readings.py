"""What second readers said, read back from the answers kept in the log: each bound to its text by a fingerprint."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import orjson
from pydantic import ValidationError

from authoring.conversing.answers import bare
from authoring.text import clean_line
from schemas.claims import Reading
from schemas.events import Answer

_LONGEST: Final = 300
_MARK: Final = '"readings"'


def readings_of(answers: Iterable[Answer]) -> Mapping[str, Reading]:
    """The last word of a second reader on each text it was asked about, by fingerprint."""
    found: dict[str, Reading] = {}
    for answer in answers:
        if _MARK in answer.reply and answer.stop_reason == "complete":
            found |= {each.text: each for each in read_answer(answer.reply, answer.by.name)}
    return found


def read_answer(reply: str, by: str) -> tuple[Reading, ...]:
    """What an answer says of each text; what has not the shape of a reading is left out."""
    try:
        entries = orjson.loads(bare(reply))["readings"]
    except (ValueError, KeyError, TypeError):
        return ()
    return tuple(reading for each in entries if (reading := _reading(each, by))) if isinstance(entries, list) else ()


def _reading(entry: Any, by: str) -> Reading | None:  # noqa: ANN401 - any JSON
    try:
        return Reading(
            text=clean_line(str(entry["ref"]))[:32],
            verdict=entry["verdict"],
            quote=clean_line(str(entry["quote"] or "")),
            why=clean_line(str(entry["why"] or ""))[:_LONGEST],
            by=clean_line(by)[:80],
        )
    except (KeyError, TypeError, ValidationError):
        return None
