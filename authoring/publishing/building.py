"""Building one release: what did not change is taken over, the rest is made, then everything that speaks of the whole."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from authoring import __version__
from authoring.errors import AuthoringError, NotAllowed
from authoring.publishing.claim_changes import ChangedSection, ReleaseChanges, changed_sections
from authoring.publishing.counting import coverage_of
from authoring.publishing.crew import Crew, Shift
from authoring.publishing.describing.whole import Described, descriptions
from authoring.publishing.folder import ReleaseFolder
from authoring.publishing.gathering import by_locale, gather
from authoring.publishing.making import (
    AssembliesOf,
    MadeOccupation,
    MadeProfile,
    Order,
    Span,
    earlier_profile,
)
from authoring.publishing.page.frame import Site
from authoring.publishing.parquet_file import parquet_path, refuse_without_parquet, write_parquet
from authoring.publishing.pieces import table_path
from authoring.publishing.ports import Sign
from authoring.publishing.profile_json import (
    PUBLIC_SCHEMA_VERSION,
    Imprint,
    Index,
    PublicProfile,
    json_schema,
)
from authoring.publishing.progress import Progress
from authoring.publishing.record import Grounds, GroundsOf, edition, remember, reusable
from authoring.publishing.release import CHECKSUMS, MANIFEST, TEMPORARY, Shelf, checksums, read_manifest
from authoring.publishing.shape_gate import refuse_unsaid_changes
from authoring.publishing.signing import SIGNATURE, signature
from authoring.publishing.site.building import joining_files, profile_reader, site_of
from authoring.publishing.spelling import json_bytes
from authoring.publishing.sqlite_file import DatabaseOrder, database_path, write_database
from authoring.publishing.tables import TABLES
from authoring.settings import PublishSettings
from schemas.base import Locale, SocCode, Value, content_hash
from schemas.facts import Dataset
from schemas.release import Manifest, ReleaseFile
from schemas.saying import said

SOFTWARE: Final = f"career-graph-authoring {__version__}"
SPEAK_OF_THE_RELEASE: Final = frozenset(
    {"changes.json", "CHANGES.md", "README.md", "croissant.json", "datapackage.json"}
)
"""Files that differ between two releases of the same content, because they name the release."""
MADE_OF_TABLES: Final = ("sqlite/", "parquet/")
"""Files that say what the tables say; their bytes also depend on the version of the library that wrote them."""


class NothingToPublish(AuthoringError):
    """The current release already holds exactly this."""


@dataclass(frozen=True)
class Bill:
    """What a release is to be: by whom, when, in which locales, with pages or without; `occupations` is how many there are."""

    person: str
    notes: str
    locales: tuple[Locale, ...]
    html: bool
    now: datetime
    settings: PublishSettings
    imprint: Imprint
    base_version: str
    datasets: tuple[Dataset, ...]
    occupations: int


@dataclass(frozen=True)
class Build:
    """Builds on a shelf; `cache` is where the record of a build lies."""

    bill: Bill
    shelf: Shelf
    cache: Path
    crew: Crew
    sign: Sign | None
    progress: Progress

    def release(self, socs: Sequence[SocCode], assemblies_of: AssembliesOf, grounds_of: GroundsOf | None) -> Manifest:
        """Make the release of these occupations and switch to it. Raises as `Publisher.publish` says."""
        if self.bill.settings.parquet:
            refuse_without_parquet()
        was = self.shelf.manifest()
        version = self.shelf.next_version(self.bill.now)
        grounds = self._grounds(grounds_of) if grounds_of else None
        with self.shelf.building(version) as folder, self._parts(version) as parts:
            order = Order(folder.root, parts, folder.earlier, self.bill.locales, self.bill.html, self._site)
            kept = self._take_over(folder, was, grounds, frozenset(socs))
            waiting = [soc for soc in socs if soc not in kept]
            with self.crew.at_work(assemblies_of, order, len(waiting)) as shift:
                made = {**kept, **dict(self._make(folder, shift, waiting))}
                profiles = by_locale(each for soc in sorted(made) for each in made[soc].profiles)
                if not profiles:
                    raise NotAllowed(
                        said("nothing is approved for publishing"),
                        said("Approve a section; `author publish --dry-run` says why each is held back."),
                    )
                places = self._gather(folder, profiles)
                self._databases(folder, shift, tuple(profiles))
            self._finish(folder, version, was, profiles, made)
            self.progress("verifying", 0, 1)
        manifest = read_manifest(self.shelf.folder(version))
        if grounds:
            remember(self.cache, manifest, grounds, made, places)
        self.progress("verifying", 1, 1)
        return manifest

    @property
    def _site(self) -> Site:
        return site_of(self.bill.settings)

    def _grounds(self, grounds_of: GroundsOf) -> Grounds:
        """With what this very release is asked to hold: another question is not answered by what was kept."""
        found = grounds_of()
        return found._replace(whole=content_hash([found.whole, edition(), self.bill.locales, self.bill.html]))

    @contextmanager
    def _parts(self, version: str) -> Iterator[Path]:
        """Where pieces wait; of a name that is swept if this process is killed."""
        folder = self.shelf.releases / f"{version}{TEMPORARY}parts"
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _take_over(
        self, folder: ReleaseFolder, was: Manifest | None, grounds: Grounds | None, socs: frozenset[SocCode]
    ) -> dict[SocCode, MadeOccupation]:
        """The occupations that are as they were, with their own files kept; one that cannot be is made anew."""
        if grounds is None:
            return {}
        found = {soc: each for soc, each in reusable(self.cache, folder.earlier, was, grounds).items() if soc in socs}
        shared = {path for each in found.values() for made in each.profiles for path in made.pieces}
        if not folder.all_sound(sorted(shared)):
            return {}
        self.progress("kept", 0, len(found))
        paths = [entry.path for each in found.values() for entry in each.files]
        kept = folder.keep_all(paths)
        whole = {soc: each for soc, each in found.items() if all(entry.path in kept for entry in each.files)}
        for soc in found.keys() - whole.keys():
            folder.forget(entry.path for entry in found[soc].files)
        self.progress("kept", len(whole), len(found))
        return whole

    def _make(
        self, folder: ReleaseFolder, shift: Shift, waiting: Sequence[SocCode]
    ) -> Iterator[tuple[SocCode, MadeOccupation]]:
        self.progress("profiles", 0, len(waiting))
        for done, made in enumerate(shift.make(waiting), 1):
            for entry in made.files:
                folder.made(entry)
            self.progress("profiles", done, len(waiting))
            yield made.soc, made

    def _gather(
        self, folder: ReleaseFolder, profiles: Mapping[Locale, Sequence[MadeProfile]]
    ) -> dict[tuple[SocCode, Locale], dict[str, Span]]:
        places: dict[tuple[SocCode, Locale], dict[str, Span]] = {}
        for done, (locale, those) in enumerate(profiles.items()):
            self.progress("shared files", done, len(profiles))
            for made, spans in zip(those, gather(folder, locale, those), strict=True):
                places[made.entry.soc, locale] = spans
        self.progress("shared files", len(profiles), len(profiles))
        return places

    def _databases(self, folder: ReleaseFolder, shift: Shift, locales: Sequence[Locale]) -> None:
        """Databases, and Parquet where it is asked for; those whose tables did not change are kept."""
        changed = [locale for locale in locales if not _same_tables(folder, locale)]
        waiting = [
            DatabaseOrder(folder.root, locale) for locale in locales if not self._keep_derived(folder, locale, changed)
        ]
        self.progress("databases", 0, len(waiting))
        for done, entry in enumerate(shift.each(write_database, waiting), 1):
            folder.made(entry)
            self.progress("databases", done, len(waiting))
        if self.bill.settings.parquet:
            for entries in shift.each(write_parquet, waiting):
                for entry in entries:
                    folder.made(entry)

    def _keep_derived(self, folder: ReleaseFolder, locale: Locale, changed: Sequence[Locale]) -> bool:
        if locale in changed:
            return False
        paths = [database_path(locale)]
        if self.bill.settings.parquet:
            paths += [parquet_path(locale, table.name) for table in TABLES]
        if all(folder.was(path) for path in paths) and len(folder.keep_all(paths)) == len(paths):
            return True
        folder.forget(paths)
        return False

    def _finish(
        self,
        folder: ReleaseFolder,
        version: str,
        was: Manifest | None,
        profiles: Mapping[Locale, Sequence[MadeProfile]],
        made: Mapping[SocCode, MadeOccupation],
    ) -> None:
        """The files that speak of the whole: index, schemas, pages that list others, changes, descriptions, manifest."""
        self.progress("descriptions", 0, 1)
        everything = sorted((each for those in profiles.values() for each in those), key=self._in_order)
        index = Index(
            schema_version=PUBLIC_SCHEMA_VERSION,
            publisher=self.bill.imprint.publisher,
            licence=self.bill.imprint.licence,
            profiles=tuple(each.index for each in everything),
        )
        folder.put("index.json", json_bytes(index))
        shapes: dict[str, type[Value]] = {
            "profile": PublicProfile,
            "index": Index,
            "changes": ReleaseChanges,
            "manifest": Manifest,
        }
        for name, model in shapes.items():
            folder.put(f"schema/{name}.schema.json", json_bytes(json_schema(model)))
        if folder.earlier and was:
            refuse_unsaid_changes(folder.earlier, was.schema_version, folder.root, PUBLIC_SCHEMA_VERSION)
        if self.bill.html:
            listed = [each.listed for each in everything]
            read = profile_reader(folder.root)
            for path, content in joining_files(listed, self._site, self.bill.datasets, read):
                folder.put(f"site/{path}", content)
        self._refuse_repetition(folder, was)
        manifest = self._manifest(folder, version, was, everything)
        changes = self._changes(folder, manifest, was, made)
        described = Described(manifest, changes, self.bill.imprint.publisher, self.bill.settings.site_url)
        for path, content in descriptions(described).items():
            folder.put(path, content)
        manifest = manifest.model_copy(update={"files": folder.files})
        folder.put(MANIFEST, json_bytes(manifest))
        sums = checksums(folder.files)
        folder.put(CHECKSUMS, sums)
        if self.sign:
            folder.put(SIGNATURE, signature(sums, self.sign))
        self.progress("descriptions", 1, 1)

    def _in_order(self, made: MadeProfile) -> tuple[SocCode, int]:
        return made.entry.soc, self.bill.locales.index(made.entry.locale)

    def _manifest(
        self, folder: ReleaseFolder, version: str, was: Manifest | None, profiles: Sequence[MadeProfile]
    ) -> Manifest:
        credited = {name for each in profiles for name in each.datasets}
        used = (dataset for dataset in self.bill.datasets if dataset.id in credited)
        entries = tuple(each.entry for each in profiles)
        return Manifest(
            release=version,
            created=self.bill.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            created_by=self.bill.person,
            notes=self.bill.notes,
            previous=was.release if was else None,
            schema_version=PUBLIC_SCHEMA_VERSION,
            software=SOFTWARE,
            base_version=self.bill.base_version,
            licence=self.bill.imprint.licence,
            coverage=coverage_of(entries, self.bill.occupations),
            profiles=entries,
            datasets=tuple(sorted(used, key=lambda dataset: dataset.id)),
            files=folder.files,
        )

    def _changes(
        self, folder: ReleaseFolder, manifest: Manifest, was: Manifest | None, made: Mapping[SocCode, MadeOccupation]
    ) -> ReleaseChanges:
        found = [change for soc in sorted(made) for change in made[soc].changes]
        if was and folder.earlier:
            found += self._gone(folder.earlier, was, made)
        return ReleaseChanges(
            schema_version=PUBLIC_SCHEMA_VERSION,
            release=manifest.release,
            previous=manifest.previous,
            created=manifest.created,
            base_version=manifest.base_version,
            previous_base_version=was.base_version if was else None,
            sections=tuple(sorted(found, key=lambda change: (change.soc, change.locale))),
        )

    def _gone(self, earlier: Path, was: Manifest, made: Mapping[SocCode, MadeOccupation]) -> Iterator[ChangedSection]:
        """What was there of occupations and locales that nobody asked about any more."""
        for entry in was.profiles:
            if entry.soc not in made or entry.locale not in self.bill.locales:
                yield from changed_sections(earlier_profile(earlier, entry.soc, entry.locale), None)

    @staticmethod
    def _refuse_repetition(folder: ReleaseFolder, was: Manifest | None) -> None:
        if was is None:
            return
        if _content(was.files) == _content(folder.files):
            raise NothingToPublish(
                said("nothing new to publish: release {release} holds exactly this", release=was.release),
                said("Approve or edit a section first."),
            )


def _content(files: Iterable[ReleaseFile]) -> set[ReleaseFile]:
    """The files by which two releases are told apart."""
    own = (entry for entry in files if not entry.path.startswith(MADE_OF_TABLES))
    return {entry for entry in own if entry.path not in SPEAK_OF_THE_RELEASE}


def _same_tables(folder: ReleaseFolder, locale: Locale) -> bool:
    """Whether every table of the locale is, to the byte, the one of the earlier release."""
    now = {entry.path: entry for entry in folder.files}
    paths = [table_path(locale, table.name) for table in TABLES]
    return all(folder.was(path) is not None and folder.was(path) == now.get(path) for path in paths)
