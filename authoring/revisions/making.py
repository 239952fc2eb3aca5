"""Makes revisions: every one gets its id, time, parent and content hash here, whoever wrote it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from authoring import __version__
from authoring.revisions.history import History
from authoring.revisions.ids import new_event_id, now
from schemas.base import SCHEMA_VERSION, Sha256, Timestamp, content_hash
from schemas.citations import CitedFact
from schemas.events import Actor, EventId, Provenance, Revision, TranslatedFrom
from schemas.sections.registry import Section

SOFTWARE: Final = f"career-graph-authoring {__version__}"

Method = Literal["person", "offline_drafter", "computed", "offline_translation", "merge", "import"]
"""The methods that cost nothing and involve no model."""


@dataclass(frozen=True)
class Grounds:
    """What a text was made from, as far as it is known: fact sheet, edition of the fact base, source of a translation.

    `cited` are the facts it cites, as they were.
    """

    sheet_hash: Sha256 | None = None
    base_version: str | None = None
    translated_from: TranslatedFrom | None = None
    cited: tuple[CitedFact, ...] | None = None


def without_model(method: Method) -> Provenance:
    """The provenance of text that a person or plain code made: no model, no prompt, no cost."""
    return Provenance(
        method=method,
        software=SOFTWARE,
        model=None,
        template=None,
        prompt_hash=None,
        parameters=(),
        usage=None,
        cost_usd=None,
        seconds=None,
        job_key=None,
    )


def revision_on(  # noqa: PLR0913 - each is a field of the event
    history: History,
    content: Section,
    by: Actor,
    provenance: Provenance,
    grounds: Grounds,
    *,
    merged: EventId | None = None,
    reason: str | None = None,
    to_translate: tuple[str, ...] = (),
    clock: Callable[[], Timestamp] = now,
) -> Revision:
    """A revision of that content on the head of the history; its id sorts after everything there."""
    return Revision(
        kind="revision",
        id=new_event_id(history.events[-1].id if history.events else None),
        at=clock(),
        by=by,
        soc=history.soc,
        locale=history.locale,
        section=history.section,
        parent=history.head.id if history.head else None,
        merged=merged,
        hash=content_hash(content),
        schema_version=SCHEMA_VERSION,
        sheet_hash=grounds.sheet_hash,
        base_version=grounds.base_version,
        content=content,
        provenance=provenance,
        reason=reason,
        translated_from=grounds.translated_from,
        to_translate=to_translate,
        cited=grounds.cited,
    )
