"""The edited text back into a section. What cannot be read is named by line, with what to write instead."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from pydantic import BaseModel, ValidationError

from authoring.errors import AuthoringError
from authoring.misfits import first_misfit
from authoring.reviewing.form_fields import (
    choices,
    item_model,
    may_be_empty,
    nested_field,
    value_fields,
)
from authoring.reviewing.wrapping import unwrap
from authoring.revisions.ids import new_item_id
from authoring.revisions.items import give_ids
from authoring.text import clean_block, clean_line
from schemas.items import ItemId, items_in
from schemas.saying import listed, said
from schemas.sections.registry import SPEC, Section

_Place: TypeAlias = tuple[object, ...]
_HEADING: Final = re.compile(r"\[(\w+)\]")
_STAR: Final = re.compile(r"(\*\*?)(?:\s+(\S+))?")
_FIELD: Final = re.compile(r"(\w+):(?:\s+(.*))?")
_QUOTED: Final = re.compile(r'(.*?) "(.*)"')


class TextFormError(AuthoringError):
    """A text that is no section. `line` counts from 1."""

    def __init__(self, line: int, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.line = line


@dataclass
class _Entry:
    """One `field: value` as written, over one line or several."""

    name: str
    line: int
    parts: list[str]

    @property
    def text(self) -> str:
        return clean_line(unwrap(self.parts))


@dataclass
class _Node:
    """One item as written (or, for a plain field, its bare value)."""

    model: type[BaseModel] | None
    line: int
    id: str = ""
    entries: list[_Entry] = field(default_factory=list)
    inner: list["_Node"] = field(default_factory=list)


def parse_section(text: str, original: Section, new_id: Callable[[], ItemId] = new_item_id) -> Section:
    """The section that `text` says; what is made from facts is taken from `original`, new items get ids.

    Raises `TextFormError`.
    """
    reader = _Reader(original)
    for number, line in enumerate(clean_block(text).split("\n"), 1):
        reader.take(number, line)
    plain, lines = reader.finish()
    unchanged = original.model_dump(mode="json")
    try:
        parsed = type(original).model_validate({**unchanged, **plain})
    except ValidationError as cause:
        raise _refusal(cause, lines) from cause
    return give_ids(parsed, new_id)


class _Reader:
    """Reads line by line; knows at each moment which field and item a line belongs to."""

    def __init__(self, original: Section) -> None:
        self._model: type[BaseModel] = type(original)
        self._drafted = SPEC[original.section].drafted
        self._known_ids = {item.id for item in items_in(original)}
        self._fields: dict[str, list[_Node]] = {}
        self._heading_lines: dict[str, int] = {}
        self._field = ""
        self._last_line = 1

    def take(self, number: int, line: str) -> None:
        self._last_line = number
        bare = line.strip()
        if line.startswith("#") or not bare:
            return
        if heading := _HEADING.fullmatch(bare):
            self._heading(number, heading[1])
        elif not self._field:
            raise TextFormError(
                number, said("“{text}” stands before the first heading", text=bare[:40]), self._headings_hint()
            )
        elif item_model(self._model, self._field) is None:
            self._plain_value(number, bare)
        elif star := _STAR.fullmatch(bare):
            self._item(number, star[1], star[2] or "")
        else:
            self._value(number, bare)

    def finish(self) -> tuple[dict[str, Any], dict[_Place, int]]:
        """The drafted fields as plain data, and on which line each place of it was written."""
        missing = [name for name in self._drafted if name not in self._fields]
        if missing:
            raise TextFormError(
                self._last_line,
                said("the heading [{name}] is missing", name=missing[0]),
                said("Write [{name}] on a line of its own.", name=missing[0]),
            )
        plain: dict[str, Any] = {}
        lines: dict[_Place, int] = {}
        for name, nodes in self._fields.items():
            lines[name,] = self._heading_lines[name]
            if item_model(self._model, name) is None:
                plain[name] = self._single(name, nodes)
            else:
                plain[name] = [_plain_item(node, (name, place), lines) for place, node in enumerate(nodes)]
        return plain, lines

    def _heading(self, number: int, name: str) -> None:
        if name not in self._drafted:
            raise TextFormError(number, said("there is no [{name}] to edit here", name=name), self._headings_hint())
        if name in self._fields:
            raise TextFormError(
                number,
                said("[{name}] is there twice", name=name),
                said("Keep all of it below line {line}.", line=self._heading_lines[name]),
            )
        self._field, self._fields[name], self._heading_lines[name] = name, [], number

    def _item(self, number: int, star: str, item_id: str) -> None:
        if item_id and item_id not in self._known_ids:
            raise TextFormError(
                number,
                said("there is no item {id} in this section", id=item_id),
                said("For a new item write {star} and no more.", star=star),
            )
        nodes = self._fields[self._field]
        model = item_model(self._model, self._field)
        if star == "*":
            nodes.append(_Node(model, number, item_id))
            return
        nested = nested_field(model) if model and nodes else None
        if model is None or nested is None:
            raise TextFormError(
                number, said("** is an item inside an item, and none may stand here"), said("Write * instead.")
            )
        nodes[-1].inner.append(_Node(item_model(model, nested), number, item_id))

    def _value(self, number: int, bare: str) -> None:
        nodes = self._fields[self._field]
        if not nodes:
            raise TextFormError(
                number,
                said("“{text}” belongs to no item", text=bare[:40]),
                said("Begin an item before it: a line with only *."),
            )
        node = nodes[-1].inner[-1] if nodes[-1].inner else nodes[-1]
        names = (*(value_fields(node.model) if node.model else ()), "cites", "source")
        written = _FIELD.fullmatch(bare)
        if written and written[1] in names:
            node.entries.append(_Entry(written[1], number, [written[2] or ""]))
        elif node.entries:
            node.entries[-1].parts.append(bare)
        else:
            wanted = listed(f"{name}:" for name in names)
            raise TextFormError(
                number,
                said("“{text}” names no field", text=bare[:40]),
                said("Begin it with one of: {wanted}", wanted=wanted),
            )

    def _plain_value(self, number: int, bare: str) -> None:
        nodes = self._fields[self._field]
        if nodes:
            nodes[-1].entries[-1].parts.append(bare)
        else:
            nodes.append(_Node(None, number, entries=[_Entry(self._field, number, [bare])]))

    def _single(self, name: str, nodes: list[_Node]) -> object:
        if not nodes:
            raise TextFormError(
                self._heading_lines[name],
                said("[{name}] is empty", name=name),
                _write_one_of(choices(self._model, name)),
            )
        entry = nodes[-1].entries[0]
        return _value_of(self._model, name, entry)

    def _headings_hint(self) -> str:
        return said("The headings here are {headings}.", headings=listed(f"[{name}]" for name in self._drafted))


def _plain_item(node: _Node, place: tuple[object, ...], lines: dict[_Place, int]) -> dict[str, Any]:
    assert node.model is not None
    lines[place] = node.line
    plain: dict[str, Any] = {"id": node.id, "citations": []}
    for entry in node.entries:
        if entry.name in ("cites", "source"):
            lines[(*place, "citations", len(plain["citations"]))] = entry.line
            plain["citations"].append(_citation(entry))
            continue
        if entry.name in plain:
            raise TextFormError(
                entry.line, said("{name}: is there twice in this item", name=entry.name), said("Keep one of them.")
            )
        lines[(*place, entry.name)] = entry.line
        plain[entry.name] = _value_of(node.model, entry.name, entry)
    for name in value_fields(node.model):
        if name not in plain:
            raise TextFormError(
                node.line, said("this item has no {name}", name=name), said("Add a line: {name}: …", name=name)
            )
    nested = nested_field(node.model)
    if nested:
        plain[nested] = [_plain_item(inner, (*place, nested, n), lines) for n, inner in enumerate(node.inner)]
    return plain


def _value_of(model: type[BaseModel], name: str, entry: _Entry) -> object:
    text, words = entry.text, choices(model, name)
    if words and text not in words:
        raise TextFormError(
            entry.line, said("{name} cannot be “{text}”", name=name, text=text[:40]), _write_one_of(words)
        )
    return None if not text and may_be_empty(model, name) else text


def _citation(entry: _Entry) -> dict[str, str]:
    quoted = _QUOTED.fullmatch(entry.text)
    if not entry.text or (entry.name == "source" and not quoted):
        raise TextFormError(
            entry.line,
            said("this source is not complete") if entry.name == "source" else said("this citation is not complete"),
            said('Write cites: <fact id>, or cites: <passage id> "its words", or source: <source id> "its words".'),
        )
    if quoted is None:
        return {"kind": "fact", "fact": entry.text}
    kind = "source" if entry.name == "source" else "passage"
    return {"kind": kind, kind: quoted[1], "quote": quoted[2]}


def _write_one_of(words: tuple[str, ...]) -> str:
    return said("Write one of: {words}.", words=listed(words)) if words else said("Write it below the heading.")


def _refusal(cause: ValidationError, lines: dict[_Place, int]) -> TextFormError:
    """The first thing the schema refuses, at the nearest place that has a line."""
    first, why = first_misfit(cause)
    place = tuple(first["loc"])
    while place and place not in lines:
        place = place[:-1]
    name = ".".join(str(part) for part in first["loc"] if isinstance(part, str)) or "this section"
    return TextFormError(
        lines.get(place, 1), said("{name}: {why}", name=name, why=why), said("Correct it and save again.")
    )
