"""Numbers: a number in a sentence is a cited fact, exactly or by a declared rounding, with its unit and year.

Stands on the claim ledger, which is the one reader of numbers.
"""

from collections.abc import Iterator
from typing import Final

from authoring.checks.registry import CheckedSection, Hit, rule
from schemas.claims import NUMBER_KINDS, Claim
from schemas.facts import Fact
from schemas.saying import said

_YEAR_OF_EVIDENCE: Final = "since"
_OF_USE: Final = "anthropic-exposure."
"""The study that writes 0 where use stays below what it counts."""


@rule("numbers.unsupported", "error")
def unsupported(section: CheckedSection) -> Iterator[Hit]:
    """A number or year is carried by none of the facts and quotes that its sentence cites.

    Money needs a fact in dollars, percent a fact in percent or a share, a year a fact of that period. A rounding is
    declared by a word such as "about".
    """
    for claim in _numbers(section):
        if claim.verdict == "unsupported":
            yield section.hit(
                claim, said("“{text}” is in none of the facts this sentence cites", text=claim.text), _hint(claim)
            )


@rule("numbers.contradicted", "error")
def contradicted(section: CheckedSection) -> Iterator[Hit]:
    """An official fact says otherwise: another value, or the right value of another year, statistic, unit or place.

    A median is not a mean, 2023 is not 2025, a wage by the hour is not one by the year, and the nation is not a state.
    """
    for claim in _numbers(section):
        if claim.verdict == "contradicted":
            yield section.hit(
                claim,
                said("“{text}” is contradicted: {note}", text=claim.text, note=claim.note),
                said("Correct the number, or say what it is of."),
            )


@rule("numbers.none-observed", "error")
def none_observed(section: CheckedSection) -> Iterator[Hit]:
    """A study's 0 is told as a measured share. It stands for an occupation or task that was seen too seldom to be counted."""
    for claim in _numbers(section):
        carried = (section.sheet.fact(each.id) for each in claim.bound if each.kind == "fact")
        if claim.verdict == "exact" and any(fact and _is_uncounted(fact) for fact in carried):
            yield section.hit(
                claim,
                said("“{text}” here means that too little was seen to be counted", text=claim.text),
                said("Say so in words: seen too seldom to be counted."),
            )


def _is_uncounted(fact: Fact) -> bool:
    return fact.value == 0 and fact.dataset.startswith(_OF_USE) and not isinstance(fact.value, bool)


def _numbers(section: CheckedSection) -> Iterator[Claim]:
    for claim in section.claims:
        if claim.kind in NUMBER_KINDS and claim.field != _YEAR_OF_EVIDENCE:
            yield claim


def _hint(claim: Claim) -> str:
    if claim.elsewhere:
        return said("{fact} carries it: cite that fact.", fact=claim.elsewhere)
    if claim.quantity and claim.quantity.approximate:
        return said(
            "Cite the fact it comes from, or correct the number: a rounding keeps two digits and is right to the last."
        )
    return said("Cite the fact it comes from, correct the number, or declare a rounding with “about”.")
