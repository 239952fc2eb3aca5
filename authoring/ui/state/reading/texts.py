"""The drafted sections: summary, AI impact, moat, skills, fit, credentials, FAQ."""

from collections.abc import Iterator

from authoring.locales.labels import Labels
from authoring.ui.state.paper import Block, Para, Span, para
from authoring.ui.state.reading.pieces import heading, line_of, point, points, remark, sentence, sentences
from schemas.sections.ai_impact import AiImpact, Evidence
from schemas.sections.credentials import Credentials
from schemas.sections.faq import Faq
from schemas.sections.fit import Fit
from schemas.sections.moat import Moat
from schemas.sections.skills import Skills
from schemas.sections.summary import Summary


def summary(section: Summary, _labels: Labels) -> Iterator[Block]:
    """Its sentences."""
    yield from (sentence(item) for item in section.sentences)


def moat(section: Moat | Skills, _labels: Labels) -> Iterator[Block]:
    """Its points; skills look the same."""
    yield from (point(item) for item in section.points)


def fit(section: Fit, labels: Labels) -> Iterator[Block]:
    """Whom it suits, whom not."""
    yield from points(labels.label("fit.suits"), section.suits)
    yield from points(labels.label("fit.does_not_suit"), section.does_not_suit)


def credentials(section: Credentials, labels: Labels) -> Iterator[Block]:
    """Each with its issuer and whether it is needed."""
    for item in section.credentials:
        head = (Span("• "), Span(item.name, "strong"), Span(f" · {item.issuer} · {labels.label(f'need.{item.need}')}"))
        text = f"{item.name}\n{item.issuer}\n{item.detail}"
        yield Block(item.id, (Para(head, hanging=2), para(item.detail, indent=2)), item.citations, text)
    yield from (sentence(item) for item in section.note)


def faq(section: Faq, _labels: Labels) -> Iterator[Block]:
    """Question and answer; each sentence of an answer is an item."""
    for item in section.questions:
        question = Para((Span("Q  ", "heading"), Span(item.question, "strong")), hanging=3)
        cited = (*item.citations, *(cite for each in item.answer for cite in each.citations))
        text = "\n".join((item.question, *(each.text for each in item.answer)))
        yield Block(item.id, (para(""), question), cited, text)
        yield from (sentence(each, 3, item.citations) for each in item.answer)


def ai_impact(section: AiImpact, labels: Labels) -> Iterator[Block]:
    """Verdict, narrative, evidence, tasks, outlook."""
    yield line_of(labels.label("ai.verdict"), labels.label(f"verdict.{section.verdict}"), "verdict")
    yield from (sentence(item) for item in section.narrative)
    if section.evidence:
        yield heading(labels.label("ai.evidence" if section.tools_researched else "ai.evidence_studies"))
    if not section.tools_researched:
        yield remark(labels.label("ai.no_tools"), "tools_researched")
    yield from (_evidence(item, labels) for item in section.evidence)
    yield from points(labels.label("ai.takes_over"), section.takes_over)
    yield from points(labels.label("ai.augments"), section.augments)
    yield from sentences(labels.label("ai.entry_level"), section.entry_level)
    yield from sentences(labels.label("ai.level_up"), section.level_up)


def _evidence(item: Evidence, labels: Labels) -> Block:
    tail = [labels.label(f"evidence_kind.{item.kind}"), labels.label(f"coverage.{item.coverage}")]
    if item.since is not None:
        tail.append(str(item.since))
    head = (Span("• "), Span(item.name, "strong"), Span(f" · {' · '.join(tail)}", "dim"))
    return Block(
        item.id, (Para(head, hanging=2), para(item.finding, indent=2)), item.citations, f"{item.name}\n{item.finding}"
    )
