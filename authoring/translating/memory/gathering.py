"""Gathering a memory: every approved translation of the workspace, and what a team brought in from other tools.

Approved pairs are derived from the logs and kept in the cache folder, by log; only logs that changed are read again. Pairs
from outside are kept in `memory/<locale>.jsonl`, a line each, and are written whole or not at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

import orjson
from pydantic import ValidationError

from authoring.csv_files import lock_of, stamp_of
from authoring.durable import replace_lasting, replace_whole
from authoring.errors import StorageError, WorkspaceError, reason_of
from authoring.revisions.contents import LogName
from authoring.revisions.history import History
from authoring.revisions.store import Revisions
from authoring.translating.memory.matching import Memory
from authoring.translating.memory.pairs import Pair
from authoring.translating.segments import segments
from schemas.base import Locale
from schemas.saying import said

_VERSION = 1


class Memories:
    """The memory of every locale. Making it reads nothing."""

    def __init__(self, revisions: Revisions, source: Locale, folder: Path, cache: Path) -> None:
        self._revisions = revisions
        self._source = source
        self._folder = folder
        self._cache = cache
        self._known: dict[Locale, tuple[object, Memory]] = {}
        self._reading: dict[Locale, Future[Memory]] = {}

    def memory(self, locale: Locale) -> Memory:
        """All pairs of a locale, as the logs and files are now; those from outside first, so that ours are newer.

        Raises `WorkspaceError` for a file of pairs that cannot be read.
        """
        stamps = self._stamps(locale)
        stamp = (stamp_of(self._path(locale)), tuple(sorted(stamps.items())))
        if locale not in self._known or self._known[locale][0] != stamp:
            pairs = (*self.brought(locale), *self._approved(locale, stamps))
            self._known[locale] = (stamp, Memory(pairs))
        return self._known[locale][1]

    def soon(self, locale: Locale, wait: float = 0.3) -> Memory | None:
        """The memory, read by a thread of its own; None where that takes longer than `wait` seconds: ask again later."""
        reading = self._reading.get(locale)
        if reading is None or reading.done():
            reading = self._reading[locale] = Future()
            Thread(target=self._read, args=(locale, reading), daemon=True).start()
        try:
            return reading.result(wait)
        except TimeoutError:
            known = self._known.get(locale)
            return known[1] if known else None

    def _read(self, locale: Locale, reading: "Future[Memory]") -> None:
        try:
            memory = self.memory(locale)
            memory.matches("a")  # indexes it
        except BaseException as cause:
            reading.set_exception(cause)
        else:
            reading.set_result(memory)

    def brought(self, locale: Locale) -> tuple[Pair, ...]:
        """The pairs that came from other tools. Raises `WorkspaceError` naming the line that is none."""
        path = self._path(locale)
        try:
            lines = path.read_bytes().splitlines()
        except FileNotFoundError:
            return ()
        except OSError as cause:
            raise WorkspaceError(
                said("could not read {path}: {why}", path=path, why=reason_of(cause)), said("Check its permissions.")
            ) from cause
        return tuple(_pair(line, path, number) for number, line in enumerate(lines, 1) if line.strip())

    def put(self, locale: Locale, pairs: Iterable[Pair]) -> tuple[Pair, ...]:
        """Keep pairs from outside; returns those that were not known. Raises `StorageError`."""
        path = self._path(locale)
        with lock_of(path, self._cache):
            there = self.brought(locale)
            known = {(pair.source, pair.target) for pair in self.memory(locale).pairs}
            new = tuple({(p.source, p.target): p for p in pairs if (p.source, p.target) not in known}.values())
            if new:
                _write(path, (*there, *new))
        return new

    def _path(self, locale: Locale) -> Path:
        return self._folder / f"{locale}.jsonl"

    def _stamps(self, locale: Locale) -> dict[str, str]:
        """By occupation, what is another whenever one of its two logs is."""
        stamps = self._revisions.logs.stamps()
        found = {}
        for name in self._revisions.logs.names():
            if name.locale == locale:
                paths = (self._revisions.logs.path(LogName(name.soc, each)) for each in (locale, self._source))
                found[name.soc] = " ".join(stamps.get(str(path), "") for path in paths)
        return found

    def _approved(self, locale: Locale, stamps: Mapping[str, str]) -> Iterator[Pair]:
        kept = self._kept(locale)
        fresh: dict[str, Any] = {}
        for soc, stamp in stamps.items():
            known = kept.get(soc)
            if not known or known["stamp"] != stamp or not stamp.strip():
                pairs = [pair.model_dump() for pair in self._of(soc, locale)]
                known = {"stamp": stamp, "pairs": pairs}
            fresh[soc] = known
        if fresh != kept:
            self._keep(locale, fresh)
        for each in fresh.values():
            yield from (Pair.model_construct(**pair) for pair in each["pairs"])

    def _of(self, soc: str, locale: Locale) -> Iterator[Pair]:
        sources = self._revisions.profile(soc, self._source)
        for name, target in self._revisions.profile(soc, locale).items():
            yield from _approved_pairs(sources[name], target)

    def _kept(self, locale: Locale) -> dict[str, Any]:
        try:
            found = orjson.loads(self._cached(locale).read_bytes())
        except (OSError, ValueError):
            return {}
        return found["logs"] if isinstance(found, dict) and found.get("version") == _VERSION else {}

    def _keep(self, locale: Locale, logs: Mapping[str, Any]) -> None:
        """A cache: where it cannot be written, the logs are read again next time."""
        path = self._cached(locale)
        with suppress(OSError):
            replace_whole(path, orjson.dumps({"version": _VERSION, "logs": logs}))

    def _cached(self, locale: Locale) -> Path:
        return self._cache / f"memory-{locale}.json"


def _approved_pairs(source: History, target: History) -> Iterator[Pair]:
    """The pairs of every revision that was approved, the oldest first."""
    for revision in target.revisions:
        approval = target.approval_of(revision.id)
        made_from = source.revision(revision.translated_from.revision) if revision.translated_from else None
        if approval is None or made_from is None:
            continue
        theirs = segments(revision.content)
        for item, texts in segments(made_from.content).items():
            for part, text in texts.items():
                said = theirs.get(item, {}).get(part, "")
                if item not in revision.to_translate and text.strip() and said.strip():
                    origin = f"{revision.soc}/{revision.section}/{item}/{part}"
                    yield Pair(source=text, target=said, origin=origin, by=approval.by.name, on=approval.at[:10])


def _pair(line: bytes, path: Path, number: int) -> Pair:
    try:
        return Pair.model_validate(orjson.loads(line))
    except (ValueError, ValidationError) as cause:
        raise WorkspaceError(
            said("{path}, line {number} is no pair of texts", path=path, number=number),
            said("Correct or remove that line."),
        ) from cause


def _write(path: Path, pairs: Iterable[Pair]) -> None:
    try:
        replace_lasting(path, b"".join(orjson.dumps(pair.model_dump()) + b"\n" for pair in pairs))
    except OSError as cause:
        raise StorageError.writing(path, cause) from cause
