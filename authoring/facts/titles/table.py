"""A workspace's own titles: `titles/<locale>.csv`, over the starters. A new title waits for a second person to read it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from authoring.csv_files import Row, lock_of, read_rows, stamp_of, write_rows
from authoring.errors import NotAllowed, UsageError
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
        """Every title there is in a locale, by code: the workspace's, else the starter's. Raises `WorkspaceError`."""
        path = self._path(locale)
        stamp = stamp_of(path)
        if locale not in self._read or self._read[locale][0] != stamp:
            self._read[locale] = (stamp, {**translated_titles(locale), **self._own(locale)})
        return self._read[locale][1]

    def edition(self, locale: str) -> str:
        """What is another whenever a title of that locale is, or who wrote or reviewed it. Raises `WorkspaceError`."""
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
        with lock_of(self._path(locale), self._cache):
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
        with lock_of(self._path(locale), self._cache):
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

    def _own(self, locale: str) -> dict[str, TranslatedTitle]:
        found = (_row(locale, row) for row in read_rows(self._path(locale), ("soc", "title")))
        return {each.soc: each for each in found if each.soc and each.title}

    def _write(self, locale: str, titles: Mapping[str, TranslatedTitle]) -> None:
        """Writing one row leaves the days of the others as they are."""
        path = self._path(locale)
        today = datetime.now(UTC).date().isoformat()
        days = {
            (row["soc"], row["title"], row.get("reviewed_by", "")): row.get("on", "")
            for row in read_rows(path, ("soc", "title"))
        }
        rows = ((soc, each.title, each.by or "", each.reviewed_by or "") for soc, each in sorted(titles.items()))
        write_rows(path, _COLUMNS, ((*row, days.get((row[0], row[1], row[3]), today)) for row in rows))


def _row(locale: str, row: Row) -> TranslatedTitle:
    by, reviewed_by = row.get("by", ""), row.get("reviewed_by", "")
    return TranslatedTitle(row["soc"], locale, row["title"], by or None, reviewed_by or None)
