"""A workspace's own titles: `titles/<locale>.csv`, over the starters. A new title waits for a second person to read it."""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from filelock import FileLock

from authoring.durable import flush_folder, write_new
from authoring.errors import FactsError, NotAllowed, StorageError, UsageError
from authoring.facts.titles import TranslatedTitle, translated_titles
from authoring.text import clean_line

_COLUMNS: Final = ("soc", "title", "by", "reviewed_by", "on")
_LONGEST: Final = 120


class TitleTable:
    """The titles of every locale. Making it reads nothing; `four_eyes`: who wrote a title does not review it."""

    def __init__(self, folder: Path, cache: Path, *, four_eyes: bool = True) -> None:
        self._folder = folder
        self._cache = cache
        self._four_eyes = four_eyes
        self._read: dict[str, tuple[object, dict[str, TranslatedTitle]]] = {}
        self._editions: dict[str, tuple[object, str]] = {}

    def titles(self, locale: str) -> Mapping[str, TranslatedTitle]:
        """Every title there is in a locale, by code: the workspace's, else the starter's. Raises `FactsError`."""
        path = self._path(locale)
        stamp = _stamp(path)
        if locale not in self._read or self._read[locale][0] != stamp:
            self._read[locale] = (stamp, {**translated_titles(locale), **self._own(locale)})
        return self._read[locale][1]

    def edition(self, locale: str) -> str:
        """What is another whenever a title of that locale is, or who wrote or reviewed it. Raises `FactsError`."""
        told = sorted(
            f"{each.soc}\t{each.title}\t{each.by}\t{each.reviewed_by}" for each in self.titles(locale).values()
        )
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    def title(self, locale: str, soc: str) -> str | None:
        """The title of one occupation in a locale; None where there is none."""
        found = self.titles(locale).get(soc)
        return found.title if found else None

    def put(self, locale: str, soc: str, title: str, person: str) -> TranslatedTitle:
        """Give an occupation a title; nobody has reviewed it then.

        Raises `UsageError` for an empty or endless title and for one that another occupation has, `StorageError`.
        """
        cleaned = clean_line(title)
        if not cleaned or len(cleaned) > _LONGEST:
            raise UsageError(f"a title has 1 to {_LONGEST} characters", "Give the occupation's name, and nothing else.")
        with self._locked(locale):
            taken = next((t for t in self.titles(locale).values() if t.title == cleaned and t.soc != soc), None)
            if taken:
                raise UsageError(f"{taken.soc} is called “{cleaned}” in {locale} already", "Tell the two apart.")
            new = TranslatedTitle(soc, locale, cleaned, by=person)
            self._write(locale, {**self._own(locale), soc: new})
        return new

    def review(self, locale: str, socs: Iterable[str], person: str) -> tuple[TranslatedTitle, ...]:
        """Say of these titles that a person read them and they are right.

        Raises `UsageError` where one has no title, `NotAllowed` where its writer is the person, `StorageError`.
        """
        with self._locked(locale):
            reviewed = [self._reviewed(locale, soc, person) for soc in dict.fromkeys(socs)]
            self._write(locale, {**self._own(locale), **{each.soc: each for each in reviewed}})
        return tuple(reviewed)

    def _reviewed(self, locale: str, soc: str, person: str) -> TranslatedTitle:
        found = self.titles(locale).get(soc)
        if found is None:
            raise UsageError(
                f"{soc} has no title in {locale}", f'Give it one: author titles set {soc} "…" --to {locale}'
            )
        if self._four_eyes and found.by == person:
            raise NotAllowed(f"you wrote the title of {soc} in {locale}", "Somebody else reviews it.")
        return replace(found, reviewed_by=person)

    def _path(self, locale: str) -> Path:
        return self._folder / f"{locale}.csv"

    def _locked(self, locale: str) -> FileLock:
        try:
            self._cache.mkdir(parents=True, exist_ok=True)
        except OSError as cause:
            raise StorageError.writing(self._cache, cause) from cause
        return FileLock(self._cache / f"titles-{locale}.lock")

    def _own(self, locale: str) -> dict[str, TranslatedTitle]:
        path = self._path(locale)
        try:
            text = path.read_text("utf-8-sig")
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError) as cause:
            raise FactsError(
                f"could not read {path}: {cause}", "Check its permissions and that it is UTF-8."
            ) from cause
        rows = csv.DictReader(io.StringIO(text))
        if not {"soc", "title"} <= set(rows.fieldnames or ()):
            raise FactsError(f"{path} has no columns soc and title", f"Its first line is {','.join(_COLUMNS)}.")
        found = (_row(locale, row) for row in rows)
        return {each.soc: each for each in found if each.soc and each.title}

    def _write(self, locale: str, titles: Mapping[str, TranslatedTitle]) -> None:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(_COLUMNS)
        today = datetime.now(UTC).date().isoformat()
        days = self._days(locale)
        for soc, each in sorted(titles.items()):
            day = days.get((soc, each.title, each.reviewed_by), today)
            writer.writerow((soc, each.title, each.by or "", each.reviewed_by or "", day))
        path = self._path(locale)
        partial = path.with_suffix(".partial")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            partial.unlink(missing_ok=True)
            write_new(partial, text.getvalue().encode())
            partial.replace(path)
            flush_folder(self._folder)
        except OSError as cause:
            raise StorageError.writing(path, cause) from cause

    def _days(self, locale: str) -> dict[tuple[str, str, str | None], str]:
        """The day of each row as it stands, so that writing one row leaves the others as they are."""
        try:
            rows = list(csv.DictReader(io.StringIO(self._path(locale).read_text("utf-8-sig"))))
        except FileNotFoundError:
            return {}
        return {(row["soc"], row["title"], row.get("reviewed_by") or None): row.get("on") or "" for row in rows}


def _row(locale: str, row: Mapping[str, str | None]) -> TranslatedTitle:
    soc, title = clean_line(row["soc"] or ""), clean_line(row["title"] or "")
    by, reviewed_by = clean_line(row.get("by") or ""), clean_line(row.get("reviewed_by") or "")
    return TranslatedTitle(soc, locale, title, by or None, reviewed_by or None)


def _stamp(path: Path) -> object:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
