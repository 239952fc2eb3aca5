"""Bytes that are on the disk when a call returns: the two steps every write of ours that must last is made of."""

import os
from pathlib import Path


def write_new(path: Path, content: bytes) -> None:
    """Make a file that was not there, and flush it. Raises `OSError`, `FileExistsError` among them."""
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def flush_folder(folder: Path) -> None:
    """Flush what a folder says of its names: a file or a rename in it lasts only then. Nothing to do outside POSIX."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
