"""What a translation template is told: the texts, each with a short id, and what helps to understand them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from babel import Locale as Cldr

from authoring.item_texts import items
from authoring.prompting import fence
from authoring.translating.memory.matching import Memory
from authoring.translating.seam import Wanted
from authoring.translating.segments import segments
from schemas.base import Locale
from schemas.citations import FactCitation
from schemas.facts import FactSheet

Terms = Callable[[Wanted], Sequence[tuple[str, str]]]
"""Terms that matter to a section, each with its agreed translation."""

_MOST_NEIGHBOURS: Final = 24
_MOST_FACTS: Final = 40
_MOST_MATCHES: Final = 2
_LEAST_ALIKE: Final = 75.0
_NOTHING: Final = Memory()


@dataclass(frozen=True)
class Told:
    """The data of the prompt, and what each short id stands for: item and field."""

    data: Mapping[str, object]
    refs: Mapping[str, tuple[str, str]]


def tell(
    wanted: Wanted, sheet: FactSheet, source: Locale, terms: Sequence[tuple[str, str]], memory: Memory = _NOTHING
) -> Told:
    """What the template is told about the texts wanted."""
    originals = segments(wanted.source.content)
    refs = {
        f"t{number}": place
        for number, place in enumerate(
            ((key, name) for key in wanted.items for name, text in originals[key].items() if text.strip()), 1
        )
    }
    texts = [{"ref": ref, "part": name, "text": originals[key][name]} for ref, (key, name) in refs.items()]
    neighbours = _neighbours(wanted)
    facts = _facts(wanted, sheet)
    remembered = _remembered([each["text"] for each in texts], memory)
    words = [*(each["text"] for each in texts), *(word for pair in neighbours for word in pair.values()), *facts]
    words += [word for pair in remembered for word in (pair["source"], pair["target"])]
    data = {
        "occupation": {"soc": sheet.soc, "title": sheet.title},
        "source": {"name": _name(source), "tag": source},
        "target": {"name": _name(wanted.target), "tag": wanted.target},
        "glossary": [{"source": ours, "target": theirs} for ours, theirs in terms],
        "texts": texts,
        "neighbours": neighbours,
        "memory": remembered,
        "facts": facts,
        "fence": fence(*words),
    }
    return Told(data, refs)


def _neighbours(wanted: Wanted) -> list[dict[str, str]]:
    """Texts of the section that stand translated already, nearest first in page order."""
    theirs = segments(wanted.content)
    found = [
        {"source": text, "target": theirs[key][name]}
        for key, texts in segments(wanted.source.content).items()
        if key not in wanted.items and key in theirs
        for name, text in texts.items()
        if theirs[key].get(name, text) != text
    ]
    return found[:_MOST_NEIGHBOURS]


def _remembered(texts: Sequence[str], memory: Memory) -> list[dict[str, str]]:
    """What was approved for the same and for similar texts, each once."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for text in texts:
        for match in memory.matches(text, most=_MOST_MATCHES, least=_LEAST_ALIKE):
            pair = match.pair
            alike = f"{match.similarity:g}"
            found.setdefault((pair.source, pair.target), {"alike": alike, "source": pair.source, "target": pair.target})
    return list(found.values())[:_MOST_NEIGHBOURS]


def _facts(wanted: Wanted, sheet: FactSheet) -> list[str]:
    """What the figures of these texts are, so that none is misread."""
    cited = {
        citation.fact: None
        for item in items(wanted.source.content)
        if item.id in wanted.items
        for citation in item.citations
        if isinstance(citation, FactCitation)
    }
    found = [fact for name in cited if (fact := sheet.fact(name))]
    return [f"{fact.label}: {fact.value} {fact.unit}, {fact.period}" for fact in found if fact.unit != "text"][
        :_MOST_FACTS
    ]


def _name(locale: Locale) -> str:
    return Cldr.parse(locale, sep="-").get_display_name("en") or locale
