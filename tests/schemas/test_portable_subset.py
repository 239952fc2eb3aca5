"""Every drafted section's schema stays in the subset that all providers' strict modes accept."""

from collections.abc import Iterator

import pytest

from schemas.sections.registry import SPECS, drafted_model

DRAFTED = [spec.name for spec in SPECS if spec.kind != "computed"]
ALLOWED = {
    "$defs", "$ref", "additionalProperties", "anyOf", "const", "description", "enum", "items", "maxItems", "minItems",
    "pattern", "properties", "required", "title", "type",
}  # fmt: skip


def nodes(schema: object, path: str = "$") -> Iterator[tuple[str, dict[str, object]]]:
    if isinstance(schema, dict):
        yield path, schema
        for key, value in schema.items():
            if key in ("properties", "$defs"):
                for name, inner in value.items():
                    yield from nodes(inner, f"{path}.{name}")
            else:
                yield from nodes(value, f"{path}.{key}")
    elif isinstance(schema, list):
        for number, inner in enumerate(schema):
            yield from nodes(inner, f"{path}[{number}]")


@pytest.mark.parametrize("name", DRAFTED)
def test_a_drafted_section_uses_only_portable_keywords(name):
    schema = drafted_model(name).model_json_schema()
    beyond = {(path, key) for path, node in nodes(schema) for key in node if key not in ALLOWED}
    assert not beyond


@pytest.mark.parametrize("name", DRAFTED)
def test_every_field_is_required_and_objects_are_closed(name):
    for path, node in nodes(drafted_model(name).model_json_schema()):
        if node.get("type") == "object":
            assert node.get("additionalProperties") is False, path
            assert set(node.get("required", ())) == set(node.get("properties", ())), path
            assert node.get("properties"), f"{path} is a free-form object"


@pytest.mark.parametrize("name", DRAFTED)
def test_every_list_is_bounded(name):
    for path, node in nodes(drafted_model(name).model_json_schema()):
        if node.get("type") == "array":
            assert isinstance(node.get("maxItems"), int), path
            assert "prefixItems" not in node, path


def test_a_mixed_section_is_drafted_without_its_figures():
    fields = set(drafted_model("pay").model_fields)
    assert fields == {"note"}


def test_a_computed_section_has_nothing_to_draft():
    assert drafted_model("scores") is None
