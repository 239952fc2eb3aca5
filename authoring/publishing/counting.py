"""How far a release has come, locale by locale."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from schemas.release import LocaleCoverage, ProfileCounts, PublishedProfile
from schemas.sections.registry import SECTION_NAMES


def coverage_of(profiles: Sequence[PublishedProfile], occupations: int) -> tuple[LocaleCoverage, ...]:
    """Of `occupations` in all, how many each locale has; locales by name."""
    return tuple(_coverage(sorted(profiles, key=lambda profile: profile.locale), occupations))


def _coverage(profiles: Iterable[PublishedProfile], occupations: int) -> Iterator[LocaleCoverage]:
    for locale, found in groupby(profiles, key=lambda profile: profile.locale):
        those = list(found)
        yield LocaleCoverage(
            locale=locale,
            occupations=occupations,
            profiles=len(those),
            whole=sum(len(profile.sections) == len(SECTION_NAMES) for profile in those),
            sections=sum(len(profile.sections) for profile in those),
            counts=total(profile.counts for profile in those),
        )


def total(counts: Iterable[ProfileCounts]) -> ProfileCounts:
    """The sum of many counts."""
    sums = dict.fromkeys(ProfileCounts.model_fields, 0)
    for each in counts:
        for name in sums:
            sums[name] += getattr(each, name)
    return ProfileCounts(**sums)
