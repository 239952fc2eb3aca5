"""Any section as plain lines for a terminal or a screen reader."""

from collections.abc import Iterator
from typing import Final

from schemas.base import Value
from schemas.citations import Citation, FactCitation, PassageCitation
from schemas.facts import FactSheet
from schemas.items import Item
from schemas.sections.registry import Section

_LEFT_OUT: Final = frozenset({"id", "section", "citations"})


def section_lines(section: Section, sheet: FactSheet | None) -> Iterator[str]:
    """One line a field or item; with a sheet, under each item the facts it cites."""
    for name in type(section).model_fields:
        if name not in _LEFT_OUT:
            yield from _field(name, getattr(section, name), sheet, 1)


def _field(name: str, value: object, sheet: FactSheet | None, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if value is None or value is False or value == () or (sheet is None and _is_reference(name)):
        return
    if isinstance(value, tuple):
        yield f"{pad}{_words(name)}:"
        for entry in value:
            yield from _entry(entry, sheet, depth + 1)
    elif isinstance(value, Value):
        yield f"{pad}{_words(name)}:"
        yield from _entry(value, sheet, depth + 1)
    else:
        yield f"{pad}{_words(name)}: {_shown(name, value)}"


def _is_reference(name: str) -> bool:
    """Whether a field holds fact ids: shown with --facts, noise without."""
    return name.rpartition("_")[2] in ("fact", "facts")


def _shown(name: str, value: object) -> str:
    """A value as people write it: thousands separated, years not."""
    if isinstance(value, int | float) and not isinstance(value, bool) and name not in ("year", "since"):
        return f"{value:,.10g}"
    return str(value)


def _entry(entry: object, sheet: FactSheet | None, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if not isinstance(entry, Value):
        yield f"{pad}- {entry}"
        return
    plain = [
        (name, value)
        for name in type(entry).model_fields
        if name not in _LEFT_OUT
        and not isinstance(value := getattr(entry, name), tuple | Value)
        and value is not None
        and value is not False
        and not (sheet is None and _is_reference(name))
    ]
    if isinstance(entry, Item):
        head = " · ".join(str(value) for _, value in plain)
        yield f"{pad}- {head}  [{entry.id}]"
        yield from (f"{pad}    {line}" for line in _grounds(entry.citations, sheet))
    elif plain:
        yield f"{pad}- {', '.join(f'{_words(name)} {_shown(name, value)}' for name, value in plain)}"
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if name not in _LEFT_OUT and isinstance(value, tuple | Value):
            yield from _field(name, value, sheet, depth + 2)


def _grounds(citations: tuple[Citation, ...], sheet: FactSheet | None) -> Iterator[str]:
    if sheet is None:
        return
    for citation in citations:
        if isinstance(citation, FactCitation):
            fact = sheet.fact(citation.fact)
            yield (
                f"= {fact.label}: {fact.value} {fact.unit}, {fact.period} ({fact.id})"
                if fact
                else f"= {citation.fact}: not on the fact sheet"
            )
        else:
            target = citation.passage if isinstance(citation, PassageCitation) else citation.source
            yield f"= “{citation.quote}” ({target})"


def _words(name: str) -> str:
    return name.replace("_", " ")
