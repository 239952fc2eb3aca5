"""How the offline drafter builds items: text together with the facts it rests on, never one without the other."""

from collections.abc import Iterable
from functools import reduce

from authoring.errors import ThinFacts
from schemas.citations import Citation, FactCitation, PassageCitation
from schemas.facts import Fact, FactSheet, Passage
from schemas.items import Point, Sentence
from schemas.saying import said


def cite(*grounds: Fact | Citation) -> tuple[Citation, ...]:
    """Citations of facts and passages, each once, in order."""
    found: dict[tuple[str, ...], Citation] = {}
    for ground in grounds:
        citation = FactCitation(kind="fact", fact=ground.id) if isinstance(ground, Fact) else ground
        found.setdefault(tuple(citation.model_dump().values()), citation)
    return tuple(found.values())


def quote(passage: Passage, words: str) -> PassageCitation:
    """A citation of words that stand in the passage."""
    return PassageCitation(kind="passage", passage=passage.id, quote=words)


def sentence(text: str, *grounds: Fact | Citation) -> Sentence:
    """One sentence and what it rests on. Its id is given later, when it is known whether it replaces another."""
    return Sentence(id="", text=text, citations=cite(*grounds))


def point(title: str, detail: str, *grounds: Fact | Citation) -> Point:
    """One bullet and what it rests on."""
    return Point(id="", title=title, detail=detail, citations=cite(*grounds))


def need(sheet: FactSheet, *wanted: tuple[str, str, str]) -> tuple[Fact, ...]:
    """The newest fact of each (family, measure, name for people). Raises `ThinFacts` naming all that are missing."""
    found = [(sheet.latest(family, measure), name) for family, measure, name in wanted]
    missing = [name for fact, name in found if fact is None]
    if missing:
        raise lacking(sheet, missing)
    return tuple(fact for fact, _ in found if fact is not None)


def none_of(names: Iterable[str]) -> str:
    """Several things there are none of, after a `no`."""
    return reduce(lambda one, other: said("{one}, no {other}", one=one, other=other), names)


def lacking(sheet: FactSheet, missing: Iterable[str]) -> ThinFacts:
    """The refusal that says what there is none of."""
    names = tuple(missing)
    return ThinFacts(
        said("{soc} {title}: no {names}", soc=sheet.soc, title=sheet.title, names=none_of(names)), missing=names
    )
