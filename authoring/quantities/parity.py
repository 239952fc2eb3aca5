"""Parity: the numbers of a translation are those of its source, no more, no fewer and no other."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Literal, TypeAlias

from authoring.quantities.fractions import Fraction, fractions
from authoring.quantities.numerals import Quantity, quantities, spelled

MismatchKind: TypeAlias = Literal["missing", "extra", "approximation"]
_Key: TypeAlias = tuple[Decimal | str, bool]


def compare_texts(source: str, target: str, locale: str = "") -> tuple[tuple[MismatchKind, str], ...]:
    """The mismatches of two texts. A number in digits on one side may be spelled out on the other.

    `locale` is that of the target: Spanish writes 1.234,56. `missing` numbers stand in the source only, `extra` ones in
    the target only; `approximation`: one side says "about" and the other does not. Each comes as it is written.
    """
    (ours, shared), theirs = _read_in_source(source), quantities(target, locale)
    shares = shared, _shares_in(target) if shared else ()  # those of one side alone say nothing
    if not (ours or theirs or all(shares)):
        return ()
    missing = _unspelled(_unmatched(ours, theirs), target, locale)
    extra = _unspelled(_unmatched(theirs, ours), source if shares[1] else _without(source, shares[0]))
    return (
        *(("missing", each.text) for each in missing),
        *(("extra", each.text) for each in extra),
        *(("approximation", text) for text in _approximations(ours, theirs)),
        *_other_shares(source, shares[0], target, shares[1]),
    )


@lru_cache(maxsize=4096)
def _read_in_source(text: str) -> tuple[tuple[Quantity, ...], tuple[Fraction, ...]]:
    """Kept: a source is compared with each of its translations."""
    return quantities(text), _shares_in(text)


def _unspelled(left: list[Quantity], other: str, locale: str = "") -> list[Quantity]:
    """Those of the numbers that the other text does not write in words."""
    return [each for each in left if each.value not in spelled(other, locale)]


def _shares_in(text: str) -> tuple[Fraction, ...]:
    return tuple(each for each in fractions(text) if each.scale is None)


def _without(text: str, shares: Iterable[Fraction]) -> str:
    """The text without the words of its shares: those excuse digits only where the other side tells a share too."""
    for each in shares:
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _other_shares(
    source: str, ours: Collection[Fraction], target: str, theirs: Collection[Fraction]
) -> Iterator[tuple[MismatchKind, str]]:
    """Shares in words that are others there. Where one side has none that can be read, nothing is said."""
    values, there = {each.value for each in ours}, {each.value for each in theirs}
    if ours and theirs:
        yield from (("missing", source[each.start : each.end]) for each in ours if each.value not in there)
        yield from (("extra", target[each.start : each.end]) for each in theirs if each.value not in values)


def _key(quantity: Quantity) -> _Key:
    return quantity.value, quantity.percent


def _unmatched(mine: Iterable[Quantity], other: Iterable[Quantity]) -> list[Quantity]:
    there = Counter(_key(each) for each in other)
    left = []
    for each in mine:
        if there[_key(each)]:
            there[_key(each)] -= 1
        else:
            left.append(each)
    return left


def _approximations(ours: Iterable[Quantity], theirs: Iterable[Quantity]) -> list[str]:
    exactly = {_key(each): each.approximate for each in ours}
    return [each.text for each in theirs if exactly.get(_key(each), each.approximate) != each.approximate]
