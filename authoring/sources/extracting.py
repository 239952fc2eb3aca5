"""Takes the text out of a document in a process of its own, with its time and memory bounded.

Documents come from anywhere, and what reads them is large: one that crashes, hangs or eats memory ends that process and is
a message here.
"""

import os
import subprocess
import sys
from contextlib import suppress
from typing import Final

import orjson

from authoring.errors import SourceError
from authoring.sources.reading import Document, Refusal, Unreadable, read
from schemas.sources import DocumentKind

_SECONDS: Final = 120
_MOST_MEMORY: Final = 3 << 30
_REFUSALS: Final[dict[Refusal, tuple[str, str]]] = {
    "locked": ("is locked with a password", "Save a copy without one and add that file, with --url."),
    "damaged": ("cannot be read: it is damaged, or asks too much", "Open it in another program and save it anew."),
    "empty": (
        "has no text to quote: perhaps it is scanned pages, or made by a script",
        "Run it through text recognition, or save its text, and add that file, with --url.",
    ),
    "too_long": ("is longer than a book", "Take the part that matters and add that file, with --url."),
    "not_installed": (
        "needs the libraries that read HTML and PDF, which are not installed",
        "Install them: pip install 'career-graph-authoring[sources]'",
    ),
}


def extract(content: bytes, kind: DocumentKind, charset: str | None = None) -> Document:
    """The document's text and what it says of itself. Raises `SourceError`."""
    command = [sys.executable, "-P", "-m", "authoring.sources.extracting", kind, charset or ""]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, input=content, capture_output=True, timeout=_SECONDS, check=False
        )
        answer = orjson.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        answer = {"refused": "damaged"}
    if "refused" in answer:
        message, hint = _REFUSALS[answer["refused"]]
        raise SourceError(
            f"the {'page' if kind == 'html' else kind.upper() if kind == 'pdf' else 'text'} {message}", hint
        )
    return Document(answer["title"], answer["publisher"], answer["published"], tuple(answer["paragraphs"]))


def _main(kind: DocumentKind, charset: str) -> None:
    """The other process: a document on stdin, its text as JSON on stdout; what libraries print goes nowhere."""
    out = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    _bound()
    try:
        found = read(sys.stdin.buffer.read(), kind, charset or None)
        answer: dict[str, object] = {
            "title": found.title,
            "publisher": found.publisher,
            "published": found.published,
            "paragraphs": found.paragraphs,
        }
    except Unreadable as why:
        answer = {"refused": why.refusal}
    except (Exception, RecursionError, MemoryError):  # a library met a document nobody meant for it
        answer = {"refused": "damaged"}
    out.write(orjson.dumps(answer))
    out.flush()


def _bound() -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2])  # type: ignore[arg-type]
