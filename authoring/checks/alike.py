"""Near-duplicates across occupations: when the texts of two pages say nearly the same, and how to find them among thousands.

A text is found by its sketch: the smallest hashes of its runs of words (or of characters, where a script has no spaces). Two
texts that share nine tenths of their wording share one of them nearly always; whether they do is then looked at in full.
"""

import re
import zlib
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from authoring.item_texts import ItemText
from schemas.citations import FactCitation
from schemas.facts import FactSheet

NEAR_DUPLICATE: Final = "language.near-duplicate"
EXPLANATION: Final = (
    "Another occupation's page says nearly the same in nearly the same words: it says nothing of this one in particular. "
    "Texts that code makes from facts, and the words of sources, are not compared. Told where a whole dataset is checked."
)
_SHORTEST: Final = 60
_RUN: Final = 4
_SKETCH: Final = 4
_ALIKE: Final = 90
_PROSE: Final = frozenset({"text", "detail", "finding"})
_WORDS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W_]+")


@dataclass(frozen=True)
class Wording:
    """A text in its place."""

    soc: str
    locale: str
    section: str
    item: str
    field: str
    text: str


def comparable(text: ItemText, sheet: FactSheet) -> bool:
    """Whether a text is long enough to be compared, and no source's own words."""
    if text.field not in _PROSE or len(_WORDS.findall(text.text)) * 5 < _SHORTEST:
        return False
    facts = (sheet.fact(each.fact) for each in text.citations if isinstance(each, FactCitation))
    quotes = (each.quote for each in text.citations if not isinstance(each, FactCitation))
    cited = (*(str(fact.value) for fact in facts if fact), *quotes)
    return not any(text.text.strip(".") in each or (len(each) > _SHORTEST and each in text.text) for each in cited)


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of a text's runs of words: the same in every process."""
    words = _WORDS.findall(text.lower())
    runs = {" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))}
    return tuple(sorted(zlib.crc32(run.encode()) for run in runs)[:_SKETCH])


def alike(one: str, other: str) -> bool:
    """Whether nine tenths of two texts are the same."""
    return fuzz.ratio(one, other, score_cutoff=_ALIKE) > 0
