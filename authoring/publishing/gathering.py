"""Putting together the files that the profiles of a locale share: head, then the pieces by code, copied in long runs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from authoring.publishing.folder import HashedFile, ReleaseFolder
from authoring.publishing.making import MadeProfile, Span
from authoring.publishing.pieces import shared_files
from schemas.base import Locale

_AT_ONCE: Final = 1 << 20


def gather(folder: ReleaseFolder, locale: Locale, profiles: Sequence[MadeProfile]) -> tuple[dict[str, Span], ...]:
    """Write every shared file of that locale; returns where the pieces of each profile stand in them now.

    `profiles` are those of the locale by code. A file all of whose pieces are those of the earlier release is kept.
    """
    places: tuple[dict[str, Span], ...] = tuple({} for _ in profiles)
    for path, head in shared_files(locale).items():
        spans = [profile.pieces[path] for profile in profiles]
        _write(folder, path, head, spans)
        start = len(head)
        for place, span in zip(places, spans, strict=True):
            place[path] = Span(folder.root / path, start, span.length)
            start += span.length
    return places


def _write(folder: ReleaseFolder, path: str, head: bytes, spans: Sequence[Span]) -> None:
    runs = list(_runs(spans))
    if _is_all_of(folder, path, head, runs) and folder.keep(path):
        return
    with folder.growing(path) as file:
        file.write(head)
        _copy(runs, file)


def _is_all_of(folder: ReleaseFolder, path: str, head: bytes, runs: Sequence[Span]) -> bool:
    """Whether the runs are exactly what the earlier release has behind its head."""
    was = folder.was(path)
    if was is None or folder.earlier is None:
        return False
    if was.bytes == len(head):
        return not runs
    return runs == [Span(folder.earlier / path, len(head), was.bytes - len(head))]


def _runs(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans that follow one another in a file, joined."""
    run: Span | None = None
    for span in spans:
        if not span.length:
            continue
        if run and run.file == span.file and run.start + run.length == span.start:
            run = Span(run.file, run.start, run.length + span.length)
            continue
        if run:
            yield run
        run = span
    if run:
        yield run


def _copy(runs: Sequence[Span], file: HashedFile) -> None:
    opened: dict[Path, BinaryIO] = {}
    try:
        for run in runs:
            if run.file not in opened:
                opened[run.file] = run.file.open("rb")
            stream = opened[run.file]
            stream.seek(run.start)
            left = run.length
            while left:
                block = stream.read(min(left, _AT_ONCE))
                if not block:
                    raise OSError(f"{run.file} ended before its piece did")
                file.write(block)
                left -= len(block)
    finally:
        for stream in opened.values():
            stream.close()


def by_locale(profiles: Iterable[MadeProfile]) -> Mapping[Locale, list[MadeProfile]]:
    """The profiles of each locale by code, locales in the order they are first met."""
    found: dict[Locale, list[MadeProfile]] = {}
    for profile in profiles:
        found.setdefault(profile.entry.locale, []).append(profile)
    for each in found.values():
        each.sort(key=lambda profile: profile.entry.soc)
    return found
