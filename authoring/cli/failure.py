"""Every way a command can end that is not success, as a message and an exit code.

130 is ctrl+c, 141 a closed pipe, 70 a defect of ours: it is written to a file with its traceback, never to the screen.
"""

import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from authoring.cli.output import complain, talk
from authoring.errors import AuthoringError

if TYPE_CHECKING:
    from typer.exceptions import TyperException

INTERRUPTED: Final = 130
CLOSED_PIPE: Final = 141
DEFECT: Final = 70


def guarded(command: Callable[[], object]) -> int:
    """Run a command and return its exit code, whatever happens inside."""
    import typer
    from typer.exceptions import TyperException

    try:
        result = command()
        sys.stdout.flush()
    except AuthoringError as error:
        complain(error)
        return error.exit_code
    except typer.Exit as leaving:
        return leaving.exit_code
    except (KeyboardInterrupt, typer.Abort):
        talk("stopped: everything acknowledged so far is kept")
        return INTERRUPTED
    except TyperException as error:
        _explain_usage(error)
        return error.exit_code
    except BrokenPipeError:
        _close_stdout_quietly()
        return CLOSED_PIPE
    except Exception as defect:  # the last line of defence: a person never sees a traceback
        return _report(defect)
    return result if isinstance(result, int) else 0


def _explain_usage(error: "TyperException") -> None:
    show = getattr(error, "show", None)
    if show is None:
        talk(f"error: {error.format_message()}")
    else:
        show(sys.stderr)


def _close_stdout_quietly() -> None:
    """Python flushes stdout again at exit; into a closed pipe that would be a traceback."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report(defect: Exception) -> int:
    handle, name = tempfile.mkstemp(prefix="author-defect-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as report:
        report.write("".join(traceback.format_exception(defect)))
    talk(f"error: something went wrong inside the program ({type(defect).__name__})")
    talk(f"  This is a defect, not your mistake. The details are in {Path(name)}; please send us that file.")
    return DEFECT


def many(things: Iterable[str], do: Callable[[str], None]) -> None:
    """Do one thing after another; a refused one is said and the rest goes on. Raises the last refusal at the end."""
    things = list(things)
    refused: AuthoringError | None = None
    for thing in things:
        try:
            do(thing)
        except AuthoringError as error:
            if len(things) == 1:
                raise
            complain(error)
            refused = error
    if refused is not None:
        raise type(refused)("not everything was done; see above", "")
