"""credentials: what the handbook says of licences and certificates, in its own words.

No issuer or requirement is guessed: without a source that names one there is no credential item, only the note.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from authoring.drafting.offline.composing import lacking, quote, sentence
from authoring.drafting.offline.phrasing import in_quotes
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


def draft(sheet: FactSheet) -> Mapping[str, object]:
    """Raises `ThinFacts` where there is no handbook page to look in."""
    if not sheet.passages:
        raise lacking(sheet, [said("handbook page")])
    note = tuple(_said(passage, words) for passage, words in _statements(sheet))[:_MOST]
    return {"credentials": (), "note": note or (_nothing_said(sheet),)}


def _statements(sheet: FactSheet) -> Iterator[tuple[Passage, str]]:
    said: set[str] = set()
    for passage in sheet.passages:
        if "/how-to-become-one/" not in passage.id or len(passage.text) < _SHORTEST:
            continue
        for words in _SENTENCE_END.split(passage.text):
            if _ABOUT_CREDENTIALS.search(words) and words.endswith(".") and words not in said:
                said.add(words)
                yield passage, words
                break


def _said(passage: Passage, words: str) -> Sentence:
    return sentence(f"The Occupational Outlook Handbook says: {in_quotes(words)}", quote(passage, words))


def _nothing_said(sheet: FactSheet) -> Sentence:
    pages = [passage for passage in sheet.passages if "/how-to-become-one/" in passage.id] or list(sheet.passages)
    opening = pages[0].text
    citation = PassageCitation(kind="passage", passage=pages[0].id, quote=opening)
    return sentence("The handbook's page on how to enter this work names no licence or certificate.", citation)
