"""The second reader: what a model said of texts that rules cannot decide. It is shown as findings and outweighs no rule.

A reading counts for the very text and the very words it cites; when either changes it is gone.
"""

from collections.abc import Iterator

from authoring.checks.registry import CheckedSection, Hit, rule
from authoring.claims.reading import ToRead


@rule("reader.not-carried", "warning")
def not_carried(section: CheckedSection) -> Iterator[Hit]:
    """A second reader, a model, finds that what is cited does not carry the sentence.

    It is asked only what rules cannot decide, and may be wrong: read both; waive it with a reason where it is.
    """
    for text, reading in section.readings:
        if reading.verdict == "not_carried":
            near = f"; nearest: “{reading.quote}”" if reading.quote else ""
            told = f"{reading.by} finds that what is cited does not carry it: {reading.why}{near}"
            yield _hit(text, told, "Cite what carries it, say less, or waive this with a reason.")


@rule("reader.carried", "note")
def carried(section: CheckedSection) -> Iterator[Hit]:
    """A second reader, a model, finds the sentence carried by the words it quotes. A person may see it otherwise."""
    for text, reading in section.readings:
        if reading.verdict == "carried":
            told = f"{reading.by} finds it carried by “{reading.quote}”"
            yield _hit(text, told, "Where you see it otherwise: author factcheck, or request changes with a reason.")


def _hit(text: ToRead, told: str, hint: str) -> Hit:
    return Hit(text.item, text.field, told.rstrip("."), hint, 0, len(text.text), text.text)
