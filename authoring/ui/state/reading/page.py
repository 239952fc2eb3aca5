"""From a section to its blocks."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from authoring.locales.labels import Labels
from authoring.ui.state.paper import Block
from authoring.ui.state.reading import figures, official, texts
from schemas.sections.registry import Section, SectionName

PAGES: Final[Mapping[SectionName, Callable[[Any, Labels], Iterator[Block]]]] = {
    "identity": official.identity,
    "summary": texts.summary,
    "scores": figures.scores,
    "ai_impact": texts.ai_impact,
    "moat": texts.moat,
    "skills": texts.moat,
    "pay": figures.pay,
    "education": figures.education,
    "credentials": texts.credentials,
    "immigration": official.immigration,
    "fit": texts.fit,
    "outlook": figures.outlook,
    "related": official.related,
    "faq": texts.faq,
    "sources": official.sources,
}


def blocks_of(section: Section, labels: Labels) -> tuple[Block, ...]:
    """The section as a reader will see it, item by item."""
    return tuple(PAGES[section.section](section, labels))
