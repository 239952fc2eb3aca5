"""The numbered references of a page: each figure and sentence leads to what is behind it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from markupsafe import Markup

from authoring.locales.labels import Labels
from authoring.publishing.page.links import web_address
from authoring.publishing.profile_json import PublicProfile
from authoring.text import clean_line
from schemas.citations import Source
from schemas.facts import Fact, Passage

_TITLE_LENGTH: Final = 110
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
        self._spelled: dict[str, str] = {}

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
        fact = self._profile.facts.get(name)
        if fact:
            return self._entry(name, self._of_fact(fact))
        document = self._profile.documents.get(name)
        return self._entry(name, self._of_document(document, "")) if document else None

    def _entry(self, key: str, entry: dict[str, object]) -> str:
        if key not in self._numbers:
            number = len(self._entries) + 1
            self._numbers[key] = number
            self._entries.append({"number": number, **entry})
            spelled = f"{entry['label']} {entry['value']} ({entry['period']})"
            self._spelled[key] = _short(spelled, _TITLE_LENGTH)
        return key

    def _of_fact(self, fact: Fact) -> dict[str, object]:
        credit = self._datasets.get(fact.dataset)
        return {
            "label": fact.label,
            "value": _short(
                clean_line(self._labels.value(fact.value, fact.unit, at_least=fact.at_least)), _VALUE_LENGTH
            ),
            "foreign_value": not self._labels.speaks(fact.value, fact.unit),
            "period": fact.period,
            "dataset": _headline(credit.title) if credit else fact.dataset,
            "url": None,
            "quote": "",
            "basis": "" if fact.basis in ("direct", "derived") else self._labels.label(f"basis.{fact.basis}"),
            "formula": fact.derivation.formula if fact.derivation else "",
        }

    def _of_passage(self, passage: Passage, quote: str) -> dict[str, object]:
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

    def _of_document(self, document: Source, quote: str) -> dict[str, object]:
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
        numbered = sorted({self._numbers[key]: key for key in keys}.items())
        if not numbered:
            return Markup("")
        marks = (Markup("–").join(self._link(*end) for end in run) for run in _runs(numbered))
        return Markup('<sup lang="en">{}</sup>').format(Markup(",").join(marks))

    def _link(self, number: int, key: str) -> Markup:
        return Markup('<a href="#r{n}" title="{title}">{n}</a>').format(n=number, title=self._spelled[key])


def _runs(numbered: Sequence[tuple[int, str]]) -> Iterator[Sequence[tuple[int, str]]]:
    """Single marks, and the two ends of every run of `_SHORTEST_RUN` or more numbers that follow each other."""
    for _, run in groupby(enumerate(numbered), lambda pair: pair[1][0] - pair[0]):
        marks = [mark for _, mark in run]
        if len(marks) >= _SHORTEST_RUN:
            yield (marks[0], marks[-1])
        else:
            yield from ((mark,) for mark in marks)


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _headline(title: str) -> str:
    """A dataset's title as far as its colon; the list of datasets has it whole."""
    return title.partition(":")[0]
