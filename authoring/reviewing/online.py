"""What only the network can say of a page: whether the documents it quotes are still where readers are sent."""

from collections.abc import Callable, Iterable, Iterator

from authoring.checks import CheckedSection
from authoring.checks.registry import Hit, finding_of
from authoring.checks.reports.reported import Reported
from authoring.checks.sources import UNREACHABLE
from schemas.citations import SourceCitation

Fault = Callable[[str], str | None]


def dead_links(sections: Iterable[CheckedSection], fault: Fault) -> Iterator[Reported]:
    """A note for every item that quotes a document whose address does not answer. The snapshot proves the quote all the same."""
    for section in sections:
        urls = {each.source.id: each.source.url for each in section.source_texts}
        for item in section.items:
            for citation in item.citations:
                url = urls.get(citation.source) if isinstance(citation, SourceCitation) else None
                wrong = fault(url) if url and url.startswith("http") else None
                if wrong:
                    hit = Hit(
                        item.id, "citations", wrong, "Refresh the document, or give it a new address.", text=url or ""
                    )
                    yield _reported(section, hit)


def _reported(section: CheckedSection, hit: Hit) -> Reported:
    soc, locale = section.sheet.soc, section.locale
    finding = finding_of(UNREACHABLE, "note", hit)
    return Reported(soc, locale, section.content.section, finding, f"drafts/{soc}/{locale}.jsonl", 1, "")
