"""Reads a sound log fast: every seal is checked, what a revision says is left unread.

The index needs of a revision who, when and on what, and not the text, which is nine tenths of a line. Where anything
is not plainly in order this module gives no answer, and the log is read in full, with every complaint worded there.
"""

import contextlib
import hashlib
import re
from collections.abc import Set
from typing import Any, Final, TypeAlias

import orjson
from pydantic import ValidationError

from schemas.base import SCHEMA_VERSION
from schemas.events import EVENT, Revision

Header: TypeAlias = dict[str, Any]
"""An event as plain JSON, a revision without its `content`."""

_CONTENT: Final = b'"content":{'
_SEAL: Final = b',"seal":"'
_KIND: Final = b',"kind":"revision",'
# What stands before the kind in a canonical revision, whose members are sorted: `content` ends before `hash`. A quote
# inside a string has a backslash before it, so these can only match members.
_HASH_AND_ID: Final = re.compile(rb',"hash":"[0-9a-f]{64}","id":"[0-9A-Z]{26}"')
_HASH_AND_ID_LENGTH: Final = len(',"hash":""') + 64 + len(',"id":""') + 26
_ID: Final = re.compile(rb',"id":"([0-9A-Z]{26})","kind":"revision",')
_REVISION_KEYS: Final = frozenset(Revision.model_fields) - {"content"}
_LATER_KEYS: Final = {name: field.default for name, field in Revision.model_fields.items() if not field.is_required()}
"""What older lines do not have, and what is meant then."""


class Unplain(Exception):
    """The log is not plainly in order, and has to be read in full."""


def read_headers(content: bytes) -> list[Header]:
    """The events of a log in file order, each once. Raises `Unplain`."""
    lines = content.split(b"\n")
    if lines.pop():
        raise Unplain
    found: dict[str, Header] = {}
    bodies: dict[str, bytes] = {}
    for line in lines:
        body = _unsealed(line)
        header = _header(body)
        if bodies.setdefault(header["id"], body) != body:
            raise Unplain
        found[header["id"]] = header
    return list(found.values())


def read_contents(content: bytes, revisions: Set[str]) -> dict[str, object]:
    """What those revisions of a log say, as plain JSON by revision; what cannot be read is left out."""
    found: dict[str, object] = {}
    for line in content.split(b"\n"):
        named = _ID.search(line, max(0, line.rfind(_KIND) - _HASH_AND_ID_LENGTH))
        if named and named[1].decode() in revisions:
            with contextlib.suppress(orjson.JSONDecodeError):
                found[named[1].decode()] = orjson.loads(line).get("content")
    return found


def id_in(line: bytes) -> str | None:
    """The id of the event of a line, with or without its newline; None where it is no trustworthy event."""
    try:
        found = _header(_unsealed(line.rstrip(b"\r\n")))["id"]
    except Unplain:
        return None
    return str(found)


def _unsealed(line: bytes) -> bytes:
    """The line without its seal, which fits."""
    start = line.rfind(_SEAL)
    end = start + len(_SEAL) + 64
    if start < 0 or line[end : end + 1] != b'"' or line.find(_SEAL, 0, start) >= 0:
        raise Unplain
    body = line[:start] + line[end + 1 :]
    if hashlib.sha256(body).hexdigest().encode() != line[end - 64 : end]:
        raise Unplain
    return body


def _header(body: bytes) -> Header:
    """The seal says that a program like this wrote it; the schema version, that this one would write it the same."""
    start = body.find(_CONTENT)
    end = body.rfind(_KIND) - _HASH_AND_ID_LENGTH
    try:
        if start < 0 or end < start or not _HASH_AND_ID.match(body, end):
            return EVENT.validate_json(body).model_dump()
        plain: Header = orjson.loads(body[:start].rstrip(b",") + body[end:])
    except (orjson.JSONDecodeError, ValidationError) as bad:
        raise Unplain from bad
    whole = {**_LATER_KEYS, **plain}
    if whole.keys() != _REVISION_KEYS or whole["schema_version"] != SCHEMA_VERSION:
        raise Unplain
    return whole
