"""Claims as they leave: what a sentence claims, where it stands, the verdict, and the facts and quotes that carry it."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from authoring.text import clean_line
from schemas.base import Line, Value
from schemas.claims import Binding, Claim, ClaimKind, ClaimQuantity, Verdict
from schemas.events import Revision
from schemas.sections.registry import SectionName

ClaimsOf: TypeAlias = Callable[[Revision], Sequence[Claim]]
"""The claim ledger of a revision, from the facts of today."""


class PublicClaim(Value):
    """One checkable statement: characters `start` to `end` of the text in `field` of `item`.

    `facts` are the ids of the facts that carry it; `quotes` the passages, sources and rules, with their words. `formula`
    says how a derived value was made of them. A claim that is not `exact`, `rounded` or `derived` has a `note`.
    """

    item: Line
    field: Line
    start: int
    end: int
    text: Line
    kind: ClaimKind
    low: float | None
    high: float | None
    unit: Line | None
    approximate: bool
    statistic: Line | None
    period: Line | None
    population: Line | None
    verdict: Verdict
    facts: tuple[Line, ...]
    quotes: tuple[Binding, ...]
    formula: Line | None
    note: Line


def public_claims(ledger: Iterable[Claim]) -> tuple[PublicClaim, ...]:
    """The claims in the order of the ledger."""
    return tuple(_public(claim) for claim in ledger)


def ledger_claim(section: SectionName, claim: PublicClaim) -> Claim:
    """The claim as the ledger spells it, so that two releases can be compared as two revisions are."""
    quantity = None
    if claim.low is not None and claim.high is not None:
        quantity = ClaimQuantity.model_validate(
            {
                "low": str(claim.low), "high": str(claim.high), "unit": claim.unit or "",
                "approximate": claim.approximate, "statistic": claim.statistic, "period": claim.period,
                "population": claim.population,
            }
        )  # fmt: skip
    facts = tuple(Binding(kind="fact", id=each, quote=None) for each in claim.facts)
    return Claim(
        section=section, item=claim.item, field=claim.field, start=claim.start, end=claim.end, text=claim.text,
        kind=claim.kind, quantity=quantity, verdict=claim.verdict, bound=(*facts, *claim.quotes), formula=claim.formula,
        note=claim.note, elsewhere=None,
    )  # fmt: skip


def _public(claim: Claim) -> PublicClaim:
    said = claim.quantity
    return PublicClaim.model_construct(  # every value of a claim was validated when it was made
        item=claim.item,
        field=claim.field,
        start=claim.start,
        end=claim.end,
        text=clean_line(claim.text),
        kind=claim.kind,
        low=float(said.low) if said else None,
        high=float(said.high) if said else None,
        unit=said.unit if said else None,
        approximate=said.approximate if said else False,
        statistic=said.statistic if said else None,
        period=said.period if said else None,
        population=said.population if said else None,
        verdict=claim.verdict,
        facts=tuple(binding.id for binding in claim.bound if binding.kind == "fact"),
        quotes=tuple(binding for binding in claim.bound if binding.kind != "fact"),
        formula=claim.formula,
        note=claim.note,
    )
