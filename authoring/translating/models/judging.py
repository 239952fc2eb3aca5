"""Reads a model's translation and says of each text whether it can stand: there, in the language, with its numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from authoring.checks import CheckedSection, check
from authoring.conversing.answers import bare
from authoring.glossary import Glossary
from authoring.llm.asking import Judged
from authoring.quantities.parity import compare_texts
from authoring.text import clean_line
from authoring.translating.seam import Wanted
from authoring.translating.segments import Texts, segments, with_texts
from schemas.facts import FactSheet

Refs = Mapping[str, tuple[str, str]]
Translated = Mapping[str, Texts]

_LONGEST: Final = 4
"""A text is at most this many times as long as its original, and a little: longer ones say more than it does."""

_ROOM: Final = 200
_SHORTEST: Final = 12
"""Nor is it a twelfth of it: Chinese takes about a third of the characters of English."""

_SAID: Final = {
    "missing": "the original's number {text} is not in it",
    "extra": "the number {text} is not in the original",
    "approximation": "one side says “about” of {text} and the other does not",
}


@dataclass(frozen=True)
class Asking:
    """What one answer is judged against."""

    wanted: Wanted
    sheet: FactSheet
    refs: Refs
    glossary: Glossary = Glossary()  # noqa: RUF009 - frozen


def judge(asking: Asking, answer: str, *, settle: bool = False) -> Judged[Translated]:
    """The texts by item, else the reasons, each with the id of its text.

    With `settle`, items that can stand are taken and the others left for a person; the reasons say why.
    """
    texts, reasons = _read(asking, answer)
    if texts is None:
        return Judged(None, tuple(reasons.values()))
    for ref, why in _wrong(asking, texts):
        reasons.setdefault(ref, why)
    if not reasons:
        return Judged(_by_item(asking.refs, texts, frozenset()))
    said = tuple(reasons.values())
    if not settle:
        return Judged(None, said)
    whole = _by_item(asking.refs, texts, frozenset(asking.refs[ref][0] for ref in reasons))
    return Judged(whole or None, said)


def _read(asking: Asking, answer: str) -> tuple[dict[str, str] | None, dict[str, str]]:
    """The texts by short id, and what is wrong with the form of each; None where there is no form at all."""
    try:
        listed: Any = orjson.loads(bare(answer))["texts"]
        pairs = [(clean_line(str(each["ref"]))[:12], each["text"]) for each in listed]
    except (ValueError, KeyError, TypeError):
        return None, {
            "": "it is not JSON of the form that was asked for: an object with `texts`, each with ref and text"
        }
    texts: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for ref, text in pairs:
        if ref not in asking.refs:
            continue  # a text that nobody asked for takes nothing away
        if ref in texts:
            wrong[ref] = f"{ref}: is there twice. Give it once"
        texts[ref] = clean_line(text) if isinstance(text, str) else ""
    wrong |= {ref: f"{ref}: is not there. Translate every text" for ref in asking.refs if ref not in texts}
    return texts, wrong


def _wrong(asking: Asking, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    originals = segments(asking.wanted.source.content)
    for ref, text in texts.items():
        key, name = asking.refs[ref]
        original = originals[key][name]
        if not text:
            yield ref, f"{ref}: is empty"
        elif len(text) > _LONGEST * len(original) + _ROOM:
            yield ref, f"{ref}: is much longer than its original. Translate what is there and nothing else"
        elif _SHORTEST * len(text) < len(original):
            yield ref, f"{ref}: is much shorter than its original. Translate all of it"
        else:
            said = [
                _SAID[kind].format(text=number) for kind, number in compare_texts(original, text, asking.wanted.target)
            ]
            if said:
                yield ref, f"{ref}: {'; '.join(said)}. Numbers keep their digits, units and hedges"
    yield from _found_by_checks(asking, texts)


def _found_by_checks(asking: Asking, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Errors that a reviewer's screen would show of the translation, and not of the original."""
    wanted, source = asking.wanted, asking.wanted.source
    content = with_texts(wanted.content, _by_item(asking.refs, texts, frozenset()))
    others = tuple(key for key in segments(content) if key not in wanted.items)
    known = {
        (each.rule, each.place.item)
        for each in check(CheckedSection(source.content, source.locale, asking.sheet))
        if each.severity == "error"
    }
    refs = {place: ref for ref, place in asking.refs.items()}
    seen = CheckedSection(
        *(content, wanted.target, asking.sheet, others), original=source.content, glossary=asking.glossary
    )
    for found in check(seen):
        ref = refs.get((found.place.item, found.place.field))
        if found.severity == "error" and ref and (found.rule, found.place.item) not in known:
            yield ref, f"{ref}: {found.message}. {found.hint}"


def _by_item(refs: Refs, texts: Mapping[str, str], without: frozenset[str]) -> dict[str, Texts]:
    """The texts of every item of which all are there."""
    found: dict[str, Texts] = {}
    for ref, (key, name) in refs.items():
        if key not in without and texts.get(ref):
            found.setdefault(key, {})[name] = texts[ref]
    return found
