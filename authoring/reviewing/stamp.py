"""Makes the events of one person: every event of review gets its id, time, author and place here."""

from collections.abc import Callable
from typing import Any

from authoring.revisions.history import History
from authoring.revisions.ids import new_event_id
from authoring.revisions.lines import seal_of
from authoring.revisions.making import Grounds, Method, revision_on, without_model
from schemas.base import SCHEMA_VERSION, Sha256, Timestamp
from schemas.citations import CitedFact
from schemas.events import (
    Actor,
    Assignment,
    Comment,
    Decision,
    DecisionAction,
    Event,
    Redaction,
    Revision,
)
from schemas.sections.registry import Section


class Stamp:
    """One person at one clock."""

    def __init__(self, person: str, clock: Callable[[], Timestamp]) -> None:
        self.person = person
        self._clock = clock

    def revision(  # noqa: PLR0913 - each is something a revision says of itself
        self,
        history: History,
        content: Section,
        *,
        method: Method,
        reason: str | None,
        merged: Revision | None = None,
        to_translate: tuple[str, ...] = (),
        facts: tuple[Sha256 | None, str] | None = None,
        cited: tuple[CitedFact, ...] | None = None,
    ) -> Revision:
        """A person's text on the head. It keeps what the head says of its facts and of its source.

        `facts`, for the first text of a section: the hash of the fact sheet and the version of the base. `cited` are the
        facts it cites.
        """
        head = history.head
        sheet_hash, base_version = facts or (None, None)
        grounds = Grounds(
            sheet_hash=head.sheet_hash if head else sheet_hash,
            base_version=head.base_version if head else base_version,
            translated_from=head.translated_from if head else None,
            cited=cited,
        )
        return revision_on(
            history,
            content,
            Actor(kind="person", name=self.person),
            without_model(method),
            grounds,
            merged=merged.id if merged else None,
            reason=reason,
            to_translate=to_translate,
            clock=self._clock,
        )

    def decision(
        self,
        history: History,
        on: Revision,
        action: DecisionAction,
        *,
        sheet_hash: Sha256 | None,
        reason: str | None = None,
        rule: str | None = None,
        fingerprint: str | None = None,
    ) -> Decision:
        """A decision on that revision's very content."""
        return Decision(
            kind="decision",
            **{**self._event(history), "parent": on.id},
            action=action,
            hash=on.hash,
            sheet_hash=sheet_hash,
            schema_version=SCHEMA_VERSION,
            reason=reason,
            rule=rule,
            fingerprint=fingerprint,
        )

    def comment(self, history: History, text: str, item: str | None) -> Comment:
        """A remark on the head or one of its items."""
        return Comment(kind="comment", **self._event(history), item=item, text=text)

    def assignment(self, history: History, assignee: str | None, until: Timestamp | None = None) -> Assignment:
        """Who is to look at the section, and until when, where that ends."""
        return Assignment(kind="assignment", **self._event(history), assignee=assignee, until=until)

    def redaction(self, history: History, target: Event, reason: str) -> Redaction:
        """That the words of an event had to go, and why."""
        hash_ = target.hash if isinstance(target, Revision) else None
        return Redaction(
            kind="redaction",
            **self._event(history),
            target=target.id,
            replaced=seal_of(target),
            hash=hash_,
            reason=reason,
        )

    def now(self) -> Timestamp:
        """The time on this clock."""
        return self._clock()

    def _event(self, history: History) -> dict[str, Any]:
        return {
            "id": new_event_id(history.events[-1].id if history.events else None),
            "at": self._clock(),
            "by": Actor(kind="person", name=self.person),
            "soc": history.soc,
            "locale": history.locale,
            "section": history.section,
            "parent": history.head.id if history.head else None,
        }
