"""Writing: edits, merges, reverts, comments and assignments. Every one appends; none overwrites."""

from collections.abc import Collection
from typing import Final

from authoring.errors import UnknownOccupation, UsageError
from authoring.reviewing import rules
from authoring.reviewing.looking import Looking
from authoring.revisions.history import History
from authoring.revisions.ids import later
from authoring.revisions.items import give_ids
from authoring.revisions.making import Method
from authoring.revisions.merge import Merged, common_base, merge
from authoring.staleness import remember
from authoring.text import clean_line
from schemas.base import Locale, SocCode
from schemas.citations import CitedFact
from schemas.events import Assignment, Comment, EventId, Redaction, Revision
from schemas.findings import Finding
from schemas.items import items_in
from schemas.saying import said
from schemas.sections.registry import Section, SectionName

_LONGEST_NAME: Final = 80
"""As `schemas.events.ActorName` has it."""


class Writing(Looking):
    """What a person may write at a desk."""

    def preview(self, soc: SocCode, locale: Locale, section: SectionName, content: Section) -> tuple[Finding, ...]:
        """What would be open if that text were saved. Saves nothing."""
        return self.findings(self._draw_up(self.history(soc, locale, section), content, "person", None))

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
            raise UsageError(
                said("{where} has no revision {id}", where=rules.name_of(history), id=on),
                said("List them with `author log`."),
            )
        return merge(base.content, give_ids(content), head.content, on=head.id, merged=None)

    def merge_fork(self, soc: SocCode, locale: Locale, section: SectionName) -> Merged:
        """The newest of two heads with the other one merged in. Saves nothing; `save_merged` does."""
        history = self.history(soc, locale, section)
        if not history.forked:
            raise UsageError(
                said("{where} is not forked", where=rules.name_of(history)), said("There is nothing to merge.")
            )
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
            raise UsageError(
                said("{id} is not one of the heads", id=merged), said("Merge again from what is there now.")
            )
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
            raise UsageError(
                said("{where} has no revision {id}", where=rules.name_of(history), id=to),
                said("List them with `author log`."),
            )
        if earlier.id == head.id:
            return head
        revision = self._draw_up(history, earlier.content, "person", reason or f"back to {to}").model_copy(
            update={
                "sheet_hash": earlier.sheet_hash,
                "base_version": earlier.base_version,
                "cited": earlier.cited,
                "translated_from": earlier.translated_from,
                "to_translate": earlier.to_translate,
            }
        )
        self._revisions.append(revision)
        return revision

    def redact(self, soc: SocCode, locale: Locale, section: SectionName, event_id: EventId, reason: str) -> Redaction:
        """Take the words out of an event of the past. That it was, whose it was, and its hash stay; so does the reason.

        Raises `NotAllowed` for the text as it is now: edit that first.
        """
        history, reason = self.history(soc, locale, section), rules.reason_given(reason)
        target = next((event for event in history.events if event.id == event_id), None)
        if target is None:
            raise UsageError(
                said("{where} has no event {id}", where=rules.name_of(history), id=event_id),
                said("List them with `author log --json`."),
            )
        redaction = self._stamp.redaction(history, target, reason)
        self._revisions.redact(target, redaction)
        return redaction

    def comment(
        self, soc: SocCode, locale: Locale, section: SectionName, text: str, item: str | None = None
    ) -> Comment:
        """Remark on the section as it is now, or on one of its items."""
        comment = self._stamp.comment(self.history(soc, locale, section), rules.reason_given(text), item)
        self._revisions.append(comment)
        return comment

    def assign(self, soc: SocCode, locale: Locale, section: SectionName, assignee: str | None) -> Assignment:
        """Say who is to look at the section; None takes it back. Raises `UsageError` for what can be no name."""
        name = clean_line(assignee) if assignee is not None else None
        if name is not None and not 0 < len(name) <= _LONGEST_NAME:
            raise UsageError(
                said("a name has 1 to {most} characters", most=_LONGEST_NAME),
                said("Name the person who is to look at it."),
            )
        assignment = self._stamp.assignment(self.history(soc, locale, section), name)
        self._revisions.append(assignment)
        return assignment

    def claim(self, soc: SocCode, locale: Locale, section: SectionName) -> Assignment:
        """Take the section for oneself for as long as the workspace lets a claim last; a claim of one's own is renewed.

        Raises `NotAllowed` where somebody else holds it; once their claim has ended it is free.
        """
        history, now = self.history(soc, locale, section), self._stamp.now()
        rules.refuse_claimed(history, self.person, now)
        assignment = self._stamp.assignment(history, self.person, until=later(now, self._settings.review.claim_minutes))
        self._revisions.append(assignment)
        return assignment

    def _remembered(self, history: History, content: Section) -> tuple[CitedFact, ...] | None:
        try:
            return remember(content, self._base.sheet(history.soc), history.head, self._base)
        except UnknownOccupation:
            return None

    def _draw_up(
        self,
        history: History,
        content: Section,
        method: Method,
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
            cited=self._remembered(history, content),
        )


def _still_to_translate(head: Revision | None, content: Section, translated: Collection[str]) -> tuple[str, ...]:
    """The items that were left and are still there, word for word, and that nobody calls done."""
    if head is None:
        return ()
    before = {item.id: item for item in items_in(head.content)}
    now_there = {item.id: item for item in items_in(content)}
    return tuple(
        left
        for left in head.to_translate
        if left not in translated and left in now_there and now_there[left] == before.get(left)
    )
