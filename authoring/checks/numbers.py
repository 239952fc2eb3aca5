"""Numbers: a number in a sentence is a cited fact, exactly or by a declared rounding, with its unit and year."""

from collections.abc import Iterator

from authoring.checks.figures import Figure, carried_by, figures
from authoring.checks.reading import ItemText
from authoring.checks.registry import CheckedSection, Hit, rule
from schemas.citations import FactCitation
from schemas.facts import Fact


@rule("numbers.unsupported", "error")
def unsupported(section: CheckedSection) -> Iterator[Hit]:
    """A number or year is carried by none of the facts and quotes that its sentence cites.

    Money needs a fact in dollars, percent a fact in percent or a share, a year a fact of that period. A rounding is
    declared by a word such as "about".
    """
    for text in section.texts:
        facts, quotes = _cited(section, text)
        for figure in figures(text.text):
            if not carried_by(figure, facts, quotes):
                yield Hit(
                    text.item,
                    text.field,
                    f"“{figure.text}” is in none of the facts this sentence cites",
                    _hint(figure),
                    figure.start,
                    figure.end,
                    text.text,
                )


def _hint(figure: Figure) -> str:
    if figure.hedged:
        return (
            "Cite the fact it comes from, or correct the number: a rounding keeps two digits and is right to the last."
        )
    return "Cite the fact it comes from, correct the number, or declare a rounding with “about”."


def _cited(section: CheckedSection, text: ItemText) -> tuple[list[Fact], list[str]]:
    facts = [
        fact
        for citation in text.citations
        if isinstance(citation, FactCitation) and (fact := section.sheet.fact(citation.fact))
    ]
    quotes = [citation.quote for citation in text.citations if not isinstance(citation, FactCitation)]
    return facts, quotes
