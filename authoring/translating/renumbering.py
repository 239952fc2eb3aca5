"""Carrying numbers over: where only numbers of a source changed, its translation is changed in the same places.

Nothing is guessed: each changed number has to stand in the translation once, written in digits, and the result has to agree
with the new source in every number.
"""

import re
from decimal import Decimal
from typing import Final

from authoring.locales.labels import Labels
from authoring.quantities.numerals import Quantity, quantities
from authoring.quantities.parity import compare_texts
from schemas.base import Locale

_DIGITS: Final = re.compile(r"[\d][\d.,\u00a0\u202f]*\d|\d")
_MASK: Final = "\0"


def renumbered(before: str, now: str, translation: str, locale: Locale) -> str | None:
    """The translation of `now`, from that of `before`; None where more than numbers changed, or it cannot be done safely."""
    then, new = quantities(before), quantities(now)
    if len(then) != len(new) or _masked(before, then) != _masked(now, new):
        return None
    changed = [(old, fresh) for old, fresh in zip(then, new, strict=True) if old.value != fresh.value]
    if not changed or any(isinstance(each.value, str) for pair in changed for each in pair):
        return None
    found = translation
    for old, fresh in changed:
        replaced = _replaced(found, old, fresh, locale)
        if replaced is None:
            return None
        found = replaced
    return found if not compare_texts(now, found, locale) else None


def _masked(text: str, numbers: tuple[Quantity, ...]) -> str:
    for each in reversed(numbers):
        text = text[: each.start] + _MASK + text[each.end :]
    return text


def _replaced(text: str, old: Quantity, fresh: Quantity, locale: Locale) -> str | None:
    there = [each for each in quantities(text, locale) if (each.value, each.percent) == (old.value, old.percent)]
    if len(there) != 1:
        return None
    place = there[0]
    digits = _DIGITS.findall(place.text)
    if len(digits) != 1:
        return None
    written = _written(Decimal(str(fresh.value)), Decimal(str(old.value)), digits[0], fresh.text, locale)
    return text[: place.start] + place.text.replace(digits[0], written) + text[place.end :]


def _written(value: Decimal, was: Decimal, digits: str, english: str, locale: Locale) -> str:
    """The new number as the old one is written there: with or without separators, in the same scale."""
    labels = Labels(locale)
    shown = re.search(r"\.(\d+)", english)
    decimals = len(shown[1]) if shown else 0
    scale = _scale(was, digits, labels)
    grouped = labels.number(float(value / scale), decimals)
    separators = {",", ".", "\u00a0", "\u202f"}
    plain = not any(sign in digits for sign in separators) and value == value.to_integral_value()
    return re.sub(r"\D", "", grouped) if plain and abs(was) < 10_000 else grouped


def _scale(was: Decimal, digits: str, labels: Labels) -> Decimal:
    """What one of the written digits stands for: 10,000 in `6萬`."""
    read = quantities(digits, labels.locale)
    value = read[0].value if read else was
    return was / value if isinstance(value, Decimal) and value else Decimal(1)
