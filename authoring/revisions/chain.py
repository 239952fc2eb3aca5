"""Which events may follow which: the rule that keeps a writer from passing over what another wrote."""

from collections.abc import Iterable, Sequence

from authoring.errors import Conflict
from authoring.revisions.history import heads_of
from schemas.base import content_hash
from schemas.events import Decision, Event, EventId, Revision
from schemas.saying import said


def refuse_conflicts(known: Sequence[Event], added: Sequence[Event]) -> None:
    """Raise `Conflict` unless `added` may follow `known`.

    One rule: an append must not leave a section with more heads than it had. So a revision is made on the
    head, or a side revision (a redraft) comes with the merge that takes it in. A decision must be on a head.
    """
    ids = {event.id for event in known}
    for event in added:
        if event.id in ids:
            raise ValueError(f"event {event.id} is already in the log")
        ids.add(event.id)
        if isinstance(event, Revision) and event.hash != content_hash(event.content):
            raise ValueError(f"revision {event.id} carries the hash of another content")
    for section in {event.section for event in added}:
        _refuse_in_section(_of(section, known), _of(section, added))


def _of(section: str, events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(event for event in events if event.section == section)


def _refuse_in_section(known: tuple[Event, ...], added: tuple[Event, ...]) -> None:
    before = [event for event in known if isinstance(event, Revision)]
    new = [event for event in added if isinstance(event, Revision)]
    heads_before, heads = heads_of(before), heads_of([*before, *new])
    theirs = max((head.id for head in heads_before), default="")
    there = {revision.id for revision in (*before, *new)}
    named = {parent for revision in new for parent in (revision.parent, revision.merged) if parent}
    if new and (len(heads) > max(1, len(heads_before)) or not named <= there):
        raise _conflict(added[0], theirs)
    for event in added:
        if isinstance(event, Decision) and event.parent not in {head.id for head in heads}:
            raise _conflict(event, theirs)


def _conflict(event: Event, theirs: EventId) -> Conflict:
    return Conflict(
        said(
            "{where} was changed by someone else since you opened it",
            where=f"{event.soc} {event.locale} {event.section}",
        ),
        said("Look at the newer version, then merge yours into it or decide again."),
        theirs,
    )
