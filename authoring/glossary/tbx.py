"""TBX: terms as other tools keep them (ISO 30042:2019, dialect TBX-Basic, style dca). TBX 2 (`martif`) is read too."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from lxml import etree
from pydantic import ValidationError

from authoring.glossary.term import Term
from authoring.text import clean_line
from authoring.xml_files import XML_LANG, NotXml, local, read_xml, xml_bytes
from schemas.base import Locale

_NAMESPACE: Final = "urn:iso:std:iso:30042:ed-2"
_STATUS: Final = "administrativeStatus"
_PREFERRED: Final = "preferredTerm-admn-sts"
_ADMITTED: Final = "admittedTerm-admn-sts"
_DEPRECATED: Final = "deprecatedTerm-admn-sts"
_FORBIDDING: Final = (_DEPRECATED, "supersededTerm-admn-sts")
_PARTS: Final = {"noun": "noun", "verb": "verb", "adjective": "adjective", "name": "properNoun", "other": "other"}
_OURS: Final = {theirs: ours for ours, theirs in _PARTS.items()}
_KEPT: Final = "not translated"


@dataclass(frozen=True)
class Imported:
    """Terms read from a file, and what of it could not be taken, in words."""

    terms: tuple[Term, ...]
    rejected: tuple[str, ...]


def to_tbx(terms: Iterable[Term], source: Locale) -> bytes:
    """The terms, of one or several locales, as a TBX document: one entry for a term and its part of speech."""
    root = etree.Element(f"{{{_NAMESPACE}}}tbx", nsmap={None: _NAMESPACE})  # type: ignore[dict-item]
    root.set("type", "TBX-Basic")
    root.set("style", "dca")
    root.set(XML_LANG, source)
    description = _add(_add(_add(root, "tbxHeader"), "fileDesc"), "sourceDesc")
    _add(description, "p", "Glossary of a career graph")
    body = _add(_add(root, "text"), "body")
    ordered = sorted(terms, key=lambda term: (*term.key, term.locale))
    for number, (_, group) in enumerate(groupby(ordered, key=lambda term: term.key), 1):
        _entry(body, number, list(group), source)
    etree.indent(root)
    return xml_bytes(root)


def read_tbx(path: Path, source: Locale, locales: Iterable[Locale], person: str) -> Imported:
    """The terms of a TBX file in those locales; `person` is who brings them. Raises `NotXml`, `WorkspaceError`."""
    root = read_xml(path)
    if local(root) not in ("tbx", "martif"):
        raise NotXml(f"{path} is not TBX: its root is <{local(root)}>", "Export it as TBX-Basic.")
    wanted = {locale.casefold(): locale for locale in locales}
    terms: list[Term] = []
    rejected: list[str] = []
    entries = [each for each in root.iter() if local(each) in ("conceptEntry", "termEntry")]
    for number, entry in enumerate(entries, 1):
        name = clean_line(entry.get("id") or f"entry {number}")
        for found in _read_entry(entry, name, source, wanted, person):
            if isinstance(found, Term):
                terms.append(found)
            else:
                rejected.append(found)
    return Imported(tuple(terms), tuple(rejected))


def _add(parent: etree._Element, name: str, text: str | None = None, /, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", attributes)
    child.text = text
    return child


def _entry(body: etree._Element, number: int, terms: list[Term], source: Locale) -> None:
    entry = _add(body, "conceptEntry", id=f"c{number}")
    first = terms[0]
    section = _add(entry, "langSec")
    section.set(XML_LANG, source)
    _term_section(section, first.term, _PREFERRED, first, [(_KEPT, "note")] if first.keep else [])
    for term in terms:
        section = _add(entry, "langSec")
        section.set(XML_LANG, term.locale)
        about = [(term.note, "note"), (term.source, "source")]
        _term_section(section, term.translation, _PREFERRED, term, about)
        for word, status in (*((w, _ADMITTED) for w in term.allowed), *((w, _DEPRECATED) for w in term.forbidden)):
            _term_section(section, word, status, term, [])


def _term_section(parent: etree._Element, word: str, status: str, term: Term, about: Iterable[tuple[str, str]]) -> None:
    section = _add(parent, "termSec")
    _add(section, "term", word)
    _add(section, "termNote", _PARTS[term.part_of_speech], type="partOfSpeech")
    _add(section, "termNote", status, type=_STATUS)
    for text, kind in about:
        if text and kind == "note":
            _add(section, "note", text)
        elif text:
            _add(section, "admin", text, type="source")


@dataclass(frozen=True)
class _Word:
    """One word of one language of an entry."""

    text: str
    status: str
    part: str
    note: str
    source: str


def _read_entry(
    entry: etree._Element, name: str, source: Locale, wanted: dict[str, Locale], person: str
) -> Iterator[Term | str]:
    words = {
        language: [_read_word(section) for section in each.iter() if local(section) in ("termSec", "tig", "ntig")]
        for each in entry.iter()
        if local(each) in ("langSec", "langSet") and (language := (each.get(XML_LANG) or "").casefold())
    }
    ours = [word for word in words.get(source.casefold(), []) if word.text]
    if not ours:
        yield f"{name}: has no term in {source}"
        return
    there = [language for language in words if language in wanted]
    if not there:
        yield f"{name}: “{ours[0].text}” has no term in a locale of this workspace"
    for language in there:
        yield _term(ours[0], [word for word in words[language] if word.text], wanted[language], name, person)


def _term(ours: _Word, theirs: list[_Word], locale: Locale, name: str, person: str) -> Term | str:
    agreed = [word for word in theirs if word.status not in _FORBIDDING]
    first = next((word for word in agreed if word.status != _ADMITTED), agreed[0] if agreed else None)
    if first is None:
        return f"{name}: “{ours.text}” has no agreed translation into {locale}"
    try:
        return Term(
            term=ours.text,
            locale=locale,
            part_of_speech=_OURS.get(first.part or ours.part, "other" if first.part else "noun"),
            translation=first.text,
            allowed=tuple(word.text for word in agreed if word is not first),
            forbidden=tuple(word.text for word in theirs if word.status in _FORBIDDING),
            keep=ours.note == _KEPT,
            note=first.note,
            source=first.source,
            by=person,
        )
    except ValidationError:
        return f"{name}: “{ours.text}” into {locale} is no term"


def _read_word(section: etree._Element) -> _Word:
    found: dict[str, str] = {}
    for each in section.iter():
        kind = each.get("type") or local(each)
        found.setdefault(kind if local(each) in ("termNote", "admin") else local(each), clean_line(each.text or ""))
    get = found.get
    return _Word(get("term", ""), get(_STATUS, ""), get("partOfSpeech", ""), get("note", ""), get("source", ""))
