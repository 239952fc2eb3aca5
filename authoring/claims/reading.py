"""What a second reader is asked about: texts that cite words, and texts with claims that no rule could decide."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from authoring.item_texts import ItemText
from authoring.quoting import stands_in
from schemas.citations import Citation, FactCitation, PassageCitation
from schemas.claims import Claim, Reading
from schemas.facts import FactSheet

_PROSE: Final = frozenset({"text", "detail", "finding"})


@dataclass(frozen=True)
class ToRead:
    """One text with all the words that it cites. `fingerprint` is over both: what was read lapses when either changes."""

    item: str
    field: str
    text: str
    grounds: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """By which a reading is bound to this text and to what it cites."""
        return hashlib.sha256("\x1f".join((self.item, self.field, self.text, *self.grounds)).encode()).hexdigest()[:16]


def to_read(texts: Iterable[ItemText], claims: Iterable[Claim], sheet: FactSheet) -> tuple[ToRead, ...]:
    """The texts for which rules are not enough, in page order.

    Those with an undecided claim; and prose that quotes a passage or a document in other words than its own.
    """
    undecided = {(claim.item, claim.field) for claim in claims if claim.verdict == "undecided"}
    return tuple(
        ToRead(text.item, text.field, text.text, grounds)
        for text in texts
        if ((text.item, text.field) in undecided or _paraphrases(text)) and (grounds := tuple(_grounds(text, sheet)))
    )


def quotes_its_grounds(reading: Reading, text: ToRead) -> bool:
    """Whether the reading's quote stands in what the text cites; one that says `carried` has to have one."""
    if not reading.quote:
        return reading.verdict != "carried"
    return any(stands_in(reading.quote, ground) for ground in text.grounds)


def _paraphrases(text: ItemText) -> bool:
    quotes = [each.quote for each in text.citations if not isinstance(each, FactCitation)]
    return text.field in _PROSE and bool(quotes) and not any(stands_in(text.text.rstrip("."), each) for each in quotes)


def _grounds(text: ItemText, sheet: FactSheet) -> Iterator[str]:
    for citation in dict.fromkeys(text.citations):
        said = _words_of(citation, sheet)
        if said:
            yield said


def _words_of(citation: Citation, sheet: FactSheet) -> str:
    if isinstance(citation, FactCitation):
        fact = sheet.fact(citation.fact)
        if fact is None:
            return ""
        note = f" ({fact.basis_note})" if fact.basis_note else ""
        return f"{fact.label}: {fact.value} {'' if fact.unit == 'text' else fact.unit}, {fact.period}{note}"
    if isinstance(citation, PassageCitation):
        passage = sheet.passage(citation.passage)
        return passage.text if passage else citation.quote
    return citation.quote
