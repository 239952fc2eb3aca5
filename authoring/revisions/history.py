"""The history of one section in one locale: what its events add up to. Pure; knows no files."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from schemas.base import Locale, SocCode, Timestamp
from schemas.events import (
    Answer,
    Assignment,
    Comment,
    Decision,
    DecisionAction,
    Event,
    EventId,
    Revision,
)
from schemas.sections.registry import SectionName

Step = Literal["drafted", "edited", "commented"] | DecisionAction
"""One thing that happened to the head. `drafted`: a model or tool wrote it; `edited`: a person did."""


@dataclass(frozen=True)
class History:
    """The events of one section in one locale, in time order. Events of other sections have no place here."""

    soc: SocCode
    locale: Locale
    section: SectionName
    events: tuple[Event, ...]

    @cached_property
    def revisions(self) -> tuple[Revision, ...]:
        """All revisions, oldest first."""
        return tuple(event for event in self.events if isinstance(event, Revision))

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, oldest first."""
        return tuple(event for event in self.events if isinstance(event, Decision))

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """All comments, oldest first."""
        return tuple(event for event in self.events if isinstance(event, Comment))

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """All assignments, oldest first; the last one holds."""
        return tuple(event for event in self.events if isinstance(event, Assignment))

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """The raw replies of models, oldest first."""
        return tuple(event for event in self.events if isinstance(event, Answer))

    @cached_property
    def heads(self) -> tuple[Revision, ...]:
        """The revisions nobody builds on, oldest first."""
        return heads_of(self.revisions)

    @property
    def head(self) -> Revision | None:
        """The newest head; None where nothing was written yet."""
        return self.heads[-1] if self.heads else None

    @property
    def forked(self) -> bool:
        """Whether branches of this text wait to be merged."""
        return len(self.heads) > 1

    @cached_property
    def _by_id(self) -> dict[EventId, Revision]:
        return {revision.id: revision for revision in self.revisions}

    def revision(self, revision_id: EventId | None) -> Revision | None:
        """The revision of that id, or None."""
        return self._by_id.get(revision_id) if revision_id else None

    def decisions_on(self, revision_id: EventId) -> tuple[Decision, ...]:
        """The decisions about that revision and its very content, oldest first."""
        revision = self.revision(revision_id)
        if revision is None:
            return ()
        return tuple(d for d in self.decisions if d.parent == revision_id and d.hash == revision.hash)

    def ancestry(self, revision_id: EventId) -> tuple[Revision, ...]:
        """That revision and all it was made from, by parent and by merge, newest first."""
        found: dict[EventId, Revision] = {}
        waiting = [self.revision(revision_id)]
        while waiting:
            revision = waiting.pop()
            if revision is not None and revision.id not in found:
                found[revision.id] = revision
                waiting += [self.revision(revision.parent), self.revision(revision.merged)]
        return tuple(found[key] for key in sorted(found, reverse=True))

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """What happened to the head, in order, repetitions once. The review table makes a state of it."""
        if self.head is None:
            return ()
        steps: list[Step] = ["edited" if self.head.by.kind == "person" else "drafted"]
        standing = {decision.id for decision in self.decisions_on(self.head.id)}
        for event in self.events:
            step: Step | None = None
            if isinstance(event, Comment) and event.parent == self.head.id:
                step = "commented"
            elif isinstance(event, Decision) and event.id in standing:
                step = "waive" if event.rule else event.action
            if step and step != steps[-1]:
                steps.append(step)
        return tuple(steps)

    def verdict_on(self, revision_id: EventId) -> Decision | None:
        """The approve, request_changes or reject that stands on that revision; None if none, or withdrawn."""
        decisions = self.decisions_on(revision_id)
        verdicts = [d for d in decisions if d.action != "waive" and not d.rule]
        last = verdicts[-1] if verdicts else None
        return None if last is None or last.action == "withdraw" else last

    @property
    def verdict(self) -> Decision | None:
        """What stands on the head."""
        return self.verdict_on(self.head.id) if self.head else None

    def approval_of(self, revision_id: EventId) -> Decision | None:
        """The approval that stands on that revision, or None."""
        verdict = self.verdict_on(revision_id)
        return verdict if verdict and verdict.action == "approve" else None

    @property
    def approval(self) -> Decision | None:
        """The approval that stands on the head, or None."""
        return self.approval_of(self.head.id) if self.head else None

    @cached_property
    def waivers(self) -> frozenset[tuple[str, str]]:
        """(rule, fingerprint) of every waived finding; it lapses with the text the fingerprint is of."""
        waived: set[tuple[str, str]] = set()
        for decision in self.decisions:
            key = (decision.rule or "", decision.fingerprint or "")
            if decision.action == "waive":
                waived.add(key)
            elif decision.action == "withdraw":
                waived.discard(key)
        return frozenset(waived)

    @property
    def assignee(self) -> str | None:
        """Who is to look at it, or was until their claim ended: see `assigned_until`."""
        return self.assignments[-1].assignee if self.assignments else None

    @property
    def assigned_until(self) -> Timestamp | None:
        """When the claim of the assignee ends; None where it does not."""
        return self.assignments[-1].until if self.assignments else None

    @property
    def base_of_last_redraft(self) -> Revision | None:
        """What the last draft said, below people's edits: the base of a merge with a new draft."""
        revision = self.head
        while revision is not None:
            for candidate in (revision, self.revision(revision.merged)):
                if candidate and candidate.by.kind != "person" and candidate.provenance.method != "merge":
                    return candidate
            revision = self.revision(revision.parent)
        return None


def heads_of(revisions: Iterable[Revision]) -> tuple[Revision, ...]:
    """Those revisions no other one was made on or merged from, in the order given."""
    revisions = tuple(revisions)
    built_on = {parent for revision in revisions for parent in (revision.parent, revision.merged)}
    return tuple(revision for revision in revisions if revision.id not in built_on)


def histories(soc: SocCode, locale: Locale, events: Iterable[Event]) -> dict[SectionName, History]:
    """All sections' histories of one log. Time order is the order of ids: merged branches interleave."""
    by_section: dict[SectionName, list[Event]] = {}
    for event in sorted(events, key=lambda event: event.id):
        by_section.setdefault(event.section, []).append(event)
    return {section: History(soc, locale, section, tuple(found)) for section, found in by_section.items()}
