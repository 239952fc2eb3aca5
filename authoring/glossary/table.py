"""A workspace's glossary: `glossary/<locale>.csv` over the starters. A term of the workspace replaces the starter's."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from authoring.csv_files import Row, lock_of, read_rows, rows_of, stamp_of, write_rows
from authoring.errors import UsageError, WorkspaceError
from authoring.glossary.term import PARTS_OF_SPEECH, Glossary, Term
from schemas.saying import listed, said

COLUMNS: Final = (
    "term", "part_of_speech", "translation", "allowed", "forbidden", "keep", "note", "source", "by",
)  # fmt: skip
_NEEDED: Final = ("term", "translation")
_REMOVED: Final = "-"
_YES: Final = ("yes", "y", "1", "true")
_APART: Final = ";"


class GlossaryTable:
    """The terms of every locale. Making it reads nothing."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self._folder = folder
        self._cache = cache
        self._read: dict[str, tuple[object, Glossary]] = {}

    def glossary(self, locale: str) -> Glossary:
        """All terms of a locale in alphabetical order. Raises `WorkspaceError` for a file that cannot be read."""
        path = self._path(locale)
        stamp = stamp_of(path)
        if locale not in self._read or self._read[locale][0] != stamp:
            own = self._own(locale)
            merged = {**{term.key: term for term in starter(locale)}, **own}
            terms = (term for term in merged.values() if term.translation != _REMOVED)
            self._read[locale] = (stamp, Glossary(tuple(sorted(terms, key=lambda term: term.key))))
        return self._read[locale][1]

    def put(self, terms: Iterable[Term]) -> tuple[Term, ...]:
        """Add terms of one locale, each in the place of the one of its name. Returns those that are new or changed.

        Raises `UsageError` for a term that forbids its own translation, `StorageError`.
        """
        given = tuple(terms)
        changed: list[Term] = []
        for locale in dict.fromkeys(term.locale for term in given):
            with lock_of(self._path(locale), self._cache):
                known = {term.key: term for term in self.glossary(locale).terms}
                new = [term for term in given if term.locale == locale and _differs(term, known.get(term.key))]
                for term in new:
                    _refuse_contradiction(term)
                if new:
                    self._write(locale, {**self._own(locale), **{term.key: term for term in new}})
                changed += new
        return tuple(changed)

    def remove(self, locale: str, term: str, person: str) -> tuple[Term, ...]:
        """Take a term out, a starter's too. Raises `UsageError` where there is none of that name."""
        with lock_of(self._path(locale), self._cache):
            gone = [each for each in self.glossary(locale).terms if each.term.casefold() == term.casefold()]
            if not gone:
                raise UsageError(
                    said("the glossary of {locale} has no term “{term}”", locale=locale, term=term),
                    said("author glossary list shows them all."),
                )
            marked = {each.key: each.model_copy(update={"translation": _REMOVED, "by": person}) for each in gone}
            self._write(locale, {**self._own(locale), **marked})
        return tuple(gone)

    def _path(self, locale: str) -> Path:
        return self._folder / f"{locale}.csv"

    def _own(self, locale: str) -> dict[tuple[str, str], Term]:
        path = self._path(locale)
        return {term.key: term for term in terms_of(read_rows(path, _NEEDED), locale, str(path))}

    def _write(self, locale: str, terms: Mapping[tuple[str, str], Term]) -> None:
        write_rows(self._path(locale), COLUMNS, (row_of(term) for _, term in sorted(terms.items())))


@lru_cache(maxsize=8)
def starter(locale: str) -> tuple[Term, ...]:
    """The terms a locale begins with; none where there is no starter for it."""
    file = files(__package__).joinpath("starters", f"{locale}.csv")
    if not file.is_file():
        return ()
    return terms_of(rows_of(file.read_text("utf-8"), file.name, _NEEDED), locale, file.name)


def terms_of(rows: Iterable[Row], locale: str, name: str) -> tuple[Term, ...]:
    """Terms from rows by column. Raises `WorkspaceError` naming the row that is no term."""
    found = []
    for number, row in enumerate(rows, 2):
        if not row["term"] and not row["translation"]:
            continue
        try:
            found.append(_term(row, locale))
        except (ValidationError, ValueError) as cause:
            raise WorkspaceError(
                said("{name}, line {number}: “{term}” is no term", name=name, number=number, term=row["term"]),
                said(
                    "A term has a translation, and is one of {words}.",
                    words=listed(PARTS_OF_SPEECH),
                ),
            ) from cause
    return tuple(found)


def row_of(term: Term) -> tuple[str, ...]:
    """The cells of a term, in the order of the columns."""
    allowed, forbidden = f"{_APART} ".join(term.allowed), f"{_APART} ".join(term.forbidden)
    keep = "yes" if term.keep else ""
    head = (term.term, term.part_of_speech, term.translation, allowed, forbidden, keep)
    return (*head, term.note, term.source, term.by)


def _term(row: Row, locale: str) -> Term:
    keep = row.get("keep", "").casefold() in _YES
    translation = row["translation"] or (row["term"] if keep else "")
    if not row["term"] or not translation:
        raise ValueError("a term needs a translation")
    return Term.model_validate(
        {
            "term": row["term"],
            "locale": locale,
            "part_of_speech": row.get("part_of_speech") or "noun",
            "translation": translation,
            "allowed": _several(row.get("allowed", "")),
            "forbidden": _several(row.get("forbidden", "")),
            "keep": keep,
            **{name: row.get(name, "") for name in ("note", "source", "by")},
        }
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.replace("；", _APART).split(_APART) if part.strip())


def _differs(term: Term, known: Term | None) -> bool:
    return known is None or known.model_copy(update={"by": term.by}) != term


def _refuse_contradiction(term: Term) -> None:
    both = {term.translation, *term.allowed} & set(term.forbidden)
    if both:
        raise UsageError(
            said("“{term}”: {both} is both agreed and forbidden", term=term.term, both=listed(sorted(both))),
            said("It can be one only."),
        )
