"""Grounding: every citation leads somewhere, every quote is word for word, every statement has a citation."""

from collections.abc import Iterator

from authoring.checks.registry import CheckedSection, Hit, rule
from authoring.quoting import points_back
from schemas.citations import Citation, FactCitation, PassageCitation, SourceCitation
from schemas.items import Item
from schemas.saying import said


@rule("grounding.unknown-citation", "error")
def unknown_citation(section: CheckedSection) -> Iterator[Hit]:
    """A citation names a fact, passage or source that this occupation does not have."""
    known_sources = {source.id for source in (*section.sources, *(each.source for each in section.source_texts))}
    for item in section.items:
        for citation in item.citations:
            target = _target(citation)
            if not _known(section, citation, known_sources):
                yield Hit(
                    item.id,
                    "citations",
                    _stranger(citation, target),
                    said("Pick one from `author {list}`, or remove the citation.", list=_list_of(citation)),
                    text=target,
                )


def _stranger(citation: Citation, target: str) -> str:
    if isinstance(citation, SourceCitation):
        return said("cites {target}, which is not among this occupation's sources", target=target)
    return said("cites {target}, which is not on this occupation's fact sheet", target=target)


def _list_of(citation: Citation) -> str:
    return "sources list" if isinstance(citation, SourceCitation) else "facts show"


def _target(citation: Citation) -> str:
    if isinstance(citation, FactCitation):
        return citation.fact
    return citation.passage if isinstance(citation, PassageCitation) else citation.source


def _known(section: CheckedSection, citation: Citation, sources: set[str]) -> bool:
    if isinstance(citation, FactCitation):
        return section.sheet.fact(citation.fact) is not None
    if isinstance(citation, PassageCitation):
        return section.sheet.passage(citation.passage) is not None
    return citation.source in sources


@rule("grounding.quote-differs", "error")
def quote_differs(section: CheckedSection) -> Iterator[Hit]:
    """A quote does not stand word for word in the passage it is said to come from."""
    for item in section.items:
        for citation in item.citations:
            if isinstance(citation, PassageCitation):
                passage = section.sheet.passage(citation.passage)
                if passage is not None and (not citation.quote or citation.quote not in passage.text):
                    yield Hit(
                        item.id,
                        "citations",
                        said("the quote does not stand in {passage}", passage=citation.passage),
                        said("Copy the words exactly from the passage."),
                        text=citation.quote,
                    )


@rule("grounding.quote-points-back", "warning")
def quote_points_back(section: CheckedSection) -> Iterator[Hit]:
    """A quote opens with a word for something its source named before it, as "Each program" does, and does not name it."""
    for text in section.texts if "“" in section.folded else ():
        quotes = (each.quote for each in text.citations if not isinstance(each, FactCitation))
        for quote in quotes if "“" in text.text else ():
            start = text.text.find(f"“{quote}") if points_back(quote) else -1
            if start >= 0:
                yield Hit(
                    text.item,
                    text.field,
                    said("“{words} …” points back at what is not quoted", words=" ".join(quote.split()[:2])),
                    said("Quote the sentence before it too, or say what it speaks of."),
                    *(start + 1, start + 1 + len(quote), text.text),
                )


@rule("grounding.uncited", "warning")
def uncited(section: CheckedSection) -> Iterator[Hit]:
    """A statement has no citation, so a reader cannot see what it rests on."""
    carried = {text.item for text in section.texts if text.citations}
    for item in section.items:
        if item.id not in carried and not _holds_cited_items(item):
            yield Hit(item.id, "citations", said("rests on no fact, passage or source"), said("Cite what it rests on."))


def _holds_cited_items(item: Item) -> bool:
    inner = (getattr(item, name) for name in type(item).model_fields)
    return any(
        isinstance(entry, Item) and entry.citations for value in inner if isinstance(value, tuple) for entry in value
    )
