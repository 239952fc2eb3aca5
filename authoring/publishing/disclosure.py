"""Who made a section: drafted by which model, tool or person, edited and approved by whom; the same item by item.

AI involvement is told in the words of the W3C AI Content Disclosure Community Group, as its draft of `AI_DRAFT` defines
them: `human-only` is text without a generative model (people, and tools that follow fixed rules), `ai-assisted` text that
a model drafted, edited or translated and a person approved. Its third word, `ai-autonomous`, is for what nobody reviewed:
only a preview can hold that.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from authoring.publishing.gates import has_four_eyes
from authoring.revisions.history import History
from schemas.base import Line, Locale, Sha256, Timestamp, Value
from schemas.events import Actor, ActorName, Decision, EventId, Revision
from schemas.items import Item, items_in

AI_DRAFT: Final = "https://w3c-cg.github.io/ai-content-disclosure/reports/CG-DRAFT-ai-content-disclosure-20260921/"
AiDisclosure = Literal["human-only", "ai-assisted", "ai-autonomous"]
_Kind = Literal["person", "model", "tool"]


class ItemDisclosure(Value):
    """How one item came about: first worded by `drafted_by`, last worded by `worded_by`, edited by those people."""

    drafted_by: Literal["person", "model", "tool"]
    worded_by: Literal["person", "model", "tool"]
    edited_by: tuple[ActorName, ...]
    ai_disclosure: AiDisclosure


class Disclosure(Value):
    """What a reader is told of how a section came about.

    `drafted_by` wrote the last draft below people's edits; `method` is how, `model` which model, if any.
    `approved_by`, `approved_at` and `four_eyes` are None in a preview of text that nobody has approved. `ai_disclosure` is
    that of the section as a whole: of its items the one with most of it.
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
    ai_disclosure: AiDisclosure = "human-only"
    items: Mapping[str, ItemDisclosure] = {}


class _Wording(NamedTuple):
    """Who gave an item the words it had in one revision, and whether a model had a hand in the text before or then."""

    said: object
    first_by: Actor
    by: Actor
    model: bool
    editors: tuple[str, ...]


def disclose(history: History, head: Revision, approval: Decision | None, source: History | None = None) -> Disclosure:
    """The disclosure of `head` as it stands in its history; `source` is the one a translation was made from."""
    draft = history.base_of_last_redraft or history.ancestry(head.id)[-1]
    later = [revision for revision in reversed(history.ancestry(head.id)) if revision.id > draft.id]
    translated = next((r.translated_from for r in history.ancestry(head.id) if r.translated_from), None)
    reviewed = approval is not None
    items = {key: _told(wording, reviewed) for key, wording in _wordings(history, head, source).items()}
    whole: AiDisclosure = _term(any(each.ai_disclosure != "human-only" for each in items.values()), reviewed)
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
        four_eyes=has_four_eyes(history, head, approval) if approval else None,
        ai_disclosure=whole,
        items=items,
    )


def _told(wording: _Wording, reviewed: bool) -> ItemDisclosure:
    return _told_of(wording.first_by.kind, wording.by.kind, wording.editors, _term(wording.model, reviewed))


@lru_cache(maxsize=1024)
def _told_of(first: _Kind, last: _Kind, editors: tuple[str, ...], term: AiDisclosure) -> ItemDisclosure:
    """Most items of a release came about in one of few ways."""
    return ItemDisclosure(drafted_by=first, worded_by=last, edited_by=editors, ai_disclosure=term)


def _term(model: bool, reviewed: bool) -> AiDisclosure:
    if not model:
        return "human-only"
    return "ai-assisted" if reviewed else "ai-autonomous"


def _wordings(history: History, head: Revision, source: History | None) -> dict[str, _Wording]:
    """Of every item of the head its wording, followed through all revisions it was made from, oldest first."""
    known: dict[str, _Wording] = {}
    for revision in reversed(history.ancestry(head.id)):
        origin = _origin(revision, source)
        for item, said in _items(revision):
            known[item] = _reworded(known.get(item), said, revision, origin.get(item))
    there = dict(_items(head))
    return {item: known[item] for item in there}


def _origin(revision: Revision, source: History | None) -> Mapping[str, _Wording]:
    """What a translation took over from its source: a model's sentence stays one in another language."""
    if revision.translated_from is None or source is None:
        return {}
    made_from = source.revision(revision.translated_from.revision)
    if made_from is None or not any(each.by.kind == "model" for each in source.ancestry(made_from.id)):
        return {}
    return _wordings(source, made_from, None)


def _reworded(before: _Wording | None, said: object, revision: Revision, origin: _Wording | None) -> _Wording:
    if before is not None and before.said == said:
        return before
    by = revision.by
    editors = before.editors if before else ()
    if by.kind == "person" and by.name not in editors:
        editors = (*editors, by.name)
    model = by.kind == "model" or bool(before and before.model) or bool(origin and origin.model)
    return _Wording(said, before.first_by if before else by, by, model, editors)


def _items(revision: Revision) -> Iterator[tuple[str, object]]:
    for item in items_in(revision.content):
        if item.id:
            yield item.id, _texts(item)


def _texts(item: Item) -> object:
    """An item's own words, without those of the items inside it and without what it cites."""
    return tuple(
        value for name in type(item).model_fields if isinstance(value := getattr(item, name), str) and name != "id"
    )
