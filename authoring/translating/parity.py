"""Parity: the numbers of a translation are those of its source, no more, no fewer and no other."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from authoring.quantities.numerals import Quantity, quantities, spelled
from authoring.translating.segments import Texts, segments
from schemas.sections.registry import Section

Kind: TypeAlias = Literal["missing", "extra", "approximation"]
_Key: TypeAlias = tuple[Decimal | str, bool]


@dataclass(frozen=True)
class Mismatch:
    """One number that differs. `missing` stands in the source only, `extra` in the translation only.

    `approximation`: one side says "about" and the other does not. `text` is the number as it is written.
    """

    item: str
    kind: Kind
    text: str


def parity(source: Section, target: Section, untranslated: Collection[str] = ()) -> tuple[Mismatch, ...]:
    """The mismatches of all items both sides have, in page order; items not translated yet are left out."""
    theirs = segments(target)
    return tuple(
        Mismatch(key, kind, text)
        for key, texts in segments(source).items()
        if key in theirs and key not in untranslated
        for kind, text in compare_texts(_joined(texts), _joined(theirs[key]))
    )


def compare_texts(source: str, target: str) -> tuple[tuple[Kind, str], ...]:
    """The mismatches of two texts. A number in digits on one side may be spelled out on the other."""
    ours, theirs = quantities(source), quantities(target)
    missing = _unmatched(ours, theirs, spelled(target))
    extra = _unmatched(theirs, ours, spelled(source))
    return (
        *(("missing", each.text) for each in missing),
        *(("extra", each.text) for each in extra),
        *(("approximation", text) for text in _approximations(ours, theirs)),
    )


def _joined(texts: Texts) -> str:
    return "\n".join(texts.values())


def _key(quantity: Quantity) -> _Key:
    return quantity.value, quantity.percent


def _unmatched(mine: Iterable[Quantity], other: Iterable[Quantity], excused: Collection[Decimal]) -> list[Quantity]:
    there = Counter(_key(each) for each in other)
    left = []
    for each in mine:
        if there[_key(each)]:
            there[_key(each)] -= 1
        elif each.value not in excused:
            left.append(each)
    return left


def _approximations(ours: Iterable[Quantity], theirs: Iterable[Quantity]) -> list[str]:
    exactly = {_key(each): each.approximate for each in ours}
    return [each.text for each in theirs if exactly.get(_key(each), each.approximate) != each.approximate]
