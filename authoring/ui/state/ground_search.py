"""Finding what to cite: facts, sentences of official passages, sentences of documents people added.

Every word of the typed line stands in a fact's label, measure, period, source or value, or in the sentence.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from authoring.locales.labels import Labels
from authoring.ui.state.paper import Line, Span
from schemas.citations import Citation, FactCitation, PassageCitation, SourceCitation
from schemas.facts import Fact, FactSheet

if TYPE_CHECKING:
    from authoring.ui.state.workroom import Workroom

_SENTENCE: Final = re.compile(r"\S.*?(?:[.!?][”\"’')]*(?=\s|$)|[。！？][”」』）]*|$)", re.DOTALL)


@dataclass(frozen=True)
class Document:
    """What somebody added: the id citations name it with, its title, its text."""

    source: str
    title: str
    text: str


@dataclass(frozen=True)
class Ground:
    """Something to cite, and how it reads in a list."""

    citation: Citation
    line: Line
    haystack: str


class GroundSearch:
    """The grounds of one occupation, ready to be searched."""

    def __init__(self, sheet: FactSheet, words: Labels, documents: Sequence[Document] = ()) -> None:
        newest_first = sorted(sheet.facts, key=lambda fact: fact.dataset, reverse=True)
        self._facts = [(fact, _haystack(fact), _fact_ground(fact, words)) for fact in newest_first]
        self._place = {fact.measure: place for place, fact in reversed(list(enumerate(sheet.facts)))}
        self._quotes = (*_passages(sheet, words), *_documents(documents, words))

    def find(self, typed: str) -> Sequence[Ground]:
        """Facts that every word fits, those it names first and the newest first; then sentences, once one types."""
        wanted = typed.casefold().replace(",", "").split()
        found = [each for each in self._facts if all(word in each[1] for word in wanted)]
        found.sort(key=lambda each: (not _names(each[0], wanted), self._place[each[0].measure]))
        quotes = [each for each in self._quotes if all(word in each.haystack for word in wanted)] if wanted else []
        return [*(ground for _, _, ground in found), *quotes]


def grounds_of(room: "Workroom", sheet: FactSheet) -> GroundSearch:
    """Everything there is to cite for an occupation. Reads its documents: call it in a worker."""
    shelf = room.wiring.shelf
    documents = [
        Document(each.newest.id, each.newest.title, shelf.text(each.snapshots[each.newest.id]) or "")
        for each in shelf.of(sheet.soc)
        if each.retired is None
    ]
    return GroundSearch(sheet, room.words, documents)


def _fact_ground(fact: Fact, words: Labels) -> Ground:
    """One fact as a line: what, how much, when, whose."""
    value = words.value(fact.value, fact.unit, at_least=fact.at_least)
    line = (Span(f"{fact.label}: "), Span(value, "strong"), Span(f"  {fact.period} · {fact.dataset}", "dim"))
    return Ground(FactCitation(kind="fact", fact=fact.id), line, "")


def _passages(sheet: FactSheet, words: Labels) -> Iterator[Ground]:
    for passage in sheet.passages:
        name = f"{words.label('ui.pick.passage')} {passage.page_title}, {passage.section}"
        for quote in _sentences(passage.text):
            citation = PassageCitation(kind="passage", passage=passage.id, quote=quote)
            yield _quote_ground(citation, name, quote)


def _documents(documents: Iterable[Document], words: Labels) -> Iterator[Ground]:
    for document in documents:
        name = f"{words.label('ui.mark.source')} {document.title}"
        for quote in _sentences(document.text):
            citation = SourceCitation(kind="source", source=document.source, quote=quote)
            yield _quote_ground(citation, name, quote)


def _quote_ground(citation: Citation, name: str, quote: str) -> Ground:
    line = (Span(f"“{quote}”"), Span(f"  {name}", "dim"))
    return Ground(citation, line, f"{name} {quote}".casefold().replace(",", ""))


def _sentences(text: str) -> Iterator[str]:
    """The sentences of each line, as they stand in it."""
    for line in text.split("\n"):
        yield from (found[0].rstrip() for found in _SENTENCE.finditer(line) if found[0].strip())


def _names(fact: Fact, wanted: Sequence[str]) -> bool:
    label = fact.label.casefold()
    return all(word in label or word in fact.period for word in wanted)


def _haystack(fact: Fact) -> str:
    return f"{fact.label} {fact.measure} {fact.period} {fact.dataset} {fact.value}".casefold()
