"""The gates: which sections may leave, and for each that may not, why and what to do about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from authoring.checks import CheckedSection, Rule
from authoring.checks.freshness import STALE_FACTS
from authoring.checks.page import check_page
from authoring.publishing.citing import FactFinder, unknown_references
from authoring.publishing.ports import Check, SignatureFault, Unconfirmed
from authoring.revisions.authors import authors_of, is_among
from authoring.revisions.history import History
from authoring.staleness import same_facts
from schemas.base import Locale, SocCode
from schemas.citations import Source
from schemas.events import Decision, Revision
from schemas.findings import Finding
from schemas.saying import counted, said
from schemas.sections.registry import Section, SectionName


@dataclass(frozen=True)
class Candidate:
    """A section that may leave: its history, the head that is approved, and the approval.

    `seen` is what the checks looked at, with the claims they found.
    """

    history: History
    head: Revision
    approval: Decision
    seen: CheckedSection


def has_four_eyes(history: History, head: Revision, approval: Decision) -> bool:
    """Whether somebody approved a head whose own unapproved words it does not hold."""
    return not is_among(approval.by.name, authors_of(history, (head,)))


def holds_back(rule: Rule) -> bool:
    """Whether what that rule finds can hold a section back: the gates need not run the others."""
    return rule.severity == "error" or rule.id == STALE_FACTS


@dataclass(frozen=True)
class Block:
    """One reason why a section stays behind."""

    soc: SocCode
    locale: Locale
    section: SectionName
    reason: str
    hint: str


@dataclass(frozen=True)
class Gates:
    """The rules of leaving for one profile. `documents` are the source documents its sections may quote, `sources` the
    histories of the locale that its translations were made from.

    `unconfirmed` counts the changed figures nobody has fact-checked, `signature_fault` says what is wrong with the
    signature of an approval; None: this workspace does not ask for it.
    """

    check: Check
    four_eyes: bool
    finder: FactFinder
    documents: tuple[Source, ...]
    sources: Mapping[SectionName, History]
    unconfirmed: Unconfirmed | None = None
    signature_fault: SignatureFault | None = None

    def judge(self, history: History) -> Candidate | tuple[Block, ...]:
        """The section as a candidate, or every reason that holds it, the most basic first."""
        head, approval = history.head, history.approval
        seen = self._seen(head) if head else None
        reasons = (
            tuple(self._reasons(history, head, seen))
            if head and seen
            else ((said("was never written"), said("Draft it first.")),)
        )
        if not reasons and head is not None and approval is not None and seen is not None:
            return Candidate(history, head, approval, seen)
        return tuple(Block(history.soc, history.locale, history.section, reason, hint) for reason, hint in reasons)

    def judge_page(
        self, verdicts: Sequence["Candidate | tuple[Block, ...]"]
    ) -> tuple["Candidate | tuple[Block, ...]", ...]:
        """The same, with what the sections that may leave say against each other: such a one stays behind."""
        page = {each.head.section: each.seen for each in verdicts if isinstance(each, Candidate)}
        against = {name: finding for name, finding in reversed(check_page(page)) if finding.severity == "error"}
        return tuple(
            (self._contradicted(each, against[each.head.section]),)
            if isinstance(each, Candidate) and each.head.section in against
            else each
            for each in verdicts
        )

    @staticmethod
    def _contradicted(candidate: Candidate, finding: Finding) -> Block:
        head = candidate.head
        return Block(
            head.soc,
            head.locale,
            head.section,
            said("contradicts its page: {finding}", finding=finding.message),
            finding.hint,
        )

    def _reasons(self, history: History, head: Revision, seen: CheckedSection) -> Iterator[tuple[str, str]]:
        found = [each for each in self.check(seen) if (each.rule, each.fingerprint) not in history.waivers]
        if history.forked:
            yield said("has two versions side by side"), said("Merge them, then approve the result.")
        yield from self._approval(history, head, lapsed=_lapsed(head, found))
        yield from self._translation(history, head)
        if head.to_translate:
            yield (
                counted(
                    "has {count} item whose text is not translated yet",
                    "has {count} items whose text is not translated yet",
                    len(head.to_translate),
                ),
                said("Translate them, then approve the section."),
            )
        if self.unconfirmed and (count := self.unconfirmed(history, head)):
            yield (
                counted(
                    "has {count} changed figure that nobody has confirmed",
                    "has {count} changed figures that nobody has confirmed",
                    count,
                ),
                said(
                    "Check them: author factcheck {soc} {section} --locale {locale}",
                    soc=history.soc,
                    section=history.section,
                    locale=history.locale,
                ),
            )
        unknown = unknown_references(head.content, self.finder, (source.id for source in self.documents))
        if unknown:
            yield (
                counted(
                    "cites {count} source not known here, the first {first}",
                    "cites {count} sources not known here, the first {first}",
                    len(unknown),
                    first=unknown[0],
                ),
                said("Cite what the fact sheet has, or draft the section again from today's facts."),
            )
        waiting = set(head.to_translate)
        errors = [each for each in found if each.severity == "error" and each.place.item not in waiting]
        if errors:
            yield (
                counted(
                    "has {count} open error, the first: {first}",
                    "has {count} open errors, the first: {first}",
                    len(errors),
                    first=errors[0].message,
                ),
                errors[0].hint or said("Correct them, or waive them with a reason."),
            )

    def _translation(self, history: History, head: Revision) -> Iterator[tuple[str, str]]:
        made_from = head.translated_from
        source = self.sources.get(history.section) if made_from else None
        if made_from is None or source is None or source.head is None or source.head.hash == made_from.hash:
            return
        yield (
            said("was translated from an earlier wording of its source ({locale})", locale=made_from.locale),
            said(
                "Bring it up to it: author translate {soc} --to {locale}. Then have it approved.",
                soc=history.soc,
                locale=history.locale,
            ),
        )

    def _approval(self, history: History, head: Revision, *, lapsed: bool) -> Iterator[tuple[str, str]]:
        approval = history.approval
        if approval is None:
            changes = history.verdict is not None and history.verdict.action == "request_changes"
            yield (
                (said("has changes requested"), said("Make the changes, then have it approved."))
                if changes
                else (said("is not approved in its present wording"), said("Read it and approve it."))
            )
        elif approval.by.kind != "person":
            yield said("was approved by no person"), said("A person has to read and approve it.")
        elif self.signature_fault and (fault := self.signature_fault(approval)):
            yield (
                said("has an approval whose signature does not hold: {fault}", fault=fault),
                said("Have it approved again, with the person's own key."),
            )
        elif lapsed:
            yield (
                said("rests on facts that changed since it was approved"),
                said("See the smallest edit: author refresh {soc}. Then have it approved.", soc=history.soc),
            )
        elif self.four_eyes and not has_four_eyes(history, head, approval):
            yield said("was approved by its own author"), said("A second person has to approve it.")

    def _seen(self, head: Revision) -> CheckedSection:
        unmoved = head.translated_from is not None or same_facts(head, self.finder.own)
        return CheckedSection(
            content=head.content,
            locale=head.locale,
            sheet=self.finder.own,
            to_translate=head.to_translate,
            sources=self.documents,
            cited=() if unmoved else head.cited or (),
            elsewhere=self.finder.elsewhere,
            original=self._original(head),
        )

    def _original(self, head: Revision) -> Section | None:
        """What a translation was made from."""
        source = self.sources.get(head.section) if head.translated_from else None
        made_from = source.revision(head.translated_from.revision) if source and head.translated_from else None
        return made_from.content if made_from else None


def _lapsed(head: Revision, open_findings: Sequence[Finding]) -> bool:
    """Whether facts that it cites moved, and nobody waived that. A translation's facts are its source's."""
    cites = head.translated_from is None and bool(head.cited)
    return cites and any(finding.rule == STALE_FACTS for finding in open_findings)
