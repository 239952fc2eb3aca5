"""Which Chinese characters belong to one script only.

The table is made from the character tables of OpenCC, without the forms that are the usual ones in Taiwan (床, 秘, 群).
"""

import json
from functools import cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).parent / "data" / "han_scripts.json"

_RARE_IN_TRADITIONAL: Final = dict(zip("价党厂叶广愿极柜确种筑胜荐适", "價黨廠葉廣願極櫃確種築勝薦適", strict=True))
"""Old characters of other meanings, which nobody means on a page of today."""


@cache
def to_traditional() -> dict[str, str]:
    """Characters that only Simplified Chinese has, each with its usual Traditional form."""
    return {**_pairs("simplified", "as_traditional"), **_RARE_IN_TRADITIONAL}


@cache
def to_simplified() -> dict[str, str]:
    """Characters that only Traditional Chinese has, each with its Simplified form."""
    return _pairs("traditional", "as_simplified")


def _pairs(written: str, instead: str) -> dict[str, str]:
    table: dict[str, str] = json.loads(_TABLE.read_text("utf-8"))
    return dict(zip(table[written], table[instead], strict=True))
