"""Sources: a quote from a document stands in the snapshot it names, and the snapshot is there."""

from collections.abc import Iterator
from typing import Final

from authoring.checks.registry import CheckedSection, Hit, SourceText, rule
from authoring.quoting import stands_in
from schemas.citations import SourceCitation
from schemas.items import Item
from schemas.saying import said

UNREACHABLE: Final = "sources.unreachable"
UNREACHABLE_EXPLANATION: Final = (
    "The address of a quoted document does not answer: readers are sent nowhere. The snapshot proves the quote all the same. "
    "Told with --online."
)


@rule("sources.missing", "error")
def missing(section: CheckedSection) -> Iterator[Hit]:
    """The snapshot that a quote is from is not in the workspace, or is not what it was. Nobody can look the quote up."""
    for item, citation, source in _cited(section):
        if source.text is None:
            yield _hit(
                item,
                citation,
                said("the snapshot of “{title}” is missing or was changed", title=source.source.title),
                said("Bring `sources/` back from git, or add the document again."),
            )


@rule("sources.quote-differs", "error")
def quote_differs(section: CheckedSection) -> Iterator[Hit]:
    """A quote does not stand word for word in the snapshot of the document it is said to come from."""
    for item, citation, source in _cited(section):
        if source.text is not None and not stands_in(citation.quote, source.text):
            yield _hit(
                item,
                citation,
                said("the quote does not stand in “{title}”", title=source.source.title),
                said("Copy the words exactly: author sources show {id}", id=source.source.id),
            )


@rule("sources.changed", "warning")
def changed(section: CheckedSection) -> Iterator[Hit]:
    """Somebody looked at the document again, and it no longer says what is quoted."""
    for item, citation, source in _cited(section):
        if source.text is not None and source.newest is not None and not stands_in(citation.quote, source.newest):
            yield _hit(
                item,
                citation,
                said("“{title}” no longer says this", title=source.source.title),
                said(
                    "Read what it says now and cite that: author sources show {id}",
                    id=source.source.id.partition("-")[0],
                ),
            )


@rule("sources.retired", "warning")
def retired(section: CheckedSection) -> Iterator[Hit]:
    """The document was taken out of use."""
    for item, citation, source in _cited(section):
        if source.retired:
            yield _hit(
                item,
                citation,
                said("“{title}” was retired", title=source.source.title),
                said("Rest this on another source, or remove it."),
            )


@rule("sources.old", "note")
def old(section: CheckedSection) -> Iterator[Hit]:
    """Nobody has looked at the document for a long time (`old_after_days` in the settings)."""
    for item, citation, source in _cited(section):
        if source.old:
            yield _hit(
                item,
                citation,
                said("nobody has looked at “{title}” for a long time", title=source.source.title),
                said("Look again: author sources refresh {id}", id=source.source.id.partition("-")[0]),
            )


def _cited(section: CheckedSection) -> Iterator[tuple[Item, SourceCitation, SourceText]]:
    """Every quote from a document that is known, with the item it carries."""
    known = {each.source.id: each for each in section.source_texts}
    for item in section.items:
        for citation in item.citations:
            if isinstance(citation, SourceCitation) and citation.source in known:
                yield item, citation, known[citation.source]


def _hit(item: Item, citation: SourceCitation, message: str, hint: str) -> Hit:
    return Hit(item.id, "citations", message, hint, text=f"{citation.source} {citation.quote}")
