"""XLIFF 2.1, core: one file for an occupation's section, one unit for a text, words to keep as protected annotations."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from lxml import etree

from authoring.text import clean_line
from authoring.translating.exchange.core_rules import broken_rules
from authoring.translating.exchange.units import Exchanged, State, Unit, digest, split_at
from authoring.xml_files import XML_SPACE, NotXml, local, read_xml, xml_bytes
from schemas.base import Locale

CORE: Final = "urn:oasis:names:tc:xliff:document:2.0"
_STATES: Final[dict[str, State]] = {
    "initial": "initial",
    "translated": "translated",
    "reviewed": "translated",
    "final": "final",
}
_BASE: Final = "target-before"
_INLINE_TEXT: Final = ("pc", "mrk")


def write(units: Iterable[Unit], source: Locale, target: Locale) -> bytes:
    """The units as an XLIFF 2.1 document. A unit without a translation has no target."""
    root = etree.Element(f"{{{CORE}}}xliff", nsmap={None: CORE})  # type: ignore[dict-item]
    root.set("version", "2.1")
    root.set("srcLang", source)
    root.set("trgLang", target)
    for name, group in groupby(units, key=lambda unit: "/".join(unit.id.split("/")[:2])):
        file = _add(root, "file", id=_token(name), original=name)
        for unit in group:
            _unit(file, unit)
    return xml_bytes(root)


def read(path: Path) -> Exchanged:
    """The units of an XLIFF 2.0 or 2.1 document. Raises `NotXml` with every core rule it breaks, `WorkspaceError`."""
    root = read_xml(path)
    if local(root) != "xliff" or etree.QName(root).namespace != CORE:
        raise NotXml(f"{path} is not XLIFF 2", "Export it as XLIFF 2.0 or 2.1, or as 1.2 or PO.")
    broken = broken_rules(root)
    if broken:
        raise NotXml(f"{path} is no core XLIFF 2 document: {'; '.join(broken[:5])}", "Export it again.")
    units = [_read_unit(each) for each in root.iter(f"{{{CORE}}}unit")]
    return Exchanged(root.get("srcLang", ""), root.get("trgLang", ""), tuple(units))


def _add(parent: etree._Element, name: str, text: str | None = None, /, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{CORE}}}{name}", attributes)
    child.text = text
    return child


def _token(name: str) -> str:
    """A name that may be an id: no slash, and not beginning with a digit."""
    return f"u-{name.replace('/', '_')}"


def _unit(file: etree._Element, unit: Unit) -> None:
    element = _add(file, "unit", id=_token(unit.id), name=unit.id)
    notes = _add(element, "notes")
    _add(notes, "note", unit.base, category=_BASE)
    for note in unit.notes:
        _add(notes, "note", note)
    segment = _add(element, "segment", state=unit.state)
    _text(_add(segment, "source"), unit.source, unit.keep)
    if unit.target is not None:
        _text(_add(segment, "target"), unit.target, _still(unit.target, unit.keep))


def _still(text: str, keep: Iterable[str]) -> tuple[str, ...]:
    """The kept words as they stand in a translation, in its own order."""
    found = sorted((place, word) for word in dict.fromkeys(keep) if (place := text.find(word)) >= 0)
    return tuple(word for _, word in found)


def _text(parent: etree._Element, text: str, keep: Iterable[str]) -> None:
    parent.set(XML_SPACE, "preserve")
    last: etree._Element | None = None
    for number, (piece, kept) in enumerate(split_at(text, keep), 1):
        if kept:
            last = _add(parent, "mrk", piece, id=f"k{number}", type="generic", translate="no")
        elif last is None:
            parent.text = piece
        else:
            last.tail = piece


def _read_unit(element: etree._Element) -> Unit:
    notes = [
        (each.get("category", ""), clean_line(each.text or ""))
        for each in element.iterfind(f"{{{CORE}}}notes/{{{CORE}}}note")
    ]
    parts = [each for each in element if local(each) in ("segment", "ignorable")]
    data = {each.get("id", ""): "".join(str(t) for t in each.itertext()) for each in element.iter(f"{{{CORE}}}data")}
    source = "".join(_flat(each.find(f"{{{CORE}}}source"), data) for each in parts)
    targets = [each.find(f"{{{CORE}}}target") for each in parts]
    target = None
    if any(each is not None for each in targets):
        ordered = sorted(zip(parts, targets, strict=True), key=lambda pair: _order(pair[1], parts.index(pair[0])))
        target = "".join(
            _flat(found if found is not None else part.find(f"{{{CORE}}}source"), data) for part, found in ordered
        )
    states = [_STATES.get(each.get("state", "initial"), "initial") for each in parts if local(each) == "segment"]
    keep = tuple(
        "".join(str(text) for text in each.itertext())
        for part in parts
        if (found := part.find(f"{{{CORE}}}source")) is not None
        for each in found.iter(f"{{{CORE}}}mrk")
        if each.get("translate") == "no"
    )
    base = next((text for category, text in notes if category == _BASE), digest(target))
    return Unit(
        clean_line(element.get("name") or element.get("id") or ""), source, target, _weakest(states), base,
        tuple(text for category, text in notes if category != _BASE), keep,
    )  # fmt: skip


def _weakest(states: list[State]) -> State:
    return min(states, key=("initial", "translated", "final").index, default="initial")


def _order(target: etree._Element | None, place: int) -> int:
    given = target.get("order") if target is not None else None
    return int(given) - 1 if given else place


def _flat(element: etree._Element | None, data: dict[str, str]) -> str:
    """The text of a source or target: codes as what they stand for, annotations as what they hold."""
    return "" if element is None else (element.text or "") + "".join(_inline(each, data) for each in element)


def _inline(element: etree._Element, data: dict[str, str]) -> str:
    name = local(element)
    said = ""
    if name == "cp":
        said = chr(int(element.get("hex", "20"), 16))
    elif name in _INLINE_TEXT:
        start, end = (data.get(element.get(ref, ""), "") for ref in ("dataRefStart", "dataRefEnd"))
        said = start + _flat(element, data) + end
    elif name in ("ph", "sc", "ec"):
        said = data.get(element.get("dataRef", ""), element.get("equiv", ""))
    return said + (element.tail or "")


def inline_ids(element: etree._Element) -> Iterator[str]:
    """The ids of the codes and annotations in a text."""
    return (each.get("id", "") for each in element.iterdescendants() if each.get("id"))
