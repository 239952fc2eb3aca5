"""A comparison: two sides of any number of profiles, from the one line on all of it down to the changed word.

This is the tree that every face draws: `Comparison` -> `ProfileDiff` -> `SectionDiff` and `ClaimChange` -> changes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import computed_field

from authoring.diff.changes import FieldChange, SectionDiff
from authoring.diff.claims import ClaimChange
from authoring.diff.summary import dropped_sources
from authoring.diff.wording import KIND_WORDS, both
from schemas.base import Line, Locale, SocCode

MOST_LISTED: Final = 4


@dataclass(frozen=True, slots=True)
class ProfileDiff:
    """What changed in one occupation's text in a locale; sections without changes are left out."""

    soc: SocCode
    title: Line
    locale: Locale
    sections: tuple[SectionDiff, ...]
    claims: tuple[ClaimChange, ...]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def summary(self) -> str:
        """One line, numbers first: `2 figures changed: $64,320 -> $68,270, …; 1 source dropped; 1 claim now unsupported`."""
        return "; ".join(_told(self.sections, self.claims, listed=True)) or "no change"


@dataclass(frozen=True, slots=True)
class Comparison:
    """All profiles that differ between two sides; `compared` counts those that stand on either."""

    old: Line
    new: Line
    compared: int
    profiles: tuple[ProfileDiff, ...]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def summary(self) -> str:
        """One line about all of it."""
        if not self.profiles:
            return f"no change in {_many(self.compared, 'text')}"
        sections = [section for profile in self.profiles for section in profile.sections]
        claims = [claim for profile in self.profiles for claim in profile.claims]
        head = f"{len(self.profiles):,} of {_many(self.compared, 'text')} changed"
        return "; ".join((head, *_told(sections, claims, listed=False)))


def section_line(section: SectionDiff, claims: Iterable[ClaimChange]) -> str:
    """The same line about one section."""
    own = [claim for claim in claims if claim.section == section.section]
    return "; ".join(_told([section], own, listed=True)) or "no change"


def figure_fields(sections: Iterable[SectionDiff]) -> list[FieldChange]:
    """The figures of computed sections that are others now."""
    return [
        change
        for section in sections
        for change in section.changes
        if isinstance(change, FieldChange) and change.role == "figure"
    ]


def _told(sections: Sequence[SectionDiff], claims: Sequence[ClaimChange], *, listed: bool) -> list[str]:
    steps = [
        f"{claim.old.text} -> {claim.new.text}"
        for claim in claims
        if claim.kind == "figure" and claim.old and claim.new
    ]
    steps += [" -> ".join(both(field)) for field in figure_fields(sections)]
    told = [_listed(_many(len(steps), "figure") + " changed", steps, listed)] if steps else []
    counts = Counter(claim.kind for claim in claims)
    told += [f"{_many(counts['added'], 'new claim')}"] if counts["added"] else []
    told += [f"{_many(counts['removed'], 'claim')} gone"] if counts["removed"] else []
    told += [f"{_many(counts['carrier'], 'claim')} on other grounds"] if counts["carrier"] else []
    dropped = dropped_sources(change for section in sections for change in section.changes)
    told += [_listed(_many(len(dropped), "source") + " dropped", dropped, listed)] if dropped else []
    unsupported = [claim.new.text for claim in claims if claim.unsupported and claim.new]
    told += [_listed(f"{_many(len(unsupported), 'claim')} now unsupported", unsupported, listed)] if unsupported else []
    return told + _labels(sections, listed) + _kinds(sections)


def _labels(sections: Iterable[SectionDiff], listed: bool) -> list[str]:
    labels = [
        change
        for section in sections
        for change in section.changes
        if isinstance(change, FieldChange) and change.role == "label"
    ]
    if not listed and labels:
        return [f"{_many(len(labels), 'fixed word')} changed"]
    said = [f"{change.path}: {' -> '.join(both(change))}" for change in labels[:MOST_LISTED]]
    return [*said, f"{len(labels) - MOST_LISTED} more fields"] if len(labels) > MOST_LISTED else said


def _kinds(sections: Iterable[SectionDiff]) -> list[str]:
    sections = list(sections)
    counted = Counter(change.kind for section in sections for change in section.changes if change.kind != "field")
    said = [f"{counted[kind]:,} {word}" for kind, word in KIND_WORDS.items() if counted[kind]]  # type: ignore[index]
    whole = Counter(section.presence for section in sections if section.presence != "both")
    said += [f"{_many(count, 'section')} {presence}" for presence, count in whole.items()]
    return [", ".join(said)] if said else []


def _listed(head: str, things: Sequence[str], listed: bool) -> str:
    if not listed:
        return head
    unique = list(dict.fromkeys(things))
    more = f", {len(unique) - MOST_LISTED} more" if len(unique) > MOST_LISTED else ""
    return f"{head}: {', '.join(unique[:MOST_LISTED])}{more}"


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
