"""What an item rests on: each citation with its value, unit, period, source and place, and a mark in words."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, Literal

from authoring.claims.numbers import shown_in
from authoring.locales.labels import Labels
from authoring.ui.state.paper import Block, Line, Para, Role, Span, para
from schemas.citations import Citation, FactCitation, PassageCitation, Source
from schemas.facts import Fact, FactSheet

Mark = Literal["exact", "rounded", "cited", "missing"]
"""`exact`, `rounded`: a number of the item is this fact. `cited`: none is. `missing`: no such fact or passage."""

_ROLES: dict[Mark, Role] = {"exact": "good", "rounded": "warning", "cited": "dim", "missing": "error"}


NO_DOCUMENTS: Final[Mapping[str, Source]] = MappingProxyType({})


def mark_of(fact: Fact | None, text: str) -> Mark:
    """How a text shows a fact: the rules are those of the check of numbers."""
    if fact is None:
        return "missing"
    if isinstance(fact.value, bool | str):
        return "exact" if str(fact.value).casefold() in text.casefold() else "cited"
    return shown_in(text, fact) or "cited"


def grounds(
    block: Block, sheet: FactSheet | None, words: Labels, documents: Mapping[str, Source] = NO_DOCUMENTS
) -> tuple[Block, ...]:
    """The focused item's citations as blocks, one each; `documents` are people's own sources by id."""
    if not block.citations:
        return (Block("none", (para(words.label("ui.no_citations"), "dim"),), still=True),)
    distinct = tuple(dict.fromkeys(block.citations))
    return tuple(
        Block(f"ground.{number}", tuple(_ground(citation, block.text, sheet, words, documents)))
        for number, citation in enumerate(distinct)
    )


def citation_line(citation: Citation, text: str, sheet: FactSheet | None, words: Labels) -> Line:
    """One citation in one line: mark, name, value, period."""
    first, *rest = _ground(citation, text, sheet, words)
    return (*first.spans, Span("  "), *(rest[0].spans if rest else ()))


def _ground(
    citation: Citation,
    text: str,
    sheet: FactSheet | None,
    words: Labels,
    documents: Mapping[str, Source] = NO_DOCUMENTS,
) -> Iterator[Para]:
    if isinstance(citation, FactCitation):
        fact = sheet.fact(citation.fact) if sheet else None
        mark = mark_of(fact, text)
        if fact is None:
            yield _marked(mark, citation.fact, words)
            return
        yield _marked(mark, fact.label, words)
        yield Para((Span(words.value(fact.value, fact.unit, at_least=fact.at_least), "strong"),), 2, 2)
        unit = f"{fact.unit} · " if fact.unit not in ("text", "") else ""
        yield para(f"{unit}{fact.period} · {fact.dataset}", indent=2, hanging=2)
        place = fact.locator
        where = ", ".join(part for part in (place.file, place.table, place.row, place.column) if part)
        yield para(words.text("ui.named", name=words.label("ui.where"), text=where), "dim", 2, 2)
        if fact.derivation:
            yield para(
                words.text("ui.named", name=words.label("scores.formula"), text=fact.derivation.formula), "dim", 2, 2
            )
        if fact.basis != "direct":
            yield para(fact.basis_note or words.label(f"basis.{fact.basis}"), "dim", 2, 2)
    elif isinstance(citation, PassageCitation):
        passage = sheet.passage(citation.passage) if sheet else None
        stands = passage is not None and citation.quote in passage.text
        yield _marked("exact" if stands else "missing", passage.page_title if passage else citation.passage, words)
        yield para(words.text("ui.quoted", text=citation.quote), indent=2)
        if passage:
            yield para(f"{passage.section} · {passage.dataset} · {passage.url}", "dim", 2, 2)
    else:
        document = documents.get(citation.source)
        name = document.title if document else citation.source
        yield Para((Span(f"{words.label('ui.mark.source')} ", "dim"), Span(name)), hanging=2)
        yield para(words.text("ui.quoted", text=citation.quote), indent=2)
        if document:
            told = (document.publisher, document.published or document.retrieved, document.url, document.id)
            yield para(" · ".join(part for part in told if part), "dim", 2, 2)


def _marked(mark: Mark, name: str, words: Labels) -> Para:
    return Para((Span(f"{words.label(f'ui.mark.{mark}')} ", _ROLES[mark]), Span(name)), hanging=2)
