"""What a core XLIFF 2 document must keep to, in OASIS's words of XLIFF 2.1: the part that an importer relies on.

Held to: the tree of files, groups and units; ids and their scopes; languages; states; notes; original data and every
reference to it; spans and annotations that begin and end; characters given by number; the order of targets; what a target
may do to codes that cannot be deleted. Not held to, since nothing is read from it here: what modules and extensions hold,
formatting hints, and the order of codes within spans that were moved.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from authoring.xml_files import XML_LANG, XML_SPACE, local

_CORE: Final = "urn:oasis:names:tc:xliff:document:2.0"
_STATES: Final = ("initial", "translated", "reviewed", "final")
_NMTOKEN: Final = re.compile(r"[\w.\-:·]+", re.UNICODE)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_PREFIXED: Final = re.compile(r"[^:\s]+:[^\s]+")
_HEX: Final = re.compile(r"[0-9A-Fa-f]{4,6}")
_TYPES: Final = ("fmt", "ui", "quote", "link", "image", "other")
_SUBTYPES: Final = {"xlf:lb": "fmt", "xlf:pb": "fmt", "xlf:b": "fmt", "xlf:i": "fmt", "xlf:u": "fmt", "xlf:var": "ui"}
_INLINE: Final = ("cp", "ph", "pc", "sc", "ec", "mrk", "sm", "em")
_REFERENCES: Final = ("dataRef", "dataRefStart", "dataRefEnd")
_SAME_ON_BOTH: Final = ("canCopy", "canDelete", "canOverlap")
_ORDER: Final = {"f": 0, "g": 1, "u": 2}
_LEAVES: Final = ("n", "d", "t", "mtc", "gls", "res", "ctr", "slr", "val", "its", "fs", "mda", "tbx")
"""What is named within a unit: notes, data, targets, and what the modules of XLIFF 2.1 name."""

_HAS_UNITS: Final = ("unit", "group")

Broken = Iterator[str]


def broken_rules(root: etree._Element) -> tuple[str, ...]:
    """Every rule the document breaks, in words; none for a document that can be read."""
    return tuple(dict.fromkeys(_document(root)))


def _document(root: etree._Element) -> Broken:
    source, target = root.get("srcLang"), root.get("trgLang")
    if root.get("version") not in ("2.0", "2.1", "2.2"):
        yield f"version {root.get('version')} is not 2.0, 2.1 or 2.2"
    yield from (f"{value} is no language tag" for value in (source, target) if value and not _LANGUAGE.fullmatch(value))
    if source is None:
        yield "srcLang is missing"
    files = _children(root, "file")
    if not files:
        yield "there is no file"
    yield from (f"{local(each)} stands outside a file" for each in root if local(each) != "file")
    yield from _unique((each.get("id") for each in files), "file")
    for file in files:
        yield from _file(file)
    if target is None and any(True for _ in root.iter(_core("target"))):
        yield "there are targets, and trgLang is missing"
    yield from _languages(root, source, target)


def _file(file: etree._Element) -> Broken:
    inside = [each for each in file.iter() if _is_core(each) and local(each) in _HAS_UNITS]
    if not any(local(each) in _HAS_UNITS for each in file):
        yield f"file {file.get('id')} holds no unit"
    for name in _HAS_UNITS:
        yield from _unique((each.get("id") for each in inside if local(each) == name), name)
    for skeleton in _children(file, "skeleton"):
        empty = not (skeleton.text or "").strip() and len(skeleton) == 0
        if empty != (skeleton.get("href") is not None):
            yield "a skeleton has either content or href"
    for element in (file, *inside):
        yield from _notes(element)
        yield from _inside(element)
    for unit in (each for each in inside if local(each) == "unit"):
        yield from _unit(unit)


def _notes(element: etree._Element) -> Broken:
    for notes in _children(element, "notes"):
        found = _children(notes, "note")
        if not found or len(found) != len(notes):
            yield "notes hold notes, at least one"
        ids = [note.get("id") for note in found if note.get("id")]
        yield from _unique(ids, "note")
        if local(element) != "unit" and any(note.get("ref") for note in found):
            yield "only a note of a unit refers to something"


def _inside(element: etree._Element) -> Broken:
    """What stands in a file, group or unit beside its units or segments: extensions with ids of their own."""
    foreign = [each for each in element if not _is_of_oasis(each)]
    ids = [
        given
        for outer in foreign
        for each in outer.iter()
        if (given := each.get("id") or each.get("{http://www.w3.org/XML/1998/namespace}id"))
    ]
    yield from _unique(ids, "extension")
    yield from _last(element)


def _last(element: etree._Element) -> Broken:
    """Units and segments come after everything else that stands beside them."""
    ends = ("segment", "ignorable") if local(element) == "unit" else _HAS_UNITS
    begun = False
    for each in element:
        is_end = _is_core(each) and local(each) in ends
        if begun and not is_end:
            yield f"<{local(each)}> of a {local(element)} stands too late"
        begun = begun or is_end


def _unit(unit: etree._Element) -> Broken:
    name = unit.get("id")
    parts = [each for each in unit if _is_core(each) and local(each) in ("segment", "ignorable")]
    if not any(local(each) == "segment" for each in parts):
        yield f"unit {name} has no segment"
    data = [each.get("id") for held in _children(unit, "originalData") for each in _children(held, "data")]
    for held in _children(unit, "originalData"):
        if not len(held) or any(local(each) != "data" or not _is_core(each) for each in held):
            yield f"the original data of unit {name} is not made of data"
    yield from (
        f"data of unit {name} holds an element"
        for each in unit.iter(_core("data"))
        if any(not _is_core(e) or local(e) != "cp" for e in each)
    )
    yield from _unique(data, "data")
    yield from _orders(parts, name)
    for side in ("source", "target"):
        yield from _side(unit, parts, side, frozenset(each for each in data if each))
    for part in parts:
        yield from _part(part)
    yield from _note_references(unit)


def _part(part: etree._Element) -> Broken:
    sources, targets = _children(part, "source"), _children(part, "target")
    if len(sources) != 1:
        yield f"a {local(part)} has {len(sources)} sources"
    if len(targets) > 1:
        yield f"a {local(part)} has {len(targets)} targets"
    if part.get("state") and part.get("state") not in _STATES:
        yield f"{part.get('state')} is no state"
    if part.get("subState") and (not part.get("state") or not _PREFIXED.fullmatch(part.get("subState", ""))):
        yield "a subState has a state and a prefix"
    allowed = {"id", "canResegment", "state", "subState"} if local(part) == "segment" else {"id"}
    yield from _attributes(part, allowed)
    yield from (
        f"<{local(each)}> does not stand in a segment"
        for each in part
        if local(each) not in ("source", "target") or not _is_core(each)
    )
    for each in (*sources, *targets):
        yield from _attributes(each, {"order"} if local(each) == "target" else set())
    if sources and targets:
        yield from _kept_codes(sources[0], targets[0])
        spaces = {_inherited(each, XML_SPACE) or "default" for each in (sources[0], targets[0])}
        if len(spaces) > 1:
            yield "source and target treat white space differently"


def _attributes(element: etree._Element, allowed: set[str]) -> Broken:
    for name in element.attrib:
        qualified = etree.QName(name)
        if qualified.namespace is None and qualified.localname not in allowed:
            yield f"{qualified.localname} does not stand on a {local(element)}"
        elif qualified.namespace and not qualified.namespace.startswith(
            ("http://www.w3.org/XML", "urn:oasis:names:tc:xliff:")
        ):
            yield f"an attribute of an extension does not stand on a {local(element)}"


def _side(unit: etree._Element, parts: list[etree._Element], side: str, data: frozenset[str]) -> Broken:
    """The codes and annotations of all sources, or of all targets, of a unit."""
    texts = [found for part in parts for found in _children(part, side)]
    codes = [each for text in texts for each in text.iterdescendants() if _is_core(each)]
    ids = [
        each.get("id")
        for each in codes
        if local(each) not in ("cp", "em") and not (local(each) == "ec" and each.get("isolated") != "yes")
    ]
    yield from _unique([*ids, *(part.get("id") for part in parts if part.get("id"))], f"id in the {side}")
    every = {each.get("id", "") for each in unit.iter(*(_core(name) for name in _INLINE)) if each.get("id")}
    begun: set[str] = set()
    for code in codes:
        yield from _code(code, data, every)
        yield from _span(code, codes, begun)
        if local(code) in ("sc", "sm"):
            begun.add(code.get("id", ""))
    yield from _reordering(codes)


def _code(code: etree._Element, data: frozenset[str], every: set[str]) -> Broken:
    name = local(code)
    if name not in _INLINE:
        yield f"<{name}> does not stand in a text"
    if name == "cp" and not (_HEX.fullmatch(code.get("hex", "")) and _is_no_character(int(code.get("hex", "0"), 16))):
        yield f"cp with hex {code.get('hex')} names no character that XML cannot hold"
    for reference in _REFERENCES:
        if code.get(reference) is not None and code.get(reference) not in data:
            yield f"{reference} {code.get(reference)} is not in the original data"
    for attribute in ("subFlows", "subFlowsStart", "subFlowsEnd"):
        wanted = (code.get(attribute) or "").split()
        units = {each.get("id") for each in _file_of(code).iter(_core("unit"))}
        yield from (f"subflow {each} is no unit" for each in wanted if each not in units)
    copied = code.get("copyOf")
    if copied is not None:
        yield from _copied(code, copied, every)
    yield from _kind(code)
    yield from _extension_on(code)
    given = code.get("id")
    if given is not None and not _NMTOKEN.fullmatch(given):
        yield f"{given} is no id"


def _copied(code: etree._Element, copied: str, every: set[str]) -> Broken:
    base = next(
        (each for each in _unit_of(code).iter() if each.get("id") == copied and local(each) == local(code)), None
    )
    if copied not in every or base is None:
        yield f"copyOf {copied} names no code"
    elif base.get("canCopy") == "no":
        yield f"{copied} cannot be copied"
    if any(code.get(reference) is not None for reference in _REFERENCES):
        yield "a copy has no original data of its own"


def _kind(code: etree._Element) -> Broken:
    kind, sub = code.get("type"), code.get("subType")
    if local(code) in ("mrk", "sm"):
        value, reference = code.get("value"), code.get("ref")
        if kind is not None and kind not in ("generic", "comment", "term") and not _PREFIXED.fullmatch(kind):
            yield f"{kind} is no type of an annotation"
        if kind == "comment" and (value is None) == (reference is None):
            yield "a comment has either a value or a note"
        if kind == "comment" and reference is not None and not _names_a_note(code, reference):
            yield f"the comment refers to {reference}, which is no note of a unit"
        if reference is not None:
            yield from _fragment(reference)
        return
    if kind is not None and kind not in _TYPES:
        yield f"{kind} is no type of a code"
    if sub is not None and kind is None:
        yield "a subType has a type"
    if sub is not None and not _PREFIXED.fullmatch(sub):
        yield f"{sub} is no subType"
    if sub is not None and sub.startswith("xlf:") and _SUBTYPES.get(sub) != kind:
        yield f"{sub} is no subType of {kind}"


def _extension_on(code: etree._Element) -> Broken:
    for name in code.attrib:
        namespace = etree.QName(name).namespace
        if (
            namespace
            and local(code) not in ("mrk", "sm")
            and not namespace.startswith(("http://www.w3.org/XML", "urn:oasis:names:tc:xliff:"))
        ):
            yield f"an attribute of an extension does not stand on a {local(code)}"


def _span(code: etree._Element, codes: list[etree._Element], begun: set[str]) -> Broken:
    name, isolated, start = local(code), code.get("isolated") == "yes", code.get("startRef")
    if name == "sc":
        ends = [each for each in codes if local(each) == "ec" and each.get("startRef") == code.get("id")]
        if isolated == bool(ends):
            yield f"sc {code.get('id')} is isolated, and has an end" if isolated else f"sc {code.get('id')} has no end"
        yield from (f"sc and ec {code.get('id')} differ in {which}" for end in ends for which in _differing(code, end))
    elif name == "ec":
        if isolated and (start is not None or not code.get("id")):
            yield "an isolated ec has an id and no startRef"
        elif not isolated and (start is None or code.get("id") is not None):
            yield "an ec that is not isolated has a startRef and no id"
        elif not isolated and start not in begun:
            yield f"ec {start} comes before its sc, or has none"
    elif name == "em" and start not in begun:
        yield f"em {start} comes before its sm, or has none"
    elif name == "sm" and not any(local(each) == "em" and each.get("startRef") == code.get("id") for each in codes):
        yield f"sm {code.get('id')} has no end"


def _differing(start: etree._Element, end: etree._Element) -> Broken:
    yield from (name for name in _SAME_ON_BOTH if start.get(name, "yes") != end.get(name, "yes"))
    first, last = start.get("canReorder", "yes"), end.get("canReorder", "yes")
    if (first == "yes") != (last == "yes"):
        yield "canReorder"


def _reordering(codes: list[etree._Element]) -> Broken:
    """Codes that cannot be reordered follow one that is the first of its kind, without another kind of code between."""
    running = False
    for code in (each for each in codes if local(each) in ("ph", "pc", "sc", "ec")):
        given = code.get("canReorder", "yes")
        if given == "no" and not running:
            yield "a code that cannot be reordered follows no first one"
        if given in ("no", "firstNo") and (code.get("canCopy", "yes") != "no" or code.get("canDelete", "yes") != "no"):
            yield "a code that cannot be reordered can neither be copied nor deleted"
        running = given == "firstNo" or (running and given == "no")


def _kept_codes(source: etree._Element, target: etree._Element) -> Broken:
    """A code that cannot be deleted is in the target too; those that cannot be reordered stand in the same order."""
    there = [each.get("id") for each in target.iterdescendants() if each.get("id")]
    fixed = [each for each in source.iterdescendants() if local(each) in ("ph", "pc", "sc")]
    yield from (
        f"{each.get('id')} cannot be deleted, and is not in the target"
        for each in fixed
        if each.get("canDelete") == "no" and each.get("id") not in there
    )
    ordered = [each.get("id") for each in fixed if each.get("canReorder") in ("no", "firstNo")]
    if [each for each in there if each in ordered] != [each for each in ordered if each in there]:
        yield "codes that cannot be reordered are in another order in the target"


def _orders(parts: list[etree._Element], name: str | None) -> Broken:
    given = [found[0].get("order") for part in parts if (found := _children(part, "target"))]
    numbers = [each for each in given if each is not None]
    if any(not each.isdecimal() or not 1 <= int(each) <= len(parts) for each in numbers):
        yield f"an order in unit {name} is not from 1 to {len(parts)}"
        return
    places = [
        int(found[0].get("order") or number) if (found := _children(part, "target")) else number
        for number, part in enumerate(parts, 1)
    ]
    if len(set(places)) != len(places):
        yield f"two targets of unit {name} have the same order"


def _languages(root: etree._Element, source: str | None, target: str | None) -> Broken:
    for name, language in (("source", source), ("target", target)):
        for each in root.iter(_core(name)):
            given = each.get(XML_LANG)
            if given and not _LANGUAGE.fullmatch(given):
                yield f"{given} is no language tag"
            given = _inherited(each, XML_LANG)
            if given and language and given.casefold() != language.casefold():
                yield f"a {name} is in {given}, not in {language}"


def _note_references(unit: etree._Element) -> Broken:
    ids = {each.get("id") for each in unit.iter() if each.get("id")}
    for note in (each for notes in _children(unit, "notes") for each in _children(notes, "note")):
        reference = note.get("ref")
        if reference is not None and reference.rpartition("#")[2].rpartition("=")[2] not in ids:
            yield f"a note refers to {reference}, which is not in its unit"


def _unique(ids: Iterable[str | None], what: str) -> Broken:
    given = list(ids)
    yield from (f"a {what} has no id" for each in given if not each)
    yield from (f"{each} is no id" for each in given if each and not _NMTOKEN.fullmatch(each))
    yield from (f"{what} {each} is there twice" for each, count in Counter(given).items() if each and count > 1)


def _is_no_character(number: int) -> bool:
    """Whether XML 1.0 cannot hold that character: only such are given by number."""
    return (number < 0x20 and number not in (0x9, 0xA, 0xD)) or 0xD800 <= number <= 0xDFFF or number in (0xFFFE, 0xFFFF)


def _names_a_note(code: etree._Element, reference: str) -> bool:
    """Whether a comment's reference is to a note of its own unit, or of another one that it names."""
    path = reference.removeprefix("#").lstrip("/").split("/")
    if len(path) > 1:
        return path[-1].startswith("n=") and any(part.startswith("u=") for part in path)
    return path[0] in {f"n={each.get('id')}" for each in _unit_of(code).iter(_core("note"))}


def _fragment(reference: str) -> Broken:
    """A reference within documents names a file, groups, a unit and one thing in it, in that order, each once."""
    if not reference.startswith("#"):
        return
    last = -1
    for part in reference[1:].lstrip("/").split("/"):
        prefix, named, _ = part.partition("=")
        place = _ORDER.get(prefix, len(_ORDER)) if named else len(_ORDER)
        if place <= last or (named and place == len(_ORDER) and prefix not in _LEAVES):
            yield f"{reference} is no fragment identifier"
            return
        last = place


def _unit_of(code: etree._Element) -> etree._Element:
    return next((each for each in code.iterancestors(_core("unit"))), code)


def _file_of(code: etree._Element) -> etree._Element:
    return next((each for each in code.iterancestors(_core("file"))), code)


def _children(element: etree._Element, name: str) -> list[etree._Element]:
    return [each for each in element if each.tag == _core(name)]


def _core(name: str) -> str:
    return f"{{{_CORE}}}{name}"


def _inherited(element: etree._Element, name: str) -> str | None:
    """An attribute of the element or of the nearest one around it that has it."""
    return next((each.get(name) for each in (element, *element.iterancestors()) if each.get(name)), None)


def _is_of_oasis(element: etree._Element) -> bool:
    return (etree.QName(element).namespace or "").startswith("urn:oasis:names:tc:xliff:")


def _is_core(element: etree._Element) -> bool:
    return etree.QName(element).namespace == _CORE
