"""From one Chinese script to the other: an approved translation becomes a draft of the other place, for a person to review.

OpenCC converts characters and phrases; what the two glossaries agree on goes before it, so that 專案管理 becomes 项目管理.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from authoring.errors import ModelError, UsageError, WorkspaceError
from authoring.glossary import Glossary
from authoring.revisions.making import without_model
from authoring.revisions.store import Revisions
from authoring.translating.seam import Wanted, Written
from authoring.translating.segments import segments
from schemas.base import Locale
from schemas.events import Actor
from schemas.saying import said

_CONFIGURATIONS: Final = {("zh-TW", "zh-CN"): "tw2sp", ("zh-CN", "zh-TW"): "s2twp"}
_FIRST_MARK: Final = 0xE000
"""Marks stand for agreed terms while OpenCC works: it leaves the private use area alone."""


@dataclass
class Converter:
    """Converts texts between two locales. `ours` and `theirs` are their glossaries."""

    origin: Locale
    target: Locale
    ours: Glossary
    theirs: Glossary

    def converted(self, text: str) -> str:
        """The text in the other script, with the words of the other place."""
        marked = (
            self._pattern.sub(lambda found: chr(_FIRST_MARK + self._words.index(found[0])), text)
            if self._terms
            else text
        )
        done = self._opencc(marked)
        return re.sub("[\ue000-\uf8ff]", lambda found: self._terms[self._words[ord(found[0]) - _FIRST_MARK]], done)

    @cached_property
    def _terms(self) -> dict[str, str]:
        """What one place calls a term, to what the other does; left out where one word would become two."""
        other = {term.key: term for term in self.theirs.terms}
        found: dict[str, set[str]] = {}
        for term in self.ours.terms:
            there = other.get(term.key)
            if there and not term.keep and len(term.translation) > 1:
                found.setdefault(term.translation, set()).add(there.translation)
        return {word: next(iter(called)) for word, called in found.items() if len(called) == 1}

    @cached_property
    def _words(self) -> list[str]:
        return sorted(self._terms, key=len, reverse=True)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self._words)))

    @cached_property
    def _opencc(self) -> Callable[[str], str]:
        try:
            from opencc import OpenCC  # noqa: PLC0415 - an extra, and its tables are read here
        except ImportError as cause:
            raise WorkspaceError(
                said("conversion between Chinese scripts is not installed"),
                said("Install career-graph-authoring[chinese]."),
            ) from cause
        convert: Callable[[str], str] = OpenCC(_CONFIGURATIONS[self.origin, self.target]).convert
        return convert


class ScriptWriter:
    """Writes what waits in one Chinese locale from what is approved in the other, where both are of the same source."""

    def __init__(self, revisions: Revisions, converter: Converter) -> None:
        self._revisions = revisions
        self._converter = converter

    def prepare(self, wanted: Sequence[Wanted]) -> None:
        """Nothing to prepare."""

    def write(self, wanted: Wanted) -> Written:
        """The items wanted, converted. Raises `ModelError` where the other locale has nothing approved of this source."""
        there = self._approved(wanted)
        texts = {
            item: {part: self._converter.converted(text) for part, text in there[item].items()}
            for item in wanted.items
            if item in there
        }
        if not texts:
            raise ModelError(
                said(
                    "{origin} has no approved translation of {soc} {section} as its source is now",
                    origin=self._converter.origin,
                    soc=wanted.source.soc,
                    section=wanted.source.section,
                ),
                said("Approve that one first, or bring it up to its source."),
            )
        by = Actor(kind="tool", name=f"script conversion from {self._converter.origin}")
        return Written(texts, by, without_model("offline_translation"), ())

    def _approved(self, wanted: Wanted) -> Mapping[str, dict[str, str]]:
        source = wanted.source
        history = self._revisions.history(source.soc, self._converter.origin, source.section)
        head = history.head
        if head is None or history.approval is None or head.translated_from is None:
            return {}
        return segments(head.content) if head.translated_from.hash == source.hash else {}


def convertible(origin: Locale, target: Locale) -> None:
    """Raises `UsageError` where there is no conversion between the two."""
    if (origin, target) not in _CONFIGURATIONS:
        raise UsageError(
            said("there is no conversion from {origin} to {target}", origin=origin, target=target),
            said("There is one between zh-TW and zh-CN, both ways."),
        )
