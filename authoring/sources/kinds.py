"""What kind of document some bytes are: by what they are first, by what they are said to be second."""

import codecs
import re
from typing import Final

from authoring.errors import SourceError
from schemas.sources import DocumentKind

_HTML: Final = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_LOOKED_AT: Final = 4_096
_BOMS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def kind_of(content: bytes, media_type: str | None = None) -> DocumentKind:
    """The kind. Raises `SourceError` for what is none of those that can be read."""
    if not content.strip():
        raise SourceError("the document is empty", "Check the address or the file.")
    head = content[:_LOOKED_AT]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if media_type == "application/pdf":
        raise SourceError("it is said to be a PDF and is none", "Look at it in a browser: perhaps it asks for a login.")
    if _HTML.match(head.removeprefix(codecs.BOM_UTF8)) or media_type in ("text/html", "application/xhtml+xml"):
        return "html"
    if b"\0" in head and not head.startswith(_BOMS):
        raise SourceError("it is neither HTML nor PDF nor text", "Save it as one of these first.")
    return "text"
