"""Licence and attribution: what is cited may be passed on, and is credited as it asks; and thin grounds."""

from collections.abc import Iterator
from typing import Final

from authoring.checks.registry import CheckedSection, Hit, rule
from schemas.citations import FactCitation, SourceCitation
from schemas.saying import said
from schemas.sections.registry import SPEC
from schemas.sections.sources import Sources

UNSTATED: Final = frozenset({"aioe", "ilo-exposure", "taiwan-titles"})
"""Dataset families without a stated licence: read from a user's own files, never published."""
_LONGEST_QUOTE: Final = 60
_ENOUGH_ITEMS: Final = 3


@rule("licence.unstated", "error")
def unstated(section: CheckedSection) -> Iterator[Hit]:
    """A fact is cited whose source states no licence. It may be read by who has the file, and not be published."""
    for item in section.items:
        for citation in item.citations:
            if isinstance(citation, FactCitation) and citation.fact.partition(".")[0] in UNSTATED:
                message = said("{dataset} states no licence", dataset=citation.fact.partition("/")[0])
                yield Hit(item.id, "citations", message, said("Rest this on another source."), text=citation.fact)


@rule("licence.attribution", "error")
def attribution(section: CheckedSection) -> Iterator[Hit]:
    """The sources list a dataset without its licence or without the attribution that it asks for."""
    if isinstance(section.content, Sources):
        for use in section.content.datasets:
            if not use.attribution.strip() or not use.licence.strip():
                yield Hit(
                    "",
                    "datasets",
                    said("{dataset} is not credited", dataset=use.dataset),
                    said("Draft the sources anew."),
                    text=use.dataset,
                )


@rule("licence.long-quote", "warning")
def long_quote(section: CheckedSection) -> Iterator[Hit]:
    """More than 60 words are quoted from one document. A quote proves a point; more is copying."""
    for item in section.items:
        for citation in item.citations:
            if isinstance(citation, SourceCitation) and len(citation.quote.split()) > _LONGEST_QUOTE:
                message = said("quotes {count} words of one document", count=len(citation.quote.split()))
                yield Hit(item.id, "citations", message, said("Quote the sentence that matters."), text=citation.quote)


@rule("thin.no-official-ground", "warning")
def no_official_ground(section: CheckedSection) -> Iterator[Hit]:
    """A drafted section of several items cites no official fact or passage at all."""
    found = [item for item in section.items if item.id not in section.to_translate]
    if SPEC[section.content.section].kind != "drafted" or len(found) < _ENOUGH_ITEMS:
        return
    if not any(not isinstance(citation, SourceCitation) for item in found for citation in item.citations):
        yield Hit(
            "",
            "",
            said("nothing here rests on an official fact"),
            said("Cite the facts that carry it, or leave it out."),
        )
