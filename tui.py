"""Opens the review TUI: `python tui.py [--workspace DIR] [--as NAME]`, or `textual run tui.py`."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from authoring.ui.app import ReviewApp
    from authoring.wiring import Wiring


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; the exit code is that of `docs/exit-codes.md`."""
    from argparse import ArgumentParser
    from pathlib import Path

    from authoring.cli.review_command import refuse_without_terminal
    from authoring.errors import AuthoringError

    parser = ArgumentParser(prog="tui.py", description="Review occupation profiles in the terminal.")
    parser.add_argument("--workspace", metavar="DIR", type=Path, help="the workspace to work in")
    parser.add_argument("--as", metavar="NAME", dest="person", help="who you are; goes into the history")
    given = parser.parse_args(arguments)
    try:
        refuse_without_terminal()
        opened = app(given.workspace, given.person)
        opened.run()
        if opened.failure is not None:
            raise opened.failure
    except AuthoringError as error:
        sys.stderr.write(f"error: {error.message}\n" + (f"  {error.hint}\n" if error.hint else ""))
        return error.exit_code
    return opened.return_code or 0


def app(workspace: "Path | None" = None, person: str | None = None) -> "ReviewApp":
    """The program over the workspace found from here. Nothing is opened before its first frame."""
    from authoring.ui.app import ReviewApp

    def wiring() -> "Wiring":
        from pathlib import Path

        from authoring.settings import find_workspace
        from authoring.wiring import Wiring, who

        found = find_workspace(workspace, Path.cwd())
        return Wiring(found, who(person, found.settings.person))

    return ReviewApp(wiring)


if __name__ == "__main__":
    raise SystemExit(main())
