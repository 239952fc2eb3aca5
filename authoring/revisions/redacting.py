"""Taking words out of history where the law asks for it: what they were is gone, that they were there stays.

The one thing that ever replaces a line of a log. The event keeps its id, author, time, parents and content hash, so
that everything bound to it stays bound; a `redaction` event says who took the words out and why.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from pydantic import BaseModel

from authoring.errors import NotAllowed
from authoring.revisions.history import heads_of
from authoring.revisions.lines import LineError, from_line, to_line
from schemas.events import Answer, Comment, Decision, Event, EventId, Redaction, Revision
from schemas.items import Item
from schemas.saying import said
from schemas.sections.registry import SPEC

REDACTED: Final = "[redacted]"


def redacted(event: Event) -> Event:
    """The event without the words of people and models. Doing it twice is doing it once."""
    if isinstance(event, Revision):
        drafted = SPEC[event.content.section].drafted
        bare = {name: _bare(getattr(event.content, name)) for name in drafted}
        content = event.content.model_copy(update=bare)
        return event.model_copy(update={"content": content, "reason": _word(event.reason)})
    if isinstance(event, Comment):
        return event.model_copy(update={"text": REDACTED})
    if isinstance(event, Decision):
        return event.model_copy(update={"reason": _word(event.reason)})
    if isinstance(event, Answer):
        return event.model_copy(update={"reply": REDACTED})
    return event


def without_redacted(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events, those that were redacted without their words, though a merged branch brought them back."""
    events = tuple(events)
    targets = targets_of(events)
    return tuple(redacted(event) if event.id in targets else event for event in events) if targets else events


def targets_of(events: Iterable[Event]) -> dict[EventId, Redaction]:
    """The redactions by the event they are about."""
    return {event.target: event for event in events if isinstance(event, Redaction)}


def refuse_redaction(events: Iterable[Event], target: Event) -> None:
    """Raise `NotAllowed` for the present text of a section, and for events that hold no words."""
    where = f"{target.soc} {target.locale} {target.section}"
    if isinstance(target, Redaction) or redacted(target) == target:
        raise NotAllowed(
            said("{where}: {kind} {id} holds no words to redact", where=where, kind=target.kind, id=target.id),
            said("Nothing was changed."),
        )
    revisions = [event for event in events if isinstance(event, Revision) and event.section == target.section]
    if target.id in {head.id for head in heads_of(revisions)}:
        raise NotAllowed(
            said("{where}: {id} is the text as it is now", where=where, id=target.id),
            said("Edit it first, so that the words are gone from the present text; then redact the earlier revision."),
        )


def replaced_lines(lines: Iterable[bytes], target: EventId) -> Iterator[bytes]:
    """The lines of a log, every one of that event without its words."""
    for line in lines:
        try:
            event = from_line(line) if target.encode() in line else None
        except LineError:
            event = None
        yield to_line(redacted(event)).rstrip(b"\n") if event and event.id == target else line


def _word(text: str | None) -> str | None:
    return REDACTED if text else text


def _bare(value: object) -> object:
    """Items keep their ids and choices; their texts go, and quotes with the citations that carry them."""
    if isinstance(value, tuple):
        return tuple(_bare(each) for each in value)
    if not isinstance(value, Item):
        return value
    return value.model_copy(update=dict(_bare_fields(value)))


def _bare_fields(item: BaseModel) -> Iterator[tuple[str, Any]]:
    for name, field in type(item).model_fields.items():
        value = getattr(item, name)
        if name == "citations":
            yield name, ()
        elif isinstance(value, tuple):
            yield name, _bare(value)
        elif field.annotation is str and name != "id" and value:
            yield name, REDACTED
