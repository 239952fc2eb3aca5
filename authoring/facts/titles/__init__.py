"""Occupation titles in other languages. No official source has them for all occupations, so they are ours, and reviewed.

The tables beside this file are starters that nobody has read yet (`zh-TW.json`, `ja.json`); a workspace's own table, one CSV a
locale, goes before them: `table`. A title says who reviewed it, or that nobody did.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import orjson

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True)
class TranslatedTitle:
    """One occupation's title in a locale. `by` wrote it, None for a starter; `reviewed_by` is None until a person read it."""

    soc: str
    locale: str
    title: str
    by: str | None = None
    reviewed_by: str | None = None

    @property
    def reviewed(self) -> bool:
        """Whether a person has read it."""
        return self.reviewed_by is not None


def locales() -> tuple[str, ...]:
    """The locales there is a starter for, sorted."""
    return tuple(sorted(path.stem for path in _HERE.glob("*.json")))


def translated_titles(locale: str) -> dict[str, TranslatedTitle]:
    """The starter's titles of a locale by SOC code; empty where there is none for it."""
    return dict(_table(locale)) if locale in locales() else {}


def translated_title(soc: str, locale: str) -> TranslatedTitle | None:
    """The starter's title of one occupation in a locale; None where there is none."""
    return translated_titles(locale).get(soc)


@lru_cache(maxsize=8)
def _table(locale: str) -> dict[str, TranslatedTitle]:
    listed = orjson.loads((_HERE / f"{locale}.json").read_bytes())["titles"]
    return {soc: TranslatedTitle(soc, locale, each["title"]) for soc, each in listed.items()}
