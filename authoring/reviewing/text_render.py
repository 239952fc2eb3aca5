"""A section as a text a person can edit: what may be written is text, everything else is comment."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pydantic import BaseModel

from authoring.reviewing.form_fields import choices, item_model, nested_field, spell, value_fields
from authoring.reviewing.wrapping import wrap
from schemas.citations import Citation, FactCitation, PassageCitation
from schemas.findings import Finding
from schemas.items import Item
from schemas.sections.registry import SPEC, Section

_HOW: Final = """\
# Change the text and save. Lines that begin with # are notes, not text.
#   add an item       a line with only * (inside an item: **), then its fields
#   remove an item    delete its lines
#   move an item      move its lines; the id after * stays with it
#   a long text       may go on in the next line
#   cite a fact       cites: <fact id>
#   cite a passage    cites: <passage id> "the words of the passage"
#   cite a source     source: <source id> "the words of the source"
# Empty the whole file to give up."""

_MADE_FROM_FACTS_WIDTH: Final = 100


def render_section(content: Section, heading: str, findings: Sequence[Finding] = ()) -> str:
    """The text for an editor. `heading` says which occupation, section and locale it is."""
    drafted = SPEC[content.section].drafted
    lines = [f"# {heading}", "#", *_HOW.splitlines(), *_findings(findings), *_from_facts(content, drafted)]
    for name in drafted:
        lines += ["", *_choices(type(content), [name]), f"[{name}]"]
        model = item_model(type(content), name)
        if model is None:
            lines += wrap(spell(getattr(content, name)), "", "  ")
            continue
        lines += _choices(model, value_fields(model))
        for item in getattr(content, name):
            lines += _item(item, "*", "  ")
    return "\n".join(lines) + "\n"


def _item(item: Item, star: str, indent: str) -> Iterator[str]:
    yield f"{indent[2:]}{star} {item.id}".rstrip()
    for name in value_fields(type(item)):
        value = spell(getattr(item, name))
        yield from (line.rstrip() for line in wrap(value, f"{indent}{name}: ", f"{indent}    "))
    for citation in item.citations:
        yield from wrap(_citation(citation), indent, f"{indent}    ")
    nested = nested_field(type(item))
    for inner in getattr(item, nested) if nested else ():
        yield from _item(inner, "**", indent + "  ")


def _citation(citation: Citation) -> str:
    if isinstance(citation, FactCitation):
        return f"cites: {citation.fact}"
    if isinstance(citation, PassageCitation):
        return f'cites: {citation.passage} "{citation.quote}"'
    return f'source: {citation.source} "{citation.quote}"'


def _choices(model: type[BaseModel], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        words = choices(model, name)
        if words:
            yield f"# {name} is one of: {', '.join(words)}"


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        yield "#"
        yield "# What the checks say:"
    for finding in findings:
        where = f" ({finding.place.item} {finding.place.field})" if finding.place.item else ""
        yield from wrap(f"{finding.severity}: {finding.message}{where}", "#   ", "#     ")


def _from_facts(content: Section, drafted: Sequence[str]) -> Iterator[str]:
    names = [name for name in type(content).model_fields if name not in drafted and name != "section"]
    if names:
        yield "#"
        yield "# Made from facts, not edited here:"
    for name in names:
        said = f"#   {name}: {_in_short(getattr(content, name))}"
        yield said if len(said) <= _MADE_FROM_FACTS_WIDTH else said[: _MADE_FROM_FACTS_WIDTH - 1] + "…"


def _in_short(value: object) -> str:
    if isinstance(value, BaseModel):
        return ", ".join(f"{name} {_in_short(getattr(value, name))}" for name in type(value).model_fields)
    if isinstance(value, tuple):
        return "; ".join(_in_short(each) for each in value) or "none"
    return "none" if value is None else spell(value)
