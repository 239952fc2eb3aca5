"""XLIFF 1.2: what most tools still read. One file for an occupation's section, one trans-unit for a text."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Final

from lxml import etree

from authoring.text import clean_line
from authoring.translating.exchange.units import Exchanged, State, Unit, digest, split_at
from authoring.xml_files import XML_LANG, XML_SPACE, NotXml, local, read_xml, xml_bytes
from schemas.base import Locale

_NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:1.2"
_WRITTEN: Final = {"initial": "needs-translation", "translated": "translated", "final": "final"}
_READ: Final[dict[str, State]] = {
    "final": "final",
    "signed-off": "final",
    "translated": "translated",
    "needs-review-translation": "translated",
    "needs-review-l10n": "translated",
    "needs-review-adaptation": "translated",
}
_BASE: Final = "target-before"
_CODES: Final = ("ph", "it", "bpt", "ept")


def write(units: Iterable[Unit], source: Locale, target: Locale) -> bytes:
    """The units as an XLIFF 1.2 document."""
    root = etree.Element(f"{{{_NAMESPACE}}}xliff", nsmap={None: _NAMESPACE})  # type: ignore[dict-item]
    root.set("version", "1.2")
    for name, group in groupby(units, key=lambda unit: "/".join(unit.id.split("/")[:2])):
        file = _add(root, "file", original=name, datatype="plaintext")
        file.set("source-language", source)
        file.set("target-language", target)
        body = _add(file, "body")
        for unit in group:
            _unit(body, unit, target)
    return xml_bytes(root)


def read(path: Path) -> Exchanged:
    """The units of an XLIFF 1.2 document. Raises `NotXml`, `WorkspaceError`."""
    root = read_xml(path)
    if local(root) != "xliff" or root.get("version") not in ("1.2", "1.1"):
        raise NotXml(f"{path} is not XLIFF 1.2", "Export it as XLIFF 1.2 or 2.1, or as PO.")
    files = [each for each in root if local(each) == "file"]
    if not files:
        raise NotXml(f"{path} holds no <file>", "Export it again.")
    languages = {(each.get("source-language", ""), each.get("target-language", "")) for each in files}
    if len(languages) > 1:
        raise NotXml(f"{path} holds files of several languages", "Export each language to a file of its own.")
    ((source, target),) = languages
    units: list[Unit] = []
    rejected: dict[str, str] = {}
    for element in (each for file in files for each in file.iter() if local(each) == "trans-unit"):
        name = clean_line(element.get("resname") or element.get("id") or "")
        if _child(element, "source") is None:
            rejected[name] = "it has no source"
        elif any(unit.id == name for unit in units):
            rejected[name] = "it is there twice"
        else:
            units.append(_read_unit(element, name))
    return Exchanged(source, target, tuple(units), rejected)


def _add(parent: etree._Element, name: str, text: str | None = None, /, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", attributes)
    child.text = text
    return child


def _unit(body: etree._Element, unit: Unit, locale: Locale) -> None:
    element = _add(body, "trans-unit", id=unit.id, resname=unit.id)
    element.set(XML_SPACE, "preserve")
    if unit.state == "final":
        element.set("approved", "yes")
    _text(_add(element, "source"), unit.source, unit.keep)
    if unit.target is not None:
        target = _add(element, "target", state=_WRITTEN[unit.state])
        target.set(XML_LANG, locale)
        _text(target, unit.target, [word for word in unit.keep if word in unit.target])
    _add(element, "note", unit.base).set("from", _BASE)
    for note in unit.notes:
        _add(element, "note", note)


def _text(parent: etree._Element, text: str, keep: Iterable[str]) -> None:
    last: etree._Element | None = None
    for number, (piece, kept) in enumerate(split_at(text, keep), 1):
        if kept:
            last = _add(parent, "mrk", piece, mid=f"k{number}", mtype="protected")
        elif last is None:
            parent.text = piece
        else:
            last.tail = (last.tail or "") + piece


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((each for each in element if local(each) == name), None)


def _read_unit(element: etree._Element, name: str) -> Unit:
    source, target = _child(element, "source"), _child(element, "target")
    notes = [(each.get("from", ""), clean_line(each.text or "")) for each in element if local(each) == "note"]
    said = _flat(target) if target is not None else None
    state = _READ.get(target.get("state", "translated"), "initial") if target is not None and said else "initial"
    if element.get("approved") == "yes" and state == "translated":
        state = "final"
    keep = tuple(
        _flat(each)
        for each in (source.iter() if source is not None else ())
        if local(each) == "mrk" and each.get("mtype") == "protected"
    )
    base = next((text for origin, text in notes if origin == _BASE), digest(said))
    return Unit(
        name, _flat(source) if source is not None else "", said or None, state, base,
        tuple(text for origin, text in notes if origin != _BASE), keep,
    )  # fmt: skip


def _flat(element: etree._Element) -> str:
    """The text with what is inside of groups and marks; a code stands for what it holds, else for its equivalent."""
    return (element.text or "") + "".join(_inline(each) for each in element)


def _inline(element: etree._Element) -> str:
    name = local(element)
    if name in ("x", "bx", "ex"):
        said = element.get("equiv-text", "")
    elif name in _CODES:
        said = element.get("equiv-text") or _flat(element)
    else:
        said = _flat(element)
    return said + (element.tail or "")
