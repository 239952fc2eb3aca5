"""When a quote stands in a text: word for word, digits exact, whole words; and the text's own spelling of it.

May import `schemas` and `authoring.text`. Two things are folded before comparing, because models and keyboards spell them
freely: runs of space, and typographic quotation marks and apostrophes. Nothing else is: no case, no dash, no digit.
"""

import re
from typing import Final

_MARKS: Final = str.maketrans(dict.fromkeys("‘’‚‛ʼ", "'") | dict.fromkeys("“”„‟", '"'))
_SPACE: Final = re.compile(r"\s+")
_POINTS_BACK: Final = re.compile(
    r"(?:This|These|Those|Such|Each|Both|Other|The|Some|Many|Most|All) (?:of (?:these|them)|programs?|courses?|exams?|examinations?"
    r"|licen[cs]es?|certifications?|certificates?|credentials?)\b"
)


def stands_in(quote: str, text: str) -> bool:
    """Whether the quote is in the text exactly as written, cutting no word and no number at its ends."""
    start = text.find(quote) if quote.strip() else -1
    while start >= 0:
        if _is_whole(text, start, start + len(quote)):
            return True
        start = text.find(quote, start + 1)
    return False


def as_it_stands(quote: str, text: str) -> str | None:
    """The words of the text that the quote gives, spelled as the text spells them; None where it does not hold them."""
    sought = _SPACE.sub(" ", quote.translate(_MARKS)).strip()
    if not sought:
        return None
    pattern = r"\s+".join(re.escape(part) for part in sought.split(" "))
    for found in re.finditer(pattern, text.translate(_MARKS)):  # one character for one: places are those of the text
        if _is_whole(text, *found.span()):
            return text[found.start() : found.end()]
    return None


def points_back(sentence: str) -> bool:
    """Whether a sentence opens with words for something named before it, as "Each program" does: alone it cannot be understood."""
    return _POINTS_BACK.match(sentence) is not None


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[:start][-2:], text[end:][:2]
    return not (_continues(text[start], before[::-1]) or _continues(text[end - 1], after))


def _continues(edge: str, beyond: str) -> bool:
    """Whether a word or a number goes on beyond an edge: 1,240 goes on after its 1. Chinese has no such edges."""
    if not beyond or not _is_word(edge):
        return False
    if _is_word(beyond[0]):
        return True
    return edge.isdigit() and beyond[0] in ",." and beyond[1:].isdigit()


def _is_word(character: str) -> bool:
    return character.isalnum() and character < "\u2e80"
