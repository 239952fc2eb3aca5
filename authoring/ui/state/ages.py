"""How long ago something was, as short as a column needs it."""

from datetime import UTC, datetime

from authoring.locales.labels import Labels
from schemas.base import Timestamp


def age(then: Timestamp, now: Timestamp, words: Labels) -> str:
    """`now`, `5 min`, `3 h`, `12 d`; what lies in the future (a clock that is off) is now."""
    seconds = (_moment(now) - _moment(then)).total_seconds()
    if seconds < 60:
        return words.label("ui.age.now")
    if seconds < 3600:
        return words.text("ui.age.minutes", n=int(seconds // 60))
    if seconds < 86400:
        return words.text("ui.age.hours", n=int(seconds // 3600))
    return words.text("ui.age.days", n=int(seconds // 86400))


def minute(moment: Timestamp) -> str:
    """A time to the minute, UTC: `2026-11-23 18:44`."""
    return moment[:16].replace("T", " ")


def _moment(text: Timestamp) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
