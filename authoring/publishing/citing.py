"""Which facts, passages and documents a section rests on, and where they are to be found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from authoring.staleness import Elsewhere, occupation_of
from schemas.base import Value
from schemas.facts import Fact, FactSheet, Passage
from schemas.sections.registry import Section


@dataclass(frozen=True)
class Cited:
    """Ids in the order they are met, each once. `either` may name a fact or a document."""

    facts: tuple[str, ...]
    passages: tuple[str, ...]
    documents: tuple[str, ...]
    either: tuple[str, ...]


def cited_by(content: Section) -> Cited:
    """Everything a section cites, by the names its models give such references.

    `fact`, `..._fact` and `exposure_facts` hold fact ids, `passage` and `source` those of passages and
    documents; a cost's `citation` is a fact id or the id of a document.
    """
    found: dict[str, dict[str, None]] = {kind: {} for kind in ("fact", "passage", "source", "citation")}
    for kind, name in _references(content):
        found[kind][name] = None
    return Cited(*(tuple(found[kind]) for kind in ("fact", "passage", "source", "citation")))


def _references(value: object) -> Iterator[tuple[str, str]]:
    """Every reference of a value and of those inside it, by the kind of the field that holds it."""
    if isinstance(value, tuple):
        for entry in value:
            if isinstance(entry, (Value, tuple)):
                yield from _references(entry)
    elif isinstance(value, Value):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if isinstance(inner, (Value, tuple)):
                kind = _kind_of(name)
                yield from _named(kind, inner) if kind else _references(inner)
            elif isinstance(inner, str) and (kind := _kind_of(name)):
                yield kind, inner


def _named(kind: str, names: object) -> Iterator[tuple[str, str]]:
    """A field of references that holds several."""
    for name in names if isinstance(names, tuple) else ():
        if isinstance(name, str):
            yield kind, name


@cache
def _kind_of(field: str) -> str | None:
    if field == "fact" or field.endswith(("_fact", "_facts")):
        return "fact"
    return field if field in ("passage", "source", "citation") else None


@dataclass(frozen=True)
class FactFinder:
    """Finds facts by id: on the page's own sheet, else, where the id names another occupation, among all there are."""

    own: FactSheet
    elsewhere: Elsewhere

    def fact(self, fact_id: str) -> Fact | None:
        """The fact, or None where the base has no such fact."""
        found = self.own.fact(fact_id)
        return self.elsewhere.fact(fact_id) if found is None and self._is_of_another(fact_id) else found

    def passage(self, passage_id: str) -> Passage | None:
        """The passage, or None."""
        return self.own.passage(passage_id)

    def with_inputs(self, fact_ids: Iterable[str]) -> dict[str, Fact]:
        """Those facts and, through their derivations, the facts they were computed from, sorted by id."""
        found: dict[str, Fact] = {}
        waiting = list(fact_ids)
        while waiting:
            name = waiting.pop()
            fact = None if name in found else self.fact(name)
            if fact is not None:
                found[name] = fact
                waiting += fact.derivation.inputs if fact.derivation else ()
        return dict(sorted(found.items()))

    def _is_of_another(self, fact_id: str) -> bool:
        return occupation_of(fact_id) not in ("", self.own.soc)


def unknown_references(content: Section, finder: FactFinder, documents: Iterable[str]) -> tuple[str, ...]:
    """The ids a section cites that nothing is known of: not in the fact base, not among its documents."""
    cited, known = cited_by(content), set(documents)
    return (
        *(name for name in cited.facts if finder.fact(name) is None),
        *(name for name in cited.passages if finder.passage(name) is None),
        *(name for name in cited.documents if name not in known),
        *(name for name in cited.either if name not in known and finder.fact(name) is None),
    )
