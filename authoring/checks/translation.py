"""Translation: a text says what its source says, with the same figures and names, and nothing was left out on the way."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from authoring.checks.registry import CheckedSection, Hit, rule
from authoring.item_texts import ItemText, items
from authoring.quantities.parity import compare_texts
from schemas.saying import said, template

_NAME: Final = re.compile(r"(?<![\w-])(?:[A-Z]\*?[A-Z]{1,}[A-Z0-9&*]*)(?![\w-])")
_NO_NAMES: Final = frozenset(
    {"AI", "US", "USA", "UK", "EU", "IT", "HR", "PC", "TV", "ID", "OK", "II", "III", "IV", "CEO"}
)
_WORDS: Final = re.compile(r"[A-Za-z]{2,}")
_FEWEST_WORDS: Final = 4
_SHORTEST: Final = 40
_LENGTHS: Final = {"zh": (0.18, 0.75), "ja": (0.25, 1.1), "ko": (0.28, 1.1), "es": (0.75, 1.9)}
"""Characters of a translation for one of English. Measured on pages in both languages, with room on either side."""

_SAID: Final = {
    "missing": template("the source's {number} is missing"),
    "extra": template("{number} is not in the source"),
    "approximation": template("one side says “about” of {number} and the other does not"),
}
_NUMBER_HINT: Final = said("A number keeps its value, its scale and its hedge on the way.")
_TOO_SHORT: Final = (said("is very short for what the source says"), said("See whether something was left out."))
_TOO_LONG: Final = (said("is very long for what the source says"), said("See whether something was added."))


class Pair(NamedTuple):
    """One text and the source's text it was made from."""

    source: ItemText
    target: ItemText


def pairs(section: CheckedSection) -> Iterator[Pair]:
    """The texts that are translated, beside those they were made from; none for a section of the source language."""
    if section.original is None:
        return
    theirs = {(text.item, text.field): text for text in section.source_side}
    for text in section.texts:
        source = theirs.get((text.item, text.field))
        if source and text.item not in section.to_translate and source.text.strip():
            yield Pair(source, text)


@rule("translation.numbers", "error")
def numbers(section: CheckedSection) -> Iterator[Hit]:
    """A number of the source is missing in the translation, is another one there, or lost its “about”."""
    for source, target in pairs(section):
        for kind, number in compare_texts(source.text, target.text, section.locale):
            start = target.text.find(number) if kind != "missing" else -1
            span = (start, start + len(number)) if start >= 0 else (0, 0)
            yield Hit(target.item, target.field, _SAID[kind].filled(number=number), _NUMBER_HINT, *span, target.text)


@rule("translation.names", "warning")
def names(section: CheckedSection) -> Iterator[Hit]:
    """An agency, a programme or a product that the source names by its capitals is not named in the translation."""
    for source, target in pairs(section):
        for name in dict.fromkeys(_NAME.findall(source.text)):
            if name in _NO_NAMES or name in target.text or _is_translated(section, name, target.text):
                continue
            yield _hit(
                target,
                said("“{name}” of the source is not in the translation", name=name),
                said("Name it as the source does."),
            )


@rule("translation.same-as-source", "warning")
def same_as_source(section: CheckedSection) -> Iterator[Hit]:
    """A text reads as its source does, word for word, and counts as translated."""
    for source, target in pairs(section):
        if target.text == source.text and len(_WORDS.findall(target.text)) >= _FEWEST_WORDS:
            yield _hit(target, said("is still in the words of the source"), said("Translate it."))


@rule("translation.length", "note")
def length(section: CheckedSection) -> Iterator[Hit]:
    """A translation is much shorter or longer than translations into its language are."""
    low, high = _LENGTHS.get(section.locale.partition("-")[0], (0.0, 0.0))
    for source, target in pairs(section) if high else ():
        share = len(target.text) / len(source.text)
        if len(source.text) >= _SHORTEST and not low <= share <= high:
            message, hint = _TOO_SHORT if share < low else _TOO_LONG
            yield _hit(target, message, hint)


@rule("translation.items", "error")
def same_items(section: CheckedSection) -> Iterator[Hit]:
    """An item of the source is missing in the translation, or the translation has one that the source has not."""
    if section.original is None:
        return
    theirs, ours = {item.id for item in items(section.original)}, {item.id for item in section.items}
    for item in sorted(theirs - ours):
        yield Hit(
            item, "", said("the source's item {item} is missing", item=item), said("author translate brings it back.")
        )
    for item in sorted(ours - theirs):
        yield Hit(
            item,
            "",
            said("the source has no item {item}", item=item),
            said("Take it out, or add it to the source first."),
        )


@rule("translation.citations", "error")
def same_citations(section: CheckedSection) -> Iterator[Hit]:
    """An item of the translation cites something else than its source does."""
    if section.original is None:
        return
    cited = {item.id: item.citations for item in items(section.original)}
    for item in section.items:
        if item.id in cited and item.citations != cited[item.id]:
            hint = said("Citations are the source's: change them there, or translate again.")
            yield Hit(item.id, "", said("does not cite what the source cites"), hint)


@rule("glossary.forbidden", "error")
def forbidden(section: CheckedSection) -> Iterator[Hit]:
    """A term of the source is called by a word that the glossary forbids."""
    if section.glossary is None:
        return
    for source, target in pairs(section):
        for term in section.glossary.of([source.text]):
            for word in term.forbidden_in(target.text):
                start = max(target.text.casefold().find(word.casefold()), 0)
                message = said("“{term}” is not to be called “{word}”", term=term.term, word=word)
                hint = said("Say {words}.", words=term.translation)
                yield Hit(target.item, target.field, message, hint, start, start + len(word), target.text)


@rule("glossary.term", "note")
def agreed(section: CheckedSection) -> Iterator[Hit]:
    """A term of the source stands in the glossary, and the translation calls it something else."""
    if section.glossary is None:
        return
    for source, target in pairs(section):
        for term in section.glossary.of([source.text]):
            if not term.stands_in(target.text) and not term.forbidden_in(target.text):
                message = (
                    said("“{term}” stays “{term}”", term=term.term)
                    if term.keep
                    else said("“{term}” is “{translation}”", term=term.term, translation=term.translation)
                )
                words = " or ".join((term.translation, *term.allowed))
                yield _hit(target, message, said("Say {words}.", words=words))


def _is_translated(section: CheckedSection, name: str, text: str) -> bool:
    terms = section.glossary.of([name]) if section.glossary else ()
    return any(term.stands_in(text) for term in terms)


def _hit(target: ItemText, message: str, hint: str) -> Hit:
    return Hit(target.item, target.field, message, hint, text=target.text)
