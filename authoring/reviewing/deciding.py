"""Deciding: approve, send back, waive, withdraw; each decision is on one exact text, or is refused."""

from typing import Final

from authoring.errors import NotAllowed, UsageError
from authoring.reviewing import rules
from authoring.reviewing.four_eyes import is_author
from authoring.reviewing.looking import Looking
from authoring.reviewing.signing import signed
from authoring.reviewing.states import ReviewStep, allows
from authoring.revisions.history import History
from schemas.base import Locale, SocCode
from schemas.events import Decision, DecisionAction, EventId, Revision
from schemas.saying import said
from schemas.sections.registry import SPECS, SectionName

_AS_ONE: Final = {"error": said("an error"), "warning": said("a warning"), "note": said("a note")}


class Deciding(Looking):
    """What a person may decide at a desk."""

    def approve(self, soc: SocCode, locale: Locale, section: SectionName, on: EventId) -> Decision:
        """Approve exactly that text.

        Raises `NotAllowed` for one's own words since the last approval (four eyes), for text left to
        translate, and where it is approved already; `CheckFailed` with the open errors; `Conflict` on a fork.
        """
        history, head = self._to_decide(soc, locale, section, on, "approve")
        rules.refuse_untranslated(history, head)
        rules.refuse_moved(history, self.moved(history))
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
        decisions = tuple(self._signed(decision) for decision in decisions)
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
            raise UsageError(
                said("{where} has no such open finding: {rule}", where=rules.name_of(history), rule=rule),
                said("Run the checks again."),
            )
        if found[0].severity != "warning":
            raise NotAllowed(
                said(
                    "{rule} is {severity}: only warnings can be waived", rule=rule, severity=_AS_ONE[found[0].severity]
                ),
                found[0].hint,
            )
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
            raise NotAllowed(
                said("{where} has no decision to withdraw", where=rules.name_of(history)), said("Look at its log.")
            )
        if verdict.by.name != self.person:
            raise NotAllowed(
                said(
                    "{where}: that was {who}'s decision, not yours",
                    where=rules.name_of(history),
                    who=verdict.by.name,
                ),
                said("Ask them to withdraw it, or request changes with a reason."),
            )
        return self._decide(self._stamp.decision(history, head, "withdraw", sheet_hash=self._sheet_hash(soc)))

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
        decision = self._signed(decision)
        self._revisions.append(decision)
        return decision

    def _signed(self, decision: Decision) -> Decision:
        review = self._settings.review
        return signed(decision, review.signing_key) if review.sign else decision

    def _may_pass(self, history: History, head: Revision) -> bool:
        """Whether a computed section may be approved unread: whole, undecided, not one's own, no errors."""
        return (
            allows(self.state(history), "approve")
            and not history.forked
            and not head.to_translate
            and not self.moved(history)
            and not (self._settings.review.four_eyes and is_author(history, self.person))
            and history.verdict is None
            and all(finding.severity != "error" for finding in self.findings(head))
        )
