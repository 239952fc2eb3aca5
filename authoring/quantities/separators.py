"""How a language groups digits: where it writes 1.234,56 the text is read as if it said 1,234.56, sign for sign."""

import re
from typing import Final

_COMMA_DECIMAL: Final = frozenset({"es"})
_NUMBER: Final = re.compile(r"(?<![\w.,])\d{1,3}(?:[.\u00a0\u202f]\d{3})+(?:,\d+)?(?![\d])|(?<![\w.,])\d+,\d+(?![\d.])")
_SWAPPED: Final = str.maketrans({".": ",", ",": ".", "\u00a0": ",", "\u202f": ","})


def as_english_digits(text: str, locale: str) -> str:
    """The text with every number as English writes it; every character stays where it stood.

    A comma before exactly three digits is read as Spanish writes it: 1,234 is one and a bit.
    """
    if locale.partition("-")[0] not in _COMMA_DECIMAL:
        return text
    return _NUMBER.sub(lambda found: found[0].translate(_SWAPPED), text)
