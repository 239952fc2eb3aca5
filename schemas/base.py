"""What every value of the product is made of: frozen models, safe text, canonical JSON and content hashes.

Invariant: no value of this package can hold a character that a terminal, a page or a reader's eye could mistake
for an instruction (escapes, C1, bidi controls). Text is cleaned at entry by `authoring.text`; here it is refused.
"""

import hashlib
import json
import re
import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidatorFunctionWrapHandler, WrapValidator

from schemas.saying import Said, said

SCHEMA_VERSION: Final = "1.0"
"""Version of the stored shapes. Minor: readers of the old shape still read the new one. Major: they do not."""

_INVISIBLE_OR_COMMANDING = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"  # bidi, zero width
    "\u2028\u2029\ufff9-\uffff\U000e0000-\U000e0fff\ud800-\udfff"  # separators, specials, tags, surrogates
)
UNSAFE_IN_BLOCK: Final = re.compile(f"[\\t{_INVISIBLE_OR_COMMANDING}]")
UNSAFE_IN_LINE: Final = re.compile(f"[\\t\\n{_INVISIBLE_OR_COMMANDING}]")


class Value(BaseModel):
    """A value: frozen, closed to unknown fields, compared by content."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def _safe(text: str, unsafe: re.Pattern[str]) -> str:
    found = unsafe.search(text)
    if found:
        sign, place = f"U+{ord(found[0]):04X}", found.start()
        raise ValueError(said("character {sign} at position {place} is not allowed in text", sign=sign, place=place))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _safe_line(text: str) -> str:
    return _safe(text, UNSAFE_IN_LINE)


def _safe_block(text: str) -> str:
    return _safe(text, UNSAFE_IN_BLOCK)


Line = Annotated[str, AfterValidator(_safe_line)]
"""One line of text for people: NFC, no controls, no newline."""


def _keep_said(text: object, check: ValidatorFunctionWrapHandler) -> str:
    checked: str = check(text)
    return text if isinstance(text, Said) and text == checked else checked


SaidLine = Annotated[Line, WrapValidator(_keep_said)]
"""One line of text for people that stays a `Said` where it was made as one."""

Block = Annotated[str, AfterValidator(_safe_block)]
"""Text for people that may hold newlines: NFC, no other controls."""

SocCode = Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]{4}$")]
"""A SOC 2018 detailed code, `25-4022`."""

Locale = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$")]
"""A BCP 47 tag of language, optional script, optional region: `en`, `zh-TW`."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

Timestamp = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$")]
"""UTC, RFC 3339 with a trailing Z."""

Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]


def canonical_json(value: object) -> bytes:
    """The one spelling of a JSON value: sorted keys, NFC, no insignificant space, UTF-8.

    Raises `ValueError` for NaN and infinities, which JSON does not have.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return unicodedata.normalize("NFC", text).encode()


def content_hash(value: BaseModel | object) -> str:
    """sha256 over the canonical JSON of a model or a JSON value, as 64 lower-case hex digits."""
    plain = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
    return hashlib.sha256(canonical_json(plain)).hexdigest()
