"""Which addresses a page may link to."""

from typing import Final
from urllib.parse import urlsplit

_SCHEMES: Final = frozenset({"http", "https"})


def web_address(url: str) -> str | None:
    """The address if it is a plain absolute http or https one; else None: it is shown, but not linked."""
    if not url.isascii() or not url.isprintable() or any(mark in url for mark in " \"'<>\\`"):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in _SCHEMES and parts.hostname else None
