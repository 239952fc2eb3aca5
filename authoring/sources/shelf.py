"""The shelf: every document that people added to an occupation, what it said when, and what they do with it."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from authoring.errors import SourceError, UsageError
from authoring.revisions.ids import new_event_id, now
from authoring.sources.extracting import extract
from authoring.sources.fetching import Fetched, Limits, fetch
from authoring.sources.kinds import kind_of
from authoring.sources.reading import Document
from authoring.sources.records import Records
from authoring.sources.snapshots import Snapshots
from authoring.text import clean_block, clean_line
from schemas.base import Day, SocCode
from schemas.citations import Source
from schemas.events import Actor
from schemas.sources import AnySourceRecord, Snapshot, SourceAdded, SourceRefreshed, SourceRetired

_LETTERS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_HASH_DIGITS: Final = 12
_LONGEST_TITLE: Final = 300


@dataclass(frozen=True)
class Details:
    """What a person says of a document; what is empty is taken from the document, as far as it tells."""

    title: str = ""
    publisher: str = ""
    published: Day = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Shelved:
    """One document of an occupation, by its records. `sources` has one entry for each thing it said, oldest first."""

    added: SourceAdded
    seen: tuple[SourceAdded | SourceRefreshed, ...]
    retired: SourceRetired | None

    @property
    def id(self) -> str:
        """The document's id."""
        return self.added.document

    @cached_property
    def snapshots(self) -> dict[str, Snapshot]:
        """Snapshots by the id that citations name them with, oldest first."""
        return {_source_id(each): each.snapshot for each in self.seen}

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Each thing it said as a source; one that it said twice bears the day it was first seen."""
        first: dict[str, Source] = {}
        for each in self.seen:
            first.setdefault(
                _source_id(each),
                Source(
                    id=_source_id(each),
                    url=self.added.url,
                    title=self.added.title,
                    publisher=self.added.publisher,
                    published=each.published,
                    retrieved=each.at[:10],
                    snapshot=each.snapshot.original,
                ),
            )
        return tuple(first.values())

    @property
    def newest(self) -> Source:
        """What it said when somebody last looked."""
        last = _source_id(self.seen[-1])
        return next(source for source in self.sources if source.id == last)

    @property
    def checked(self) -> Day:
        """The day somebody last looked."""
        return self.seen[-1].at[:10]


class Shelf:
    """The sources of a workspace: records and snapshots below `folder`. Making it touches no file."""

    def __init__(self, folder: Path, cache: Path, limits: Limits | None = None) -> None:
        self._records = Records(folder, cache)
        self._snapshots = Snapshots(folder / "snapshots", cache)
        self._limits = limits or Limits()

    def of(self, soc: SocCode) -> tuple[Shelved, ...]:
        """The documents of an occupation, the retired ones too, oldest first. Raises `DamagedLog`, `StorageError`."""
        return _folded(self._records.of(soc))

    def all(self) -> tuple[Shelved, ...]:
        """The documents of every occupation, by code."""
        return tuple(each for soc in self._records.occupations() for each in self.of(soc))

    def find(self, given: str) -> Shelved:
        """The document of that id, or of that of one of its snapshots. Raises `UsageError`."""
        wanted = clean_line(given)
        for each in self.all():
            if wanted == each.id or wanted in each.snapshots:
                return each
        raise UsageError(f"there is no source `{wanted[:40]}`", "`author sources list` lists them.")

    def text(self, snapshot: Snapshot) -> str | None:
        """A snapshot's text, one paragraph a line; None where it is missing or was changed."""
        return self._snapshots.text(snapshot)

    def fault(self, snapshot: Snapshot) -> str | None:
        """What is wrong with a snapshot, in words, or None."""
        return self._snapshots.fault(snapshot)

    def path(self, snapshot: Snapshot) -> Path:
        """The file with a snapshot's bytes as they came."""
        return self._snapshots.path(snapshot)

    def add_address(self, soc: SocCode, url: str, details: Details, by: Actor) -> tuple[Shelved, bool]:
        """Fetch a document and add it; says whether it is new. Raises `SourceError`, `UsageError`, `StorageError`."""
        published = _day_given(details.published)
        return self._add(soc, fetch(url, self._limits), details, published, by)

    def add_file(self, soc: SocCode, path: Path, details: Details, by: Actor) -> tuple[Shelved, bool]:
        """Add a file; says whether it is new. Raises `SourceError`, `UsageError`, `StorageError`."""
        published = _day_given(details.published)
        came = Fetched(details.url, self._file(path), "")
        return self._add(soc, came, details, published, by, path.name)

    def refresh(self, document: Shelved, by: Actor, path: Path | None = None) -> tuple[Shelved, bool]:
        """Look again, at the address or at a new copy; says whether the text is another one now.

        Raises `SourceError`, also for a document without an address where no copy is given; `StorageError`.
        """
        if path is None and not document.added.url:
            raise SourceError(
                f"{document.id} was added from a file and has no address", "Name the new copy: --file FILE."
            )
        came = Fetched("", self._file(path), "") if path else fetch(document.added.url, self._limits)
        read, snapshot = self._kept(came)
        record = SourceRefreshed(
            kind="refreshed",
            **_who(document.added.soc, document.id, by, document.seen[-1].id),
            published=_day_of(read.published) or document.seen[-1].published,
            snapshot=snapshot,
        )
        self._records.keep(record)
        changed = snapshot.text != document.seen[-1].snapshot.text
        return Shelved(document.added, (*document.seen, record), document.retired), changed

    def retire(self, document: Shelved, by: Actor, reason: str) -> Shelved:
        """Take a document out of use; what cites it keeps its snapshot. Raises `UsageError` for one that is retired."""
        if document.retired:
            raise UsageError(f"{document.id} is retired already", f"By {document.retired.by.name}.")
        last = document.seen[-1].id
        record = SourceRetired(
            kind="retired", **_who(document.added.soc, document.id, by, last), reason=clean_line(reason)
        )
        self._records.keep(record)
        return Shelved(document.added, document.seen, record)

    def _add(
        self, soc: SocCode, came: Fetched, details: Details, published: Day | None, by: Actor, file_name: str = ""
    ) -> tuple[Shelved, bool]:
        original = hashlib.sha256(came.content).hexdigest()
        for each in self.of(soc):
            if not each.retired and any(seen.snapshot.original == original for seen in each.seen):
                return each, False
        read, snapshot = self._kept(came)
        url = clean_line(details.url) or came.url
        record = SourceAdded(
            kind="added",
            **_who(soc, "d" + "".join(secrets.choice(_LETTERS) for _ in range(8)), by, None),
            url=url,
            title=_title(details.title, read.title, _first_line(read), clean_line(file_name), url),
            publisher=clean_line(details.publisher) or read.publisher[:_LONGEST_TITLE],
            published=published or _day_of(read.published),
            note=clean_block(details.note).strip(),
            snapshot=snapshot,
        )
        self._records.keep(record)
        return Shelved(record, (record,), None), True

    def _kept(self, came: Fetched) -> tuple[Document, Snapshot]:
        kind = kind_of(came.content, came.media_type)
        read = extract(came.content, kind, came.charset)
        return read, self._snapshots.keep(came.content, kind, read.paragraphs)

    def _file(self, path: Path) -> bytes:
        most = self._limits.most_bytes
        try:
            with path.open("rb") as file:
                content = file.read(most + 1)
        except OSError as cause:
            raise SourceError(f"could not read {path}: {cause.strerror}", "Check the path.") from cause
        if len(content) > most:
            raise SourceError(
                f"{path} has more than {most / (1 << 20):,.3g} MB",
                "Take the part that matters, or raise `most_megabytes` under [sources].",
            )
        return content


def _who(soc: SocCode, document: str, by: Actor, after: str | None) -> dict[str, object]:
    return {"id": new_event_id(after), "at": now(), "by": by, "soc": soc, "document": document}


def _source_id(record: SourceAdded | SourceRefreshed) -> str:
    return f"{record.document}-{record.snapshot.original[:_HASH_DIGITS]}"


def _folded(records: Iterable[AnySourceRecord]) -> tuple[Shelved, ...]:
    """Documents by their records. A record about a document that was never added counts for nothing."""
    found: dict[str, Shelved] = {}
    for record in sorted(records, key=lambda record: record.id):
        there = found.get(record.document)
        if isinstance(record, SourceAdded):
            found[record.document] = Shelved(record, (record,), None)
        elif there and isinstance(record, SourceRefreshed):
            found[record.document] = Shelved(there.added, (*there.seen, record), there.retired)
        elif there and isinstance(record, SourceRetired):
            found[record.document] = Shelved(there.added, there.seen, record)
    return tuple(found.values())


def _title(*candidates: str) -> str:
    return next((found[:_LONGEST_TITLE] for each in candidates if (found := clean_line(each))), "untitled")


def _first_line(read: Document) -> str:
    first = read.paragraphs[0]
    return first if len(first) <= _LONGEST_TITLE // 2 else ""


def _day_given(given: str) -> Day | None:
    """A day as a person writes it. Raises `UsageError`."""
    text = clean_line(given)
    if text and _day_of(text) is None:
        raise UsageError(f"`{text[:40]}` is no day", "Write it as 2026-03-04.")
    return text or None


def _day_of(text: str) -> Day | None:
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        return None
