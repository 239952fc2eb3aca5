"""Language: the page is in one language, plain, and says something."""

import re
from collections.abc import Iterator
from typing import Final

from authoring.checks.registry import CheckedSection, Hit, rule
from authoring.gating import gated
from authoring.item_texts import ItemText
from schemas.citations import FactCitation

_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+")
_LATIN_WORD: Final = re.compile(r"[A-Za-z]{2,}")
_HAN_LOCALES: Final = ("zh", "ja")
_FILLER: Final = gated(
    r"\b(as an ai|in today's (?:fast-paced )?world|ever[- ]evolving|rapidly evolving|game[- ]chang\w+|cutting[- ]edge|"
    r"unlock(?:ing)? (?:the )?potential|leverag\w+|delv\w+|seamless\w*|revolutioni[sz]\w+|it is important to note|"
    r"plays? a (?:crucial|vital|key|pivotal) role|embrace AI|landscape of)\b",
    "as_an_ai today's evolving game cutting unlock leverag delv seamless revolutioni important_to_note role embrace_ai "
    "landscape_of",
    re.IGNORECASE,
)
_LONGEST_SENTENCE: Final = 45
_SENTENCE_END: Final = re.compile(r"(?<=[.!?”]) (?=[A-Z“])")


@rule("language.filler", "warning")
def filler(section: CheckedSection) -> Iterator[Hit]:
    """A phrase that sounds like something and says nothing, or sells."""
    for text in section.texts if _FILLER.opens(section.folded) else ():
        for match in _FILLER.finditer(text.text):
            if _is_the_sources_own(section, text, match[0]):
                continue
            yield Hit(
                text.item,
                text.field,
                f"“{match[0]}” is filler",
                "Say what happens, to whom, how much.",
                *match.span(),
                text.text,
            )


def _is_the_sources_own(section: CheckedSection, text: ItemText, word: str) -> bool:
    """Whether a cited text says it in that word: a source may be quoted as it speaks."""
    facts = (section.sheet.fact(c.fact) for c in text.citations if isinstance(c, FactCitation))
    quotes = (c.quote for c in text.citations if not isinstance(c, FactCitation))
    return any(word in said for said in (*(str(fact.value) for fact in facts if fact), *quotes))


@rule("language.wrong-script", "error")
def wrong_script(section: CheckedSection) -> Iterator[Hit]:
    """Chinese characters stand in a page of a language that is not written with them."""
    if section.locale.partition("-")[0] in _HAN_LOCALES or not _HAN.search(section.folded):
        return
    for text in section.texts:
        for match in _HAN.finditer(text.text):
            yield Hit(
                text.item,
                text.field,
                f"“{match[0]}” is not in the language of this page ({section.locale})",
                "Translate it.",
                *match.span(),
                text.text,
            )


@rule("language.to-translate", "note")
def to_translate(section: CheckedSection) -> Iterator[Hit]:
    """An item still holds the words of the source language, waiting for its translation.

    A note, as it is no mistake; such a section can be neither approved nor published.
    """
    fields = {text.item: text.field for text in reversed(section.texts)}
    for item in section.to_translate:
        yield Hit(item, fields.get(item, ""), "is still to be translated", "Write it in this page's language.")


@rule("language.left-in-source", "error")
def left_in_source(section: CheckedSection) -> Iterator[Hit]:
    """A text on a Chinese or Japanese page has no word of that language in it."""
    if section.locale.partition("-")[0] not in _HAN_LOCALES:
        return
    for text in section.texts:
        if text.item in section.to_translate or text.field in ("name", "issuer"):
            continue
        if _LATIN_WORD.search(text.text) and not re.search("[\u3040-\u30ff\u3400-\u9fff]", text.text):
            yield Hit(text.item, text.field, "is not in the language of this page", "Translate it.", text=text.text)


@rule("language.long-sentence", "note")
def long_sentence(section: CheckedSection) -> Iterator[Hit]:
    """A sentence of more than 45 words is hard to follow."""
    for text in section.texts:
        words = max(len(sentence.split()) for sentence in _SENTENCE_END.split(text.text))
        if words > _LONGEST_SENTENCE:
            yield Hit(text.item, text.field, f"has {words} words in one sentence", "Split it.", text=text.text)
