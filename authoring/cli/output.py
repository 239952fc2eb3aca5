"""What the command line prints: tables and JSON to stdout, talk and errors to stderr, all of it safe.

`authoring.text` is imported inside: it loads pydantic, which `author --help` has no use for.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from authoring.errors import AuthoringError


def talk(message: str) -> None:
    """One line for the person at the terminal."""
    from authoring.text import clean_line

    print(clean_line(message), file=sys.stderr, flush=True)  # noqa: T201


def data(text: str) -> None:
    """Data for the person or the next program."""
    from authoring.text import clean_block

    print(clean_block(text), file=sys.stdout)  # noqa: T201


def data_json(value: object) -> None:
    """Data as JSON, indented, keys in the order given. Models are dumped by the caller."""
    import orjson

    sys.stdout.write(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n")


def counted(count: int, thing: str) -> str:
    """`1 section`, `2 sections`."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def complain(error: AuthoringError) -> None:
    """An error and what to do about it, on stderr."""
    talk(f"error: {error.message}")
    for line in error.hint.splitlines():
        talk(f"  {line}")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], stream: TextIO | None = None) -> None:
    """Columns padded by terminal cells; the last one is cut to the terminal's width when stdout is one."""
    from authoring.text import cell_width, clean_line

    cleaned = [tuple(clean_line(cell) for cell in row) for row in rows]
    widths = [max(map(cell_width, column), default=0) for column in zip(head, *cleaned, strict=True)]
    limit = _terminal_width()
    for row in (tuple(head), *cleaned):
        padded = (cell + " " * (width - cell_width(cell)) for cell, width in zip(row, widths, strict=True))
        line = "  ".join(padded).rstrip()
        print(cut(line, limit), file=stream or sys.stdout)


def _terminal_width() -> int | None:
    return os.get_terminal_size().columns if sys.stdout.isatty() else None


def cut(line: str, limit: int | None) -> str:
    """The line in at most that many cells."""
    from authoring.text import cell_width

    if limit is None or cell_width(line) <= limit:
        return line
    kept, used = [], 0
    for character in line:
        used += cell_width(character)
        if used > limit - 1:
            break
        kept.append(character)
    return "".join(kept) + "…"
