"""The `author` command: the plain, scriptable face. One module per verb group, imports inside commands.

stdout is data, stderr is talk. Exit codes are those of `authoring.errors` and `docs/exit-codes.md`.
"""

import sys


def main() -> None:
    """Run the command line and leave with its exit code. Never shows a traceback for bad input."""
    from authoring.cli.app import run

    sys.exit(run(sys.argv[1:]))
