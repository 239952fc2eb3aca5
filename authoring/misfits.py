"""Why a value does not fit its schema, in a sentence for the person who typed it.

Pydantic explains it to a programmer, in English. Here each kind of its errors has a sentence of ours, which is told in the
language of the screen (`schemas.saying`); a kind that has none keeps pydantic's.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from schemas.saying import Said, Template, said, template

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

_SAID: Final[Mapping[str, Template]] = {
    "missing": template("it is missing"),
    "extra_forbidden": template("there is no such field"),
    "string_too_short": template("the text is too short: it has at least {min_length} characters"),
    "string_too_long": template("the text is too long: it has {max_length} characters at most"),
    "string_type": template("it is no text"),
    "string_pattern_mismatch": template("it is not of the form {pattern}"),
    "too_short": template("there are {actual_length}, and at least {min_length} are needed"),
    "too_long": template("there are {actual_length}, and {max_length} are the most"),
    "literal_error": template("it is one of {expected}"),
    "enum": template("it is one of {expected}"),
    "int_parsing": template("it is no whole number"),
    "int_type": template("it is no whole number"),
    "int_from_float": template("it is no whole number"),
    "float_parsing": template("it is no number"),
    "decimal_parsing": template("it is no number"),
    "bool_parsing": template("it is neither yes nor no"),
    "greater_than": template("it has to be more than {gt}"),
    "greater_than_equal": template("it has to be {ge} or more"),
    "less_than": template("it has to be less than {lt}"),
    "less_than_equal": template("it has to be {le} or less"),
    "date_from_datetime_parsing": template("it is no date, such as 2026-05-31"),
    "date_parsing": template("it is no date, such as 2026-05-31"),
}


def misfits(refused: "ValidationError") -> "list[tuple[ErrorDetails, str]]":
    """All that does not fit, each with its sentence."""
    return [(error, _why(error)) for error in refused.errors(include_input=False, include_url=False)]


def first_misfit(refused: "ValidationError") -> "tuple[ErrorDetails, str]":
    """The first of them."""
    return misfits(refused)[0]


def _why(error: "ErrorDetails") -> str:
    values = error.get("ctx", {})
    told = values.get("error")
    if error["type"] == "value_error" and isinstance(told, ValueError):
        return _told(told)
    if error["type"] == "string_too_short" and values["min_length"] == 1:
        return said("the text is missing")
    sentence = _SAID.get(error["type"])
    return sentence.filled(**values) if sentence else error["msg"]


def _told(error: ValueError) -> str:
    first = error.args[0] if error.args else ""
    return first if isinstance(first, Said) else str(error)
