"""Files that are whole or not there: written beside, flushed, then put in place in one step."""

import os
import secrets
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from authoring.durable import flush_folder, write_new
from authoring.revisions.places import make_cache

_INCOMING: Final = "incoming"
_FORGOTTEN: Final = 24 * 3600
"""Seconds after which something unfinished is of a process that was killed."""


def put_folder(target: Path, files: Mapping[str, bytes], cache: Path) -> None:
    """Make a folder with those files, all or nothing. One that is there already stays. Raises `OSError`."""
    beside = _beside(cache)
    try:
        beside.mkdir()
        for name, content in files.items():
            write_new(beside / name, content)
        flush_folder(beside)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.rename(target)
        except OSError:
            if not target.is_dir():
                raise
        flush_folder(target.parent)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def put_file(target: Path, content: bytes, cache: Path) -> None:
    """Make a file with that content, whole or not at all. Raises `OSError`."""
    beside = _beside(cache)
    try:
        write_new(beside, content)
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.replace(target)
        flush_folder(target.parent)
    finally:
        beside.unlink(missing_ok=True)


def _beside(cache: Path) -> Path:
    """A new name in the cache folder, on the same disk; what killed processes left there long ago goes."""
    make_cache(cache)
    incoming = cache / _INCOMING
    incoming.mkdir(exist_ok=True)
    for left in incoming.iterdir():
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _FORGOTTEN:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
    return incoming / f"{os.getpid()}-{secrets.token_hex(6)}"
