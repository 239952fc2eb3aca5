"""The claims of a section as blocks: the verdict in a word, what is claimed, and what carries or contradicts it."""

from collections.abc import Iterator, Sequence
from typing import Final

from authoring.locales.labels import Labels
from authoring.translating.claim_pairs import ClaimPair, Standing
from authoring.ui.state.paper import Block, Para, Role, Span, para
from schemas.claims import Claim, Verdict

_ROLES: Final[dict[Verdict, Role]] = {
    "exact": "good", "rounded": "good", "derived": "good",
    "contradicted": "error", "unsupported": "error", "undecided": "warning",
}  # fmt: skip


_STANDINGS: Final[dict[Standing, Role]] = {
    "same": "good", "changed": "error", "missing": "error", "extra": "error", "not read": "dim",
}  # fmt: skip


def pair_blocks(pairs: Sequence[ClaimPair], item: str, words: Labels) -> tuple[Block, ...]:
    """The pairs of the focused item first, then the others; in each part those that differ come first."""
    ordered = sorted(pairs, key=lambda pair: (pair.claim.item != item, pair.standing in ("same", "not read")))
    return tuple(Block(f"pair.{number}", tuple(_pair(pair, item, words))) for number, pair in enumerate(ordered))


def _pair(pair: ClaimPair, item: str, words: Labels) -> Iterator[Para]:
    told = words.label(f"ui.claim_pair.{pair.standing.replace(' ', '_')}")
    if pair.differences:
        told += f" ({words.listed(words.label(f'ui.claim_difference.{each}') for each in pair.differences)})"
    here = f" · {words.label('ui.here')}" if pair.claim.item == item else ""
    kind = words.label(f"claim_kind.{pair.claim.kind}")
    yield Para((Span(told, _STANDINGS[pair.standing]), Span(f" · {kind}{here}", "dim")), hanging=2)
    for name, claim in (("source", pair.source), ("target", pair.target)):
        label = words.label(f"ui.pairs.{name}")
        lead = Span(label if label.endswith("：") else f"{label} ", "dim")
        if claim is None:
            yield Para((lead, Span(words.label("ui.pairs.none"))), 2, 2)
            continue
        verdict = Span(f" {words.label(f'claim_verdict.{claim.verdict}')}", _ROLES[claim.verdict])
        yield Para((lead, Span(words.text("ui.quoted", text=claim.text), "strong"), verdict), 2, 2)


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
