"""Rewordings of known weight; None where a text cannot be reworded so.

Light: one or two words. Swapped: the same words, their clauses in another order. Heavy: other phrases in another order,
so that two thirds of the words at most are still the same, and a third at least.
"""

import random
import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from benchmarks.diff import chinese, english

Reword = Callable[[str, random.Random], str | None]

_NUMBER: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+\.\d+|(?<=[ 為過低約])\d{2,3}(?= percent|[萬%])")
MOST_KEPT, LEAST_KEPT = 0.67, 0.33


def light(text: str, chance: random.Random) -> str | None:
    """One or two words are others."""
    table = chinese.WORDS if is_chinese(text) else english.WORDS
    fitting = [(a, b) for a, b in table if _found(a, text)]
    chosen = chance.sample(fitting, min(len(fitting), 1 if len(text) < 40 else chance.choice((1, 2))))
    return _changed(text, chosen, 1)


def swapped(text: str, chance: random.Random) -> str | None:
    """The clauses of a text in another order: at the end of a sentence in it, at a semicolon or at a comma."""
    if is_chinese(text):
        return _swap(text, ("；", "，"), "。", chance)
    return _swap(text, (". ", "; ", ", "), ".", chance)


def heavy(text: str, chance: random.Random, by_hand: dict[str, str]) -> str | None:
    """Another sentence that says the same, from the hand-written ones or by phrases, with clauses swapped."""
    if text in by_hand:
        return by_hand[text]
    if is_chinese(text):
        return None
    reworded = _changed(text, list(english.PHRASES), len(english.PHRASES))
    if reworded is None:
        return None
    other = swapped(reworded, chance)
    return next((t for t in (other, reworded) if t and LEAST_KEPT <= kept(text, t) <= MOST_KEPT), None)


def heavy_title(text: str, chance: random.Random, by_hand: dict[str, str]) -> str:
    """A title in other words: a rewording of a whole text where there is one, else words around the same ones."""
    if is_chinese(text):
        return by_hand.get(text, f"關於{text}")
    lowered = text[:1].lower() + text[1:]
    return _changed(text, list(english.PHRASES), 3) or chance.choice(english.TITLES).format(lowered)


def renumbered(text: str, chance: random.Random) -> tuple[str, str, str] | None:
    """The text with one figure changed, that figure, and the new one."""
    found = list(_NUMBER.finditer(text))
    if not found:
        return None
    match = chance.choice(found)
    old = match[0]
    digits = "".join(str(chance.randint(1, 9)) if character.isdigit() else character for character in old)
    if digits == old or digits in text or text.count(old) > 1:
        return None
    return text[: match.start()] + digits + text[match.end() :], old, digits


def halves(text: str) -> tuple[str, str] | None:
    """Two sentences of one: cut at a semicolon, an `and` after a comma, or a Chinese comma."""
    separators, stop = (("；", "，"), "。") if is_chinese(text) else (("; ", ", and "), ".")
    for separator in separators:
        first, found, second = text.rpartition(separator)
        if found and min(_size(first), _size(second)) >= 4 and first.count("“") == first.count("”"):
            return first + stop, second[:1].upper() + second[1:]
    return None


def joined(first: str, second: str) -> str:
    """Two sentences as one."""
    if is_chinese(first):
        return f"{first.rstrip('。')}，{second}"
    return f"{first.rstrip('.')}, and {_lower(second)}"


def is_chinese(text: str) -> bool:
    """Whether there is a Han character in it."""
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def kept(old: str, new: str) -> float:
    """The share of words that both have, of the longer one's (a Han character is a word)."""
    one, other = _counted(old), _counted(new)
    return (one & other).total() / max(one.total(), other.total(), 1)


def _words(text: str) -> list[str]:
    return re.findall(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+", text.lower())


@lru_cache(maxsize=8192)
def _counted(text: str) -> Counter[str]:
    return Counter(_words(text))


def _size(text: str) -> int:
    return len(_words(text))


def _found(phrase: str, text: str) -> re.Match[str] | None:
    if is_chinese(phrase):
        return re.search(re.escape(phrase), text)
    return re.search(rf"(?<![\w“-]){re.escape(phrase)}(?![\w-])", text, re.IGNORECASE)


def _changed(text: str, table: list[tuple[str, str]], most: int) -> str | None:
    before, changed = text, 0
    for phrase, other in sorted(table, key=lambda pair: -len(pair[0])):
        match = _found(phrase, text)
        if match and changed < most:
            capital = match[0][:1].isupper()
            text = text[: match.start()] + (other[:1].upper() + other[1:] if capital else other) + text[match.end() :]
            changed += 1
    return text if text != before else None


def _swap(text: str, separators: tuple[str, ...], stop: str, chance: random.Random) -> str | None:
    body = text.removesuffix(stop)
    for separator in separators:
        cuts = [match.start() for match in re.finditer(re.escape(separator), body)]
        cuts = [cut for cut in cuts if min(_size(body[:cut]), _size(body[cut:])) >= 3 and _outside_quotes(body, cut)]
        if cuts:
            cut = chance.choice(cuts)
            first, second = body[:cut], body[cut + len(separator) :]
            return f"{second[:1].upper()}{second[1:]}{separator}{_lower(first)}{stop if body != text else ''}"
    return None


def _outside_quotes(text: str, cut: int) -> bool:
    return text[:cut].count("“") == text[:cut].count("”")


def _lower(text: str) -> str:
    return text if text[1:2].isupper() or text[1:2] in "*-" else text[:1].lower() + text[1:]
