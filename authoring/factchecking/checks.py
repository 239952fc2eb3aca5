"""A fact-check: every claim of a text with what it rests on and what a person found of it. Progress is in the log.

Each finding is one event, appended before the next claim is shown: a session that is killed goes on where it was.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from authoring.errors import Conflict, NotAllowed, UsageError
from authoring.factchecking.grounds import Ground, grounds_of
from authoring.item_texts import item_texts
from authoring.revisions.history import History
from authoring.revisions.ids import new_event_id
from authoring.revisions.store import Revisions
from authoring.text import clean_line
from schemas.base import Locale, Sha256, SocCode, Timestamp, content_hash
from schemas.claims import NUMBER_KINDS, Claim
from schemas.events import Actor, EventId, FactCheck, Revision
from schemas.facts import FactSheet
from schemas.sections.registry import SectionName

Outcome: TypeAlias = Literal["confirmed", "disputed", "deferred"]


@dataclass(frozen=True)
class ClaimCheck:
    """One claim of the present text. `found` is what stands on it; None: nobody looked, or it changed since."""

    revision: Revision
    claim: Claim
    text: str
    grounds: tuple[Ground, ...]
    fingerprint: Sha256
    found: FactCheck | None

    @property
    def id(self) -> str:
        """The beginning of the fingerprint, by which a person names the claim."""
        return self.fingerprint[:8]

    @property
    def open(self) -> bool:
        """Whether somebody has to look: not confirmed and not disputed."""
        return self.found is None or self.found.outcome == "deferred"

    @property
    def number(self) -> bool:
        """Whether it is about a number."""
        return self.claim.kind in NUMBER_KINDS


class Editors(Protocol):
    """How a disputed claim goes back to whoever edits."""

    def request_changes(self, soc: SocCode, locale: Locale, section: SectionName, on: EventId, reason: str) -> object:
        """Send the text back. Raises `NotAllowed` where its state does not allow that."""

    def comment(self, soc: SocCode, locale: Locale, section: SectionName, text: str, item: str | None = None) -> object:
        """Remark on an item."""


class FactChecks:
    """The fact-checks of one person. `claims_of` is the ledger of a revision."""

    def __init__(
        self,
        revisions: Revisions,
        sheet_of: Callable[[SocCode], FactSheet],
        claims_of: Callable[[Revision], tuple[Claim, ...]],
        editors: Editors,
        person: str,
        clock: Callable[[], Timestamp],
    ) -> None:
        self.person = person
        self._revisions = revisions
        self._sheet_of = sheet_of
        self._claims_of = claims_of
        self._editors = editors
        self._clock = clock

    def of(self, soc: SocCode, locale: Locale, section: SectionName | None = None) -> tuple[ClaimCheck, ...]:
        """Every claim of the present texts in page order. Raises `Conflict` for a forked section that was named."""
        found: list[ClaimCheck] = []
        for name, history in self._revisions.profile(soc, locale).items():
            if section in (None, name) and history.head is not None:
                if history.forked and section:
                    raise Conflict(
                        f"{soc} {locale} {name} has two versions side by side", "Merge them first: `author review`."
                    )
                found += checks_of(history, history.head, self._claims_of(history.head), self._sheet_of(soc))
        return tuple(found)

    def confirm(self, check: ClaimCheck) -> FactCheck:
        """Say that the claim is what its grounds say."""
        return self._found(check, "confirmed", None)

    def defer(self, check: ClaimCheck, reason: str = "") -> FactCheck:
        """Leave it for another time; it stays open."""
        return self._found(check, "deferred", clean_line(reason) or None)

    def dispute(self, check: ClaimCheck, reason: str) -> FactCheck:
        """Say that it is not so, and why. The section goes back to be edited; where it cannot, the item gets a remark."""
        said = clean_line(reason)
        if not said:
            raise UsageError("a dispute needs a reason", "Say what is wrong: --because TEXT.")
        at = check.revision
        message = f"“{check.claim.text}” is disputed: {said}"
        self._refuse_stale(check)
        try:
            self._editors.request_changes(at.soc, at.locale, at.section, at.id, message)
        except NotAllowed:
            self._editors.comment(at.soc, at.locale, at.section, message, check.claim.item or None)
        return self._found(check, "disputed", said)

    def _found(self, check: ClaimCheck, outcome: Outcome, reason: str | None) -> FactCheck:
        history = self._refuse_stale(check)
        at = check.revision
        event = FactCheck(
            kind="factcheck", id=new_event_id(history.events[-1].id), at=self._clock(),
            by=Actor(kind="person", name=self.person), soc=at.soc, locale=at.locale, section=at.section, parent=at.id,
            outcome=outcome, hash=at.hash, fingerprint=check.fingerprint, item=check.claim.item, field=check.claim.field,
            claim=check.claim.text, text=check.text, looked_at=tuple(ground.seen for ground in check.grounds),
            reason=reason,
        )  # fmt: skip
        self._revisions.append(event)
        return event

    def _refuse_stale(self, check: ClaimCheck) -> History:
        at = check.revision
        history = self._revisions.history(at.soc, at.locale, at.section)
        if history.head is None or history.head.id != at.id:
            theirs = history.head.id if history.head else ""
            raise Conflict(f"{at.soc} {at.locale} {at.section} was edited meanwhile", "Look at the new text.", theirs)
        return history


def checks_of(
    history: History, revision: Revision, claims: Iterable[Claim], sheet: FactSheet
) -> tuple[ClaimCheck, ...]:
    """The claims of one revision with what stands on each: the last finding on the very same fingerprint."""
    texts = {(text.item, text.field): text.text for text in item_texts(revision.content)}
    found = {event.fingerprint: event for event in history.events if isinstance(event, FactCheck)}
    checks = []
    for claim in claims:
        text = texts.get((claim.item, claim.field), claim.text)
        grounds = grounds_of(claim, sheet)
        mark = _fingerprint(claim, text, grounds)
        checks.append(ClaimCheck(revision, claim, text, grounds, mark, found.get(mark)))
    return tuple(checks)


def unconfirmed_numbers(checks: Iterable[ClaimCheck], released: Iterable[ClaimCheck] = ()) -> tuple[ClaimCheck, ...]:
    """The numeric claims that nobody confirmed and that the released text does not have word for word."""
    known = {check.fingerprint for check in released}
    return tuple(
        check
        for check in checks
        if check.number
        and check.fingerprint not in known
        and (check.found is None or check.found.outcome != "confirmed")
    )


def _fingerprint(claim: Claim, text: str, grounds: Iterable[Ground]) -> Sha256:
    place = [claim.section, claim.item, claim.field, claim.start, claim.end]
    return content_hash([*place, text, claim.verdict, [ground.seen for ground in grounds]])
