"""The words around a form: a line of the outline, and what the checks say while one types."""

from collections.abc import Sequence

from authoring.locales.labels import Labels
from authoring.ui.state.editing import Place, outline_text
from authoring.ui.state.paper import Line, Span, fit
from authoring.ui.state.queue_lines import findings_in_words, tally
from schemas.findings import Finding

_IN_FULL = 2
"""So many findings of the item one works on are told in full."""


def outline_line(place: Place, width: int, words: Labels) -> Line:
    """One place of the section."""
    if place.kind == "list":
        return (Span(fit(words.field(place.text), width), "heading"),)
    if place.kind == "section":
        held = (named(words.field(name), words.choice(name, value), words) for name, value in place.own)
        return (Span(fit(" · ".join(held), width)),)
    return (Span(fit(outline_text(place), width)),)


def findings_text(findings: Sequence[Finding], item: str, words: Labels) -> str:
    """What the checks say: of this item in full, of the whole section by number."""
    here = [finding for finding in findings if item and finding.place.item == item]
    lines = [finding_line(each, words) for each in here[:_IN_FULL]]
    total = findings_in_words(*tally(findings), words) or words.label("ui.no_findings")
    return "\n".join((*lines, named(words.label("ui.edit.whole"), total, words)))


def named(name: str, text: str, words: Labels) -> str:
    """A text after what it is called."""
    return words.text("ui.named", name=name, text=text)


def finding_line(finding: Finding, words: Labels) -> str:
    """A finding in one line: how grave it is, what is wrong, what to do."""
    return words.text(
        "ui.finding",
        severity=words.label(f"severity.{finding.severity}"),
        message=words.told(finding.message),
        hint=words.told(finding.hint),
    )
