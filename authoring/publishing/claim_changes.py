"""What a release changes for those who rely on it: section by section, claim by claim, and which fact is behind it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from authoring.diff.claims import ClaimChange, ClaimChangeKind, ClaimSide, compare_claims
from authoring.publishing.profile_json import PublicProfile, PublicSection
from authoring.publishing.public_claims import ledger_claim
from schemas.base import Line, Locale, SocCode, Timestamp, Value
from schemas.claims import ClaimKind, Verdict
from schemas.facts import Fact
from schemas.sections.registry import SECTION_NAMES, SectionName


class FactSaid(Value):
    """A fact as one release has it; no value where only its id is known."""

    id: Line
    value: Line | int | float | bool | None
    unit: Line | None
    period: Line | None


class ClaimSaid(Value):
    """A claim as one release has it, with what carries it."""

    text: Line
    verdict: Verdict
    facts: tuple[FactSaid, ...]


class ChangedClaim(Value):
    """One claim that came, went, or is another: another `figure`, another `carrier` or another `verdict`."""

    kind: ClaimChangeKind
    claim: ClaimKind
    item: Line
    field: Line
    old: ClaimSaid | None
    new: ClaimSaid | None


class ChangedSection(Value):
    """One section that came, went, or is worded anew, with its claims that are not as they were."""

    kind: Literal["added", "changed", "removed"]
    soc: SocCode
    locale: Locale
    section: SectionName
    approved_by: Line | None
    claims: tuple[ChangedClaim, ...]


class ReleaseChanges(Value):
    """`changes.json`: everything that is not as it was in the release `previous`.

    Of a first release every section is new: it names none of them.
    """

    schema_version: str
    release: Line
    previous: Line | None
    created: Timestamp
    base_version: Line
    previous_base_version: Line | None
    sections: tuple[ChangedSection, ...]


def changed_sections(old: PublicProfile | None, new: PublicProfile | None) -> tuple[ChangedSection, ...]:
    """What changed in one profile, in page order. None: it was not, or is no longer, in the release."""
    return tuple(_changed(old, new))


def _changed(old: PublicProfile | None, new: PublicProfile | None) -> Iterator[ChangedSection]:
    before, after = _by_name(old), _by_name(new)
    whose = new or old
    if whose is None:
        return
    for name in SECTION_NAMES:
        was, now = before.get(name), after.get(name)
        if was is None and now is None:
            continue
        if was and now and _same(was, now):
            continue
        yield ChangedSection(
            kind="changed" if was and now else "added" if now else "removed",
            soc=whose.soc,
            locale=whose.locale,
            section=name,
            approved_by=now.disclosure.approved_by if now else None,
            claims=tuple(_claims(name, was, now, old.facts if old else {}, new.facts if new else {})),
        )


def _same(was: PublicSection, now: PublicSection) -> bool:
    """The same words with the same claims; a release before 1.1.0 says of no claim what it was."""
    told_no_claims = was.provenance is None
    return was.disclosure.hash == now.disclosure.hash and (told_no_claims or was.claims == now.claims)


def _by_name(profile: PublicProfile | None) -> dict[SectionName, PublicSection]:
    return {entry.section: entry for entry in profile.sections} if profile else {}


def _claims(
    name: SectionName,
    was: PublicSection | None,
    now: PublicSection | None,
    facts_then: Mapping[str, Fact],
    facts_now: Mapping[str, Fact],
) -> Iterator[ChangedClaim]:
    before = [ledger_claim(name, claim) for claim in was.claims] if was else []
    after = [ledger_claim(name, claim) for claim in now.claims] if now else []
    for change in compare_claims(before, after):
        yield _told(change, facts_then, facts_now)


def _told(change: ClaimChange, facts_then: Mapping[str, Fact], facts_now: Mapping[str, Fact]) -> ChangedClaim:
    side = change.new or change.old
    if side is None:
        raise ValueError("a change has at least one side")
    return ChangedClaim(
        kind=change.kind,
        claim=change.claim,
        item=side.item,
        field=side.field,
        old=_said(change.old, facts_then) if change.old else None,
        new=_said(change.new, facts_now) if change.new else None,
    )


def _said(side: ClaimSide, facts: Mapping[str, Fact]) -> ClaimSaid:
    return ClaimSaid(text=side.text, verdict=side.verdict, facts=tuple(_facts(side.bound, facts)))


def _facts(bound: Iterable[str], facts: Mapping[str, Fact]) -> Iterator[FactSaid]:
    for name in bound:
        fact = facts.get(name)
        yield FactSaid(
            id=name,
            value=fact.value if fact else None,
            unit=fact.unit if fact else None,
            period=fact.period if fact else None,
        )
