"""Which of the facts that a text cites are not what they were, and which of its claims that undoes.

A fact has moved where its value, unit or top-coding changed, where it is gone, or where a later edition of its measure
came: for a text that cited the newest there was. A change within the declared rounding ("about $68,000") undoes no
claim and moves nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from authoring.claims.ledger import text_claims
from authoring.item_texts import ItemText, item_texts
from authoring.staleness.elsewhere import Elsewhere, occupation_of
from schemas.citations import Citation, CitedFact, FactCitation
from schemas.claims import NUMBER_KINDS, Claim
from schemas.facts import Fact, FactSheet, Locator
from schemas.sections.registry import Section

_SHOWING: Final = NUMBER_KINDS | {"degree", "comparison"}
"""Claims that show a fact's value; that an agency is named does not."""


@dataclass(frozen=True)
class Moved:
    """A cited fact that is not what it was. `after` None: it is gone. `lost` are the claims that no longer stand."""

    before: CitedFact
    after: Fact | None
    lost: tuple[Claim, ...]


def moved_facts(
    section: Section, cited: Sequence[CitedFact], sheet: FactSheet, elsewhere: Elsewhere | None = None
) -> tuple[Moved, ...]:
    """The cited facts that moved, in the order they are cited; of other occupations those that `elsewhere` gives.

    No claim of a text is weighed by a fact of another occupation: such a fact moves with its value alone.
    """
    here = [each for each in cited if occupation_of(each.fact) == sheet.soc]
    found = {each.before.fact: each for each in _moved_here(section, here, sheet)}
    if elsewhere is not None and len(here) < len(cited):
        there = (each for each in cited if occupation_of(each.fact) != sheet.soc)
        found |= {each.before.fact: each for each in _moved_elsewhere(there, elsewhere)}
    return tuple(found[each.fact] for each in cited if each.fact in found)


def _moved_elsewhere(cited: Iterable[CitedFact], elsewhere: Elsewhere) -> Iterator[Moved]:
    for each in cited:
        after = _later(each, elsewhere.fact(each.fact), elsewhere.newest(each.fact))
        if _counts(each, after, ()):
            yield Moved(each, after, ())


def _moved_here(section: Section, cited: Sequence[CitedFact], sheet: FactSheet) -> tuple[Moved, ...]:
    pairs = [(each, successor(each, sheet)) for each in cited]
    moved = [(before, after) for before, after in pairs if after is None or _differs(before, after)]
    if not moved:
        return ()
    lost = _lost_claims(section, pairs, sheet)
    return tuple(
        Moved(before, after, tuple(claim for claim, stands in lost.get(before.fact, ()) if not stands))
        for before, after in moved
        if _counts(before, after, lost.get(before.fact, ()))
    )


def successor(cited: CitedFact, sheet: FactSheet) -> Fact | None:
    """What the fact is today: itself, or the newest edition of its measure where it was the newest then."""
    return _later(cited, sheet.fact(cited.fact), sheet.latest(*_family_and_measure(cited.fact)))


def _later(cited: CitedFact, fact: Fact | None, newest: Fact | None) -> Fact | None:
    if cited.newest and newest is not None and (fact is None or newest.dataset > fact.dataset):
        return newest
    return fact


def _family_and_measure(fact_id: str) -> tuple[str, str]:
    dataset, _, rest = fact_id.partition("/")
    return dataset.partition(".")[0], rest.partition("/")[2]


def _differs(before: CitedFact, after: Fact) -> bool:
    return before.fact != after.id or not _same_value(before, after)


def _same_value(before: CitedFact, after: Fact) -> bool:
    return (before.value, before.unit, before.at_least) == (after.value, after.unit, after.at_least)


def _counts(before: CitedFact, after: Fact | None, shown: Sequence[tuple[Claim, bool]]) -> bool:
    """Whether a move matters: a claim that shows the fact is undone; or none shows it, and it is another value."""
    if shown:
        return any(not stands for _, stands in shown)
    return after is None or not _same_value(before, after)


def _lost_claims(
    section: Section, pairs: Iterable[tuple[CitedFact, Fact | None]], sheet: FactSheet
) -> dict[str, list[tuple[Claim, bool]]]:
    """By fact, the claims that showed it when the text was written, each with whether it stands today."""
    pairs = tuple(pairs)
    then = small_sheet(sheet, [as_it_was(cited, sheet) for cited, _ in pairs])
    now = small_sheet(sheet, [after for _, after in pairs if after is not None])
    instead = {cited.fact: after.id for cited, after in pairs if after is not None}
    found: dict[str, list[tuple[Claim, bool]]] = {}
    for text in item_texts(section):
        before = [claim for claim in text_claims(section, text, then) if claim.carried and claim.kind in _SHOWING]
        if not before:
            continue
        stands = {_place(claim): claim.carried for claim in text_claims(section, citing(text, instead), now)}
        for claim in before:
            for binding in claim.bound:
                found.setdefault(binding.id, []).append((claim, stands.get(_place(claim), False)))
    return found


def _place(claim: Claim) -> tuple[int, int, str]:
    return claim.start, claim.end, claim.kind


def citing(text: ItemText, instead: dict[str, str]) -> ItemText:
    """The text with its citations of facts put to others."""
    return ItemText(text.item, text.field, text.text, tuple(recited(text.citations, instead)))


def recited(citations: Iterable[Citation], instead: dict[str, str]) -> Iterator[Citation]:
    """The citations with facts replaced by others, each once."""
    seen: set[Citation] = set()
    for citation in citations:
        new = citation
        if isinstance(citation, FactCitation):
            new = FactCitation(kind="fact", fact=instead.get(citation.fact, citation.fact))
        if new not in seen:
            seen.add(new)
            yield new


def small_sheet(sheet: FactSheet, facts: Sequence[Fact]) -> FactSheet:
    """The sheet with these facts alone."""
    return FactSheet.model_construct(
        soc=sheet.soc, title=sheet.title, base_version=sheet.base_version, hash=sheet.hash, facts=tuple(facts),
        passages=sheet.passages,
    )  # fmt: skip


def as_it_was(cited: CitedFact, sheet: FactSheet) -> Fact:
    """The fact as it was remembered; its name is today's, or its measure where it is gone."""
    dataset, _, rest = cited.fact.partition("/")
    measure = rest.partition("/")[2]
    known = sheet.fact(cited.fact) or sheet.latest(dataset.partition(".")[0], measure)
    values = {"value": cited.value, "unit": cited.unit, "period": cited.period, "at_least": cited.at_least}
    if known is not None:
        return Fact.model_validate({**dict(known), "id": cited.fact, "dataset": dataset, **values})
    nowhere = Locator(file="", table=None, row="", column="")
    return Fact(
        id=cited.fact, measure=measure, label=measure, value=cited.value, unit=cited.unit, period=cited.period,
        dataset=dataset, locator=nowhere, basis="direct", basis_note=None, at_least=cited.at_least, derivation=None,
    )  # fmt: skip
