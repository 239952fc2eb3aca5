"""The built fact base on disk: one SQLite file with a compressed blob per occupation and per handbook page.

    meta           format, version and hash of the base
    datasets       one row per edition, as JSON
    occupations    code, title, sheet hash, other names (compressed JSON)
    sheets         code, handbook pages, facts (compressed)
    pages          handbook text and passages, once per page
    retired        SOC 2010 codes that SOC 2018 no longer has, and what they became
    distributions  sorted values of a measure over all occupations

What facts of one sheet share (dataset, unit, file, ...) is written once per sheet; fact ids are put together
again on reading. Values come back as they went in: JSON keeps int, float, bool and str apart.
"""

import zlib
from collections.abc import Iterable
from typing import Any, Final, TypeAlias, TypeVar

import orjson
from pydantic import BaseModel

from authoring.facts.page import Page
from schemas.base import Value
from schemas.facts import Derivation, Fact, Locator, Passage

FORMAT: Final = 1
SCHEMA: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE datasets (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL, facts INTEGER NOT NULL, json BLOB NOT NULL
);
CREATE TABLE occupations (soc TEXT PRIMARY KEY, title TEXT NOT NULL, hash TEXT NOT NULL, names BLOB NOT NULL);
CREATE TABLE sheets (soc TEXT PRIMARY KEY, pages TEXT NOT NULL, facts BLOB NOT NULL);
CREATE TABLE pages (page TEXT PRIMARY KEY, json BLOB NOT NULL);
CREATE TABLE retired (code TEXT PRIMARY KEY, title TEXT NOT NULL, became TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE distributions (
    family TEXT NOT NULL, measure TEXT NOT NULL, numbers BLOB NOT NULL, PRIMARY KEY (family, measure)
);
"""

_T = TypeVar("_T", bound=Value)
PackedFacts: TypeAlias = tuple[list[Any], list[list[Any]], list[Any]]
"""The facts of a sheet as they are packed: what facts share, columns of the rest, and what few have."""

_FACT_FIELDS: Final = frozenset(Fact.model_fields)
_LOCATOR_FIELDS: Final = frozenset(Locator.model_fields)
_PASSAGE_FIELDS: Final = frozenset(Passage.model_fields)
_DERIVATION_FIELDS: Final = frozenset(Derivation.model_fields)
_NO_EXTRAS: Final = (False, None)

_new: Final = object.__new__
# The four slots of a pydantic value, set as pydantic itself sets them; the descriptors are twice as fast as `setattr`.
_set_values, _set_fields, _set_extra, _set_private = (
    BaseModel.__dict__[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


def lean(fact: Fact) -> Fact:
    """The same fact without its own two sets of field names: half a million facts are held in a build."""
    object.__setattr__(fact, "__pydantic_fields_set__", _FACT_FIELDS)
    object.__setattr__(fact.locator, "__pydantic_fields_set__", _LOCATOR_FIELDS)
    return fact


def pack(value: object) -> bytes:
    """A JSON value, compressed."""
    return zlib.compress(orjson.dumps(value), 9)


def unpack(blob: bytes) -> Any:  # noqa: ANN401 - JSON is of any type
    """What `pack` packed."""
    return orjson.loads(zlib.decompress(blob))


def pack_facts(facts: Iterable[Fact]) -> bytes:
    """The facts of one sheet, column by column, so that like stands beside like and compresses well."""
    shared: dict[tuple[object, ...], int] = {}
    columns: tuple[list[object], ...] = ([], [], [], [], [])
    extras: dict[int, list[object]] = {}
    for position, fact in enumerate(facts):
        where = fact.locator
        common = (fact.dataset, fact.unit, fact.period, where.file, where.table, where.column)
        standing = (*common, fact.basis, fact.basis_note)
        kind = shared.setdefault(standing, len(shared))
        for column, cell in zip(columns, (kind, fact.measure, fact.label, fact.value, where.row), strict=True):
            column.append(cell)
        if fact.at_least or fact.derivation:
            made = fact.derivation
            extras[position] = [fact.at_least, made and [made.formula, list(made.inputs)]]
    return pack([list(shared), columns, sorted(extras.items())])


def unpack_facts(soc: str, blob: bytes) -> tuple[Fact, ...]:
    """The facts of one sheet, in their order.

    A large sheet has thousands, and a screen waits for it.
    """
    kinds, columns, listed = unpack(blob)
    return _facts(soc, kinds, enumerate(zip(*columns, strict=True)), listed)


def facts_of_measure(soc: str, sheet: PackedFacts, measure: str) -> tuple[Fact, ...]:
    """The facts of one measure, in the order of the sheet: a neighbour's pay without its thousand other facts."""
    kinds, columns, listed = sheet
    places = [place for place, name in enumerate(columns[1]) if name == measure]
    rows = ((place, tuple(column[place] for column in columns)) for place in places)
    return _facts(soc, kinds, rows, [each for each in listed if each[0] in places])


def _facts(
    soc: str, kinds: list[list[Any]], rows: Iterable[tuple[int, tuple[Any, ...]]], listed: list[Any]
) -> tuple[Fact, ...]:
    """The hottest loop of the room: no function is called per fact that need not be."""
    extras = {position: (at_least, _derivation(made)) for position, (at_least, made) in listed}
    prefixes = [f"{kind[0]}/{soc}/" for kind in kinds]
    facts = []
    for position, (kind, measure, label, value, row) in rows:
        dataset, unit, period, file, table, column, basis, note = kinds[kind]
        at_least, derivation = extras.get(position, _NO_EXTRAS)
        locator = _new(Locator)
        _set_values(locator, {"file": file, "table": table, "row": row, "column": column})
        _set_fields(locator, _LOCATOR_FIELDS)
        _set_extra(locator, None)
        _set_private(locator, None)
        fact = _new(Fact)
        _set_values(
            fact,
            {
                "id": prefixes[kind] + measure,
                "measure": measure,
                "label": label,
                "value": value,
                "unit": unit,
                "period": period,
                "dataset": dataset,
                "locator": locator,
                "basis": basis,
                "basis_note": note,
                "at_least": at_least,
                "derivation": derivation,
            },
        )
        _set_fields(fact, _FACT_FIELDS)
        _set_extra(fact, None)
        _set_private(fact, None)
        facts.append(fact)
    return tuple(facts)


def _derivation(made: list[Any] | None) -> Derivation | None:
    if made is None:
        return None
    return _trusted(Derivation, _DERIVATION_FIELDS, formula=made[0], inputs=tuple(made[1]))


def pack_page(page: Page) -> bytes:
    """One handbook page: its text once, and of each passage only where it begins and ends in it."""
    passages = [[each.id, each.section, each.start, each.end, each.url] for each in page.passages]
    return pack([page.dataset, page.slug, page.title, page.url, page.text, passages])


def unpack_page(blob: bytes) -> Page:
    """A handbook page with its passages in reading order."""
    dataset, slug, title, url, text, listed = unpack(blob)
    passages = tuple(
        _trusted(
            Passage,
            _PASSAGE_FIELDS,
            id=passage_id,
            dataset=dataset,
            page=slug,
            page_title=title,
            section=section,
            text=text[start:end],
            start=start,
            end=end,
            url=address,
        )
        for passage_id, section, start, end, address in listed
    )
    return Page(dataset, slug, title, url, text, passages)


def _trusted(model: type[_T], fields: frozenset[str], **values: object) -> _T:
    """A value that was validated in the build: doing it again would take longer than reading it."""
    made = _new(model)
    _set_values(made, values)
    _set_fields(made, fields)
    _set_extra(made, None)
    _set_private(made, None)
    return made
