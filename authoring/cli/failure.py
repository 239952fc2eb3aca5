"""Every way a command can end that is not success, as a message and an exit code.

130 is ctrl+c, 141 a closed pipe, 70 a defect of ours: it is written to a file with its traceback, never to the screen.
"""

import errno
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from authoring.cli.output import complain, talk
from authoring.errors import AuthoringError, StorageError

if TYPE_CHECKING:
    from typer.exceptions import TyperException

INTERRUPTED: Final = 130
CLOSED_PIPE: Final = 141
DEFECT: Final = 70

_STOPPED: Final = "stopped: what was done so far is kept; the same command carries on"


def guarded(command: Callable[[], object]) -> int:
    """Run a command and return its exit code, whatever happens inside."""
    try:
        result = command()
        sys.stdout.flush()
    except Exception as ending:
        return _code_of(ending)
    except (KeyboardInterrupt, SystemExit) as leaving:
        return _code_of_leaving(leaving)
    return result if isinstance(result, int) else 0


def _code_of(ending: Exception) -> int:
    import typer
    from typer.exceptions import TyperException

    if isinstance(ending, AuthoringError):
        complain(ending)
        return ending.exit_code
    if isinstance(ending, typer.Exit):
        return ending.exit_code
    if isinstance(ending, TyperException):
        _explain_usage(ending)
        return ending.exit_code
    if isinstance(ending, typer.Abort):
        talk(_STOPPED)
        return INTERRUPTED
    return _output_failed(ending) if isinstance(ending, OSError) else _report(ending)


def _code_of_leaving(leaving: KeyboardInterrupt | SystemExit) -> int:
    """Typer leaves by itself on a closed pipe (having replaced stdout) and on ctrl+c."""
    if type(sys.stdout).__name__ == "PacifyFlushWrapper":
        return CLOSED_PIPE
    code = leaving.code if isinstance(leaving, SystemExit) else INTERRUPTED
    if code == INTERRUPTED:
        talk(_STOPPED)
    return code if isinstance(code, int) else 1


def _explain_usage(error: "TyperException") -> None:
    show = getattr(error, "show", None)
    if show is None:
        talk(f"error: {error.format_message()}")
    else:
        show(sys.stderr)


def _output_failed(error: OSError) -> int:
    if isinstance(error, BrokenPipeError):
        _close_stdout_quietly()
        return CLOSED_PIPE
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
        _close_stdout_quietly()
        talk(f"error: could not write the output: {error.strerror}")
        return StorageError.exit_code
    return _report(error)


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


def told(do: Callable[[], object]) -> None:
    """Do something; where it is refused, say so and go on."""
    try:
        do()
    except AuthoringError as error:
        complain(error)


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
