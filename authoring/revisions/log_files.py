"""Logs as files under `drafts`: what a workspace has, unless it names a database."""

import contextlib
import os
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Final

from authoring.revisions.contents import LogName
from authoring.revisions.examining import Problem
from authoring.revisions.folding import fold_lines
from authoring.revisions.headers import read_contents
from authoring.revisions.log import LEFTOVER_SUFFIX, TORN_SUFFIX, LogFile, owner_of
from authoring.revisions.logs import Copied
from authoring.revisions.places import LOG_SUFFIX, all_logs, is_locale, is_soc, log_path, logs_of, spelled_logs
from authoring.revisions.rows import Folded
from schemas.base import Locale, SocCode
from schemas.events import EventId

_OPEN_LOGS: Final = 32


class LogFiles:
    """The logs under `drafts`, with their locks in a folder of the cache."""

    def __init__(self, drafts: Path, locks: Path) -> None:
        self._drafts = drafts
        self._locks = locks
        self._open_logs: OrderedDict[Path, LogFile] = OrderedDict()
        self._guard = threading.Lock()

    def log(self, soc: SocCode, locale: Locale) -> LogFile:
        """The log of that name, the same object while it is in use."""
        path = log_path(self._drafts, soc, locale)
        with self._guard:
            log = self._open_logs.pop(path, None) or self._opened(path)
            self._open_logs[path] = log
            while len(self._open_logs) > _OPEN_LOGS:
                self._open_logs.popitem(last=False)
        return log

    def names(self) -> tuple[LogName, ...]:
        """Every log there is, by code and locale."""
        return tuple(_name(path) for path in all_logs(self._drafts))

    def locales(self, soc: SocCode) -> tuple[Locale, ...]:
        """The locales that have a log of this occupation, in order."""
        return tuple(path.stem for path in logs_of(self._drafts, soc))

    def path(self, name: LogName) -> Path:
        """The file."""
        return log_path(self._drafts, *name)

    def stamps(self) -> Mapping[str, str]:
        """Size, time and inode of every file."""
        return {path: stamp for path in spelled_logs(self._drafts) if (stamp := _stamp(path))}

    def folded(self, paths: Sequence[Path]) -> Mapping[Path, Folded]:
        """What these logs add up to."""
        return {path: self.refolded(path) for path in paths}

    def refolded(self, path: Path) -> Folded:
        """What this log adds up to, read apart from the logs in use: the index folds thousands."""
        try:
            content = path.read_bytes()
        except OSError:
            content = None
        return fold_lines(content, path, self._opened(path).read)

    def rebuild(self) -> None:
        """Nothing is kept beside the lines here."""

    def contents(self, name: LogName, revisions: Set[EventId]) -> Mapping[str, object]:
        """What those revisions say."""
        try:
            return read_contents(self.path(name).read_bytes(), revisions)
        except OSError:
            return {}

    def asides(self) -> Iterator[tuple[Path, bytes]]:
        """The side files of logs that are there."""
        for path in all_logs(self._drafts):
            aside = path.with_name(path.name + TORN_SUFFIX)
            if aside.is_file() and not aside.is_symlink():
                yield aside, aside.read_bytes()

    def oddities(self) -> Iterator[Problem]:
        """Torn lines that wait for somebody to look at them, what a cut write left, and files that are no logs."""
        known = set(all_logs(self._drafts))
        for path in sorted(self._drafts.glob("*/*")):
            yield from _oddity(path, known)

    def copy_of(self, name: LogName) -> Copied:
        """The bytes of the file and of its side file, while nobody writes."""
        return Copied(*self.log(*name).copy())

    def put(self, name: LogName, copied: Copied, was: Copied) -> bool:
        """Put the bytes in place of the file in one step; the side file, which nothing depends on, before it."""
        return self.log(*name).put(copied.lines, copied.aside, was.lines)

    def close(self) -> None:
        """Files are not held open."""

    def _opened(self, path: Path) -> LogFile:
        return LogFile(path, self._locks / f"{path.parent.name}.{path.stem}.lock")


def _oddity(path: Path, known: Set[Path]) -> Iterator[Problem]:
    if path.name.endswith(LOG_SUFFIX + TORN_SUFFIX):
        owner = path.with_name(path.name.removesuffix(TORN_SUFFIX))
        said = "lines that were cut off while they were written; remove the file once you have looked"
        orphan = "" if owner in known else f"; the log {owner.name} it belongs to is not there"
        yield Problem("aside", "warning", path, 0, said + orphan)
    elif path.name.startswith(".") and path.name.endswith(LEFTOVER_SUFFIX):
        soc, locale = owner_of(path)
        said = "what a write that was cut off left behind; the log itself is whole"
        yield Problem("leftover", "warning", path, 0, said, mends=is_soc(soc) and is_locale(locale))
    elif path not in known and path.suffix == LOG_SUFFIX:
        yield Problem("stray", "warning", path, 0, "is not named like a log, or leads out of here; it is not read")


def _name(path: Path) -> LogName:
    return LogName(path.parent.name, path.stem)


def _stamp(path: str) -> str | None:
    with contextlib.suppress(OSError):
        found = os.stat(path)  # noqa: PTH116 - a path object for each of thousands takes as long as the look
        return f"{found.st_size} {found.st_mtime_ns} {found.st_ino}"
    return None
