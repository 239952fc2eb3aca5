"""The release manifest: what one published version of the dataset holds, file by file."""

from schemas.base import Block, Line, Locale, Sha256, SocCode, Timestamp, Value
from schemas.events import Actor, EventId
from schemas.facts import Dataset
from schemas.sections.registry import SectionName


class PublishedSection(Value):
    """One approved section as it left: which content, drafted how, approved by whom and when.

    `four_eyes` is false where the workspace lets one person write and approve; it is published as such.
    """

    section: SectionName
    hash: Sha256
    revision: EventId
    drafted_by: Actor
    approved_by: Line
    approved_at: Timestamp
    four_eyes: bool


class ProfileCounts(Value):
    """How much one profile holds. `carried` claims have a fact or a quote behind them; `facts` are those it rests on."""

    items: int = 0
    citations: int = 0
    claims: int = 0
    carried: int = 0
    facts: int = 0
    passages: int = 0
    documents: int = 0


class PublishedProfile(Value):
    """One page: its file, its sections, and the sections that were not ready."""

    soc: SocCode
    locale: Locale
    title: Line
    file: Line
    sections: tuple[PublishedSection, ...]
    missing: tuple[SectionName, ...]
    counts: ProfileCounts = ProfileCounts()


class LocaleCoverage(Value):
    """How far one locale has come: of all occupations of SOC 2018 so many have a page, so many a page without a gap."""

    locale: Locale
    occupations: int
    profiles: int
    whole: int
    sections: int
    counts: ProfileCounts


class ReleaseFile(Value):
    """One file of the release, relative to its folder."""

    path: Line
    sha256: Sha256
    bytes: int


class Manifest(Value):
    """A whole release. `datasets` are the facts' sources with the attribution each one asks for.

    `notes` is what the person who made it says of it, `previous` the release that `changes.json` compares with, None for
    the first one. Releases before there were notes, coverage and changes have none of them.
    """

    release: Line
    created: Timestamp
    created_by: Line
    notes: Block = ""
    previous: Line | None = None
    schema_version: Line
    software: Line
    base_version: Line
    licence: Line
    coverage: tuple[LocaleCoverage, ...] = ()
    profiles: tuple[PublishedProfile, ...]
    datasets: tuple[Dataset, ...]
    files: tuple[ReleaseFile, ...]
