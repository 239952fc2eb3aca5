"""Comparing two sides: every profile that differs, with its claims, numbers first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from authoring.diff import SectionDiff, compare
from authoring.diff.claims import ClaimChange, compare_claims
from authoring.diff.comparison import Comparison, ProfileDiff
from authoring.factchecking.sides import Key, Side
from authoring.item_texts import ItemText, item_texts
from schemas.base import SocCode
from schemas.claims import Claim
from schemas.events import Revision
from schemas.sections.registry import SECTION_NAMES

ClaimsOf: TypeAlias = Callable[[Revision, Sequence[ItemText]], tuple[Claim, ...]]
"""The claims of some texts of a revision, from today's fact sheet."""


def compare_sides(old: Side, new: Side, title: Callable[[SocCode], str], claims_of: ClaimsOf) -> Comparison:
    """Every text that differs between two sides, in order of code and locale. Claims are only read where texts differ."""
    keys = sorted({*old.texts, *new.texts}, key=lambda key: (key[0], key[1], SECTION_NAMES.index(key[2])))
    groups = [(place, list(group)) for place, group in groupby(keys, key=lambda key: key[:2])]
    profiles = []
    for (soc, locale), group in groups:
        sections, claims = _profile(group, old.texts, new.texts, claims_of)
        if sections:
            profiles.append(ProfileDiff(soc, title(soc), locale, tuple(sections), tuple(claims)))
    return Comparison(old.label, new.label, len(groups), tuple(profiles))


def _profile(
    keys: Iterable[Key], old: Mapping[Key, Revision], new: Mapping[Key, Revision], claims_of: ClaimsOf
) -> tuple[list[SectionDiff], list[ClaimChange]]:
    sections: list[SectionDiff] = []
    claims: list[ClaimChange] = []
    for key in keys:
        before, after = old.get(key), new.get(key)
        if before is not None and after is not None and before.hash == after.hash:
            continue
        diff = compare(before.content if before else None, after.content if after else None)
        if not diff.empty:
            sections.append(diff)
            claims += compare_claims(*_claims_that_may_differ(before, after, claims_of))
    return sections, claims


def _claims_that_may_differ(
    old: Revision | None, new: Revision | None, claims_of: ClaimsOf
) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """The claims of either side without the texts that are the same on both: those make the same claims."""
    before, after = (list(item_texts(side.content)) if side else [] for side in (old, new))
    # In this section a text is also judged by the rule table beside it.
    same = set(before) & set(after) if new is None or new.section != "immigration" else set()
    return (
        claims_of(old, [text for text in before if text not in same]) if old else (),
        claims_of(new, [text for text in after if text not in same]) if new else (),
    )
