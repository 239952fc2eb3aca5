"""The workflow of publishing: plan what may leave, build it, and make it the current release."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from authoring import __version__
from authoring.errors import AuthoringError, NotAllowed
from authoring.locales.catalog import messages
from authoring.publishing.assembling import Assembly, House
from authoring.publishing.changes import Change, compare, published_sections
from authoring.publishing.citing import FactFinder
from authoring.publishing.gates import Block, Candidate
from authoring.publishing.page.render import render_page
from authoring.publishing.ports import Check, Clock, Facts, SignatureFault, Title, Unconfirmed, Written
from authoring.publishing.profile_json import (
    PUBLIC_SCHEMA_VERSION,
    Imprint,
    Index,
    PublicProfile,
    index_entry,
    json_bytes,
    json_schema,
    profile_path,
)
from authoring.publishing.release import CHECKSUMS, MANIFEST, Shelf, checksums, release_file, release_time
from authoring.publishing.site import site_files
from authoring.settings import Settings
from authoring.text import clean_block
from schemas.base import Locale, SocCode
from schemas.release import Manifest

SOFTWARE: Final = f"career-graph-authoring {__version__}"


class NothingToPublish(AuthoringError):
    """The current release already holds exactly this."""


@dataclass(frozen=True)
class ReleasePlan:
    """What would leave, what stays behind and why, and how that differs from the current release."""

    candidates: tuple[Candidate, ...]
    blocks: tuple[Block, ...]
    changes: tuple[Change, ...]


class Publisher:
    """Publishes approved sections of a workspace. Making it touches nothing.

    `check` is `authoring.checks.check`; `lock` is where the right to publish is held, by default
    `.authoring/publish.lock` beside `published`.
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
    ) -> None:
        self._revisions = revisions
        self._base = base
        self._check = check
        self._settings = settings
        self._unconfirmed = unconfirmed
        self._signature_fault = signature_fault
        self._title = title
        self._shelf = Shelf(published)
        self._clock = clock
        self._lock = lock or published.parent / ".authoring" / "publish.lock"

    def plan(self, locales: Sequence[Locale] | None = None) -> ReleasePlan:
        """What `publish` would do, changing nothing. Raises `AuthoringError` for a locale without labels."""
        assemblies = tuple(self._assemblies(locales))
        candidates = tuple(each for assembly in assemblies for each in assembly.candidates)
        blocks = tuple(block for assembly in assemblies for block in assembly.blocks)
        new = {(each.head.soc, each.head.locale, each.head.section): each.head.hash for each in candidates}
        return ReleasePlan(candidates, blocks, compare(published_sections(self.current()), new))

    def publish(
        self, person: str, html: bool = False, locales: Sequence[Locale] | None = None, notes: str = ""
    ) -> Manifest:
        """Make a release of everything that may leave, and switch to it; `html` adds the pages.

        `notes` is what the person says of the release; it goes into the manifest.

        Raises `NothingToPublish` where the current release holds the same files already, `NotAllowed` where
        nothing is approved, `Conflict` where another process publishes, `StorageError` where it cannot be
        written.
        """
        with self._shelf.locked(self._lock):
            self._shelf.sweep()
            assemblies = [each for each in self._assemblies(locales) if each.candidates]
            if not assemblies:
                raise NotAllowed(
                    "nothing is approved for publishing",
                    "Approve a section; `author publish --dry-run` says why each is held back.",
                )
            profiles = [each.public() for each in assemblies]
            files = self._files(profiles, html=html)
            manifest = self._manifest(person, clean_block(notes), assemblies, profiles, files)
            self._refuse_repetition(manifest)
            files[MANIFEST] = json_bytes(manifest)
            files[CHECKSUMS] = checksums(files)
            self._shelf.put(manifest.release, files)
        return manifest

    def current(self) -> Manifest | None:
        """The manifest of the current release, None before the first; `StorageError` if it is damaged."""
        return self._shelf.manifest()

    def stamp(self) -> object:
        """Equal to the last one for as long as the same release is current; None where that cannot be told."""
        return self._shelf.stamp()

    def leftovers(self) -> tuple[Path, ...]:
        """What publishing left behind when it was killed; the next release removes it."""
        return self._shelf.leftovers()

    def published_hashes(self) -> frozenset[str]:
        """The content hashes of all sections in the current release."""
        return frozenset(published_sections(self.current()).values())

    def preview_html(self, soc: SocCode, locale: Locale) -> str:
        """The page as it would look with every section as it stands now, marked as a draft."""
        assembly = self._assembly(soc, locale)
        return render_page(assembly.preview(), draft=True, to_translate=assembly.to_translate())

    def _assemblies(self, locales: Sequence[Locale] | None) -> Iterator[Assembly]:
        wanted = tuple(locales or self._settings.locales)
        for locale in wanted:
            messages(locale)
        for soc in sorted(self._revisions.occupations()):
            written = set(self._revisions.locales(soc))
            yield from (self._assembly(soc, locale) for locale in wanted if locale in written)

    def _assembly(self, soc: SocCode, locale: Locale) -> Assembly:
        finder = FactFinder(self._base, self._base.sheet(soc))
        return Assembly(soc, locale, self._revisions.profile(soc, locale), finder, self._house)

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

    def _files(self, profiles: Sequence[PublicProfile], *, html: bool) -> dict[str, bytes]:
        index = Index(
            schema_version=PUBLIC_SCHEMA_VERSION,
            publisher=self._house.imprint.publisher,
            licence=self._house.imprint.licence,
            profiles=tuple(index_entry(profile) for profile in profiles),
        )
        files = {profile_path(profile.soc, profile.locale): json_bytes(profile) for profile in profiles}
        files["index.json"] = json_bytes(index)
        files["schema/profile.schema.json"] = json_bytes(json_schema(PublicProfile))
        files["schema/index.schema.json"] = json_bytes(json_schema(Index))
        if html:
            files |= {f"site/{name}": content for name, content in site_files(profiles).items()}
        return files

    def _manifest(
        self,
        person: str,
        notes: str,
        assemblies: Sequence[Assembly],
        profiles: Sequence[PublicProfile],
        files: Mapping[str, bytes],
    ) -> Manifest:
        now = release_time(self._clock)
        credited = {credit.id for profile in profiles for credit in profile.datasets}
        used = (dataset for dataset in self._house.datasets if dataset.id in credited)
        return Manifest(
            release=self._shelf.next_version(now),
            created=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            created_by=person,
            notes=notes,
            schema_version=PUBLIC_SCHEMA_VERSION,
            software=SOFTWARE,
            base_version=self._base.version,
            licence=self._house.imprint.licence,
            profiles=tuple(each.published() for each in assemblies),
            datasets=tuple(sorted(used, key=lambda dataset: dataset.id)),
            files=tuple(release_file(name, content) for name, content in sorted(files.items())),
        )

    def _refuse_repetition(self, manifest: Manifest) -> None:
        old = self.current()
        if old is not None and old.files == manifest.files:
            raise NothingToPublish(
                f"nothing new to publish: release {old.release} holds exactly this",
                "Approve or edit a section first.",
            )
