"""Looking: the queue, histories, states and findings, as one person at the desk sees them."""

from collections.abc import Callable, Mapping, Set

from authoring import __version__
from authoring.checks.freshness import STALE_FACTS
from authoring.errors import UnknownOccupation
from authoring.reviewing.board import Board, QueueLine
from authoring.reviewing.findings import Check, Facts, Findings
from authoring.reviewing.queue import EVERYTHING, QueueFilter
from authoring.reviewing.stamp import Stamp
from authoring.reviewing.states import Leaving, state_of
from authoring.revisions.history import History
from authoring.revisions.ids import now
from authoring.revisions.store import Revisions
from authoring.settings import Settings
from schemas.base import Locale, SocCode, Timestamp
from schemas.events import Revision
from schemas.findings import Finding
from schemas.sections.registry import SectionName
from schemas.status import SectionStatus, State


class Looking:
    """What can be seen from a desk, and what every step from it needs."""

    def __init__(  # noqa: PLR0913 - the composition root names each thing a desk needs
        self,
        revisions: Revisions,
        base: Facts,
        check: Check,
        settings: Settings,
        person: str,
        published: Callable[[], Set[Leaving]] = frozenset,
        clock: Callable[[], Timestamp] = now,
        *,
        edition: str = __version__,
        sources: Callable[[], Mapping[SocCode, str]] = dict,
    ) -> None:
        self.person = person
        self._revisions = revisions
        self._base = base
        self._settings = settings
        self._published = published
        self._findings = Findings(revisions, base, check, edition)
        self._stamp = Stamp(person, clock)
        self.board = Board(revisions, base, self._findings, settings, published, clock, sources)

    def queue(self, wanted: QueueFilter = EVERYTHING) -> tuple[SectionStatus, ...]:
        """The sections asked for, the most urgent first."""
        return tuple(line.status for line in self.lines(wanted))

    def lines(self, wanted: QueueFilter = EVERYTHING) -> tuple[QueueLine, ...]:
        """The same, each with why it stands where it stands. For many, ask `board` by the page."""
        self.board.refresh()
        self.board.count_findings(soc=wanted.soc)
        return self.board.page(wanted, limit=None).lines

    def lines_so_far(self, most: int | None = None) -> tuple[QueueLine, ...]:
        """All lines at once, or the `most` urgent ones, with the findings that were counted before.

        `board.count_findings` counts the others.
        """
        self.board.refresh()
        return self.board.page(limit=most).lines

    def title(self, soc: SocCode) -> str:
        """The official title of an occupation; where there is no such code, words that say so."""
        return self.board.title(soc)

    def history(self, soc: SocCode, locale: Locale, section: SectionName) -> History:
        """Everything that ever happened to a section."""
        return self._revisions.history(soc, locale, section)

    def state(self, history: History) -> State:
        """The state of that section."""
        return state_of(history, self._published(), lapsed=history.approval is not None and self.lapsed(history))

    def lapsed(self, history: History) -> bool:
        """Whether facts moved under the text since it was written, or under the text it was translated from."""
        return bool(self.moved(history))

    def moved(self, history: History) -> tuple[Finding, ...]:
        """The open findings that say which facts moved; those of its source for a translation."""
        head = history.head
        if head is not None and head.translated_from is not None:
            source = self.history(history.soc, head.translated_from.locale, history.section)
            return self.moved(source) if source.head and source.head.translated_from is None else ()
        found = self.findings(head) if head is not None else ()
        return tuple(finding for finding in found if finding.rule == STALE_FACTS)

    def all_findings(self, revision: Revision) -> tuple[Finding, ...]:
        """Everything the checks say of a revision, waived or not."""
        return self._findings.of(revision)

    def forget_findings(self, soc: SocCode) -> None:
        """Have the queue count an occupation's findings anew: something beside its texts changed."""
        self._revisions.index.forget_tallies(soc)

    def findings(self, revision: Revision) -> tuple[Finding, ...]:
        """What is open: errors, notes, and the warnings nobody waived."""
        return self._told_apart(revision)[0]

    def waived(self, revision: Revision) -> tuple[Finding, ...]:
        """The warnings of this text that somebody waived."""
        return self._told_apart(revision)[1]

    def _told_apart(self, revision: Revision) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """Open findings and waived ones. A rule that became an error since is open, whoever waived it."""
        waivers = self.history(revision.soc, revision.locale, revision.section).waivers
        found = self._findings.of(revision)
        waived = tuple(f for f in found if f.severity == "warning" and (f.rule, f.fingerprint) in waivers)
        return tuple(f for f in found if f not in waived), waived

    def _sheet_hash(self, soc: SocCode) -> str | None:
        try:
            return self._base.sheet(soc).hash
        except UnknownOccupation:
            return None
