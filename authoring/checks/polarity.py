"""Polarity: a sentence does not say the opposite of what it cites. A dropped "not" changes no digit and no name."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from authoring.checks.registry import CheckedSection, Hit, rule
from authoring.item_texts import ItemText
from schemas.citations import FactCitation
from schemas.facts import Fact
from schemas.saying import said

_DENIED: Final = re.compile(r"\bnot (?:a |an |the )?([a-z]{5,})")
_DENYING: Final = re.compile(
    r"\b(?:not|no|never|neither|nor|without|isn't|aren't|rather than)\b[^.;]{0,28}$", re.IGNORECASE
)
_LISTS: Final = re.compile(
    r"\b(?P<no>does not |do not |doesn't )?lists? the occupation\b|(?P<not_zh>未|沒有)?(?:列入|列在)附錄"
)


@rule("claims.opposite", "error")
def opposite(section: CheckedSection) -> Iterator[Hit]:
    """The sentence affirms what its source denies, or denies what a yes-or-no fact affirms."""
    for text in section.texts:
        if text.item not in section.to_translate:
            for fact in _cited(section, text):
                yield from _affirmed(text, fact)
                yield from _listed(text, fact)


def _cited(section: CheckedSection, text: ItemText) -> Iterator[Fact]:
    for citation in text.citations:
        fact = section.sheet.fact(citation.fact) if isinstance(citation, FactCitation) else None
        if fact is not None:
            yield fact


def _affirmed(text: ItemText, fact: Fact) -> Iterator[Hit]:
    """What the label says a figure is not: "not a forecast of job loss"."""
    for word in _denied(fact.label):
        found = re.search(rf"\b(?:a |an )?{re.escape(word)}\b", text.text)
        if found and not _DENYING.search(text.text, 0, found.start()):
            told = said("“{found}”: the source says that it is not", found=found[0].strip())
            yield Hit(text.item, text.field, told, said("{label}.", label=fact.label), *found.span(), text.text)


@lru_cache(maxsize=4096)
def _denied(label: str) -> tuple[str, ...]:
    return tuple(found[1] for found in _DENIED.finditer(label))


def _listed(text: ItemText, fact: Fact) -> Iterator[Hit]:
    if fact.measure != "appendix-a":
        return
    for found in _LISTS.finditer(text.text):
        denied = bool(found["no"] or found["not_zh"])
        if denied == (fact.value == "yes"):
            told = said("“{found}”: the official list says {value}", found=found[0], value=fact.value)
            yield Hit(
                text.item,
                text.field,
                told,
                said("{label}: {value}.", label=fact.label, value=fact.value),
                *found.span(),
                text.text,
            )
