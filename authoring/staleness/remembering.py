"""What a revision remembers: every fact that its text or its computed figures cite, as it was."""

from collections.abc import Iterator, Mapping

from authoring.staleness.elsewhere import Elsewhere, occupation_of
from schemas.base import Value
from schemas.citations import CitedFact, FactCitation
from schemas.events import Revision
from schemas.facts import Fact, FactSheet
from schemas.items import Item, items_in
from schemas.sections.registry import Section


def remember(
    section: Section, sheet: FactSheet, parent: Revision | None = None, elsewhere: Elsewhere | None = None
) -> tuple[CitedFact, ...]:
    """The cited facts with their values of today; those of other occupations too, where `elsewhere` gives them.

    With a parent, a fact that an unchanged item of it cites keeps the value that item was written from: editing one
    sentence says nothing of the others.
    """
    kept = _still_as_written(section, parent) if parent else {}
    found = (_as_it_is(fact_id, sheet, elsewhere) for fact_id in dict.fromkeys(cited_ids(section)))
    return tuple(kept.get(each.fact, each) for each in found if each is not None)


def cited_ids(value: object) -> Iterator[str]:
    """The ids of facts that a section cites: in the citations of items, and in the `fact` fields of computed figures."""
    if isinstance(value, FactCitation):
        yield value.fact
    elif isinstance(value, tuple):
        for entry in value:
            yield from cited_ids(entry)
    elif isinstance(value, Value):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if isinstance(inner, str) and (name == "fact" or name.endswith("_fact")):
                yield inner
            elif name.endswith("_facts"):
                yield from inner
            else:
                yield from cited_ids(inner)


def _as_it_is(fact_id: str, sheet: FactSheet, elsewhere: Elsewhere | None) -> CitedFact | None:
    fact = sheet.fact(fact_id)
    if fact is not None:
        return _cited(fact, sheet.latest(fact.dataset.partition(".")[0], fact.measure))
    if elsewhere is None or occupation_of(fact_id) == sheet.soc:
        return None
    fact = elsewhere.fact(fact_id)
    return _cited(fact, elsewhere.newest(fact_id)) if fact is not None else None


def _cited(fact: Fact, newest: Fact | None) -> CitedFact:
    return CitedFact(
        fact=fact.id, value=fact.value, unit=fact.unit, period=fact.period, at_least=fact.at_least,
        newest=newest is None or newest.dataset == fact.dataset,
    )  # fmt: skip


def _still_as_written(section: Section, parent: Revision) -> Mapping[str, CitedFact]:
    remembered = {each.fact: each for each in parent.cited or ()}
    before = {item.id: item for item in items_in(parent.content)}
    unchanged = (item for item in items_in(section) if item.id and before.get(item.id) == item)
    return {fact: remembered[fact] for item in unchanged for fact in _cited_by(item) if fact in remembered}


def _cited_by(item: Item) -> Iterator[str]:
    return (each.fact for each in item.citations if isinstance(each, FactCitation))
