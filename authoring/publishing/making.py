"""Making what one occupation adds to a release: its files, its pieces of the shared files, and what it changes.

An occupation is the unit of work and of reuse: all its locales together, because a translation rests on its source and
each page links to its sisters. It may be made in another process, which shares the folder and nothing else.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from pydantic import ValidationError

from authoring.publishing.assembling import Assembly
from authoring.publishing.claim_changes import ChangedSection, changed_sections
from authoring.publishing.folder import ReleaseFolder
from authoring.publishing.page.frame import Site
from authoring.publishing.page.render import render_page
from authoring.publishing.pieces import pieces_of
from authoring.publishing.profile_json import (
    IndexEntry,
    PublicProfile,
    SpelledProfile,
    index_entry,
    profile_path,
)
from authoring.publishing.rows import counts_of, rows_of
from authoring.publishing.site.entries import Entry, entry_of
from authoring.publishing.spelling import indented
from authoring.revisions.prov import prov_document
from schemas.base import Locale, SocCode
from schemas.release import PublishedProfile, ReleaseFile

AssembliesOf: TypeAlias = Callable[[SocCode], Sequence[Assembly]]
"""The pages of one occupation in all locales."""


@dataclass(frozen=True)
class Span:
    """A run of bytes in a file: that of a part, or of a shared file of the release before."""

    file: Path
    start: int
    length: int


@dataclass(frozen=True)
class MadeProfile:
    """One profile that is in the release: its entries, where its pieces wait, the datasets it credits, and how lists of
    a site show it."""

    entry: PublishedProfile
    index: IndexEntry
    pieces: dict[str, Span]
    datasets: tuple[str, ...]
    listed: Entry


@dataclass(frozen=True)
class MadeOccupation:
    """What one occupation came to. `profiles` is empty where nothing of it may leave."""

    soc: SocCode
    profiles: tuple[MadeProfile, ...]
    files: tuple[ReleaseFile, ...]
    changes: tuple[ChangedSection, ...]


@dataclass(frozen=True)
class Order:
    """What is to be made, and where: it travels to other processes.

    `folder` is the release being built, `parts` where pieces wait, `earlier` the release to compare with; `site` what its
    pages say of where they are.
    """

    folder: Path
    parts: Path
    earlier: Path | None
    locales: tuple[Locale, ...]
    html: bool
    site: Site


class Maker:
    """Makes occupations one after the other; `name` tells its part from that of other makers."""

    def __init__(self, assemblies_of: AssembliesOf, order: Order, name: str) -> None:
        self._assemblies_of = assemblies_of
        self._order = order
        self._folder = ReleaseFolder(order.folder)
        self._part = order.parts / name

    def make(self, soc: SocCode) -> MadeOccupation:
        """Write the files and pieces of one occupation. Raises `AuthoringError`, `OSError`."""
        leaving = [each for each in self._assemblies_of(soc) if each.candidates]
        profiles = [(each, SpelledProfile.of(each.public())) for each in leaving]
        there = [each.locale for each in leaving]
        made, files = [], []
        for assembly, spelled in profiles:
            one, written = self._profile(assembly, spelled, [other for other in there if other != assembly.locale])
            made.append(one)
            files += written
        changes = tuple(self._changes(soc, {spelled.profile.locale: spelled.profile for _, spelled in profiles}))
        return MadeOccupation(soc, tuple(made), tuple(files), changes)

    def _profile(
        self, assembly: Assembly, spelled: SpelledProfile, others: Sequence[Locale]
    ) -> tuple[MadeProfile, list[ReleaseFile]]:
        profile = spelled.profile
        rows = rows_of(profile)
        written = [self._folder.put(profile_path(profile.soc, profile.locale), indented(spelled.plain))]
        if self._order.html:
            page = render_page(profile, alternates=others, site=self._order.site, plain=spelled.plain)
            written.append(self._folder.put(f"site/{profile.locale}/{profile.soc}.html", page.encode()))
        prov = prov_document(assembly.past())
        pieces = pieces_of(spelled, rows, prov, page_url(self._order.site.url, profile))
        entry = assembly.published(profile, counts_of(profile, rows))
        spans = {path: self._keep(path, piece) for path, piece in pieces.items()}
        datasets = tuple(credit.id for credit in profile.datasets)
        return MadeProfile(entry, index_entry(profile), spans, datasets, entry_of(profile)), written

    def _keep(self, path: str, piece: bytes) -> Span:
        place = self._part / path
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("ab") as stream:
            start = stream.tell()
            stream.write(piece)
        return Span(place, start, len(piece))

    def _changes(self, soc: SocCode, now: dict[Locale, PublicProfile]) -> Iterator[ChangedSection]:
        if self._order.earlier is None:
            return
        then = partial(earlier_profile, self._order.earlier, soc)
        for locale in self._order.locales:
            yield from changed_sections(then(locale), now.get(locale))


def page_url(site_url: str, profile: PublicProfile) -> str:
    """The address of a page; empty where the site has none."""
    return f"{site_url.rstrip('/')}/{profile.locale}/{profile.soc}.html" if site_url else ""


def earlier_profile(release: Path, soc: SocCode, locale: Locale) -> PublicProfile | None:
    """The profile as that release has it; None where it has none that can be read as one today."""
    try:
        return PublicProfile.model_validate_json((release / profile_path(soc, locale)).read_bytes())
    except (OSError, ValidationError):
        return None
