"""Parity of sections: the numbers of a translation are those of its source, item by item."""

from collections.abc import Collection
from dataclasses import dataclass

from authoring.quantities.parity import MismatchKind, compare_texts
from authoring.translating.segments import Texts, segments
from schemas.base import Locale
from schemas.sections.registry import Section


@dataclass(frozen=True)
class Mismatch:
    """One number that differs. `missing` stands in the source only, `extra` in the translation only.

    `approximation`: one side says "about" and the other does not. `text` is the number as it is written.
    """

    item: str
    kind: MismatchKind
    text: str


def parity(
    source: Section, target: Section, untranslated: Collection[str] = (), locale: Locale = ""
) -> tuple[Mismatch, ...]:
    """The mismatches of all items both sides have, in page order; items not translated yet are left out.

    `locale` is that of the target.
    """
    theirs = segments(target)
    return tuple(
        Mismatch(key, kind, text)
        for key, texts in segments(source).items()
        if key in theirs and key not in untranslated
        for kind, text in compare_texts(_joined(texts), _joined(theirs[key]), locale)
    )


def _joined(texts: Texts) -> str:
    return "\n".join(texts.values())
