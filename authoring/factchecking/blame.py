"""Blame: who or what wrote each sentence, when, from which prompt or facts, and how much people edited it since."""

from collections.abc import Iterator
from dataclasses import dataclass

from authoring.diff.pairing import likeness
from authoring.item_texts import item_texts
from authoring.revisions.history import History
from schemas.base import Timestamp
from schemas.citations import FactCitation, PassageCitation
from schemas.events import Actor, EventId, Provenance, Revision
from schemas.items import Item, items_in


@dataclass(frozen=True)
class Line:
    """One text of an item as it is now.

    `by` wrote these very words in `revision`; `first_by` the first words of the item. `edited` is how far they are from
    those, in percent: 0 the same, 100 nothing alike. `editors` changed them in between, in order.
    """

    item: str
    field: str
    text: str
    by: Actor
    at: Timestamp
    revision: EventId
    method: str
    model: str | None
    template: str | None
    prompt_hash: str | None
    citations: tuple[str, ...]
    first_by: Actor
    edited: int
    editors: tuple[str, ...]


def blame(history: History) -> tuple[Line, ...]:
    """Every text of the head in page order; empty where nothing was written."""
    head = history.head
    if head is None:
        return ()
    line_of_descent = [
        each for each in reversed(history.ancestry(head.id)) if each.content.section == head.content.section
    ]
    past = [(revision, _texts(revision)) for revision in line_of_descent]
    cited = {item.id: tuple(_cited(item)) for item in items_in(head.content)}
    return tuple(_line(key, text, past, cited.get(key[0], ())) for key, text in _texts(head).items())


def _texts(revision: Revision) -> dict[tuple[str, str], str]:
    return {(text.item, text.field): text.text for text in item_texts(revision.content)}


def _line(
    key: tuple[str, str],
    text: str,
    past: list[tuple[Revision, dict[tuple[str, str], str]]],
    citations: tuple[str, ...],
) -> Line:
    steps = [(revision, texts[key]) for revision, texts in past if key in texts]
    changes = [step for n, step in enumerate(steps) if n == 0 or step[1] != steps[n - 1][1]]
    first, first_text = changes[0]
    last = changes[-1][0]
    made: Provenance = last.provenance
    return Line(
        item=key[0], field=key[1], text=text, by=last.by, at=last.at, revision=last.id, method=made.method,
        model=made.model, template=made.template, prompt_hash=made.prompt_hash, citations=citations,
        first_by=first.by, edited=round(100 - likeness(first_text, text)),
        editors=tuple(dict.fromkeys(r.by.name for r, _ in changes[1:])),
    )  # fmt: skip


def _cited(item: Item) -> Iterator[str]:
    for citation in item.citations:
        if isinstance(citation, FactCitation):
            yield citation.fact
        else:
            yield citation.passage if isinstance(citation, PassageCitation) else citation.source
