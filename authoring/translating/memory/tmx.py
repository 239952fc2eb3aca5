"""TMX 1.4: a memory as other tools keep it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from authoring import __version__
from authoring.text import clean_line
from authoring.translating.memory.pairs import Pair
from authoring.xml_files import XML_LANG, NotXml, local, read_xml, xml_bytes
from schemas.base import Locale

_ORIGIN: Final = "x-origin"
_CODES: Final = ("bpt", "ept", "it", "ph", "ut")
"""What stands in these is code of another format, not text."""


@dataclass(frozen=True)
class ReadMemory:
    """Pairs read from a file, and what of it could not be taken, in words."""

    pairs: tuple[Pair, ...]
    rejected: tuple[str, ...]


def to_tmx(pairs: Iterable[Pair], source: Locale, target: Locale) -> bytes:
    """The pairs as a TMX 1.4 document, a unit each, with who approved it when and where it stands."""
    root = etree.Element("tmx", version="1.4")
    header = etree.SubElement(root, "header", adminlang="en", srclang=source, segtype="block", datatype="plaintext")
    header.set("creationtool", "career-graph-authoring")
    header.set("creationtoolversion", __version__)
    header.set("o-tmf", "career-graph-authoring")
    body = etree.SubElement(root, "body")
    for pair in pairs:
        unit = etree.SubElement(body, "tu", creationid=pair.by)
        if pair.on:
            unit.set("creationdate", f"{pair.on.replace('-', '')}T000000Z")
        etree.SubElement(unit, "prop", type=_ORIGIN).text = pair.origin
        for locale, text in ((source, pair.source), (target, pair.target)):
            variant = etree.SubElement(unit, "tuv")
            variant.set(XML_LANG, locale)
            etree.SubElement(variant, "seg").text = text
    return xml_bytes(root)


def read_tmx(path: Path, source: Locale, target: Locale, person: str, today: str) -> ReadMemory:
    """The pairs of a file between two locales; `person` brings them in `today`. Raises `NotXml`, `WorkspaceError`."""
    root = read_xml(path)
    if local(root) != "tmx":
        raise NotXml(f"{path} is not TMX: its root is <{local(root)}>", "Export it as TMX 1.4.")
    pairs: list[Pair] = []
    rejected: list[str] = []
    for number, unit in enumerate((each for each in root.iter() if local(each) == "tu"), 1):
        found = _pair(unit, source, target, path.name, person, today)
        if isinstance(found, Pair):
            pairs.append(found)
        else:
            rejected.append(f"unit {number}: {found}")
    return ReadMemory(tuple(pairs), tuple(rejected))


def _pair(unit: etree._Element, source: Locale, target: Locale, name: str, person: str, today: str) -> Pair | str:
    texts = {_language(each): _segment(each) for each in unit if local(each) == "tuv"}
    ours, theirs = (_nearest(texts, locale) for locale in (source, target))
    if not ours or not theirs:
        return f"it has no text in {target if ours else source}"
    origin = next((each.text for each in unit if local(each) == "prop" and each.get("type") == _ORIGIN), None)
    day = unit.get("creationdate", "")[:8]
    on = f"{day[:4]}-{day[4:6]}-{day[6:]}" if len(day) == 8 and day.isdecimal() else today
    by = clean_line(unit.get("creationid") or "") or person
    return Pair(source=ours, target=theirs, origin=clean_line(origin or name), by=by, on=on)


def _language(variant: etree._Element) -> str:
    return (variant.get(XML_LANG) or variant.get("lang") or "").replace("_", "-").casefold()


def _nearest(texts: dict[str, str], locale: Locale) -> str:
    """The text in that locale; where there is none, in its language, unless that is another one's: `en-US` for `en`."""
    wanted = locale.casefold()
    if wanted in texts:
        return texts[wanted]
    regional = [text for language, text in texts.items() if language.startswith(f"{wanted}-")]
    return regional[0] if len(regional) == 1 else ""


def _segment(variant: etree._Element) -> str:
    segment = next((each for each in variant if local(each) == "seg"), None)
    return clean_line(_flat(segment)) if segment is not None else ""


def _flat(element: etree._Element) -> str:
    inner = ("" if local(each) in _CODES else _flat(each) for each in element)
    tails = (each.tail or "" for each in element)
    return (element.text or "") + "".join(text for both in zip(inner, tails, strict=True) for text in both)
