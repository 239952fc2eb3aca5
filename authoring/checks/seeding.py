"""Seeded errors: a true section made wrong in one place, of a named kind, so that one can see who or what notices.

Used to measure the rules, and fit for training reviewers; a seeded section is never a revision. Given the same random
numbers the same errors come out.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Final

from authoring.checks import seeding_chinese as chinese
from authoring.checks.registry import CheckedSection
from authoring.item_texts import ItemText
from authoring.quantities import Measure, measures
from schemas.base import Value
from schemas.citations import PassageCitation
from schemas.facts import FactSheet
from schemas.items import Item
from schemas.sections.registry import SPEC, Section


@dataclass(frozen=True)
class Seeded:
    """A section with one error in it: what kind, in which item, and the text before and after."""

    kind: str
    section: Section
    item: str
    before: str
    after: str


Plant = Callable[[ItemText, Random, FactSheet | None], str | None]
"""The text with an error, or None where it gives no occasion for one. The sheet is a sibling occupation's."""

NUMERIC: Final = frozenset({"digit", "year", "unit", "sibling", "scale", "statistic", "direction"})
_NOT_DROPPED: Final = (
    ("does not list", "lists"),
    ("not a forecast", "a forecast"),
    ("not visas and not people", "visas and people"),
)
_DIGIT: Final = re.compile(r"\d")
_GROWTH: Final = {"Faster than average": "Slower than average", "Slower than average": "Faster than average",
                  "Much faster than average": "As fast as average", "As fast as average": "Much faster than average",
                  "Little or no change": "Faster than average", "Decline": "Faster than average"}  # fmt: skip


def seeds(section: CheckedSection, random: Random, sibling: FactSheet | None = None) -> Iterator[Seeded]:
    """One seeded section of every kind that its texts give occasion for, in the language of its page."""
    plants = PLANTS_IN_CHINESE if section.locale.startswith("zh") else PLANTS
    for kind, plant in plants.items():
        texts = [text for text in section.texts if text.item not in section.to_translate]
        random.shuffle(texts)
        for text in texts:
            after = plant(text, random, sibling)
            if after is not None and after != text.text:
                yield Seeded(kind, _with_text(section.content, text, after), text.item, text.text, after)
                break
    yield from _quotes(section, random)


def _shown(text: ItemText, *kinds: str) -> list[Measure]:
    """The numbers of a text that an official fact shows: not those inside a quote, which the quote itself carries."""
    said = text.text
    return [m for m in measures(said) if m.kind in kinds and not m.words and not _in_quotes(said, m.start)]


def _in_quotes(text: str, place: int) -> bool:
    return text[:place].count("“") > text[:place].count("”")


def _digit(text: ItemText, random: Random, _: FactSheet | None) -> str | None:
    found = _shown(text, "money", "percent", "count", "rating")
    if not found:
        return None
    measure = random.choice(found)
    places = [m.start() + measure.start for m in _DIGIT.finditer(measure.text)]
    place = random.choice(places)
    other = random.choice([d for d in "123456789" if d != text.text[place]])
    return text.text[:place] + other + text.text[place + 1 :]


def _year(text: ItemText, random: Random, _: FactSheet | None) -> str | None:
    found = _shown(text, "year")
    if not found:
        return None
    measure = random.choice(found)
    wrong = measure.text.replace(str(int(measure.low)), str(int(measure.low) + random.choice((-2, -3, 4))), 1)
    return _put(text.text, measure, wrong)


def _unit(text: ItemText, _: Random, __: FactSheet | None) -> str | None:
    for wrong, right in ((" an hour", " a year"), (" a year in May", " a month in May")):
        if any(m.kind == "money" for m in measures(text.text)) and right in text.text:
            return text.text.replace(right, wrong, 1)
    found = _shown(text, "percent")
    return _put(text.text, found[0], f"${found[0].low}") if found else None


def _scale(text: ItemText, _: Random, __: FactSheet | None) -> str | None:
    found = [m for m in _shown(text, "money", "count") if m.low == m.high and m.low >= 100]
    if not found:
        return None
    return _put(text.text, found[0], found[0].text.replace(f"{found[0].low:,.0f}", f"{found[0].low * 10:,.0f}"))


def _statistic(text: ItemText, _: Random, __: FactSheet | None) -> str | None:
    for right, wrong in (("the median was", "the mean was"), ("lowest-paid tenth", "highest-paid tenth"),
                         ("Half of the workers earned more than", "The average worker earned")):  # fmt: skip
        if right in text.text:
            return text.text.replace(right, wrong, 1)
    return None


def _direction(text: ItemText, _: Random, __: FactSheet | None) -> str | None:
    for right, wrong in (("to grow ", "to decline "), ("to decline ", "to grow ")):
        if right in text.text and _shown(text, "percent"):
            return text.text.replace(right, wrong, 1)
    return None


def _sibling(text: ItemText, _: Random, sibling: FactSheet | None) -> str | None:
    """The value that another occupation has for the very fact that is cited."""
    for citation in text.citations:
        fact_id = getattr(citation, "fact", "")
        dataset, _soc, measure = [*fact_id.split("/", 2), "", ""][:3]
        theirs = sibling.fact(f"{dataset}/{sibling.soc}/{measure}") if sibling and measure else None
        for shown in _shown(text, "money", "percent", "count") if theirs and not isinstance(theirs.value, str) else ():
            if theirs is not None and theirs.unit in ("USD/year", "percent", "jobs/year") and shown.low == shown.high:
                value = f"{abs(Decimal(str(theirs.value))):,}"
                return _put(text.text, shown, re.sub(r"\d[\d,.]*\d|\d", value, shown.text, count=1))
    return None


def _negation(text: ItemText, _: Random, __: FactSheet | None) -> str | None:
    for right, wrong in _NOT_DROPPED:
        if right in text.text:
            return text.text.replace(right, wrong, 1)
    return None


def _adjective(text: ItemText, _: Random, __: FactSheet | None) -> str | None:
    for right, wrong in _GROWTH.items():
        if f"“{right}”" in text.text:
            return text.text.replace(right, wrong, 1)
    return None


def _degree(text: ItemText, _: Random, __: FactSheet | None) -> str | None:
    for right, wrong in (("a bachelor's degree", "a master's degree"), ("a master's degree", "a bachelor's degree"),
                         ("a high school diploma", "an associate's degree")):  # fmt: skip
        if right in text.text and "typical education for entry" in text.text:
            return text.text.replace(right, wrong, 1)
    return None


def _script(text: ItemText, random: Random, _: FactSheet | None) -> str | None:
    return (
        f"{text.text} {random.choice(('資料管理', '圖書館', '數位典藏'))}"
        if text.field in ("title", "text", "detail")
        else None
    )


def _look_alike(text: ItemText, _: Random, __: FactSheet | None) -> str | None:
    found = re.search(r"\b[a-z]*e[a-z]+\b", text.text)
    return text.text[: found.start()] + found[0].replace("e", "е", 1) + text.text[found.end() :] if found else None


def _filler(text: ItemText, _: Random, __: FactSheet | None) -> str | None:
    return f"{text.text} It plays a crucial role." if text.field == "text" else None


PLANTS_IN_CHINESE: Final[dict[str, Plant]] = {
    "digit": _digit, "year": _year, "scale": chinese.scale, "statistic": chinese.statistic,
    "direction": chinese.direction, "wrong script": chinese.wrong_script, "left in English": chinese.left_in_english,
    "mainland term": chinese.mainland_term, "halfwidth mark": chinese.halfwidth,
}  # fmt: skip
PLANTS: Final[dict[str, Plant]] = {
    "digit": _digit, "year": _year, "unit": _unit, "scale": _scale, "statistic": _statistic, "direction": _direction,
    "sibling": _sibling, "dropped not": _negation, "wrong adjective": _adjective, "wrong degree": _degree,
    "leaked language": _script, "look-alike letter": _look_alike, "filler": _filler,
}  # fmt: skip


def _quotes(section: CheckedSection, random: Random) -> Iterator[Seeded]:
    """A quote of which one word is another."""
    cited = [
        (i, c)
        for i in section.items
        for c in i.citations
        if isinstance(c, PassageCitation) and len(c.quote.split()) > 4
    ]
    if not cited:
        return
    item, citation = random.choice(cited)
    words = citation.quote.split(" ")
    place = random.randrange(1, len(words) - 1)
    wrong = " ".join([*words[:place], "seldom", *words[place + 1 :]])
    citations = tuple(c.model_copy(update={"quote": wrong}) if c is citation else c for c in item.citations)
    yield Seeded(
        "swapped quote", _replaced(section.content, item.id, {"citations": citations}), item.id, citation.quote, wrong
    )


def _put(text: str, measure: Measure, instead: str) -> str:
    return text[: measure.start] + instead + text[measure.end :]


def _with_text(section: Section, text: ItemText, after: str) -> Section:
    return _replaced(section, text.item, {text.field: after})


def _replaced(section: Section, item: str, changes: dict[str, object]) -> Section:
    changed = {name: _in(getattr(section, name), item, changes) for name in SPEC[section.section].drafted}
    return section.model_copy(update=changed)


def _in(value: object, item: str, changes: dict[str, object]) -> object:
    if isinstance(value, tuple):
        return tuple(_in(entry, item, changes) for entry in value)
    if not isinstance(value, Item):
        return value
    if value.id == item:
        return value.model_copy(update=changes)
    inner = {
        n: _in(v, item, changes) for n in type(value).model_fields if isinstance(v := getattr(value, n), tuple | Value)
    }
    return value.model_copy(update=inner)
