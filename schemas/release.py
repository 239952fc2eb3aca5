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


class PublishedProfile(Value):
    """One page: its file, its sections, and the sections that were not ready."""

    soc: SocCode
    locale: Locale
    title: Line
    file: Line
    sections: tuple[PublishedSection, ...]
    missing: tuple[SectionName, ...]


class ReleaseFile(Value):
    """One file of the release, relative to its folder."""

    path: Line
    sha256: Sha256
    bytes: int


class Manifest(Value):
    """A whole release. `datasets` are the facts' sources with the attribution each one asks for.

    `notes` is what the person who made it says of it; releases before there were notes have none.
    """

    release: Line
    created: Timestamp
    created_by: Line
    notes: Block = ""
    schema_version: Line
    software: Line
    base_version: Line
    licence: Line
    profiles: tuple[PublishedProfile, ...]
    datasets: tuple[Dataset, ...]
    files: tuple[ReleaseFile, ...]
