"""Display titles in other languages: our own translations of the official titles, one table a locale.

They are never official, and `reviewed` says whether a person has read one yet. A table is a JSON file beside this one,
`zh-TW.json`; adding a language is adding a file. Read when first asked for.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import orjson

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True)
class TranslatedTitle:
    """One occupation's title in a locale. `reviewed` is false until a person has read it."""

    soc: str
    locale: str
    title: str
    reviewed: bool


def locales() -> tuple[str, ...]:
    """The locales there is a table for, sorted."""
    return tuple(sorted(path.stem for path in _HERE.glob("*.json")))


def translated_titles(locale: str) -> dict[str, TranslatedTitle]:
    """Every title of a locale by SOC code; empty where there is no table for it."""
    return dict(_table(locale)) if locale in locales() else {}


def translated_title(soc: str, locale: str) -> TranslatedTitle | None:
    """The title of one occupation in a locale; None where there is none."""
    return translated_titles(locale).get(soc)


@lru_cache(maxsize=8)
def _table(locale: str) -> dict[str, TranslatedTitle]:
    listed = orjson.loads((_HERE / f"{locale}.json").read_bytes())["titles"]
    return {soc: TranslatedTitle(soc, locale, each["title"], each["reviewed"]) for soc, each in listed.items()}
