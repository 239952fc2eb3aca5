"""What a text cites: the facts, the quoted words, and the rules of the rule table that its section carries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from authoring.gating import Gated, folded
from authoring.item_texts import ItemText
from authoring.quantities import Measure, measures
from schemas.citations import FactCitation, PassageCitation
from schemas.claims import Binding
from schemas.facts import Fact, FactSheet
from schemas.sections.immigration import Immigration
from schemas.sections.registry import Section


@dataclass(frozen=True)
class Words:
    """Cited words and what they are of."""

    text: str
    binding: Binding


@dataclass(frozen=True)
class Evidence:
    """Everything one text may stand on."""

    facts: tuple[Fact, ...]
    quotes: tuple[Words, ...]
    rules: tuple[Words, ...]

    @cached_property
    def numeric(self) -> tuple[Fact, ...]:
        """The cited facts that are numbers."""
        return tuple(fact for fact in self.facts if not isinstance(fact.value, bool | str))

    @cached_property
    def words(self) -> tuple[Words, ...]:
        """All cited words: quotes, rules, and the labels, texts and notes of facts."""
        said = (Words(text, fact_binding(fact)) for fact in self.facts for text in _texts(fact))
        return (*self.quotes, *said, *self.rules)

    @cached_property
    def folded(self) -> str:
        """All cited words as one text, for a quick look whether a word is among them at all."""
        return folded("\n".join(each.text for each in self.words))

    def saying(self, gated: Gated) -> Iterator[Words]:
        """The cited words in which that pattern stands."""
        if gated.opens(self.folded):
            yield from (each for each in self.words if gated.pattern.search(each.text))


def evidence_of(text: ItemText, sheet: FactSheet, section: Section) -> Evidence:
    """What a text of that section cites, as far as it exists."""
    facts = tuple(
        fact
        for each in text.citations
        if isinstance(each, FactCitation) and (fact := sheet.fact(each.fact)) is not None
    )
    quotes = tuple(_quote(each) for each in text.citations if not isinstance(each, FactCitation))
    return Evidence(tuple({fact.id: fact for fact in facts}.values()), tuple(dict.fromkeys(quotes)), _rules(section))


def _quote(citation: object) -> Words:
    if isinstance(citation, PassageCitation):
        return Words(citation.quote, Binding(kind="passage", id=citation.passage, quote=citation.quote))
    source, quote = getattr(citation, "source", ""), getattr(citation, "quote", "")
    return Words(quote, Binding(kind="source", id=source, quote=quote))


def _rules(section: Section) -> tuple[Words, ...]:
    if not isinstance(section, Immigration):
        return ()
    rules = getattr(section, "rules", ())  # a drafter's answer is checked before the computed part is put beside it
    return tuple(
        Words(f"{each.route}: {each.statement}", Binding(kind="rule", id=each.rule, quote=None)) for each in rules
    )


def fact_binding(fact: Fact) -> Binding:
    """A binding to that fact."""
    return _to_fact(fact.id)


@lru_cache(maxsize=8192)
def _to_fact(fact_id: str) -> Binding:
    return Binding(kind="fact", id=fact_id, quote=None)


@lru_cache(maxsize=4096)
def as_a_word(spelled: str, *, or_hyphen: bool = False) -> Gated:
    """A pattern for that very word, without regard to case and not within another, nor (on request) beside a hyphen."""
    edge = r"[\w-]" if or_hyphen else r"\w"
    pattern = re.compile(rf"(?<!{edge}){re.escape(spelled)}(?!{edge})", re.IGNORECASE)
    return Gated(pattern, (folded(spelled),))


def _texts(fact: Fact) -> Iterator[str]:
    yield fact.label
    if isinstance(fact.value, str):
        yield fact.value
    if fact.basis_note:
        yield fact.basis_note


@lru_cache(maxsize=8192)
def measured_in(fact_label: str, unit: str, value: str, note: str) -> tuple[Measure, ...]:
    """The numbers in the words of a fact: "25 and older" in its label, the 5 of `rating 1-5`."""
    return tuple(each for text in (fact_label, unit, value, note) if text for each in measures(text))


def numbers_in_words(fact: Fact, *, notes: bool) -> tuple[Measure, ...]:
    """The numbers that the words of a fact carry, as against its value; with `notes` those on how it came about too."""
    value = str(fact.value) if isinstance(fact.value, str) else ""
    return measured_in(fact.label, fact.unit, value, (fact.basis_note or "") if notes else "")


@lru_cache(maxsize=8192)
def years_in(period: str, dataset: str, label: str, measure: str) -> frozenset[int]:
    """Every year these words speak of; `2024-34` speaks of 2024 and 2034."""
    found: set[int] = set()
    for text in (period, dataset, label, measure):
        for match in re.finditer(r"((?:19|20)\d\d)(?:[-–](\d{2,4}))?", text):
            found.add(int(match[1]))
            if match[2]:
                found.add(int(match[1][: 4 - len(match[2])] + match[2]))
    return frozenset(found)


def years_of(fact: Fact) -> frozenset[int]:
    """The years of a fact's period, dataset, label and measure."""
    return years_in(fact.period, fact.dataset, fact.label, fact.measure)


def decimal_of(fact: Fact) -> Decimal:
    """The exact value of a numeric fact."""
    return Decimal(str(fact.value))
