"""XML from outside: read without a document type, without entities, without a network, and not without end."""

from pathlib import Path
from typing import Any, Final

from lxml import etree

from authoring.errors import UsageError, WorkspaceError, reason_of
from schemas.saying import said

MOST_BYTES: Final = 64 << 20
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


class NotXml(UsageError):
    """The file is not XML, or asks for what no exchange file needs."""


def read_xml(path: Path) -> etree._Element:
    """The root element of a file. Raises `WorkspaceError` where it cannot be read, `NotXml` where it cannot be trusted."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as cause:
        raise WorkspaceError(
            said("could not read {path}: {why}", path=path, why=reason_of(cause)),
            said("Check the path."),
        ) from cause
    if size > MOST_BYTES:
        raise NotXml(f"{path} has {size >> 20} MB; at most {MOST_BYTES >> 20} are read", "Split it.")
    return parse_xml(content, str(path))


def parse_xml(content: bytes, name: str) -> etree._Element:
    """The root element of these bytes; `name` is what messages call them. Raises `NotXml`."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as cause:
        raise NotXml(f"{name} is not XML: {cause}", "Export it again from the tool it comes from.") from cause
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise NotXml(f"{name} declares entities", "Such a file can be made to harm; export it without a DOCTYPE.")
    if any(isinstance(each, etree._Entity) for each in root.iter()):
        raise NotXml(f"{name} uses entities it does not hold", "Export it with plain characters.")
    return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag: object = element.tag  # of an entity or a comment it is a function
    return etree.QName(tag).localname if isinstance(tag, str) else ""


def xml_bytes(root: etree._Element) -> bytes:
    """The document of that root: UTF-8 with a declaration, ending in a newline."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=False) + b"\n"
