"""A difference as JSON, and back. Worked-out values (spans, figures, dates, the summary) are in it and not needed to read it."""

from typing import Final, cast

from pydantic import JsonValue, TypeAdapter

from authoring.diff.changes import SectionDiff

_SECTION: Final[TypeAdapter[SectionDiff]] = TypeAdapter(SectionDiff)


def dump(diff: SectionDiff) -> JsonValue:
    """A difference as a JSON value."""
    return cast("JsonValue", _SECTION.dump_python(diff, mode="json"))


def load(value: JsonValue) -> SectionDiff:
    """A difference of a JSON value. Raises `ValueError` where it is none."""
    return _SECTION.validate_python(value, strict=False)
