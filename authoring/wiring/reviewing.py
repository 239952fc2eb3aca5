"""The desk of a person: the queue, decisions, fact-checks, whole workspaces checked, training."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from authoring.settings import Workspace
from authoring.wiring.publishing import ReleaseWiring

if TYPE_CHECKING:
    from authoring.checks import CheckedSection
    from authoring.factchecking.checks import FactChecks
    from authoring.reviewing.desk import Desk
    from authoring.reviewing.examining import Examining, Together
    from authoring.reviewing.refreshing import Refreshing
    from authoring.training.exercises import Trainer
    from authoring.training.records import Records
    from schemas.sections.registry import SectionName


class ReviewWiring(ReleaseWiring):
    """The desk of a person: the queue, decisions, fact-checks, whole workspaces checked, training."""

    @cached_property
    def examining(self) -> "Examining":
        """The checks over whole occupations; findings are kept in the cache folder."""
        from authoring.checks import check
        from authoring.reviewing.checked import KeptFindings
        from authoring.reviewing.examining import Examining, Rules

        rules = Rules(
            see=self._see,
            check=lambda section: check(section, self.own_rules),
            lasting=lambda section: not section.quoted,  # documents change on disk
            beside=self._titles_edition,
            unknown=self.desk.all_findings,
        )
        return Examining(self.revisions, self.base, rules, KeptFindings(self.workspace.cache, self.rules_edition))

    def examining_with(self, workers: int) -> "Together":
        """Examines many occupations in that many processes."""

        from authoring.reviewing.together import examine_together

        opened = partial(_open_examining, self.workspace, self.person)
        return lambda socs: examine_together(socs, self.examining, opened, workers)

    @cached_property
    def factchecks(self) -> "FactChecks":
        """The fact-checks of this person."""
        from authoring.factchecking.checks import FactChecks
        from authoring.revisions.ids import now

        return FactChecks(self.revisions, self.base.sheet, self.claims_of, self.desk, self.person, now)

    def signature_of(self) -> "Callable[[bytes, str], str] | None":
        """Signs with this person's ssh key; None where there is none and the workspace does not ask for it."""
        from authoring.reviewing.signing import has_key, signature_of

        review = self.workspace.settings.review
        if not (review.sign or has_key(review.signing_key)):
            return None
        return lambda message, namespace: signature_of(message, namespace, review.signing_key)

    @cached_property
    def desk(self) -> "Desk":
        """The review desk of this person."""
        return self.desk_of(self.person)

    def desk_of(self, person: str) -> "Desk":
        """The review desk of somebody else at the same terminal."""
        from authoring.reviewing.desk import Desk

        return Desk(
            revisions=self.revisions,
            base=self.base,
            check=self.findings_of,
            settings=self.workspace.settings,
            person=person,
            published=self.published,
            edition=self.rules_edition,
            sources=self._source_stamps,
        )

    @cached_property
    def refreshing(self) -> "Refreshing":
        """Stale sections and their smallest edits, on behalf of this person."""
        from authoring.reviewing.refreshing import Refreshing

        source = self.workspace.settings.source_locale
        return Refreshing(self.revisions, self.base, self.compute, self.desk.lapsed, source, self.person)

    @cached_property
    def training_records(self) -> "Records":
        """What people did in training."""
        from authoring.training.records import Records

        return Records(self.workspace.root / "training")

    def trainer(self, locale: str) -> "Trainer":
        """Plants exercises from what is written in that locale."""
        from authoring.revisions.ids import now
        from authoring.training.exercises import Trainer

        def seen(place: "tuple[str, str, SectionName]") -> "CheckedSection | None":
            return next(iter(self.seen(place[0], place[1], (place[2],))), None)

        def places() -> "list[tuple[str, str, SectionName]]":
            rows = self.revisions.statuses(locale=locale)
            return [
                (row.soc, row.locale, row.section) for row in rows if not row.to_translate and row.soc in self._codes
            ]

        return Trainer(places, seen, self._sheet_of, now)


def _open_examining(workspace: Workspace, person: str) -> "Examining":
    from authoring.wiring import Wiring

    return Wiring(workspace, person).examining
