"""Claims in words: comparisons, degrees, visas, agencies and tools are held to what their sentence cites."""

from collections.abc import Iterator
from typing import Final

from authoring.checks.registry import CheckedSection, Hit, rule
from schemas.claims import Claim, ClaimKind
from schemas.saying import said

_SPOKEN: Final = {
    "degree": said("degree"),
    "visa": said("visa or route"),
    "agency": said("agency"),
    "tool": said("tool"),
}


@rule("claims.contradicted", "error")
def contradicted(section: CheckedSection) -> Iterator[Hit]:
    """A comparison, a degree or BLS's growth wording is not what the official fact says.

    BLS defines its adjectives anew for each projection round: they are compared with BLS's own words for the very years.
    """
    for claim in _claims(section, "comparison", "degree", "visa", "agency", "tool"):
        if claim.verdict == "contradicted":
            yield section.hit(
                claim,
                said("“{text}” is contradicted: {note}", text=claim.text, note=claim.note),
                said("Say what the fact says."),
            )


@rule("claims.comparison-unsupported", "warning")
def comparison(section: CheckedSection) -> Iterator[Hit]:
    """Something is called faster, better paid or above average, and nothing that is cited says so."""
    for claim in _claims(section, "comparison"):
        if claim.verdict == "unsupported":
            hint = (
                said("Cite {fact}.", fact=claim.elsewhere)
                if claim.elsewhere
                else said("Cite what says so, or leave the comparison out.")
            )
            yield section.hit(claim, said("“{text}”: {note}", text=claim.text, note=claim.note), hint)


@rule("claims.name-unsupported", "warning")
def name(section: CheckedSection) -> Iterator[Hit]:
    """A degree, visa, agency or tool is named, and nothing that the sentence cites names it."""
    for claim in _claims(section, "degree", "visa", "agency", "tool"):
        if claim.verdict == "unsupported":
            hint = (
                said("Cite {fact}.", fact=claim.elsewhere)
                if claim.elsewhere
                else said("Cite what names it, or leave it out.")
            )
            yield section.hit(
                claim,
                said("the {kind} “{text}”: {note}", kind=_SPOKEN[claim.kind], text=claim.text, note=claim.note),
                hint,
            )


@rule("claims.undecided", "note")
def undecided(section: CheckedSection) -> Iterator[Hit]:
    """Something is cited, but no rule can say whether it carries this claim: a person or a second reader has to."""
    read = {(text.item, text.field) for text, reading in section.readings if reading.verdict == "carried"}
    for claim in section.claims:
        if claim.verdict == "undecided" and (claim.item, claim.field) not in read:
            yield section.hit(
                claim,
                said("“{text}”: {note}", text=claim.text, note=claim.note),
                said("Read what is cited beside the sentence."),
            )


def _claims(section: CheckedSection, *kinds: ClaimKind) -> Iterator[Claim]:
    return (claim for claim in section.claims if claim.kind in kinds)
