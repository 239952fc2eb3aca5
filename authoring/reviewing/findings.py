"""What the checks say of revisions; counted once for each text, fact base and edition of rules."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeAlias

from authoring.errors import UnknownOccupation
from authoring.revisions.rows import CheckedBy, SectionRow, Tally
from authoring.revisions.store import Revisions
from authoring.staleness import Elsewhere
from schemas.base import SocCode
from schemas.events import Revision
from schemas.facts import FactSheet
from schemas.findings import Finding, Place
from schemas.saying import said

Check: TypeAlias = Callable[[Revision, FactSheet], tuple[Finding, ...]]
"""All findings of one revision against the facts."""


class Facts(Elsewhere, Protocol):
    """What review asks of the fact base."""

    @property
    def version(self) -> str:
        """Which build of the base this is; with another version everything is counted anew."""

    def sheet(self, soc: SocCode) -> FactSheet:
        """All facts of one occupation. Raises `UnknownOccupation`."""

    def title(self, soc: SocCode) -> str:
        """Its official title. Raises `UnknownOccupation`."""


class Findings:
    """Runs the checks. `rules` names their edition: counts of another edition are not used."""

    def __init__(self, revisions: Revisions, facts: Facts, check: Check, rules: str) -> None:
        self._revisions = revisions
        self._facts = facts
        self._check = check
        self._rules = rules

    def of(self, revision: Revision) -> tuple[Finding, ...]:
        """All findings, the waived ones too. An occupation that is not known is an error finding."""
        try:
            sheet = self._facts.sheet(revision.soc)
        except UnknownOccupation as unknown:
            return (_no_facts(revision, unknown),)
        return self._check(revision, sheet)

    def tallies(self, rows: Iterable[SectionRow]) -> dict[str, Tally]:
        """The counts for the heads of those rows by revision id. What was never counted is, and is kept."""
        known = self.known()
        missing = [row for row in rows if row.head not in known]
        counted = {row.head: self._count(row) for row in missing}
        self._revisions.index.keep_tallies(self.by, counted)
        return {**known, **counted}

    @property
    def by(self) -> CheckedBy:
        """What the counts depend on."""
        return self._facts.version, self._rules

    def known(self) -> dict[str, Tally]:
        """The counts there are, by revision id."""
        return self._revisions.index.tallies(self.by)

    def _count(self, row: SectionRow) -> Tally:
        revision = self._revisions.history(row.soc, row.locale, row.section).revision(row.head)
        found = self.of(revision) if revision else ()
        warnings = tuple((f.rule, f.fingerprint) for f in found if f.severity == "warning")
        errors = [f.rule for f in found if f.severity == "error"]
        return Tally(len(errors), warnings, tuple(sorted(set(errors))))


def _no_facts(revision: Revision, unknown: UnknownOccupation) -> Finding:
    return Finding(
        rule="occupation.unknown",
        severity="error",
        place=Place(item="", field="", start=0, end=0),
        message=unknown.message,
        hint=unknown.hint or said("Move this text to a code that SOC 2018 has."),
        fingerprint=f"occupation.unknown/{revision.soc}",
    )
