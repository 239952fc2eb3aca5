"""How a public value is spelled as JSON, and that no string of it holds what a reader could take for an instruction."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

import orjson
from pydantic import BaseModel

from authoring.text import clean_block
from schemas.base import UNSAFE_IN_BLOCK

_SUSPICIOUS: Final = re.compile(rf"{UNSAFE_IN_BLOCK.pattern}|\\[btfru]")
"""An unsafe character, or what may be the escape of one."""
_PRINTABLE_AND_UNSAFE: Final = (b"\\", b"\xef\xbf", b"\xf3\xa0")
"""What Python calls printable all the same: escapes of JSON, the last characters of the first plane, tags."""


def json_bytes(value: BaseModel | Mapping[str, object]) -> bytes:
    """A public JSON file: indented, fields in the order of the schema, UTF-8, ending in a newline."""
    return indented(clean(value.model_dump(mode="json") if isinstance(value, BaseModel) else value))


def indented(plain: object) -> bytes:
    """A public JSON file of a value whose strings are clean."""
    return orjson.dumps(plain, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def json_line(plain: object) -> bytes:
    """One line of a JSON Lines file, of a value whose strings are clean."""
    return orjson.dumps(plain, option=orjson.OPT_APPEND_NEWLINE)


def clean_line_of(value: object) -> bytes:
    """`json_line` of a value that may hold anything."""
    line = json_line(value)
    return line if is_clean(line) else json_line(_cleaned(value))


def clean(value: object) -> object:
    """The same JSON value with every string clean: the schemas do not hold ids and addresses to safe text."""
    return value if is_clean(json_line(value)) else _cleaned(value)


def is_clean(line: bytes) -> bool:
    """Whether every string of a value that is spelled so is clean: of all of them at once this is soon told."""
    text = line.removesuffix(b"\n").decode()
    plain = text.isprintable() and not any(each in line for each in _PRINTABLE_AND_UNSAFE)
    return (plain or not _SUSPICIOUS.search(text)) and unicodedata.is_normalized("NFC", text)


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean_block(value)
    if isinstance(value, Mapping):
        return {clean_block(str(key)): _cleaned(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned(inner) for inner in value]
    return value
