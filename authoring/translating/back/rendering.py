"""The texts of a translation beside their source, each with what a model made of it in the source language, if one did."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from authoring.conversing.answers import bare
from authoring.revisions.history import History
from authoring.text import clean_line
from authoring.translating.segments import segments
from schemas.base import Locale, Timestamp, content_hash
from schemas.events import Answer

_LONGEST: Final = 4_000
_MARK: Final = '"renderings"'


@dataclass(frozen=True)
class Rendering:
    """What a model made of a text in the source language: which one, and when."""

    text: str
    by: str
    at: Timestamp


@dataclass(frozen=True)
class BackText:
    """One text of a translation beside the source's text it was made from. `ref` is a fingerprint of its words.

    `rendering` is None until a model was asked about these very words.
    """

    item: str
    field: str
    source: str
    text: str
    ref: str
    rendering: Rendering | None


def back_texts(source: History, target: History) -> tuple[BackText, ...]:
    """The translated texts of a section, in page order; those that still wait for their translation are left out.

    Beside each stands the source as it was when the translation was made; where that is not known, as it is now.
    """
    head = target.head
    if head is None:
        return ()
    made_from = source.revision(head.translated_from.revision) if head.translated_from else None
    original = made_from or source.head
    ours = segments(original.content) if original else {}
    known = renderings_of(target.answers)
    found = []
    for item, texts in segments(head.content).items():
        for field, text in texts.items() if item not in head.to_translate else ():
            if text.strip():
                ref = fingerprint(text, source.locale, target.locale)
                found.append(BackText(item, field, ours.get(item, {}).get(field, ""), text, ref, known.get(ref)))
    return tuple(found)


def fingerprint(text: str, source: Locale, target: Locale) -> str:
    """What stands for a text in a request and in its answer: the same words have the same one, others another."""
    return content_hash([source, target, text])[:12]


def renderings_of(answers: Iterable[Answer]) -> Mapping[str, Rendering]:
    """What models made of texts, by fingerprint; of the same text the last one counts."""
    found: dict[str, Rendering] = {}
    for answer in answers:
        if _MARK in answer.reply and answer.stop_reason == "complete":
            by = clean_line(answer.model or answer.by.name)
            found |= {ref: Rendering(text, by, answer.at) for ref, text in read_answer(answer.reply)}
    return found


def read_answer(reply: str) -> Iterator[tuple[str, str]]:
    """Fingerprint and text of each entry of an answer; what has another shape, or says nothing, is left out."""
    try:
        entries: Any = orjson.loads(bare(reply))["renderings"]
    except (ValueError, KeyError, TypeError):
        return
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("ref"), str) and isinstance(entry.get("text"), str):
            text = clean_line(entry["text"][:_LONGEST])
            if text:
                yield clean_line(entry["ref"])[:32], text
