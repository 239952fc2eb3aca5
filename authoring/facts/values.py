"""The value of a fact that may not be there, as text, number or whole number."""

import re
from typing import Final

from schemas.facts import Fact

_CODE: Final = re.compile(r"\b\d{2}-\d{4}\b")


def fact_id(fact: Fact | None) -> str | None:
    """The id of a fact that may not be there."""
    return fact.id if fact else None


def text_of(fact: Fact | None) -> str | None:
    """The value of a fact as text."""
    return None if fact is None else str(fact.value)


def number_of(fact: Fact | None) -> float | None:
    """The value of a numeric fact."""
    if fact is None or isinstance(fact.value, str | bool):
        return None
    return float(fact.value)


def whole_of(fact: Fact | None) -> int | None:
    """The value of a numeric fact as a whole number."""
    number = number_of(fact)
    return None if number is None else round(number)


def combined_code(*facts: Fact | None) -> str | None:
    """The combined BLS code that speaks for the occupation in these facts, where one does."""
    for fact in facts:
        if fact and fact.basis == "combined_code" and fact.basis_note:
            found = _CODE.search(fact.basis_note)
            if found:
                return found[0]
    return None
