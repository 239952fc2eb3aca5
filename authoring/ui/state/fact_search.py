"""Finding a fact to cite: every word of the typed line stands in its label, measure, period, source or value."""

from collections.abc import Sequence

from authoring.locales.labels import Labels
from authoring.ui.state.paper import Line, Span
from schemas.facts import Fact, FactSheet


class FactSearch:
    """The facts of one occupation, ready to be searched."""

    def __init__(self, sheet: FactSheet, words: Labels) -> None:
        self._words = words
        newest_first = sorted(sheet.facts, key=lambda fact: fact.dataset, reverse=True)
        self._facts = [(fact, _haystack(fact)) for fact in newest_first]
        self._place = {fact.measure: place for place, fact in reversed(list(enumerate(sheet.facts)))}

    def find(self, typed: str) -> Sequence[Fact]:
        """Those that every word fits: where the words are its name first, the newest first of the same measure."""
        wanted = typed.casefold().replace(",", "").split()
        found = [fact for fact, haystack in self._facts if all(word in haystack for word in wanted)]
        return sorted(found, key=lambda fact: (not _names(fact, wanted), self._place[fact.measure]))

    def line(self, fact: Fact) -> Line:
        """One fact as a line: what, how much, when, whose."""
        value = self._words.value(fact.value, fact.unit, at_least=fact.at_least)
        return (Span(f"{fact.label}: "), Span(value, "strong"), Span(f"  {fact.period} · {fact.dataset}", "dim"))


def _names(fact: Fact, wanted: Sequence[str]) -> bool:
    label = fact.label.casefold()
    return all(word in label or word in fact.period for word in wanted)


def _haystack(fact: Fact) -> str:
    return f"{fact.label} {fact.measure} {fact.period} {fact.dataset} {fact.value}".casefold()
