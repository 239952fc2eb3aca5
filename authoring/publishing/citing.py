"""Which facts, passages and documents a section rests on, and where they are to be found."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from authoring.errors import AuthoringError
from schemas.base import SocCode
from schemas.facts import Fact, FactSheet, Passage
from schemas.sections.registry import Section

_SOC_IN_ID: Final = re.compile(r"/(\d{2}-\d{4})/")


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
    for kind, name in _references(content.model_dump(mode="json")):
        found[kind][name] = None
    return Cited(*(tuple(found[kind]) for kind in ("fact", "passage", "source", "citation")))


def _references(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _references(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner, key)
    elif isinstance(value, str):
        if key == "fact" or key.endswith(("_fact", "_facts")):
            yield "fact", value
        elif key in ("passage", "source", "citation"):
            yield key, value


@dataclass(frozen=True)
class FactFinder:
    """Finds facts by id: on the page's own sheet, else on that of the occupation the id names (`sheet_of` reads it)."""

    own: FactSheet
    sheet_of: Callable[[SocCode], FactSheet]

    def fact(self, fact_id: str) -> Fact | None:
        """The fact, or None where the base has no such fact."""
        found = self.own.fact(fact_id)
        if found is None and (other := self._other_sheet(fact_id)):
            found = other.fact(fact_id)
        return found

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

    def _other_sheet(self, fact_id: str) -> FactSheet | None:
        named = _SOC_IN_ID.search(fact_id)
        if named is None or named[1] == self.own.soc:
            return None
        try:
            return self.sheet_of(named[1])
        except AuthoringError:
            return None


def unknown_references(content: Section, finder: FactFinder, documents: Iterable[str]) -> tuple[str, ...]:
    """The ids a section cites that nothing is known of: not in the fact base, not among its documents."""
    cited, known = cited_by(content), set(documents)
    return (
        *(name for name in cited.facts if finder.fact(name) is None),
        *(name for name in cited.passages if finder.passage(name) is None),
        *(name for name in cited.documents if name not in known),
        *(name for name in cited.either if name not in known and finder.fact(name) is None),
    )
