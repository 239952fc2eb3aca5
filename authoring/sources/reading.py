"""Takes title, date and paragraphs out of a document's bytes. Run by `extracting` in a process of its own.

The libraries that read HTML and PDF are an extra, and are loaded here and nowhere else.
"""

import codecs
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from authoring.text import clean_block, clean_line
from schemas.sources import DocumentKind

Refusal = Literal["locked", "damaged", "empty", "not_installed", "too_long"]

_MOST_CHARACTERS: Final = 4_000_000
_MOST_PAGES: Final = 2_000
_FEWEST_LETTERS: Final = 40
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MARKER: Final = re.compile(r"^(?:[-*•·▪]\s+|#{1,6}\s+)")
_RULE: Final = re.compile(r"^[\s|:+=_*-]*$")
_SENTENCE_END: Final = re.compile(r"[.!?:;。！？：；][\"'”’)]*$")
_ENCODINGS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True)
class Document:
    """What a document says. Fields that it does not tell are empty."""

    title: str
    publisher: str
    published: str
    paragraphs: tuple[str, ...]


class Unreadable(Exception):
    """A document without text to be had; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal: Refusal = refusal


def read(content: bytes, kind: DocumentKind, charset: str | None = None) -> Document:
    """The document. Raises `Unreadable`; a library may raise anything at all."""
    try:
        found = {"html": _html, "pdf": _pdf, "text": _text}[kind](content, charset)
    except ImportError:
        raise Unreadable("not_installed") from None
    letters = sum(character.isalnum() for paragraph in found.paragraphs for character in paragraph)
    if letters < _FEWEST_LETTERS:
        raise Unreadable("empty")
    if letters > _MOST_CHARACTERS:
        raise Unreadable("too_long")
    return found


def _html(content: bytes, charset: str | None) -> Document:
    import trafilatura  # noqa: PLC0415 - an extra

    try:
        # Escape sequences go before the parser takes their first character and leaves the rest.
        page: str | bytes = clean_block(content.decode(charset or "utf-8"))
    except (UnicodeDecodeError, LookupError):
        page = content  # the parser looks for what the page says of itself
    text = trafilatura.extract(page, favor_recall=True, include_tables=True, include_comments=False) or ""
    about = trafilatura.extract_metadata(page)
    return Document(
        clean_line(about.title or ""),
        clean_line(about.sitename or ""),
        _day(about.date),
        tuple(_cleaned(line.replace("|", " | ").strip(" |") for line in text.splitlines())),
    )


def _pdf(content: bytes, _: str | None) -> Document:
    from pypdf import PdfReader  # noqa: PLC0415 - an extra
    from pypdf.errors import DependencyError  # noqa: PLC0415

    reader = PdfReader(io.BytesIO(content), strict=False)
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("locked")
    except DependencyError:
        raise Unreadable("locked") from None
    if len(reader.pages) > _MOST_PAGES:
        raise Unreadable("too_long")
    paragraphs = [paragraph for page in reader.pages for paragraph in joined(page.extract_text().splitlines())]
    title = reader.metadata.title if reader.metadata else ""
    return Document(clean_line(str(title or "")), "", "", tuple(_cleaned(paragraphs)))


def _text(content: bytes, charset: str | None) -> Document:
    text = clean_block(_decoded(content, charset))
    blocks = [block.splitlines() for block in re.split(r"\n\s*\n", text)]
    return Document("", "", "", tuple(_cleaned(part for block in blocks for part in joined(block))))


def _decoded(content: bytes, charset: str | None) -> str:
    for mark, encoding in _ENCODINGS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    for encoding in (charset or "utf-8", "utf-8"):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace")


def joined(lines: Iterable[str]) -> Iterator[str]:
    """Paragraphs out of lines that were broken to a width: one ends at an empty line, or with a short line that ends a
    sentence. A word parted by a hyphen at the end of a line is one word again.
    """
    lines = [line.strip() for line in lines]
    width = max(map(len, lines), default=0)
    paragraph = ""
    for line in lines:
        if not line:
            yield paragraph
            paragraph = ""
            continue
        if re.search(r"[a-z]-$", paragraph) and line[0].islower():
            paragraph = paragraph[:-1] + line
        else:
            paragraph = f"{paragraph} {line}" if paragraph else line
        if _SENTENCE_END.search(line) and len(line) < 0.75 * width:
            yield paragraph
            paragraph = ""
    yield paragraph


def _cleaned(paragraphs: Iterable[str]) -> Iterator[str]:
    """Paragraphs as safe lines, without bullets, rules and what is empty."""
    for paragraph in paragraphs:
        line = _MARKER.sub("", clean_line(paragraph)).strip()
        if line and not _RULE.match(line):
            yield line


def _day(found: str | None) -> str:
    match = _DAY.match(found or "")
    return match[0] if match else ""
