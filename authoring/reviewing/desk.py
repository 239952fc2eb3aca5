"""The desk: everything one person can do with sections. Both faces stand on this API."""

from collections.abc import Callable, Collection, Set

from authoring import __version__
from authoring.errors import NotAllowed, UnknownOccupation, UsageError
from authoring.reviewing import rules
from authoring.reviewing.findings import Check, Facts, Findings
from authoring.reviewing.four_eyes import is_author
from authoring.reviewing.merge import Merged, common_base, merge
from authoring.reviewing.queue import EVERYTHING, QueueFilter, in_order
from authoring.reviewing.stamp import Stamp
from authoring.reviewing.states import Leaving, ReviewStep, allows, state_of, state_of_row
from authoring.revisions.history import History
from authoring.revisions.ids import now
from authoring.revisions.items import give_ids, items_of
from authoring.revisions.rows import SectionRow, Tally
from authoring.revisions.store import Revisions
from authoring.settings import Settings
from schemas.base import Locale, SocCode, Timestamp
from schemas.events import Assignment, Comment, Decision, DecisionAction, EventId, Revision
from schemas.findings import Finding
from schemas.sections.registry import SPECS, Section, SectionName
from schemas.status import SectionStatus, State


class Desk:
    """One person at work. `published` tells what is in the current release; `edition` is that of the checks.

    `on` is always the revision the person saw: where it is no longer the head, the step raises `Conflict`.
    Any step may raise `StorageError` where it cannot be written.
    """

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
    ) -> None:
        self.person = person
        self._revisions = revisions
        self._base = base
        self._settings = settings
        self._published = published
        self._findings = Findings(revisions, base, check, edition)
        self._stamp = Stamp(person, clock)

    # Looking

    def queue(self, wanted: QueueFilter = EVERYTHING) -> tuple[SectionStatus, ...]:
        """The sections asked for, the most urgent first; `queue.priority` says why."""
        published = self._published()
        rows = self._revisions.statuses(soc=wanted.soc)
        tallies = self._findings.tallies(rows)
        titles = {soc: self._title(soc) for soc in {row.soc for row in rows}}
        statuses = (_status(row, titles[row.soc], published, tallies[row.head]) for row in rows)
        return in_order(status for status in statuses if wanted.keeps(status))

    def history(self, soc: SocCode, locale: Locale, section: SectionName) -> History:
        """Everything that ever happened to a section."""
        return self._revisions.history(soc, locale, section)

    def state(self, history: History) -> State:
        """The state of that section."""
        return state_of(history, self._published())

    def findings(self, revision: Revision) -> tuple[Finding, ...]:
        """What is open: errors, notes, and the warnings nobody waived."""
        waived = self._waivers(revision)
        return tuple(f for f in self._findings.of(revision) if (f.rule, f.fingerprint) not in waived)

    def waived(self, revision: Revision) -> tuple[Finding, ...]:
        """The warnings of this text that somebody waived."""
        waived = self._waivers(revision)
        return tuple(f for f in self._findings.of(revision) if (f.rule, f.fingerprint) in waived)

    def preview(self, soc: SocCode, locale: Locale, section: SectionName, content: Section) -> tuple[Finding, ...]:
        """What would be open if that text were saved. Saves nothing."""
        return self.findings(self._draw_up(self.history(soc, locale, section), content, "person", None))

    # Writing

    def save(
        self,
        soc: SocCode,
        locale: Locale,
        section: SectionName,
        content: Section,
        on: EventId | None,
        reason: str | None = None,
        translated: Collection[str] = (),
    ) -> Revision:
        """Keep a person's text as a new revision; text equal to the head's is no edit and returns the head.

        New items get ids. `translated` are items that are done though they read as the source does.
        Raises `Conflict`, or `NotAllowed` where the edit touches what is made from facts.
        """
        history = self.history(soc, locale, section)
        rules.refuse_stale(history, on)
        content = give_ids(content)
        head = history.head
        rules.refuse_computed_changes(history, content, *((head,) if head else ()))
        revision = self._draw_up(history, content, "person", reason, translated)
        if head and (head.hash, head.to_translate) == (revision.hash, revision.to_translate):
            return head
        self._revisions.append(revision)
        return revision

    def merge(self, soc: SocCode, locale: Locale, section: SectionName, content: Section, on: EventId) -> Merged:
        """A person's text, begun on `on`, brought together with the head of now. Saves nothing.

        Show its conflicts, then `save_merged(..., on=merged.on)`.
        """
        history = self.history(soc, locale, section)
        base, head = history.revision(on), rules.head_of(history)
        if base is None:
            raise UsageError(f"{rules.name_of(history)} has no revision {on}", "List them with `author log`.")
        return merge(base.content, give_ids(content), head.content, on=head.id, merged=None)

    def merge_fork(self, soc: SocCode, locale: Locale, section: SectionName) -> Merged:
        """The newest of two heads with the other one merged in. Saves nothing; `save_merged` does."""
        history = self.history(soc, locale, section)
        if not history.forked:
            raise UsageError(f"{rules.name_of(history)} is not forked", "There is nothing to merge.")
        other, head = history.heads[-2:]
        base = common_base(history, head.id, other.id)
        return merge(base.content if base else None, head.content, other.content, on=head.id, merged=other.id)

    def save_merged(
        self,
        soc: SocCode,
        locale: Locale,
        section: SectionName,
        content: Section,
        on: EventId,
        merged: EventId | None = None,
        reason: str | None = None,
    ) -> Revision:
        """Keep a merged text on the head `on`, taking in the head `merged` where the section was forked."""
        history = self.history(soc, locale, section)
        rules.refuse_stale(history, on)
        other = history.revision(merged)
        if merged and other not in history.heads:
            raise UsageError(f"{merged} is not one of the heads", "Merge again from what is there now.")
        content = give_ids(content)
        sides = (rules.head_of(history), *((other,) if other else ()))
        rules.refuse_computed_changes(history, content, *sides)
        revision = self._draw_up(history, content, "merge", reason, merged=other)
        self._revisions.append(revision)
        return revision

    def revert(
        self, soc: SocCode, locale: Locale, section: SectionName, to: EventId, reason: str | None = None
    ) -> Revision:
        """The text of an earlier revision as a new one. Nothing is deleted; it is reviewed like any edit."""
        history = self.history(soc, locale, section)
        earlier, head = history.revision(to), rules.head_of(history)
        if earlier is None:
            raise UsageError(f"{rules.name_of(history)} has no revision {to}", "List them with `author log`.")
        if earlier.id == head.id:
            return head
        revision = self._draw_up(history, earlier.content, "person", reason or f"back to {to}").model_copy(
            update={
                "sheet_hash": earlier.sheet_hash,
                "base_version": earlier.base_version,
                "translated_from": earlier.translated_from,
                "to_translate": earlier.to_translate,
            }
        )
        self._revisions.append(revision)
        return revision

    def comment(
        self, soc: SocCode, locale: Locale, section: SectionName, text: str, item: str | None = None
    ) -> Comment:
        """Remark on the section as it is now, or on one of its items."""
        comment = self._stamp.comment(self.history(soc, locale, section), rules.reason_given(text), item)
        self._revisions.append(comment)
        return comment

    def assign(self, soc: SocCode, locale: Locale, section: SectionName, assignee: str | None) -> Assignment:
        """Say who is to look at the section; None takes it back."""
        assignment = self._stamp.assignment(self.history(soc, locale, section), assignee)
        self._revisions.append(assignment)
        return assignment

    # Deciding

    def approve(self, soc: SocCode, locale: Locale, section: SectionName, on: EventId) -> Decision:
        """Approve exactly that text.

        Raises `NotAllowed` for one's own words since the last approval (four eyes), for text left to
        translate, and where it is approved already; `CheckFailed` with the open errors; `Conflict` on a fork.
        """
        history, head = self._to_decide(soc, locale, section, on, "approve")
        rules.refuse_untranslated(history, head)
        if self._settings.review.four_eyes:
            rules.refuse_own_text(history, self.person)
        rules.refuse_errors(history, self.findings(head))
        return self._decide(self._stamp.decision(history, head, "approve", sheet_hash=self._sheet_hash(soc)))

    def approve_computed(self, soc: SocCode, locale: Locale) -> tuple[Decision, ...]:
        """Approve at once the wholly computed sections without open errors; never one with drafted text."""
        profile, sheet_hash = self._revisions.profile(soc, locale), self._sheet_hash(soc)
        computed = [profile[spec.name] for spec in SPECS if spec.kind == "computed"]
        decisions = tuple(
            self._stamp.decision(history, history.head, "approve", sheet_hash=sheet_hash)
            for history in computed
            if history.head and self._may_pass(history, history.head)
        )
        self._revisions.append(*decisions)
        return decisions

    def request_changes(self, soc: SocCode, locale: Locale, section: SectionName, on: EventId, reason: str) -> Decision:
        """Send the text back with a reason: it is to be edited."""
        return self._send_back(soc, locale, section, on, "request_changes", reason)

    def reject(self, soc: SocCode, locale: Locale, section: SectionName, on: EventId, reason: str) -> Decision:
        """Send the text back with a reason: it is to be drafted anew."""
        return self._send_back(soc, locale, section, on, "reject", reason)

    def waive(
        self, soc: SocCode, locale: Locale, section: SectionName, on: EventId, rule: str, fingerprint: str,
        reason: str,
    ) -> Decision:  # fmt: skip
        """Accept one open warning with a reason. It comes back when the text it is about changes."""
        history, head = self._to_decide(soc, locale, section, on, "waive")
        found = [f for f in self.findings(head) if (f.rule, f.fingerprint) == (rule, fingerprint)]
        if not found:
            raise UsageError(f"{rules.name_of(history)} has no such open finding: {rule}", "Run the checks again.")
        if found[0].severity != "warning":
            raise NotAllowed(f"{rule} is {_a(found[0].severity)}: only warnings can be waived", found[0].hint)
        return self._decide(
            self._stamp.decision(
                history, head, "waive", sheet_hash=self._sheet_hash(soc),
                reason=rules.reason_given(reason), rule=rule, fingerprint=fingerprint,
            )
        )  # fmt: skip

    def withdraw(self, soc: SocCode, locale: Locale, section: SectionName) -> Decision:
        """Take back one's own last decision on the head: an approval, a request for changes, a rejection.

        Raises `NotAllowed` where there is none, or somebody else took it.
        """
        history = self.history(soc, locale, section)
        head, verdict = rules.head_of(history), history.verdict
        if verdict is None:
            raise NotAllowed(f"{rules.name_of(history)} has no decision to withdraw", "Look at its log.")
        if verdict.by.name != self.person:
            raise NotAllowed(
                f"{rules.name_of(history)}: that was {verdict.by.name}'s decision, not yours",
                "Ask them to withdraw it, or request changes with a reason.",
            )
        return self._decide(self._stamp.decision(history, head, "withdraw", sheet_hash=self._sheet_hash(soc)))

    # Within

    def _draw_up(
        self,
        history: History,
        content: Section,
        method: str,
        reason: str | None,
        translated: Collection[str] = (),
        merged: Revision | None = None,
    ) -> Revision:
        """The revision as it would be appended."""
        return self._stamp.revision(
            history,
            content,
            method=method,
            reason=reason,
            merged=merged,
            to_translate=_still_to_translate(history.head, content, translated),
            facts=None if history.head else (self._sheet_hash(history.soc), self._base.version),
        )

    def _to_decide(
        self, soc: SocCode, locale: Locale, section: SectionName, on: EventId, step: ReviewStep
    ) -> tuple[History, Revision]:
        history = self.history(soc, locale, section)
        head = rules.head_of(history)
        rules.refuse_stale(history, on)
        rules.refuse_fork(history)
        rules.refuse_step(history, self.state(history), step)
        return history, head

    def _send_back(
        self,
        soc: SocCode,
        locale: Locale,
        section: SectionName,
        on: EventId,
        action: DecisionAction,
        reason: str,
    ) -> Decision:
        history, head = self._to_decide(soc, locale, section, on, action)
        reason = rules.reason_given(reason)
        return self._decide(
            self._stamp.decision(history, head, action, sheet_hash=self._sheet_hash(soc), reason=reason)
        )

    def _decide(self, decision: Decision) -> Decision:
        self._revisions.append(decision)
        return decision

    def _may_pass(self, history: History, head: Revision) -> bool:
        """Whether a computed section may be approved unread: whole, undecided, not one's own, no errors."""
        return (
            allows(self.state(history), "approve")
            and not history.forked
            and not head.to_translate
            and not (self._settings.review.four_eyes and is_author(history, self.person))
            and history.verdict is None
            and all(finding.severity != "error" for finding in self.findings(head))
        )

    def _waivers(self, revision: Revision) -> frozenset[tuple[str, str]]:
        return self.history(revision.soc, revision.locale, revision.section).waivers

    def _sheet_hash(self, soc: SocCode) -> str | None:
        try:
            return self._base.sheet(soc).hash
        except UnknownOccupation:
            return None

    def _title(self, soc: SocCode) -> str:
        try:
            return self._base.title(soc)
        except UnknownOccupation:
            return "(no such occupation)"


def _status(row: SectionRow, title: str, published: Set[Leaving], tally: Tally) -> SectionStatus:
    return SectionStatus(
        soc=row.soc,
        locale=row.locale,
        section=row.section,
        title=title,
        state=state_of_row(row, published),
        forked=row.forked,
        head=row.head,
        hash=row.hash,
        sheet_hash=row.sheet_hash,
        author=row.author,
        author_kind=row.author_kind,
        updated=row.updated,
        approved_by=row.approved_by,
        assignee=row.assignee,
        errors=tally.errors,
        warnings=tally.open_warnings(row.waived),
        comments=row.comments,
        to_translate=row.to_translate,
    )


def _still_to_translate(head: Revision | None, content: Section, translated: Collection[str]) -> tuple[str, ...]:
    """The items that were left and are still there, word for word, and that nobody calls done."""
    if head is None:
        return ()
    before = {item.id: item for item in items_of(head.content)}
    now_there = {item.id: item for item in items_of(content)}
    return tuple(
        left
        for left in head.to_translate
        if left not in translated and left in now_there and now_there[left] == before.get(left)
    )


def _a(severity: str) -> str:
    return f"an {severity}" if severity[0] in "aeiou" else f"a {severity}"
