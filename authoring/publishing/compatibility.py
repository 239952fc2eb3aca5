"""What a change of a published JSON Schema means to those who read the files: nothing, a little, or a break.

`compare` walks two schemas of the same file side by side. A reader is one who was written for the old schema and ignores
fields it does not know, so:

- major: a field is gone or may be missing now, a value may be of another type or may be null now, a fixed word changed.
- minor: a new field, a new word in a list of words, a new variant told apart by such a word, a wider range.
- patch: titles, descriptions, narrower types and ranges, the order of anything.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

Level = Literal["patch", "minor", "major"]
Schema: TypeAlias = Mapping[str, Any]

_ORDER: Final[tuple[Level, ...]] = ("patch", "minor", "major")
_UPPER: Final = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_LOWER: Final = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_NO_SCHEMA: Final[Schema] = {}


@dataclass(frozen=True)
class ShapeChange:
    """One difference: how much it means, where (`sections[].claims[].verdict`), and what it is."""

    level: Level
    place: str
    what: str


def compare(old: Schema, new: Schema) -> tuple[ShapeChange, ...]:
    """Every difference that is more than one of words, the gravest first."""
    found = dict.fromkeys(_Walk(old, new).differences(old, new, ""))
    return tuple(sorted(found, key=lambda change: (-_ORDER.index(change.level), change.place, change.what)))


def level_of(changes: tuple[ShapeChange, ...]) -> Level:
    """The gravest of them; `patch` for none."""
    return max((change.level for change in changes), key=_ORDER.index, default="patch")


def allows(old: str, new: str, level: Level) -> bool:
    """Whether going from one version to the other says a change of that level."""
    before, after = parsed(old), parsed(new)
    if after < before:
        return False
    if level == "major":
        return after[0] > before[0]
    if level == "minor":
        return after[:2] > before[:2]
    return True


def parsed(version: str) -> tuple[int, int, int]:
    """`1.1.0` as numbers; `1.0` is `1.0.0`. Raises `ValueError` for anything else."""
    numbers = [int(part) for part in version.split(".")]
    major, minor, patch = (*numbers, 0, 0)[:3]
    return major, minor, patch


@dataclass
class _Walk:
    """Two whole schemas, whose references lead into them, and the pairs already walked: schemas may be recursive."""

    old: Schema
    new: Schema
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def differences(self, old: object, new: object, place: str) -> Iterator[ShapeChange]:
        named = (_name(old), _name(new))
        if all(named):
            if named in self._seen:
                return
            self._seen.add(named)
        was, now = _resolved(self.old, old), _resolved(self.new, new)
        yield from self._types(was, now, place)
        yield from _words(was, now, place)
        yield from _ranges(was, now, place)
        yield from self._fields(was, now, place)
        yield from self._inside(was, now, place)

    def _types(self, old: Schema, new: Schema, place: str) -> Iterator[ShapeChange]:
        before, after = self._kinds(self.old, old), self._kinds(self.new, new)
        for kind in sorted(after - before):
            if kind == "integer" and "number" in before:
                continue
            if kind.startswith("variant "):
                yield ShapeChange("minor", place, f"may also be {kind.removeprefix('variant ')} now")
            else:
                yield ShapeChange("major", place, f"may also be {kind} now")
        gone = sorted(before - after)
        if gone:
            yield ShapeChange("patch", place, f"is no longer {', '.join(gone)}")
        yield from self._variants(old, new, place)

    def _kinds(self, root: Schema, schema: Schema) -> set[str]:
        """The types a value may have; objects that a fixed word tells apart are types of their own."""
        options = _options(schema)
        if options:
            return {kind for option in options for kind in self._kinds(root, _resolved(root, option))}
        words = _tags(schema)
        if words:
            return {f"variant {words}"}
        found = schema.get("type")
        if found is None and ("const" in schema or "enum" in schema):
            return {"string"}
        return set(found) if isinstance(found, list) else {str(found)} if found else {"anything"}

    def _variants(self, old: Schema, new: Schema, place: str) -> Iterator[ShapeChange]:
        """The same variant on both sides, walked pairwise; a schema that is no union is its only variant."""
        before, after = self._by_tag(self.old, old), self._by_tag(self.new, new)
        if not (_options(old) or _options(new)):
            return
        for tag in sorted(before.keys() & after.keys()):
            yield from self.differences(before[tag], after[tag], f"{place}<{tag}>" if tag else place)

    def _by_tag(self, root: Schema, schema: Schema) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for option in _options(schema) or (schema,):
            whole = _resolved(root, option)
            if _options(whole):
                found |= self._by_tag(root, whole)
            else:
                found[_tags(whole) or str(whole.get("type", ""))] = option
        return found

    def _fields(self, old: Schema, new: Schema, place: str) -> Iterator[ShapeChange]:
        before, after = old.get("properties", _NO_SCHEMA), new.get("properties", _NO_SCHEMA)
        was_there, is_there = set(old.get("required", ())), set(new.get("required", ()))
        for name in before:
            inner = f"{place}.{name}" if place else name
            if name not in after:
                if "properties" in new or not _options(new):
                    yield ShapeChange("major", inner, "is gone")
                continue
            if name in was_there and name not in is_there:
                yield ShapeChange("major", inner, "may be missing now")
            yield from self.differences(before[name], after[name], inner)
        if "properties" in old:
            for name in after:
                if name not in before:
                    yield ShapeChange("minor", f"{place}.{name}" if place else name, "is new")

    def _inside(self, old: Schema, new: Schema, place: str) -> Iterator[ShapeChange]:
        for keyword, mark in (("items", "[]"), ("additionalProperties", "{}")):
            before, after = old.get(keyword), new.get(keyword)
            if isinstance(before, Mapping) and isinstance(after, Mapping):
                yield from self.differences(before, after, f"{place}{mark}")


def _words(old: Schema, new: Schema, place: str) -> Iterator[ShapeChange]:
    before, after = _enumerated(old), _enumerated(new)
    if before is None and after is None:
        return
    if before is not None and after is None and not _options(new):
        yield ShapeChange("minor", place, "may be any word now, no longer one of a list")
    elif before is not None and after is not None and "const" in old and before != after:
        yield ShapeChange("major", place, f"is {sorted(after)} now, was {sorted(before)}")
    elif before is not None and after is not None:
        come, gone = sorted(after - before), sorted(before - after)
        if come:
            yield ShapeChange("minor", place, f"may also say {', '.join(come)} now")
        if gone:
            yield ShapeChange("patch", place, f"never says {', '.join(gone)} now")


def _name(schema: object) -> str:
    return str(schema.get("$ref", "")) if isinstance(schema, Mapping) else ""


def _resolved(root: Schema, schema: object) -> Schema:
    """The schema itself, where it is only a reference."""
    while isinstance(schema, Mapping) and "$ref" in schema:
        found: Any = root
        for step in str(schema["$ref"]).removeprefix("#/").split("/"):
            found = found[step]
        schema = found
    return schema if isinstance(schema, Mapping) else _NO_SCHEMA


def _options(schema: Schema) -> tuple[Any, ...]:
    return tuple(schema.get("anyOf", ())) or tuple(schema.get("oneOf", ()))


def _tags(schema: Schema) -> str:
    """The fixed words of an object's fields, by which it is told from other objects."""
    fixed = {name: inner["const"] for name, inner in schema.get("properties", _NO_SCHEMA).items() if "const" in inner}
    return " ".join(f"{name}={word}" for name, word in sorted(fixed.items()))


def _enumerated(schema: Schema) -> set[str] | None:
    if "const" in schema:
        return {str(schema["const"])}
    return {str(word) for word in schema["enum"]} if "enum" in schema else None


def _ranges(old: Schema, new: Schema, place: str) -> Iterator[ShapeChange]:
    for name in (*_UPPER, *_LOWER):
        before, after = old.get(name), new.get(name)
        if before is None or before == after:
            continue
        if after is None or (after > before) == (name in _UPPER):
            yield ShapeChange("minor", place, f"{name} is {after if after is not None else 'gone'}, was {before}")
    if "pattern" in old and old["pattern"] != new.get("pattern"):
        yield ShapeChange("minor", place, "is spelled by another pattern")
    if "format" in old and old["format"] != new.get("format"):
        yield ShapeChange("minor", place, "is of another format")
