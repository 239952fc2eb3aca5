"""Language: the page is in one language, plain, and says something."""

import re
from collections.abc import Iterator
from typing import Final

from authoring.checks.registry import CheckedSection, Hit, rule, sweep
from authoring.gating import gated
from authoring.item_texts import ItemText
from schemas.citations import FactCitation
from schemas.saying import said, template

_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_KANA: Final = "\u3041-\u3096\u309d-\u30fa\u30fd-\u30ff"
_HANGUL: Final = "\u1100-\u11ff\uac00-\ud7af"
_OWN: Final = {"zh": _HAN, "ja": _HAN + _KANA, "ko": _HANGUL}
"""The scripts of languages that are not written in Latin letters."""

_FOREIGN: Final = {
    language: re.compile(f"[{''.join(script for script in (_HAN, _KANA, _HANGUL) if script not in own)}]+")
    for language, own in {**_OWN, "": ""}.items()
}
_OWN_LETTER: Final = {language: re.compile(f"[{own}]") for language, own in _OWN.items()}
_LATIN_WORD: Final = re.compile(r"[A-Za-z]{2,}")
_ENGLISH_RUN: Final = re.compile(r"(?<![A-Za-z“「『（(])(?:[a-z]{2,} ){3,}[a-z]{2,}(?![”」』）)])")
_ENGLISH_IN_SPANISH: Final = re.compile(
    r"\b(?:the|of|and|with|which|their|they|these|from|for|are|is|will)\b(?: [a-z]+){2,}"
)
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
                said("“{text}” is filler", text=match[0]),
                said("Say what happens, to whom, how much."),
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
    """Letters of another script stand in a page: Chinese ones in English, Japanese ones in Chinese, Korean in Japanese."""
    foreign = _FOREIGN.get(section.locale.partition("-")[0], _FOREIGN[""])
    if not foreign.search(section.folded):
        return
    for text in section.texts:
        for match in foreign.finditer(text.text):
            yield Hit(
                text.item,
                text.field,
                said("“{text}” is not in the language of this page ({locale})", text=match[0], locale=section.locale),
                said("Translate it."),
                *match.span(),
                text.text,
            )


@rule("language.half-translated", "warning")
def half_translated(section: CheckedSection) -> Iterator[Hit]:
    """Several English words in a row stand in Japanese, Korean or Spanish text, and are no name and no quote."""
    language = section.locale.partition("-")[0]
    run = _ENGLISH_IN_SPANISH if language == "es" else _ENGLISH_RUN if language in ("ja", "ko") else None
    if run:
        yield from sweep(
            section,
            run,
            template("“{text}” is left in English"),
            template("Translate it, or set it in quotation marks."),
        )


@rule("language.to-translate", "note")
def to_translate(section: CheckedSection) -> Iterator[Hit]:
    """An item still holds the words of the source language, waiting for its translation.

    A note, as it is no mistake; such a section can be neither approved nor published.
    """
    fields = {text.item: text.field for text in reversed(section.texts)}
    for item in section.to_translate:
        yield Hit(
            item, fields.get(item, ""), said("is still to be translated"), said("Write it in this page's language.")
        )


@rule("language.left-in-source", "error")
def left_in_source(section: CheckedSection) -> Iterator[Hit]:
    """A text on a Chinese, Japanese or Korean page has no word of that language in it."""
    own = _OWN_LETTER.get(section.locale.partition("-")[0])
    if own is None:
        return
    for text in section.texts:
        if text.item in section.to_translate or text.field in ("name", "issuer"):
            continue
        if _LATIN_WORD.search(text.text) and not own.search(text.text):
            yield Hit(
                text.item,
                text.field,
                said("is not in the language of this page"),
                said("Translate it."),
                text=text.text,
            )


@rule("language.long-sentence", "note")
def long_sentence(section: CheckedSection) -> Iterator[Hit]:
    """A sentence of more than 45 words is hard to follow."""
    for text in section.texts:
        words = max(len(sentence.split()) for sentence in _SENTENCE_END.split(text.text))
        if words > _LONGEST_SENTENCE:
            yield Hit(
                text.item,
                text.field,
                said("has {count} words in one sentence", count=words),
                said("Split it."),
                text=text.text,
            )
