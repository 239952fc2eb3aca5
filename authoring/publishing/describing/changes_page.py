"""`CHANGES.md`: what a release changes, for people. It is also the list of modifications that licences ask for."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from authoring.publishing.claim_changes import ChangedClaim, ChangedSection, ClaimSaid, ReleaseChanges
from schemas.release import Manifest

_MOST_OCCUPATIONS: Final = 400
"""Beyond so many the page names no further ones: `changes.json` has all of them."""


def changes_page(changes: ReleaseChanges, manifest: Manifest) -> str:
    """The page as Markdown."""
    return "\n".join(_page(changes, manifest)) + "\n"


def _page(changes: ReleaseChanges, manifest: Manifest) -> Iterator[str]:
    yield f"# Changes in {changes.release}"
    yield ""
    if manifest.notes:
        yield from (*map(_inline, manifest.notes.splitlines()), "")
    if changes.previous is None:
        sections = sum(len(profile.sections) for profile in manifest.profiles)
        yield f"The first release: {len(manifest.profiles)} profiles with {sections} sections, all new."
        yield ""
    else:
        yield from _since(changes)
    yield "## Modifications of official data"
    yield ""
    yield "Values of the datasets named in the manifest are used as published, but for those whose `basis` is not `direct`:"
    yield "they are averaged, taken from a wider or a detailed code, crosswalked, or computed by the formula that they carry."


def _since(changes: ReleaseChanges) -> Iterator[str]:
    kinds = Counter(section.kind for section in changes.sections)
    claims = Counter(claim.kind for section in changes.sections for claim in section.claims)
    told = ", ".join(f"{kinds[kind]} {kind}" for kind in ("added", "changed", "removed") if kinds[kind])
    yield f"Since {changes.previous}: sections {told or 'as they were'}."
    if claims:
        counted = ", ".join(f"{count} {kind}" for kind, count in sorted(claims.items()))
        yield f"Claims: {counted}."
    if changes.base_version != changes.previous_base_version:
        yield f"Facts: base {changes.previous_base_version} became {changes.base_version}."
    yield ""
    pages = groupby(changes.sections, key=lambda section: (section.soc, section.locale))
    for listed, ((soc, locale), found) in enumerate(pages, 1):
        if listed > _MOST_OCCUPATIONS:
            yield "More occupations changed; `changes.json` lists every one."
            yield ""
            return
        yield f"## {soc} {locale}"
        yield ""
        for section in found:
            yield from _section(section)
        yield ""


def _section(section: ChangedSection) -> Iterator[str]:
    by = f", approved by {_inline(section.approved_by)}" if section.approved_by else ""
    yield f"- {section.section} {section.kind}{by}"
    yield from (f"  - {_claim(claim)}" for claim in section.claims)


def _claim(claim: ChangedClaim) -> str:
    if claim.old is None and claim.new is not None:
        return f"new {claim.claim}: {_said(claim.new)}"
    if claim.new is None and claim.old is not None:
        return f"gone {claim.claim}: {_said(claim.old)}"
    if claim.old is None or claim.new is None:
        return claim.claim
    return f"{claim.claim} ({claim.kind}): {_said(claim.old)} became {_said(claim.new)}"


def _said(said: ClaimSaid) -> str:
    facts: Sequence[str] = [
        f"{fact.id}" if fact.value is None else f"{fact.id} = {_inline(str(fact.value))} {fact.unit}, {fact.period}"
        for fact in said.facts
    ]
    return f"“{_inline(said.text)}”" + (f" by {'; '.join(facts)}" if facts else f" ({said.verdict})")


def _inline(text: str) -> str:
    """Text of others in Markdown: no mark of it may act."""
    return "".join(f"\\{mark}" if mark in "\\`*_{}[]<>#|!" else mark for mark in " ".join(text.split()))
