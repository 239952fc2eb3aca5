"""The claims of a section as blocks: the verdict in a word, what is claimed, and what carries or contradicts it."""

from collections.abc import Iterator, Sequence
from typing import Final

from authoring.locales.labels import Labels
from authoring.ui.state.paper import Block, Para, Role, Span, para
from schemas.claims import Claim, Verdict

_ROLES: Final[dict[Verdict, Role]] = {
    "exact": "good", "rounded": "good", "derived": "good",
    "contradicted": "error", "unsupported": "error", "undecided": "warning",
}  # fmt: skip


def claim_blocks(claims: Sequence[Claim], item: str, words: Labels) -> tuple[Block, ...]:
    """The claims of the focused item first, then the others; in each part those that nothing carries come first."""
    if not claims:
        return (Block("none", (para(words.label("ui.claims.none"), "dim"),), still=True),)
    ordered = sorted(claims, key=lambda claim: (claim.item != item, claim.carried))
    return tuple(Block(f"claim.{number}", tuple(_claim(claim, item, words))) for number, claim in enumerate(ordered))


def _claim(claim: Claim, item: str, words: Labels) -> Iterator[Para]:
    here = f" · {words.label('ui.here')}" if claim.item == item else ""
    head = (
        Span(f"{words.label(f'claim_verdict.{claim.verdict}')} ", _ROLES[claim.verdict]),
        Span(words.text("ui.quoted", text=claim.text), "strong"),
        Span(f" · {words.label(f'claim_kind.{claim.kind}')}{here}", "dim"),
    )
    yield Para(head, hanging=2)
    for binding in claim.bound:
        yield para(
            f"{words.text('ui.quoted', text=binding.quote)} {binding.id}" if binding.quote else binding.id,
            indent=2,
            hanging=2,
        )
    if claim.formula:
        yield para(
            words.text("ui.named", name=words.label("scores.formula"), text=words.told(claim.formula)), "dim", 2, 2
        )
    if claim.note:
        yield para(words.told(claim.note), "dim", 2, 2)
