"""sources: the datasets and documents that the sections of a page really cite."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from authoring.facts.computed.base import Base
from schemas.citations import Source
from schemas.sections.sources import DatasetUse


def cited_ids(section: BaseModel) -> set[str]:
    """The ids of all facts and passages a section cites, wherever in it they stand."""
    return set(_ids(section.model_dump(mode="json")))


def cited_sources(section: BaseModel) -> set[str]:
    """The ids of all sources outside the fact tables that a section quotes."""
    return {str(node["source"]) for node in _nodes(section.model_dump(mode="json")) if node.get("kind") == "source"}


def sources_fields(
    sections: Iterable[BaseModel], base: Base, documents: Mapping[str, Source] | None = None
) -> dict[str, object]:
    """All fields of sources for a page made of `sections`; `documents` are the known sources by id.

    Datasets come in the order of the base, documents by title. A quoted source that is not among `documents`
    is left out: a check reports it.
    """
    page = tuple(sections)
    facts = {fact for section in page for fact in cited_ids(section)}
    quoted = {source for section in page for source in cited_sources(section)}
    counts = Counter(fact.partition("/")[0] for fact in facts)
    known = documents or {}
    return {
        "section": "sources",
        "datasets": tuple(
            DatasetUse(
                dataset=dataset.id,
                title=dataset.title,
                publisher=dataset.publisher,
                vintage=dataset.vintage,
                licence=dataset.licence,
                url=dataset.url,
                attribution=dataset.attribution,
                facts_cited=counts[dataset.id],
            )
            for dataset in base.datasets()
            if counts[dataset.id]
        ),
        "documents": tuple(
            sorted((known[source] for source in quoted if source in known), key=lambda found: (found.title, found.id))
        ),
    }


def _ids(value: object) -> Iterator[str]:
    for node in _nodes(value):
        for key, found in node.items():
            if isinstance(found, str) and (key in ("fact", "passage") or key.endswith("_fact")):
                yield found
            elif isinstance(found, list) and key.endswith("_facts"):
                yield from (str(one) for one in found)


def _nodes(value: object) -> Iterator[Mapping[str, object]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner)
