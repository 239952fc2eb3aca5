"""One occupation in one locale on its way out: what its sections may do, and the public profile they make."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from authoring.checks import CheckedSection
from authoring.publishing.citing import FactFinder
from authoring.publishing.disclosure import Disclosure, disclose
from authoring.publishing.gates import Block, Candidate, Gates
from authoring.publishing.ports import Check, SignatureFault, Title, Unconfirmed
from authoring.publishing.profile_json import (
    Imprint,
    PublicProfile,
    PublicSection,
    documents_of,
    profile_path,
    public_profile,
    public_provenance,
)
from authoring.publishing.public_claims import public_claims
from authoring.revisions.history import History
from schemas.base import Locale, SocCode
from schemas.citations import Source
from schemas.events import Decision, Event
from schemas.facts import Dataset
from schemas.release import ProfileCounts, PublishedProfile, PublishedSection
from schemas.sections.registry import SECTION_NAMES, SectionName


@dataclass(frozen=True)
class House:
    """What holds for every profile of a release: the rules, the imprint and the datasets of the fact base."""

    check: Check
    four_eyes: bool
    hold_incomplete: bool
    unconfirmed: Unconfirmed | None
    signature_fault: SignatureFault | None
    imprint: Imprint
    datasets: tuple[Dataset, ...]
    title: Title


@dataclass(frozen=True)
class Assembly:
    """The written sections of one page. `sources` are those of the source locale, which translations were made from."""

    soc: SocCode
    locale: Locale
    histories: Mapping[SectionName, History]
    finder: FactFinder
    house: House
    sources: Mapping[SectionName, History]

    @cached_property
    def _verdicts(self) -> tuple[Candidate | tuple[Block, ...], ...]:
        gates = Gates(
            check=self.house.check,
            four_eyes=self.house.four_eyes,
            finder=self.finder,
            documents=self._approved_documents,
            sources=self.sources,
            unconfirmed=self.house.unconfirmed,
            signature_fault=self.house.signature_fault,
        )
        written = (self.histories.get(name) or History(self.soc, self.locale, name, ()) for name in SECTION_NAMES)
        return gates.judge_page([gates.judge(history) for history in written])

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """The sections that may leave; none of an incomplete profile where the workspace holds those back."""
        through = tuple(each for each in self._verdicts if isinstance(each, Candidate))
        return () if self.house.hold_incomplete and len(through) < len(SECTION_NAMES) else through

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every reason that holds a section of this page back."""
        found = tuple(block for each in self._verdicts if not isinstance(each, Candidate) for block in each)
        through = [each for each in self._verdicts if isinstance(each, Candidate)]
        if found and self.house.hold_incomplete:
            found += tuple(self._held(each) for each in through)
        return found

    def public(self) -> PublicProfile:
        """The public profile of the sections that may leave."""
        ready = [self._section(each.history, each.approval, each.seen) for each in self.candidates]
        return self._profile(ready, self._approved_documents)

    def preview(self) -> PublicProfile:
        """The profile with every section as it stands now. Never to be published."""
        written = [self._section(history, None, None) for history in self.histories.values() if history.head]
        return self._profile(written, self._documents(approved=False))

    def to_translate(self) -> frozenset[str]:
        """The ids of the items whose text is still the source's."""
        heads = [history.head for history in self.histories.values() if history.head]
        return frozenset(item for head in heads for item in head.to_translate)

    def published(self, profile: PublicProfile, counts: ProfileCounts) -> PublishedProfile:
        """The manifest's entry of the profile that `public` made."""
        told = {entry.section: entry.disclosure for entry in profile.sections}
        return PublishedProfile(
            soc=self.soc,
            locale=self.locale,
            title=profile.title,
            file=profile_path(self.soc, self.locale),
            sections=tuple(_published(each, told[each.head.section]) for each in self.candidates),
            missing=profile.missing,
            counts=counts,
        )

    def past(self) -> Iterator[Event]:
        """What the sections that may leave were made from, oldest first, each with its approval."""
        for each in self.candidates:
            yield from reversed(each.history.ancestry(each.head.id))
            yield each.approval

    def _held(self, candidate: Candidate) -> Block:
        return Block(
            self.soc,
            self.locale,
            candidate.head.section,
            "waits for the rest of its profile",
            "Approve the other sections, or set `publish.hold_incomplete = false`.",
        )

    def _profile(self, sections: Sequence[PublicSection], documents: tuple[Source, ...]) -> PublicProfile:
        house = self.house
        return public_profile(self.locale, sections, self.finder, house.datasets, documents, house.imprint, house.title)

    def _section(self, history: History, approval: Decision | None, seen: CheckedSection | None) -> PublicSection:
        head = history.head
        if head is None:
            raise ValueError(f"{history.section} has nothing to show")
        draft = history.base_of_last_redraft or head
        return PublicSection(
            section=history.section,
            content=head.content,
            disclosure=disclose(history, head, approval, self.sources.get(history.section)),
            provenance=public_provenance(draft),
            claims=public_claims(seen.claims) if seen else (),
        )

    @property
    def _approved_documents(self) -> tuple[Source, ...]:
        return self._documents(approved=True)

    def _documents(self, *, approved: bool) -> tuple[Source, ...]:
        history = self.histories.get("sources")
        if history is None or history.head is None or (approved and history.approval is None):
            return ()
        return documents_of(history.head.content)


def _published(candidate: Candidate, told: Disclosure) -> PublishedSection:
    return PublishedSection(
        section=candidate.head.section,
        hash=candidate.head.hash,
        revision=candidate.head.id,
        drafted_by=told.drafted_by,
        approved_by=candidate.approval.by.name,
        approved_at=candidate.approval.at,
        four_eyes=bool(told.four_eyes),
    )
