"""The workflow of publishing: plan what may leave, build it, and make it the current release."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from authoring.locales.catalog import messages
from authoring.publishing.assembling import Assembly, House
from authoring.publishing.building import Bill, Build
from authoring.publishing.changes import Change, compare, published_sections
from authoring.publishing.citing import FactFinder
from authoring.publishing.claim_changes import ChangedSection, changed_sections
from authoring.publishing.crew import Crew
from authoring.publishing.gates import Block, Candidate
from authoring.publishing.making import AssembliesOf, earlier_profile
from authoring.publishing.page.frame import Site
from authoring.publishing.page.render import render_page
from authoring.publishing.ports import Check, Clock, Facts, Sign, SignatureFault, Title, Unconfirmed, Written
from authoring.publishing.profile_json import Imprint, PublicProfile
from authoring.publishing.progress import Progress, unseen
from authoring.publishing.record import GroundsOf
from authoring.publishing.release import Shelf, release_time
from authoring.settings import Settings
from authoring.text import clean_block
from schemas.base import Locale, SocCode
from schemas.facts import Dataset
from schemas.release import Manifest


@dataclass(frozen=True)
class ReleasePlan:
    """What would leave, what stays behind and why, and how that differs from the current release.

    `details` has the changed sections claim by claim, where they were asked for.
    """

    candidates: tuple[Candidate, ...]
    blocks: tuple[Block, ...]
    changes: tuple[Change, ...]
    details: tuple[ChangedSection, ...] = ()


class Publisher:
    """Publishes approved sections of a workspace. Making it touches nothing.

    `check` is `authoring.checks.check`; `lock` is where the right to publish is held, by default
    `.authoring/publish.lock` beside `published`, and where the record of the last build lies. With `grounds` what did not
    change since then is taken over; with a `crew` several processes share the work; `sign` signs the checksums.
    """

    def __init__(  # noqa: PLR0913 - the composition root names each thing publishing needs
        self,
        revisions: Written,
        base: Facts,
        check: Check,
        settings: Settings,
        published: Path,
        clock: Clock,
        lock: Path | None = None,
        *,
        unconfirmed: Unconfirmed | None = None,
        signature_fault: SignatureFault | None = None,
        title: Title = lambda _locale, _soc: None,
        sign: Sign | None = None,
        grounds: GroundsOf | None = None,
        crew: Crew | None = None,
    ) -> None:
        self._revisions = revisions
        self._base = base
        self._check = check
        self._settings = settings
        self._unconfirmed = unconfirmed
        self._signature_fault = signature_fault
        self._title = title
        self._sign = sign
        self._grounds = grounds
        self._crew = crew or Crew()
        self.shelf = Shelf(published)
        self.clock = clock
        self._lock = lock or published.parent / ".authoring" / "publish.lock"

    def plan(self, locales: Sequence[Locale] | None = None, *, details: bool = False) -> ReleasePlan:
        """What `publish` would do, changing nothing. Raises `AuthoringError` for a locale without labels."""
        assemblies = tuple(self._assemblies(locales))
        candidates = tuple(each for assembly in assemblies for each in assembly.candidates)
        blocks = tuple(block for assembly in assemblies for block in assembly.blocks)
        new = {(each.head.soc, each.head.locale, each.head.section): each.head.hash for each in candidates}
        changes = compare(published_sections(self.current()), new)
        told = tuple(self._details(changes, assemblies)) if details else ()
        return ReleasePlan(candidates, blocks, changes, told)

    def publish(
        self,
        person: str,
        html: bool = False,
        locales: Sequence[Locale] | None = None,
        notes: str = "",
        progress: Progress = unseen,
    ) -> Manifest:
        """Make a release of everything that may leave, and switch to it; `html` adds the pages.

        `notes` is what the person says of the release; it goes into the manifest. `progress` is told how far it is.

        Raises `NothingToPublish` where the current release holds the same files already, `NotAllowed` where
        nothing is approved, `Conflict` where another process publishes, `StorageError` where it cannot be
        written.
        """
        wanted = self._wanted(locales)
        bill = Bill(
            person=person,
            notes=clean_block(notes),
            locales=wanted,
            html=html,
            now=release_time(self.clock),
            settings=self._settings.publish,
            imprint=self._house.imprint,
            base_version=self._base.version,
            datasets=self._house.datasets,
            occupations=len(self._base.socs()),
        )
        with self.locked():
            self.shelf.sweep()
            build = Build(bill, self.shelf, self._lock.parent, self._crew, self._sign, progress)
            socs = sorted(self._revisions.occupations())
            return build.release(socs, self.assemblies_of(wanted), self._grounds)

    def locked(self) -> AbstractContextManager[None]:
        """The only right to publish here, held while it is entered. Raises `Conflict` where somebody else has it."""
        return self.shelf.locked(self._lock)

    def current(self) -> Manifest | None:
        """The manifest of the current release, None before the first; `StorageError` if it is damaged."""
        return self.shelf.manifest()

    def stamp(self) -> object:
        """Equal to the last one for as long as the same release is current; None where that cannot be told."""
        return self.shelf.stamp()

    def leftovers(self) -> tuple[Path, ...]:
        """What publishing left behind when it was killed; the next release removes it."""
        return self.shelf.leftovers()

    def published_hashes(self) -> frozenset[str]:
        """The content hashes of all sections in the current release."""
        return frozenset(published_sections(self.current()).values())

    def preview_html(self, soc: SocCode, locale: Locale) -> str:
        """The page as it would look with every section as it stands now, marked as a draft."""
        assembly = self._assembly(soc, locale)
        return render_page(assembly.preview(), draft=True, to_translate=assembly.to_translate())

    @property
    def datasets(self) -> Sequence[Dataset]:
        """The datasets of the fact base."""
        return self._house.datasets

    def preview(self, soc: SocCode, locale: Locale) -> PublicProfile:
        """The profile with every section as it stands now. Never to be published."""
        return self._assembly(soc, locale).preview()

    def preview_page(self, soc: SocCode, locale: Locale, site: Site, others: Sequence[Locale]) -> str:
        """The page of a site of drafts: as it would look now, marked as a draft."""
        assembly = self._assembly(soc, locale)
        shown = assembly.to_translate()
        return render_page(assembly.preview(), draft=True, to_translate=shown, site=site, alternates=others)

    def assemblies_of(self, locales: Sequence[Locale]) -> AssembliesOf:
        """What assembles the pages of one occupation in those of the locales that it is written in."""

        def assemblies(soc: SocCode) -> tuple[Assembly, ...]:
            written = set(self._revisions.locales(soc))
            finder = FactFinder(self._base.sheet(soc), self._base)
            source = self._settings.source_locale
            sources = self._revisions.profile(soc, source) if source in written else {}
            return tuple(
                Assembly(
                    soc,
                    locale,
                    sources if locale == source else self._revisions.profile(soc, locale),
                    finder,
                    self._house,
                    sources,
                )
                for locale in locales
                if locale in written
            )

        return assemblies

    def _assemblies(self, locales: Sequence[Locale] | None) -> Iterator[Assembly]:
        assemble = self.assemblies_of(self._wanted(locales))
        for soc in sorted(self._revisions.occupations()):
            yield from assemble(soc)

    def _wanted(self, locales: Sequence[Locale] | None) -> tuple[Locale, ...]:
        wanted = tuple(locales or self._settings.locales)
        for locale in wanted:
            messages(locale)
        return wanted

    def _assembly(self, soc: SocCode, locale: Locale) -> Assembly:
        finder = FactFinder(self._base.sheet(soc), self._base)
        sources = self._revisions.profile(soc, self._settings.source_locale)
        return Assembly(soc, locale, self._revisions.profile(soc, locale), finder, self._house, sources)

    def _details(self, changes: Sequence[Change], assemblies: Sequence[Assembly]) -> Iterator[ChangedSection]:
        """The changed sections claim by claim; of a first release none is named."""
        folder = self.shelf.current()
        if folder is None:
            return
        now = {(each.soc, each.locale): each for each in assemblies}
        for soc, locale in dict.fromkeys((change.soc, change.locale) for change in changes):
            assembly = now.get((soc, locale))
            public = assembly.public() if assembly and assembly.candidates else None
            yield from changed_sections(earlier_profile(folder, soc, locale), public)

    @cached_property
    def _house(self) -> House:
        publish = self._settings.publish
        return House(
            check=self._check,
            four_eyes=self._settings.review.four_eyes,
            hold_incomplete=publish.hold_incomplete,
            unconfirmed=self._unconfirmed,
            signature_fault=self._signature_fault,
            imprint=Imprint(publish.publisher, publish.licence),
            datasets=tuple(self._base.datasets()),
            title=self._title,
        )
