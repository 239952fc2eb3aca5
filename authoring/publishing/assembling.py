"""One occupation in one locale on its way out: what its sections may do, and the public profile they make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from authoring.publishing.citing import FactFinder
from authoring.publishing.disclosure import disclose
from authoring.publishing.gates import Block, Candidate, Gates
from authoring.publishing.ports import Check, SignatureFault, Title, Unconfirmed
from authoring.publishing.profile_json import (
    Imprint,
    PublicProfile,
    PublicSection,
    documents_of,
    profile_path,
    public_profile,
)
from authoring.revisions.history import History
from schemas.base import Locale, SocCode
from schemas.citations import Source
from schemas.facts import Dataset
from schemas.release import PublishedProfile, PublishedSection
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
    """The written sections of one page."""

    soc: SocCode
    locale: Locale
    histories: Mapping[SectionName, History]
    finder: FactFinder
    house: House

    @cached_property
    def _verdicts(self) -> tuple[Candidate | tuple[Block, ...], ...]:
        gates = Gates(
            check=self.house.check,
            four_eyes=self.house.four_eyes,
            finder=self.finder,
            documents=self._approved_documents,
            unconfirmed=self.house.unconfirmed,
            signature_fault=self.house.signature_fault,
        )
        written = (self.histories.get(name) or History(self.soc, self.locale, name, ()) for name in SECTION_NAMES)
        return gates.judge_page([gates.judge(history) for history in written])

    @property
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
        ready = [self._section(each.history, approved=True) for each in self.candidates]
        return self._profile(ready, self._approved_documents)

    def preview(self) -> PublicProfile:
        """The profile with every section as it stands now. Never to be published."""
        written = [self._section(history, approved=False) for history in self.histories.values() if history.head]
        return self._profile(written, self._documents(approved=False))

    def to_translate(self) -> frozenset[str]:
        """The ids of the items whose text is still the source's."""
        heads = [history.head for history in self.histories.values() if history.head]
        return frozenset(item for head in heads for item in head.to_translate)

    def published(self) -> PublishedProfile:
        """The manifest's entry."""
        present = {each.head.section for each in self.candidates}
        return PublishedProfile(
            soc=self.soc,
            locale=self.locale,
            title=self.finder.own.title,
            file=profile_path(self.soc, self.locale),
            sections=tuple(_published(each) for each in self.candidates),
            missing=tuple(name for name in SECTION_NAMES if name not in present),
        )

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

    @staticmethod
    def _section(history: History, *, approved: bool) -> PublicSection:
        head = history.head
        if head is None or (approved and history.approval is None):
            raise ValueError(f"{history.section} has nothing to show")
        return PublicSection(
            section=history.section,
            content=head.content,
            disclosure=disclose(history, head, history.approval),
        )

    @property
    def _approved_documents(self) -> tuple[Source, ...]:
        return self._documents(approved=True)

    def _documents(self, *, approved: bool) -> tuple[Source, ...]:
        history = self.histories.get("sources")
        if history is None or history.head is None or (approved and history.approval is None):
            return ()
        return documents_of(history.head.content)


def _published(candidate: Candidate) -> PublishedSection:
    told = disclose(candidate.history, candidate.head, candidate.approval)
    return PublishedSection(
        section=candidate.head.section,
        hash=candidate.head.hash,
        revision=candidate.head.id,
        drafted_by=told.drafted_by,
        approved_by=candidate.approval.by.name,
        approved_at=candidate.approval.at,
        four_eyes=candidate.four_eyes,
    )
