"""The second reader: what a model said of texts that rules cannot decide. It is shown as findings and outweighs no rule.

A reading counts for the very text and the very words it cites; when either changes it is gone.
"""

from collections.abc import Iterator

from authoring.checks.registry import CheckedSection, Hit, rule
from authoring.claims.reading import ToRead
from schemas.saying import said


@rule("reader.not-carried", "warning")
def not_carried(section: CheckedSection) -> Iterator[Hit]:
    """A second reader, a model, finds that what is cited does not carry the sentence.

    It is asked only what rules cannot decide, and may be wrong: read both; waive it with a reason where it is.
    """
    for text, reading in section.readings:
        if reading.verdict == "not_carried":
            why = reading.why.rstrip(".")
            told = (
                said(
                    "{by} finds that what is cited does not carry it: {why}; nearest: “{quote}”",
                    by=reading.by,
                    why=reading.why,
                    quote=reading.quote,
                )
                if reading.quote
                else said("{by} finds that what is cited does not carry it: {why}", by=reading.by, why=why)
            )
            yield _hit(text, told, said("Cite what carries it, say less, or waive this with a reason."))


@rule("reader.carried", "note")
def carried(section: CheckedSection) -> Iterator[Hit]:
    """A second reader, a model, finds the sentence carried by the words it quotes. A person may see it otherwise."""
    for text, reading in section.readings:
        if reading.verdict == "carried":
            told = said("{by} finds it carried by “{quote}”", by=reading.by, quote=reading.quote)
            yield _hit(
                text, told, said("Where you see it otherwise: author factcheck, or request changes with a reason.")
            )


def _hit(text: ToRead, told: str, hint: str) -> Hit:
    return Hit(text.item, text.field, told, hint, 0, len(text.text), text.text)
