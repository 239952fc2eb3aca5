"""Evidence: what is said to show AI at this work has a source and a plausible year."""

import re
from collections.abc import Iterator
from typing import Final

from authoring.checks.registry import CheckedSection, Hit, rule
from authoring.claims.evidence import years_of
from schemas.citations import FactCitation, SourceCitation
from schemas.saying import said
from schemas.sections.ai_impact import AiImpact

_KINDS: Final = {
    "tool": said("tool"),
    "product": said("product"),
    "platform": said("platform"),
    "research": said("research"),
    "news": said("news"),
}
_FIRST_YEAR_OF_MODERN_AI: Final = 2012
"""Deep learning's first broad success; an older product is software, not the AI this section is about."""


@rule("evidence.no-source", "error")
def no_source(section: CheckedSection) -> Iterator[Hit]:
    """A piece of evidence cites nothing. Evidence without a source is not evidence."""
    if isinstance(section.content, AiImpact):
        for evidence in section.content.evidence:
            if not evidence.citations:
                yield Hit(
                    evidence.id,
                    "citations",
                    said("{name} has no source", name=evidence.name),
                    said("Cite one, or remove it."),
                )


@rule("evidence.tool-unsourced", "error")
def tool_unsourced(section: CheckedSection) -> Iterator[Hit]:
    """A tool, product, platform or news is named as AI at work, and no quote from a document shows it.

    The fact tables know studies and software that is common, not which AI is in use.
    """
    if isinstance(section.content, AiImpact):
        for evidence in section.content.evidence:
            quoted = any(isinstance(citation, SourceCitation) for citation in evidence.citations)
            if evidence.kind != "research" and not quoted:
                yield Hit(
                    evidence.id,
                    "citations",
                    said(
                        "{name} ({kind}) is in no document that is quoted",
                        name=evidence.name,
                        kind=_KINDS[evidence.kind],
                    ),
                    said("Quote one (`author sources add`), or remove it."),
                )


@rule("evidence.too-old", "error")
def too_old(section: CheckedSection) -> Iterator[Hit]:
    """A tool or product older than modern AI is named as evidence of AI."""
    if isinstance(section.content, AiImpact):
        for evidence in section.content.evidence:
            if evidence.since is not None and evidence.since < _FIRST_YEAR_OF_MODERN_AI:
                yield Hit(
                    evidence.id,
                    "since",
                    said(
                        "{name} dates from {since}, before the AI this section is about",
                        name=evidence.name,
                        since=evidence.since,
                    ),
                    said("Name the AI feature and its own year, or remove it."),
                )


_AI: Final = re.compile(
    r"\bAI\b|artificial intelligence|machine learning|deep learning|neural|language models?|generative|\bLLMs?\b|\bGPT|chatbot"
    r"|Copilot|ChatGPT|Claude|Gemini|computer vision|speech recognition|人工智慧|人工智能|機器學習|生成式|語言模型",
    re.IGNORECASE,
)


@rule("evidence.not-ai", "error")
def not_ai(section: CheckedSection) -> Iterator[Hit]:
    """What is listed as evidence of AI is plain software, by its own words and by the document it quotes."""
    if isinstance(section.content, AiImpact):
        for evidence in section.content.evidence:
            cited = [each for each in evidence.citations if not isinstance(each, FactCitation)]
            ids = {each.source for each in cited if isinstance(each, SourceCitation)}
            documents = (f"{each.source.title} {each.text}" for each in section.source_texts if each.source.id in ids)
            quotes = (each.quote for each in cited)
            if not _AI.search(" ".join((evidence.name, evidence.finding, *quotes, *documents))):
                message = said("nothing says that {name} is AI", name=evidence.name)
                yield Hit(evidence.id, "name", message, said("Quote what says so, or remove it."), text=evidence.name)


@rule("evidence.future", "error")
def future(section: CheckedSection) -> Iterator[Hit]:
    """The year of a piece of evidence lies after the newest official fact."""
    newest = int(section.sheet.base_version[:4]) if section.sheet.base_version[:4].isdecimal() else 9999
    if isinstance(section.content, AiImpact):
        for evidence in section.content.evidence:
            if evidence.since is not None and evidence.since > newest:
                yield Hit(
                    evidence.id,
                    "since",
                    said("{year} has not come yet", year=evidence.since),
                    said("Correct the year."),
                    text=evidence.name,
                )


@rule("evidence.year-unsupported", "error")
def year_unsupported(section: CheckedSection) -> Iterator[Hit]:
    """The year of a study is in none of the facts and quotes that the evidence cites."""
    if isinstance(section.content, AiImpact):
        for evidence in section.content.evidence:
            if evidence.since is None:
                continue
            cited = [
                fact
                for citation in evidence.citations
                if isinstance(citation, FactCitation) and (fact := section.sheet.fact(citation.fact))
            ]
            quoted = any(
                str(evidence.since) in citation.quote
                for citation in evidence.citations
                if not isinstance(citation, FactCitation)
            )
            known = any(evidence.since in years_of(fact) for fact in cited)
            if not known and not quoted:
                yield Hit(
                    evidence.id,
                    "since",
                    said("{year} is in none of the sources cited", year=evidence.since),
                    said("Correct the year, or cite where it stands."),
                )
