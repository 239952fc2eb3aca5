"""The JSON Schema a model answers in: the drafted model's own, with short references in place of citations.

It stays in the subset that strict modes take: all fields required, closed objects, bounded lists, no defaults.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, NamedTuple

import orjson

from schemas.sections.registry import SectionName, drafted_model

_CITES: Final[dict[str, Any]] = {"type": "array", "minItems": 1, "maxItems": 8, "items": {"$ref": "#/$defs/Cite"}}
_CITE: Final[dict[str, Any]] = {
    "type": "object",
    "description": "A fact (f12, quote null) or a passage (p3 or s3, with the words of it that carry the statement).",
    "properties": {"ref": {"type": "string"}, "quote": {"anyOf": [{"type": "string"}, {"type": "null"}]}},
    "required": ["ref", "quote"],
    "additionalProperties": False,
}
_NOT_WRITTEN: Final = frozenset({"section", "tools_researched"})
_OF_CITATIONS: Final = ("FactCitation", "PassageCitation", "SourceCitation")
_LEFT_OUT_OF_SCHEMA: Final = frozenset({"title", "pattern", "description"})


class _Given(NamedTuple):
    """What a request has beside the section: ids of entries there are, documents to quote."""

    ids: bool
    sources: bool


@cache
def wire_schema(section: SectionName, *, with_ids: bool, with_sources: bool = False) -> bytes:
    """The schema as JSON text. `with_ids`: entries carry their id, so that a redraft can keep them.

    `with_sources`: documents are given, so that evidence of tools in use can be quoted.
    """
    model = drafted_model(section)
    assert model is not None, f"{section} is computed"
    schema = model.model_json_schema()
    definitions = {name: found for name, found in schema.pop("$defs", {}).items() if name not in _OF_CITATIONS}
    holders = {name for name, found in definitions.items() if _holds_items(found, definitions)}
    given = _Given(with_ids, with_sources)
    written = {name: _object(found, given, cites=name not in holders) for name, found in definitions.items()}
    root = _object(schema, given, cites=True)
    return orjson.dumps({**root, "$defs": {**written, "Cite": _CITE}})


def _holds_items(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> bool:
    """Whether its entries hold entries of their own, which then carry the citations."""
    inner = (field.get("items", {}).get("$ref", "") for field in schema.get("properties", {}).values())
    return any("citations" in definitions.get(ref.rpartition("/")[2], {}).get("properties", {}) for ref in inner)


def _object(schema: Mapping[str, Any], given: "_Given", *, cites: bool) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, field in schema.get("properties", {}).items():
        if name == "citations":
            fields |= {"cites": _CITES} if cites else {}
        elif name == "kind" and "research" in field.get("enum", ()) and not given.sources:
            # Other kinds of evidence need a source beside the fact tables.
            fields[name] = {"type": "string", "enum": ["research"]}
        elif name not in _NOT_WRITTEN and (name != "id" or given.ids):
            fields[name] = _plain(field)
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _plain(schema: Any) -> Any:  # noqa: ANN401 - any JSON
    """A field's schema without what strict modes do not take or a model does not need."""
    if isinstance(schema, dict):
        return {key: _plain(value) for key, value in schema.items() if key not in _LEFT_OUT_OF_SCHEMA}
    return [_plain(each) for each in schema] if isinstance(schema, list) else schema
