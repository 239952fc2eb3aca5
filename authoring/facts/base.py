"""The fact base: opens the built file and answers with occupations, fact sheets and datasets.

Opening reads nothing but the version; a sheet is one row of the file. Values are the same in every process,
and the file is never written to.
"""

import re
import sqlite3
import threading
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from authoring.errors import FactsError
from authoring.facts.finding import SURE, Finder, Match
from authoring.facts.format import FORMAT, PackedFacts, facts_of_measure, unpack, unpack_facts, unpack_page
from authoring.facts.page import Page
from authoring.facts.titles import locales, translated_titles
from authoring.facts.unknown import unknown
from schemas.facts import Dataset, Fact, FactSheet, Occupation, Passage
from schemas.saying import said

BUNDLED: Final = Path(__file__).parent / "data" / "facts.sqlite"
"""The base that is shipped with the program."""

_CODE: Final = re.compile(r"\d\d-\d{4}")
_MOST_SINGLE: Final = 20_000
_REBUILD: Final = said("Build it again: author facts build --from FOLDER_OF_OFFICIAL_FILES --out FILE.")


class FactBase:
    """A built fact base, open for reading. May be shared by threads. Made by `FactBase.open`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._lock = threading.Lock()
        self._finder: Finder | None = None
        self._single: dict[str, tuple[Fact | None, Fact | None]] = {}
        self._last_sheet: FactSheet | None = None
        self._last_packed: tuple[str, PackedFacts | None] = ("", None)
        weakref.finalize(self, connection.close)
        meta = dict(self._rows("SELECT key, value FROM meta"))
        if meta.get("format") != str(FORMAT):
            raise FactsError(
                said(
                    "{path} is a fact base of format {found}; this program reads format {format}",
                    path=path,
                    found=meta.get("format"),
                    format=FORMAT,
                ),
                _REBUILD,
            )
        self.version: str = meta["version"]
        self.hash: str = meta["hash"]

    @classmethod
    def open(cls, path: Path | None = None) -> "FactBase":
        """Open a built base; without a path, the bundled one.

        Raises `FactsError` where there is no such file, or it is none of this format.
        """
        found = path or BUNDLED
        if not found.is_file():
            raise FactsError(said("no fact base at {path}", path=found), _REBUILD)
        connection = sqlite3.connect(
            f"{found.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        try:
            return cls(found, connection)
        except sqlite3.DatabaseError as cause:
            raise FactsError(said("{path} is no fact base: {why}", path=found, why=cause), _REBUILD) from cause

    def socs(self) -> tuple[str, ...]:
        """Every occupation's code, sorted."""
        return tuple(soc for (soc,) in self._rows("SELECT soc FROM occupations ORDER BY soc"))

    def titles(self) -> dict[str, str]:
        """Every occupation's official title by code, sorted by code."""
        return dict(self._rows("SELECT soc, title FROM occupations ORDER BY soc"))

    def title(self, soc: str) -> str:
        """The official title. Raises `UnknownOccupation`."""
        return str(self._occupation_row(soc)[0])

    def occupation(self, soc: str) -> Occupation:
        """Code, official title and other names. Raises `UnknownOccupation`."""
        title, _, names = self._occupation_row(soc)
        return Occupation(soc=soc, title=title, alternate_titles=tuple(unpack(names)))

    def names(self) -> dict[str, tuple[str, ...]]:
        """Every occupation's names by code: the official title, the other names, the translated titles."""
        rows = self._rows("SELECT soc, title, names FROM occupations ORDER BY soc")
        translated = [translated_titles(locale) for locale in locales()]
        return {
            soc: (title, *unpack(names), *(each[soc].title for each in translated if soc in each))
            for soc, title, names in rows
        }

    def sheet_hash(self, soc: str) -> str:
        """The hash of an occupation's sheet, without reading the sheet. Raises `UnknownOccupation`."""
        return str(self._occupation_row(soc)[1])

    def sheet(self, soc: str) -> FactSheet:
        """All facts and passages about one occupation, the last one kept: its sections are asked about one after the other.

        Raises `UnknownOccupation` with the nearest codes.
        """
        last = self._last_sheet
        if last is None or last.soc != soc:
            last = self._last_sheet = self._read_sheet(soc)
        return last

    def _read_sheet(self, soc: str) -> FactSheet:
        title, sheet_hash, _ = self._occupation_row(soc)
        ((pages, facts),) = self._rows("SELECT pages, facts FROM sheets WHERE soc = ?", soc)
        return FactSheet(
            soc=soc,
            title=title,
            base_version=self.version,
            hash=sheet_hash,
            facts=unpack_facts(soc, facts),
            passages=self._passages(pages.split()),
        )

    def fact(self, fact_id: str) -> Fact | None:
        """One fact of any occupation; None where there is none of that id."""
        return self._one(fact_id)[0]

    def newest(self, fact_id: str) -> Fact | None:
        """The newest edition of a fact's measure for its occupation; None where there is none."""
        return self._one(fact_id)[1]

    def page(self, slug: str) -> Page | None:
        """One handbook page with its whole text; None where there is no such page."""
        rows = self._rows("SELECT json FROM pages WHERE page = ?", slug)
        return unpack_page(rows[0][0]) if rows else None

    def pages(self) -> tuple[str, ...]:
        """The slugs of all handbook pages, sorted."""
        return tuple(slug for (slug,) in self._rows("SELECT page FROM pages ORDER BY page"))

    def datasets(self) -> tuple[Dataset, ...]:
        """Every edition in the base with its licence, attribution and files, in sheet order."""
        rows = self._rows("SELECT json FROM datasets ORDER BY position")
        return tuple(Dataset.model_validate(unpack(blob)) for (blob,) in rows)

    def fact_counts(self) -> dict[str, int]:
        """How many facts each dataset has, by dataset id, in sheet order."""
        return dict(self._rows("SELECT id, facts FROM datasets ORDER BY position"))

    def retired(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """SOC 2010 codes that SOC 2018 no longer has: what each was called and which codes it became."""
        rows = self._rows("SELECT code, title, became FROM retired ORDER BY code")
        return {code: (title, tuple(became.split())) for code, title, became in rows}

    def distribution(self, family: str, measure: str) -> tuple[int | float, ...]:
        """The measure's values over all occupations that have it, sorted; empty where the base holds none.

        Of the family's newest edition that has the measure; at least fifty occupations, or empty.
        """
        rows = self._rows("SELECT numbers FROM distributions WHERE family = ? AND measure = ?", family, measure)
        return tuple(unpack(rows[0][0])) if rows else ()

    def find(self, query: str, limit: int = 10) -> tuple[Match, ...]:
        """Occupations that `query` may mean: a code, a title in any language there is a table for, a job
        title, or nearly one; best first.
        """
        if self._finder is None:
            self._finder = Finder((soc, names[0], names[1:]) for soc, names in self.names().items())
        return self._finder.find(query, limit)

    def code_of(self, words: str) -> str:
        """The code that `words` name: a code as it stands, or the one occupation a title or job title fits
        best.

        Raises `UnknownOccupation` where nothing fits or several fit equally well.
        """
        if _CODE.fullmatch(words.strip()):
            return words.strip()
        found = self.find(words, 2)
        if found and found[0].score >= SURE and all(other.score < found[0].score for other in found[1:]):
            return found[0].soc
        raise unknown(words, self.titles(), self.retired(), self.find)

    def _one(self, fact_id: str) -> tuple[Fact | None, Fact | None]:
        """The fact and the newest edition of its measure, kept: pages of neighbours ask for the same few."""
        known = self._single.get(fact_id)
        if known is None:
            if len(self._single) >= _MOST_SINGLE:
                self._single.clear()
            dataset, _, rest = fact_id.partition("/")
            soc, _, measure = rest.partition("/")
            family = dataset.partition(".")[0]
            of_measure = self._facts_of(soc, measure)
            editions = [each for each in of_measure if each.dataset.partition(".")[0] == family]
            fact = next((each for each in editions if each.id == fact_id), None)
            known = self._single[fact_id] = fact, max(editions, key=lambda each: each.dataset, default=None)
        return known

    def _facts_of(self, soc: str, measure: str) -> tuple[Fact, ...]:
        """The facts of one measure of one occupation, none where it is not known; one sheet is kept as it is packed."""
        last, packed = self._last_packed
        if last != soc:
            rows = self._rows("SELECT facts FROM sheets WHERE soc = ?", soc)
            packed = unpack(rows[0][0]) if rows else None
            self._last_packed = soc, packed
        return facts_of_measure(soc, packed, measure) if packed else ()

    def _passages(self, slugs: Sequence[str]) -> tuple[Passage, ...]:
        pages = (self.page(slug) for slug in slugs)
        return tuple(passage for page in pages if page for passage in page.passages)

    def _occupation_row(self, soc: str) -> tuple[str, str, bytes]:
        rows = self._rows("SELECT title, hash, names FROM occupations WHERE soc = ?", soc)
        if not rows:
            raise unknown(soc, self.titles(), self.retired(), self.find)
        title, sheet_hash, names = rows[0]
        return title, sheet_hash, names

    def _rows(self, query: str, *values: str) -> list[Any]:
        with self._lock:
            return self._connection.execute(query, values).fetchall()
