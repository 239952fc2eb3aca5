"""A term, and where the terms of a glossary stand in a text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, get_args

from schemas.base import Line, Locale, Value

PartOfSpeech = Literal["noun", "verb", "adjective", "name", "other"]
PARTS_OF_SPEECH: Final[tuple[str, ...]] = get_args(PartOfSpeech)
_NO_SPACES: Final = ("zh", "ja")
_MOST_TEXTS: Final = 4096
_PLURAL_Y: Final = re.compile(r"(?<![aeiou])y$")


class Term(Value):
    """One term of the source language in one locale.

    `allowed` are other translations that may stand; `forbidden` those that must not. `keep`: it is not translated, and
    `translation` is the term itself. `source` says whose usage this is; `by` who put it here, empty for a starter.
    """

    term: Line
    locale: Locale
    part_of_speech: PartOfSpeech
    translation: Line
    allowed: tuple[Line, ...] = ()
    forbidden: tuple[Line, ...] = ()
    keep: bool = False
    note: Line = ""
    source: Line = ""
    by: Line = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the others of its locale."""
        return self.term.casefold(), self.part_of_speech

    def stands_in(self, text: str) -> bool:
        """Whether a translation has the term: as agreed, or as is allowed."""
        return any(_has(text, each, self.locale) for each in (self.translation, *self.allowed))

    def forbidden_in(self, text: str) -> tuple[str, ...]:
        """The forbidden words a translation uses; not those that are only a part of an agreed one."""
        for agreed in sorted((self.translation, *self.allowed), key=len, reverse=True):
            text = _without(text, agreed)
        return tuple(each for each in self.forbidden if _has(text, each, self.locale))


@dataclass(frozen=True)
class Found:
    """A term and where it stands in a source text."""

    term: Term
    start: int
    end: int


@dataclass(frozen=True)
class Glossary:
    """The terms of one locale."""

    terms: tuple[Term, ...] = ()

    def within(self, text: str) -> Iterator[Found]:
        """The terms of a source text in order; of two that begin at one place the longer, none within another."""
        if not self.terms:
            return
        for found in self._pattern.finditer(text):
            for term in self._by_form[found[0].casefold()]:
                if not term.keep or term.term in found[0]:
                    yield Found(term, found.start(), found.end())

    def of(self, texts: Iterable[str]) -> tuple[Term, ...]:
        """The terms that these texts use, each once, in the order they are met."""
        used = [self._used_in(text) for text in texts]
        return used[0] if len(used) == 1 else tuple(dict.fromkeys(term for each in used for term in each))

    def _used_in(self, text: str) -> tuple[Term, ...]:
        """Kept for a while: each rule asks about the same texts."""
        known = self._used.get(text)
        if known is None:
            if len(self._used) >= _MOST_TEXTS:
                self._used.clear()
            known = self._used[text] = tuple(dict.fromkeys(found.term for found in self.within(text)))
        return known

    @cached_property
    def _used(self) -> dict[str, tuple[Term, ...]]:
        return {}

    @cached_property
    def _by_form(self) -> dict[str, list[Term]]:
        forms: dict[str, list[Term]] = {}
        for term in self.terms:
            for form in _forms(term):
                forms.setdefault(form.casefold(), []).append(term)
        return forms

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = sorted(self._by_form, key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])", re.IGNORECASE)


def _forms(term: Term) -> Sequence[str]:
    """The term and its plural, as English makes it; a verb as it is conjugated."""
    word = term.term
    if term.keep or term.part_of_speech == "name":
        return (word, f"{word}s")
    if term.part_of_speech == "noun":
        ies = _PLURAL_Y.sub("ies", word)
        return (word, ies if ies != word else f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s")
    if term.part_of_speech == "verb":
        stem = word.removesuffix("e")
        return (word, f"{word}s", f"{stem}ed", f"{stem}ing")
    return (word,)


def _has(text: str, words: str, locale: str) -> bool:
    """Whether the words stand in a text; between spaces where the language sets them."""
    if locale.partition("-")[0] in (*_NO_SPACES, "ko"):
        return words.casefold() in text.casefold()
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


def _without(text: str, words: str) -> str:
    return re.sub(re.escape(words), "\0", text, flags=re.IGNORECASE)
