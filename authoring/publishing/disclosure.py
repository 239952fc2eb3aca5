"""Who made a section: drafted by which model, tool or person, edited and approved by whom."""

from authoring.publishing.gates import Candidate
from authoring.revisions.history import History
from schemas.base import Line, Locale, Sha256, Timestamp, Value
from schemas.events import Actor, ActorName, Decision, EventId, Revision


class Disclosure(Value):
    """What a reader is told of how a section came about.

    `drafted_by` wrote the last draft below people's edits; `method` is how, `model` which model, if any.
    `approved_by`, `approved_at` and `four_eyes` are None in a preview of text that nobody has approved.
    """

    revision: EventId
    hash: Sha256
    drafted_by: Actor
    method: str
    model: str | None
    edited_by: tuple[ActorName, ...]
    translated_from: Locale | None
    approved_by: Line | None
    approved_at: Timestamp | None
    four_eyes: bool | None


def disclose(history: History, head: Revision, approval: Decision | None) -> Disclosure:
    """The disclosure of `head` as it stands in its history."""
    draft = history.base_of_last_redraft or history.ancestry(head.id)[-1]
    later = [revision for revision in reversed(history.ancestry(head.id)) if revision.id > draft.id]
    translated = next((r.translated_from for r in history.ancestry(head.id) if r.translated_from), None)
    return Disclosure(
        revision=head.id,
        hash=head.hash,
        drafted_by=draft.by,
        method=draft.provenance.method,
        model=draft.provenance.model,
        edited_by=tuple(dict.fromkeys(r.by.name for r in later if r.by.kind == "person")),
        translated_from=translated.locale if translated else None,
        approved_by=approval.by.name if approval else None,
        approved_at=approval.at if approval else None,
        four_eyes=Candidate(history, head, approval).four_eyes if approval else None,
    )
