"""A section being edited: a form made from the schema, one place at a time. Pure; saves nothing.

Invariant: `content` is always a section; what the schema would refuse (an empty list that must not be) is told by
`problems`, and keeps it from being saved, not from being typed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from pydantic import BaseModel, ValidationError

from authoring.misfits import misfits
from authoring.reviewing.form_fields import choices, item_model, may_be_empty, nested_field, spell, value_fields
from authoring.text import clean_line
from authoring.ui.state.paths import Path, at, removed, replaced
from authoring.ui.state.reshaping import (
    Reshaped,
    with_item_joined,
    with_item_moved,
    with_item_split,
    with_new_item,
    without_item,
)
from schemas.citations import Citation
from schemas.items import Item
from schemas.saying import said
from schemas.sections.registry import SECTION, SPEC, Section

FieldKind = Literal["text", "choice", "number"]


@dataclass(frozen=True)
class Field:
    """One field of the form, its value as a person writes it."""

    name: str
    kind: FieldKind
    value: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """One line of the outline: the section's own fields (an empty path) with what they hold, a list, or an item in one."""

    path: Path
    kind: Literal["section", "list", "item"]
    key: str
    text: str
    depth: int = 0
    own: tuple[tuple[str, str], ...] = ()


class _Moment(NamedTuple):
    """The text and the place, as they were."""

    content: Section
    at: int


class Editing:
    """The text as it now is, and where in it the person works."""

    def __init__(self, content: Section) -> None:
        self.begun_with = content
        self.content = content
        self.at = 0
        self._past: list[_Moment] = []
        self._future: list[_Moment] = []
        self._typing: tuple[Path, str] | None = None

    @property
    def changed(self) -> bool:
        """Whether there is anything to save."""
        return self.content != self.begun_with

    @property
    def places(self) -> tuple[Place, ...]:
        """The outline."""
        return tuple(_places(self.content))

    @property
    def place(self) -> Place | None:
        """Where the person works; None in a section without anything drafted."""
        places = self.places
        return places[min(self.at, len(places) - 1)] if places else None

    def go(self, by: int) -> None:
        """The next or previous place."""
        self.at = max(0, min(self.at + by, len(self.places) - 1))

    def go_to(self, key: str) -> None:
        """The place of that item, where there is one; else the first item."""
        places = self.places
        first = next((n for n, place in enumerate(places) if place.kind == "item"), 0)
        self.at = next((n for n, place in enumerate(places) if key and place.key == key), first)

    def fields(self) -> tuple[Field, ...]:
        """The fields of this place."""
        place = self.place
        if place is None or place.kind == "list":
            return ()
        model = at(self.content, place.path)
        names = value_fields(type(model)) if place.kind == "item" else _own_fields(self.content)
        return tuple(_field(model, name) for name in names)

    def put(self, name: str, value: str) -> None:
        """What was typed into a field."""
        place = self.place
        if place is not None:
            model = at(self.content, place.path)
            self._begin_step((place.path, name))
            self.content = replaced(self.content, (*place.path, name), _read(model, name, value))

    def citations(self) -> tuple[Citation, ...]:
        """What this item cites."""
        place = self.place
        return at(self.content, (*place.path, "citations")) if place and place.kind == "item" else ()

    def cite(self, citation: Citation) -> None:
        """Cite that too, once."""
        place = self.place
        if place and place.kind == "item" and citation not in self.citations():
            self._begin_step()
            self.content = replaced(self.content, (*place.path, "citations"), (*self.citations(), citation))

    def uncite(self, number: int) -> None:
        """Cite that no more."""
        place = self.place
        if place and place.kind == "item" and 0 <= number < len(self.citations()):
            self._begin_step()
            self.content = removed(self.content, (*place.path, "citations", number))

    def add(self) -> bool:
        """A new item after this one; into a list, as its first; into an item that holds others, as their last.

        False where the list is full.
        """
        place = self.place
        if place is None or place.kind == "section":
            return False
        return self._reshape(with_new_item(self.content, place.path, in_list=place.kind == "list"))

    def remove(self) -> bool:
        """Take this item out; False where its list may not be shorter."""
        place = self._item()
        return place is not None and self._reshape(without_item(self.content, place.path))

    def move(self, by: int) -> None:
        """Move this item up or down in its list."""
        place = self._item()
        if place:
            self._reshape(with_item_moved(self.content, place.path, by))

    def split(self, field: str, offset: int) -> bool:
        """Cut this item in two within a text of it; False where a half would be empty or the list is full."""
        place = self._item()
        return place is not None and self._reshape(with_item_split(self.content, place.path, field, offset))

    def join(self) -> bool:
        """Join the next item of the list to this one; False where there is none, or the list may not be shorter."""
        place = self._item()
        return place is not None and self._reshape(with_item_joined(self.content, place.path))

    # Steps back and forth

    def undo(self) -> bool:
        """Back to before the last step: a shape, a citation, or all that was typed into one field."""
        return self._step(self._past, self._future)

    def redo(self) -> bool:
        """Forth again."""
        return self._step(self._future, self._past)

    def _step(self, there: "list[_Moment]", back: "list[_Moment]") -> bool:
        if not there:
            return False
        back.append(_Moment(self.content, self.at))
        self.content, self.at = there.pop()
        self._typing = None
        return True

    def _begin_step(self, typing: "tuple[Path, str] | None" = None) -> None:
        """What follows can be taken back; letters typed into one field are one step."""
        if typing is None or typing != self._typing:
            self._past.append(_Moment(self.content, self.at))
            self._future.clear()
        self._typing = typing

    def _item(self) -> "Place | None":
        place = self.place
        return place if place and place.kind == "item" else None

    def _reshape(self, reshaped: Reshaped) -> bool:
        if reshaped is None:
            return False
        self._begin_step()
        self.content, path = reshaped
        places = self.places
        last = len(places) - 1
        self.at = next((n for n, each in enumerate(places) if each.path == path), min(self.at, last))
        return True

    def problems(self) -> tuple[str, ...]:
        """What the schema refuses, in its words; empty where the text can be saved."""
        try:
            SECTION.validate_python(self.content.model_dump())
        except ValidationError as refused:
            return tuple(said("{name}: {why}", name=_where(error["loc"]), why=why) for error, why in misfits(refused))
        return tuple(said("{where}: text is missing", where=each.key or each.path[-1]) for each in self._empty())

    def _empty(self) -> Iterator[Place]:
        """Items in which a text is missing."""
        for place in self.places:
            if place.kind == "item":
                item = at(self.content, place.path)
                if any(getattr(item, name) == "" for name in value_fields(type(item))):
                    yield place


def _places(content: Section) -> Iterator[Place]:
    own = _own_fields(content)
    if own:
        yield Place((), "section", "", "", own=tuple((name, spell(getattr(content, name))) for name in own))
    for name in SPEC[content.section].drafted:
        if item_model(type(content), name):
            yield Place((name,), "list", "", name)
            yield from _item_places(getattr(content, name), (name,), 1)


def _item_places(items: tuple[Item, ...], path: Path, depth: int) -> Iterator[Place]:
    for number, item in enumerate(items):
        here = (*path, number)
        yield Place(here, "item", item.id, _first_text(item), depth)
        inner = nested_field(type(item))
        if inner:
            yield from _item_places(getattr(item, inner), (*here, inner), depth + 1)


def _first_text(item: Item) -> str:
    return next((str(getattr(item, name)) for name in value_fields(type(item))), "")


def _own_fields(content: Section) -> tuple[str, ...]:
    model = type(content)
    return tuple(name for name in SPEC[content.section].drafted if item_model(model, name) is None)


def _field(model: BaseModel, name: str) -> Field:
    words, value = choices(type(model), name), spell(getattr(model, name))
    if words:
        return Field(name, "choice", value, words)
    number = int in get_args(type(model).model_fields[name].annotation)
    return Field(name, "number" if number else "text", value)


def _read(model: BaseModel, name: str, typed: str) -> object:
    text = clean_line(typed)
    if choices(type(model), name) == ("yes", "no"):
        return text == "yes"
    if may_be_empty(type(model), name) and not text:
        return None
    if int in get_args(type(model).model_fields[name].annotation):
        return int(text) if text.isdecimal() else getattr(model, name)
    return text


def _where(location: tuple[int | str, ...]) -> str:
    return " ".join(str(part + 1) if isinstance(part, int) else part.replace("_", " ") for part in location[1:])


def outline_text(place: Place) -> str:
    """A line of the outline, indented."""
    return "  " * place.depth + (place.text or "…")
