"""`author review`: opens the review TUI where there is a terminal to open it on."""

import os
import sys
from typing import TYPE_CHECKING

from authoring.errors import AuthoringError

if TYPE_CHECKING:
    from pathlib import Path

    from authoring.wiring import Wiring


def open_review(wiring: "Wiring") -> None:
    """Open the TUI and return when the person leaves it.

    Raises `AuthoringError` where there is no terminal that can show it, or the workspace cannot be opened.
    """
    refuse_without_terminal()
    from authoring.ui.app import ReviewApp

    app = ReviewApp(lambda: wiring)
    app.run()
    if app.failure is not None:
        raise app.failure


def key_rows() -> tuple[tuple[str, str, str, str], ...]:
    """Every action of the screens as (screen, name, its keys as they now are, what it does)."""
    from authoring.ui.app import key_rows as rows

    return rows()


def own_keys_file() -> "Path":
    """Where a person's own keys are read from."""
    from authoring.ui.app import keys_file

    return keys_file()


def refuse_without_terminal() -> None:
    """Raise `AuthoringError` where there is no terminal, or one that cannot place text."""
    # Textual draws on stderr and reads keys from stdin.
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise AuthoringError(
            "the review screens need a terminal, and there is none here",
            "See the queue with `author queue`, a section with `author show CODE SECTION`.",
        )
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise AuthoringError(
            "this terminal cannot place text (TERM is not set, or is `dumb`)",
            "See the queue with `author queue`, or set TERM to what your terminal is, such as xterm-256color.",
        )
