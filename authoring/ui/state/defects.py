"""A defect of ours goes into a file that can be sent to us; the screen only says that it is there."""

import os
import tempfile
import traceback


def write_down(defect: BaseException) -> str:
    """The path of a new file with the traceback; empty where none can be written."""
    try:
        handle, name = tempfile.mkstemp(prefix="author-defect-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as report:
            report.write("".join(traceback.format_exception(defect)))
    except OSError:
        return ""
    return name
