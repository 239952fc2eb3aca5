"""Safe text: outside text is cleaned here, once, at entry; the schemas refuse what was not.

Widths are in terminal cells, because that is what lines wrap by.
"""

import re
import unicodedata
from typing import Final

from schemas.base import UNSAFE_IN_BLOCK, UNSAFE_IN_LINE

_ESCAPE_SEQUENCE: Final = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # OSC: window title, clipboard, links
    r"|\x1b[P^_X][^\x1b]*(?:\x1b\\)?"  # DCS, PM, APC, SOS strings
    r"|[\x1b\x9b]\[?[0-?]*[ -/]*[@-~]"  # CSI and two-character escapes
)
_LINE_BREAKS: Final = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_SPACES: Final = re.compile(r"[ \t\n\u00a0\u3000]+")


def clean_block(text: str) -> str:
    """Outside text as NFC with `\\n` line ends, tabs as spaces, and no escape sequence, control or bidi character."""
    without = _ESCAPE_SEQUENCE.sub("", text)
    lines = _LINE_BREAKS.sub("\n", without).replace("\t", " ")
    return unicodedata.normalize("NFC", UNSAFE_IN_BLOCK.sub("", lines))


def clean_line(text: str) -> str:
    """Outside text as one line: as `clean_block`, then all runs of space and newlines folded into one space."""
    return UNSAFE_IN_LINE.sub("", _SPACES.sub(" ", clean_block(text))).strip()


def cell_width(text: str) -> int:
    """How many terminal cells a text takes: wide and full-width characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
