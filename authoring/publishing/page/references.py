"""The numbered references of a page: each figure and sentence leads to what is behind it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, Final

from markupsafe import Markup, escape

from authoring.locales.labels import Labels
from authoring.publishing.page.links import web_address
from authoring.publishing.page.words import marked, name
from authoring.publishing.profile_json import PublicProfile
from authoring.text import clean_line
from schemas.citations import Source
from schemas.facts import Fact, Passage

_TITLE_LENGTH: Final = 110
_RUN_TITLE_LENGTH: Final = 240
_VALUE_LENGTH: Final = 160
_SHORTEST_RUN: Final = 4


class References:
    """Numbers references in the order a page first makes them; `entries` is the list for its foot."""

    def __init__(self, profile: PublicProfile, labels: Labels) -> None:
        self._profile = profile
        self._labels = labels
        self._datasets = {credit.id: credit for credit in profile.datasets}
        self._numbers: dict[str, int] = {}
        self._entries: list[dict[str, object]] = []
        self._spelled: dict[int, str] = {}
        self._links: dict[tuple[int, int], str] = {}

    def cite(self, citations: Iterable[Mapping[str, str]]) -> Markup:
        """Reference marks for an item's citations."""
        marks = [self._cited(citation) for citation in citations]
        return self._marks(mark for mark in marks if mark)

    def ref(self, *names: str | None) -> Markup:
        """Reference marks for fact ids or document ids; None and what the profile does not hold make none."""
        return self._marks(key for name in names if name and (key := self._named(name)))

    def entries(self) -> list[dict[str, object]]:
        """What the marks made so far lead to, in order of number."""
        return self._entries

    def places(self, citations: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
        """Where the documents, texts and datasets of these citations are on the web, each once: its address and its title,
        marked as English where it is."""
        found = (self._place(citation) for citation in citations)
        return list({place["url"]: place for place in found if place}.values())

    def ratings(self, citations: Iterable[Mapping[str, str]]) -> list[Fact]:
        """The labels that studies gave one task, among these citations."""
        facts = (self._profile.facts.get(each["fact"]) for each in citations if each["kind"] == "fact")
        return [fact for fact in facts if fact and fact.unit == "label" and isinstance(fact.value, str)]

    def _place(self, citation: Mapping[str, str]) -> dict[str, str] | None:
        title, url = "", ""
        if citation["kind"] == "source" and (document := self._profile.documents.get(citation["source"])):
            title, url = name(document.title, self._labels.language), document.url
        elif citation["kind"] == "passage" and (passage := self._profile.passages.get(citation["passage"])):
            title, url = marked(passage.page_title, self._labels.language), passage.url
        elif citation["kind"] == "fact" and (fact := self._profile.facts.get(citation["fact"])):
            credit = self._datasets.get(fact.dataset)
            if credit:
                title, url = marked(_headline(credit.title), self._labels.language), credit.url
        address = web_address(url)
        return {"title": title, "url": address} if address else None

    def _cited(self, citation: Mapping[str, str]) -> str | None:
        if citation["kind"] == "fact":
            return self._named(citation["fact"])
        quote = citation["quote"]
        if citation["kind"] == "passage":
            passage = self._profile.passages.get(citation["passage"])
            return self._entry(f"{passage.id}\x1f{quote}", self._of_passage(passage, quote)) if passage else None
        document = self._profile.documents.get(citation["source"])
        return self._entry(f"{document.id}\x1f{quote}", self._of_document(document, quote)) if document else None

    def _named(self, name: str) -> str | None:
        if name in self._numbers:
            return name
        fact = self._profile.facts.get(name)
        if fact:
            return self._entry(name, self._of_fact(fact))
        document = self._profile.documents.get(name)
        return self._entry(name, self._of_document(document, "")) if document else None

    def _entry(self, key: str, entry: dict[str, Any]) -> str:
        if key not in self._numbers:
            number = len(self._entries) + 1
            self._numbers[key] = number
            self._entries.append({"number": number, **entry})
            spelled = f"{entry['label']} {entry['value']} ({entry['period']})"
            self._spelled[number] = _short(spelled, _TITLE_LENGTH)
        return key

    def _of_fact(self, fact: Fact) -> dict[str, Any]:
        credit = self._datasets.get(fact.dataset)
        return {
            "label": fact.label,
            "value": _short(spelled_value(self._labels, fact.value, fact.unit, at_least=fact.at_least), _VALUE_LENGTH),
            "foreign_value": not self._labels.speaks(fact.value, fact.unit),
            "period": fact.period,
            "dataset": _headline(credit.title) if credit else fact.dataset,
            "url": None,
            "quote": "",
            "basis": "" if fact.basis in ("direct", "derived") else self._labels.label(f"basis.{fact.basis}"),
            "formula": fact.derivation.formula if fact.derivation else "",
        }

    def _of_passage(self, passage: Passage, quote: str) -> dict[str, Any]:
        credit = self._datasets.get(passage.dataset)
        return {
            "label": f"{passage.page_title}: {passage.section}",
            "value": "",
            "foreign_value": False,
            "period": credit.vintage if credit else "",
            "dataset": _headline(credit.title) if credit else passage.dataset,
            "url": web_address(passage.url),
            "quote": quote,
            "basis": "",
            "formula": "",
        }

    def _of_document(self, document: Source, quote: str) -> dict[str, Any]:
        return {
            "label": document.title,
            "value": "",
            "foreign_value": False,
            "period": document.published or document.retrieved,
            "dataset": document.publisher,
            "url": web_address(document.url),
            "quote": quote,
            "basis": "",
            "formula": "",
        }

    def _marks(self, keys: Iterable[str]) -> Markup:
        numbers = sorted({self._numbers[key] for key in keys})
        if not numbers:
            return Markup("")
        # What goes in was escaped in `_link`.
        return Markup(f"<sup{self._lang}>{','.join(self._link(run) for run in _runs(numbers))}</sup>")  # noqa: S704

    @property
    def _lang(self) -> str:
        return "" if self._labels.language == "en" else ' lang="en"'

    def _link(self, run: Sequence[int]) -> str:
        """One link; the same ones stand on a page again and again."""
        key = (run[0], run[-1])
        if key not in self._links:
            self._links[key] = self._made_link(run)
        return self._links[key]

    def _made_link(self, run: Sequence[int]) -> str:
        title = _short("; ".join(self._spelled[number] for number in run), _RUN_TITLE_LENGTH)
        shown = f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}"
        # The numbers are ours; the title is outside text.
        return f'<a href="#r{run[0]}" title="{escape(title)}">{shown}</a>'


def _runs(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Single numbers, and every run of `_SHORTEST_RUN` or more that follow each other."""
    if len(numbers) < _SHORTEST_RUN:
        yield from ([number] for number in numbers)
        return
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        follow = [number for _, number in run]
        if len(follow) >= _SHORTEST_RUN:
            yield follow
        else:
            yield from ([number] for number in follow)


@lru_cache(maxsize=1 << 15, typed=True)
def spelled_value(labels: Labels, value: str | float | bool, unit: str, *, at_least: bool = False) -> str:
    """A value as the locale writes it, made once: pages of one release show the same ones again and again."""
    return clean_line(labels.value(value, unit, at_least=at_least))


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _headline(title: str) -> str:
    """A dataset's title as far as its colon; the list of datasets has it whole."""
    return title.partition(":")[0]
