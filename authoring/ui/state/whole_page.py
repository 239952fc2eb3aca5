"""An occupation as a whole: the page as its reader will see it, its figures at a glance, and what its facts allow."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from authoring.locales.labels import Labels
from authoring.ui.state.paper import Block, Para, Role, Span, fit, para
from authoring.ui.state.reading.page import blocks_of
from schemas.events import Revision
from schemas.facts import FactSheet
from schemas.sections.registry import SECTION_NAMES, SectionName

if TYPE_CHECKING:
    from authoring.facts.coverage import SectionCoverage

Heads = Mapping[SectionName, Revision]
_GLANCE: Final[tuple[SectionName, ...]] = ("scores", "pay", "outlook")
_NAME_CELLS: Final = 13
_ROLES: Final[Mapping[str, Role]] = {"full": "good", "partly": "warning", "none": "error"}


def page_blocks(heads: Heads, labels: Labels, words: Labels) -> tuple[Block, ...]:
    """Every section there is in page order, each under its title; those that are missing are named."""
    return tuple(_sections(heads, SECTION_NAMES, labels, words))


def glance_blocks(heads: Heads, labels: Labels, words: Labels) -> tuple[Block, ...]:
    """Scores as bars, pay with its trend, outlook."""
    return tuple(_sections(heads, _GLANCE, labels, words))


def coverage_blocks(sheet: FactSheet, datasets: Iterable[str], words: Labels) -> tuple[Block, ...]:
    """How far each section can be drafted from the facts, and what is lacking for what reason.

    `datasets` are those that the fact base has at all.
    """
    from authoring.facts.coverage import covered

    known = covered(sheet, frozenset(dataset.partition(".")[0] for dataset in datasets))
    head = words.text("ui.overview.facts", facts=words.number(known.facts), passages=words.number(known.passages))
    return (Block("facts", (para(head, "strong"), para("")), still=True), *(_covered(e, words) for e in known.sections))


def _sections(heads: Heads, names: tuple[SectionName, ...], labels: Labels, words: Labels) -> Iterator[Block]:
    for name in names:
        head = heads.get(name)
        title = words.label(f"ui.section.{name}")
        yield Block(f"section.{name}", (para(""), para(title, "heading")), still=True)
        if head is None:
            yield Block(f"missing.{name}", (para(words.label("ui.overview.missing"), "dim"),), still=True)
        else:
            yield from blocks_of(head.content, labels)


def _covered(section: "SectionCoverage", words: Labels) -> Block:
    name = fit(words.label(f"ui.section.{section.section}"), _NAME_CELLS)
    extent = Span(words.label(f"ui.coverage.{section.extent}"), _ROLES[section.extent])
    lacks = (para(f"{lack.what}: {lack.why}", "dim", _NAME_CELLS, 2) for lack in section.lacks)
    return Block(f"covered.{section.section}", (Para((Span(name), extent)), *lacks))
