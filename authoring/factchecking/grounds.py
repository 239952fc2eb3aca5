"""Grounds: what a claim rests on, opened for the person who checks it: the value, and where exactly it was read."""

from dataclasses import dataclass

from schemas.claims import Binding, Claim
from schemas.facts import Fact, FactSheet, Passage


@dataclass(frozen=True)
class Ground:
    """One thing a claim is bound to. `where` is the place in the official file, or the address of the page.

    `text` is the passage or the quote, and `start` to `end` the words of it that are quoted; a fact has none.
    """

    id: str
    says: str
    where: str
    text: str
    start: int
    end: int

    @property
    def seen(self) -> str:
        """What was looked at, as a report keeps it."""
        return f"{self.id}: {self.says or self.text[self.start : self.end]}"


def grounds_of(claim: Claim, sheet: FactSheet) -> tuple[Ground, ...]:
    """Everything the claim is bound to, and the fact elsewhere on the sheet that should have been cited."""
    named = [each for each in claim.bound if each.kind != "rule"]
    found = [_ground(each, sheet) for each in named]
    if claim.elsewhere and claim.elsewhere not in {each.id for each in named}:
        found.append(_ground(Binding(kind="fact", id=claim.elsewhere, quote=None), sheet))
    return tuple(found)


def _ground(binding: Binding, sheet: FactSheet) -> Ground:
    fact, passage = sheet.fact(binding.id), sheet.passage(binding.id)
    if fact is not None:
        return Ground(fact.id, _value(fact), _place(fact), "", 0, 0)
    if passage is not None:
        return _of_passage(passage, binding.quote or "")
    quote = binding.quote or ""
    return Ground(
        binding.id, "", "a document added as a source" if quote else "not on the fact sheet", quote, 0, len(quote)
    )


def _of_passage(passage: Passage, quote: str) -> Ground:
    start = max(passage.text.find(quote), 0)
    where = f"{passage.page_title}, {passage.section}, {passage.url}"
    return Ground(passage.id, "", where, passage.text, start, start + len(quote))


def _value(fact: Fact) -> str:
    value = (
        f"{fact.value:,}"
        if isinstance(fact.value, int | float) and not isinstance(fact.value, bool)
        else str(fact.value)
    )
    least = "at least " if fact.at_least else ""
    return f"{fact.label}: {least}{value} {fact.unit}, {fact.period}"


def _place(fact: Fact) -> str:
    if fact.derivation is not None:
        return f"computed: {fact.derivation.formula}, from {', '.join(fact.derivation.inputs)}"
    at = fact.locator
    return ", ".join(filter(None, (at.file, at.table, f"row {at.row}", f"column {at.column}")))
