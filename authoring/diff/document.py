"""Differences as JSON, and back. What can be worked out (spans, figures, summaries) is in it and not needed to read it."""

import json
from typing import Final, cast

from pydantic import JsonValue, TypeAdapter

from authoring.diff.changes import SectionDiff
from authoring.diff.comparison import Comparison
from schemas.base import SCHEMA_VERSION

_SECTION: Final[TypeAdapter[SectionDiff]] = TypeAdapter(SectionDiff)
_COMPARISON: Final[TypeAdapter[Comparison]] = TypeAdapter(Comparison)


def dump(difference: SectionDiff | Comparison) -> JsonValue:
    """A difference as a JSON value."""
    adapter: TypeAdapter[SectionDiff] | TypeAdapter[Comparison]
    adapter = _SECTION if isinstance(difference, SectionDiff) else _COMPARISON
    return cast("JsonValue", adapter.dump_python(difference, mode="json"))  # type: ignore[arg-type]


def load(value: JsonValue) -> SectionDiff:
    """The difference of one section from its JSON value. Raises `ValueError` where it is none."""
    return _SECTION.validate_python(value, strict=False)


def json_schemas() -> dict[str, str]:
    """The published schema of what `author diff --json` prints, as file text by name."""
    dialect = "https://json-schema.org/draft/2020-12/schema"
    head = {"$schema": dialect, "$comment": f"comparison, schema {SCHEMA_VERSION}"}
    schema = {**head, **_COMPARISON.json_schema(mode="serialization")}
    return {"comparison": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"}
