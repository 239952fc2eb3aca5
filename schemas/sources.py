"""Records of the documents that people add as sources: what was added, what it said when, and when it was retired.

Invariant: a record is never changed. Looking again at a document, or taking it out of use, is a further record.
"""

from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter

from schemas.base import Block, Day, Line, Sha256, SocCode, Timestamp, Value
from schemas.events import Actor, EventId

DocumentId = Annotated[str, Field(pattern=r"^d[0-9a-z]{8}$")]
"""Given once to a document of an occupation. A citation names `<document>-<first 12 digits of the snapshot>`."""

DocumentKind = Literal["html", "pdf", "text"]


class Snapshot(Value):
    """What a document was on one day: the hash of its bytes, and of the text that was taken out of them."""

    original: Sha256
    text: Sha256
    kind: DocumentKind
    bytes: int


class SourceRecord(Value):
    """What every record has."""

    id: EventId
    at: Timestamp
    by: Actor
    soc: SocCode
    document: DocumentId


class SourceAdded(SourceRecord):
    """A document was added to an occupation. `url` is empty for a file that is published nowhere."""

    kind: Literal["added"]
    url: Line
    title: Line
    publisher: Line
    published: Day | None
    note: Block
    snapshot: Snapshot


class SourceRefreshed(SourceRecord):
    """Somebody looked again: the document was this then, changed or not."""

    kind: Literal["refreshed"]
    published: Day | None
    snapshot: Snapshot


class SourceRetired(SourceRecord):
    """No new text is to rest on this document. What cites it keeps its snapshot."""

    kind: Literal["retired"]
    reason: Line


AnySourceRecord = Annotated[SourceAdded | SourceRefreshed | SourceRetired, Field(discriminator="kind")]
SOURCE_RECORD: Final[TypeAdapter[AnySourceRecord]] = TypeAdapter(AnySourceRecord)
"""Reads any record from JSON by its `kind` field."""
