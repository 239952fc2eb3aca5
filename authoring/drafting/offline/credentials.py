"""credentials: what the handbook says of licences and certificates, in its own words.

No issuer or requirement is guessed: without a source that names one there is no credential item, only the note.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from authoring.drafting.offline.composing import lacking, quote, sentence
from authoring.drafting.offline.phrasing import in_quotes
from authoring.quoting import points_back
from schemas.citations import PassageCitation
from schemas.facts import FactSheet, Passage
from schemas.items import Sentence
from schemas.saying import said

_ABOUT_CREDENTIALS: Final = re.compile(
    r"\b(licens\w*|certif\w*|registration|registered with|credential\w*)\b", re.IGNORECASE
)
_SENTENCE_END: Final = re.compile(r"(?<=[a-z0-9)”’]\.) (?=[A-Z])")
_MOST: Final = 3
_SHORTEST: Final = 40
_LONGEST: Final = 2
"""So many sentences are quoted at most, to say what the one on credentials speaks of."""


def draft(sheet: FactSheet) -> Mapping[str, object]:
    """Raises `ThinFacts` where there is no handbook page to look in."""
    if not sheet.passages:
        raise lacking(sheet, [said("handbook page")])
    found = (list(_statements(sheet, _in_context)) or list(_statements(sheet, _alone)))[:_MOST]
    note = tuple(_said(passage, words, first=at == 0) for at, (passage, words) in enumerate(found))
    return {"credentials": (), "note": note or (_nothing_said(sheet),)}


def _statements(sheet: FactSheet, read: Callable[[list[str]], Iterator[str]]) -> Iterator[tuple[Passage, str]]:
    known: set[str] = set()
    for passage in sheet.passages:
        if "/how-to-become-one/" not in passage.id or len(passage.text) < _SHORTEST:
            continue
        for words in read(_SENTENCE_END.split(passage.text)):
            if words not in known:
                known.add(words)
                yield passage, words
                break


def _alone(sentences: list[str]) -> Iterator[str]:
    """Every sentence on credentials."""
    return (words for words in sentences if _ABOUT_CREDENTIALS.search(words) and words.endswith("."))


def _in_context(sentences: list[str]) -> Iterator[str]:
    """Those that can be understood; one that points back at what was said before them, together with that."""
    speaking = set(_alone(sentences))
    for at, words in enumerate(sentences):
        if words not in speaking:
            continue
        start = at
        while start and points_back(sentences[start]):
            start -= 1
        if not points_back(sentences[start]) and at - start < _LONGEST:
            yield " ".join(sentences[start : at + 1])


def _said(passage: Passage, words: str, *, first: bool) -> Sentence:
    who = "The Occupational Outlook Handbook says" if first else "The handbook adds"
    return sentence(f"{who}: {in_quotes(words)}", quote(passage, words))


def _nothing_said(sheet: FactSheet) -> Sentence:
    pages = [passage for passage in sheet.passages if "/how-to-become-one/" in passage.id] or list(sheet.passages)
    opening = pages[0].text
    citation = PassageCitation(kind="passage", passage=pages[0].id, quote=opening)
    return sentence("The handbook's page on how to enter this work names no licence or certificate.", citation)
