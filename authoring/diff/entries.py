"""Entries: what the comparison needs to know of the JSON shape of sections: what is an item, its words, its key.

An item has an id and citations (`schemas.items.Item`). Other lists hold plain values, known by a natural key: the level
of a pay band, the year of a median, the round of a projection.
"""

import json
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal, TypeGuard

from pydantic import JsonValue

Json = dict[str, JsonValue]
FieldRole = Literal["figure", "date", "citation", "text", "label", "id"]

TEXT_FIELDS: Final = ("text", "title", "name", "question", "issuer", "finding", "detail")
"""The fields of items that people read as words, in reading order. The others hold one word of a fixed set."""

_KEYS: Final = ("level", "year", "round", "dimension", "soc", "dataset", "rule", "id", "fact")
_DATES: Final = frozenset(
    {"since", "year", "period", "round", "vintage", "published", "retrieved", "effective_from", "checked_on"}
)
_NAMES_OF_FACTS: Final = ("fact", "facts", "citation")


def is_item(value: JsonValue) -> TypeGuard[Json]:
    """Whether a value is an item of a list, with an id for life and citations of its own."""
    return isinstance(value, dict) and "id" in value and "citations" in value


def are_items(values: Sequence[JsonValue]) -> bool:
    """Whether a list holds items; the lists of sections hold one kind of entry each."""
    return not values or is_item(values[0])


def text_names(item: Json) -> tuple[str, ...]:
    """Which fields of an item hold its own texts, in reading order."""
    return _shape(tuple(item))[0]


def words_of(value: JsonValue) -> str:
    """All words of an entry, those of the items inside it included: what likeness is judged by."""
    if not isinstance(value, dict):
        return value if isinstance(value, str) else ""
    texts, others = _shape(tuple(value))
    words = [str(value[name]) for name in texts]
    for name in others:
        held = value[name]
        if isinstance(held, list):
            words += [words_of(each) for each in held if is_item(each)]
    return " ".join(words)


@lru_cache(maxsize=256)
def _shape(keys: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of an entry's fields: its texts in reading order, and those that may hold entries."""
    texts = tuple(name for name in TEXT_FIELDS if name in keys)
    return texts, tuple(name for name in keys if name not in texts and name != "citations")


def keys_of(old: Sequence[JsonValue], new: Sequence[JsonValue]) -> tuple[list[str], list[str]]:
    """A key for every plain value of two lists: its natural one, or all of it where that would not tell them apart.

    Fact and dataset ids lose their edition, so that a newer edition of a number is that number changed.
    """
    loose = [natural_key(value) for value in old], [natural_key(value) for value in new]
    if all(count == 1 for keys in loose for count in Counter(keys).values()):
        return loose
    return [whole_key(value) for value in old], [whole_key(value) for value in new]


def natural_key(value: JsonValue) -> str:
    """What a plain value is called in its list."""
    if isinstance(value, dict):
        for name in _KEYS:
            if name in value:
                return without_edition(str(value[name]))
        return whole_key(value)
    return str(value)


def whole_key(value: JsonValue) -> str:
    """A value as one string."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def without_edition(fact: str) -> str:
    """`oews.2025/25-4022/annual-median` as `oews/25-4022/annual-median`; other strings as they are."""
    dataset, slash, rest = fact.partition("/")
    return f"{dataset.partition('.')[0]}/{rest}" if slash and "." in dataset and " " not in fact else fact


def name_of(value: JsonValue, index: int) -> str:
    """How an entry is named in a path: its id or key, else its number in the list from 1."""
    if is_item(value):
        return str(value["id"]) or f"#{index + 1}"
    key = natural_key(value)
    return key if len(key) <= 40 and not key.startswith("{") else f"#{index + 1}"


def role_of(name: str, old: JsonValue, new: JsonValue) -> FieldRole:
    """What kind of thing a field holds, by its name and its values."""
    if name == "id":
        return "id"
    if name.rpartition("_")[2] in _NAMES_OF_FACTS:
        return "citation"
    if name in _DATES:
        return "date"
    value = new if old is None else old
    if isinstance(value, dict):
        return "figure" if "value" in value else "label"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "figure"
    return "text" if isinstance(value, str) and (" " in value or not value.isascii()) else "label"
