"""What a release would change: section by section against the one that is current."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from schemas.base import Locale, Sha256, SocCode
from schemas.release import Manifest
from schemas.sections.registry import SECTION_NAMES, SectionName

Key: TypeAlias = tuple[SocCode, Locale, SectionName]


@dataclass(frozen=True)
class Change:
    """One section that is new, worded anew, or no longer approved."""

    kind: Literal["added", "changed", "removed"]
    soc: SocCode
    locale: Locale
    section: SectionName


def published_sections(manifest: Manifest | None) -> dict[Key, Sha256]:
    """The content hash of every section of a release; none before the first one."""
    return {
        (profile.soc, profile.locale, entry.section): entry.hash
        for profile in (manifest.profiles if manifest else ())
        for entry in profile.sections
    }


def compare(old: dict[Key, Sha256], new: dict[Key, Sha256]) -> tuple[Change, ...]:
    """The changes from one set of sections to another, by code, locale and page order."""
    return tuple(Change(kind, *key) for key, kind in sorted(_kinds(old, new), key=lambda pair: _order(pair[0])))


def _kinds(
    old: dict[Key, Sha256], new: dict[Key, Sha256]
) -> Iterator[tuple[Key, Literal["added", "changed", "removed"]]]:
    for key in _either(old, new):
        if key not in old:
            yield key, "added"
        elif key not in new:
            yield key, "removed"
        elif old[key] != new[key]:
            yield key, "changed"


def _either(old: Iterable[Key], new: Iterable[Key]) -> set[Key]:
    return {*old, *new}


def _order(key: Key) -> tuple[str, str, int]:
    return key[0], key[1], SECTION_NAMES.index(key[2])
