"""Bytes that are on the disk when a call returns: the two steps every write of ours that must last is made of."""

import os
from pathlib import Path


def write_new(path: Path, content: bytes) -> None:
    """Make a file that was not there, and flush it. Raises `OSError`, `FileExistsError` among them."""
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def replace_lasting(path: Path, content: bytes) -> None:
    """Put these bytes in the place of what the file held: whoever looks sees the old ones or the new ones, whole.

    On return they last; after an `OSError` the old file is as it was. One process at a time: the caller holds a lock
    where there may be two.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        write_new(beside, content)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def replace_whole(path: Path, content: bytes) -> None:
    """The same for what can be made again (a cache, a page): not flushed, and any number of processes may do it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def flush_folder(folder: Path) -> None:
    """Flush what a folder says of its names: a file or a rename in it lasts only then. Nothing to do outside POSIX."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
