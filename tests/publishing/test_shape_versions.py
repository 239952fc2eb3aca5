"""A change of the published shape is said by its version: nothing, a little, or a break for those who read the files."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from librarian_profile import full_desk

from authoring.errors import NotAllowed
from authoring.publishing import building
from authoring.publishing.compatibility import allows, compare, level_of
from authoring.publishing.profile_json import PublicProfile, json_schema

PROFILE = json_schema(PublicProfile)


def changed(edit):
    schema = copy.deepcopy(PROFILE)
    edit(schema["$defs"], schema)
    return compare(PROFILE, schema)


def without(definition, field):
    def edit(defs, _whole):
        defs[definition]["properties"].pop(field)
        defs[definition]["required"].remove(field)

    return edit


def with_field(defs, _whole):
    defs["Fact"]["properties"]["margin"] = {"type": "number"}
    defs["Fact"]["required"].append("margin")


def optional(defs, _whole):
    defs["Fact"]["required"].remove("unit")


def nullable(defs, _whole):
    defs["Fact"]["properties"]["unit"] = {"anyOf": [{"type": "string"}, {"type": "null"}]}


def another_type(defs, _whole):
    defs["Claim" if "Claim" in defs else "PublicClaim"]["properties"]["start"] = {"type": "string"}


def another_word(defs, _whole):
    defs["PublicClaim"]["properties"]["verdict"]["enum"].append("disputed")


def never_null(defs, _whole):
    defs["PublicClaim"]["properties"]["unit"] = {"type": "string"}


def reworded(defs, _whole):
    defs["Fact"]["description"] = "Other words for the same."


def another_section(defs, _whole):
    tag = {"type": "string", "const": "unions"}
    defs["Unions"] = {"type": "object", "properties": {"section": tag}, "required": ["section"]}
    content = defs["PublicSection"]["properties"]["content"]
    (options,) = (content[name] for name in ("anyOf", "oneOf") if name in content)
    options.append({"$ref": "#/$defs/Unions"})


@pytest.mark.parametrize(
    ("edit", "level"),
    [
        (without("Fact", "unit"), "major"), (optional, "major"), (nullable, "major"), (another_type, "major"),
        (with_field, "minor"), (another_word, "minor"), (another_section, "minor"),
        (never_null, "patch"), (reworded, "patch"),
    ],
    ids=["gone", "optional", "nullable", "type", "field", "word", "variant", "narrower", "description"],
)  # fmt: skip
def test_each_kind_of_change_has_its_level(edit, level):
    assert level_of(changed(edit)) == level


def test_a_change_is_named_by_its_place():
    (change,) = changed(without("PublicClaim", "verdict"))
    assert (change.place, change.what) == ("sections[].claims[].verdict", "is gone")


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(sorted(PROFILE["$defs"])), st.data())
def test_a_field_taken_from_anywhere_is_a_break_and_put_back_is_none(definition, data):
    fields = sorted(PROFILE["$defs"][definition].get("properties", {}))
    if not fields:
        return
    field = data.draw(st.sampled_from(fields))
    schema = copy.deepcopy(PROFILE)
    schema["$defs"][definition]["properties"].pop(field)
    assert level_of(compare(PROFILE, schema)) == "major"
    assert level_of(compare(schema, PROFILE)) in ("minor", "major")


def test_the_same_shape_has_no_changes():
    assert compare(PROFILE, PROFILE) == ()


@pytest.mark.parametrize(
    ("old", "new", "level", "said"),
    [
        ("1.0", "1.1.0", "minor", True), ("1.1.0", "1.1.1", "minor", False), ("1.1.0", "1.2.0", "major", False),
        ("1.9.0", "2.0.0", "major", True), ("1.1.0", "1.1.0", "patch", True), ("2.0.0", "1.9.9", "patch", False),
    ],
)  # fmt: skip
def test_a_version_says_so_much_and_no_more(old, new, level, said):
    assert allows(old, new, level) is said


def test_a_break_that_the_version_does_not_say_is_not_published(publisher, tmp_path, monkeypatch):
    publisher(full_desk("en")).publish("Ben Wu")
    schema = tmp_path / "published/current/schema/profile.schema.json"
    before = json.loads(schema.read_text())
    before["properties"]["colour"] = {"type": "string"}
    schema.write_text(json.dumps(before))
    with pytest.raises(NotAllowed, match=r"profile: colour is gone\), which is a major change; 1\.1\.0 to 1\.1\.0"):
        publisher(full_desk()).publish("Ben Wu")
    assert publisher().current().release == "2026-11-23.1"
    monkeypatch.setattr(building, "PUBLIC_SCHEMA_VERSION", "2.0.0")
    assert publisher(full_desk()).publish("Ben Wu").release == "2026-11-23.2"
