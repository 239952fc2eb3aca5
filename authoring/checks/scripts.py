"""Which Chinese characters belong to one script only. The table is made from the character tables of OpenCC."""

import json
from functools import cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).parent / "data" / "han_scripts.json"


@cache
def to_traditional() -> dict[str, str]:
    """Characters that only Simplified Chinese has, each with its usual Traditional form."""
    return _pairs("simplified", "as_traditional")


@cache
def to_simplified() -> dict[str, str]:
    """Characters that only Traditional Chinese has, each with its Simplified form."""
    return _pairs("traditional", "as_simplified")


def _pairs(written: str, instead: str) -> dict[str, str]:
    table: dict[str, str] = json.loads(_TABLE.read_text("utf-8"))
    return dict(zip(table[written], table[instead], strict=True))
