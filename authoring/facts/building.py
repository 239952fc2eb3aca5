"""Building the fact base: every edition at hand is read once, and one file comes out.

The same official files give the same file, byte for byte: nothing in it depends on the clock, the folder or
the order of a dictionary. The file is written beside its place and moved there when it is whole.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeAlias

from authoring.errors import FactsError, StorageError
from authoring.facts.distributions import distributions
from authoring.facts.files import OfficialFiles
from authoring.facts.format import FORMAT, SCHEMA, lean, pack, pack_facts, pack_page
from authoring.facts.page import Page
from authoring.facts.publishers import handbook, soc
from authoring.facts.reading import Codes, Edition, Reader
from schemas.base import SCHEMA_VERSION, content_hash
from schemas.facts import Dataset, Fact, Passage

Progress: TypeAlias = Callable[[str], None]

_NAME_MEASURES: Final = ("alternate-title/", "part/", "reported-title/", "title")


@dataclass(frozen=True)
class BuildReport:
    """What a build made: where, how much, from which editions.

    `missing`: editions it had to do without, and the files they lack. `narrowed`: editions that were read without some
    of their files, and which. `without_licence`: editions that nobody states a licence for.
    """

    path: Path
    version: str
    hash: str
    bytes: int
    occupations: int
    facts: int
    passages: int
    facts_per_dataset: Mapping[str, int]
    missing: Mapping[str, tuple[str, ...]]
    narrowed: Mapping[str, tuple[str, ...]]
    without_licence: tuple[str, ...]


@dataclass
class _Gathered:
    """Everything that was read, before it is written."""

    codes: Codes
    datasets: list[Dataset]
    facts: dict[str, list[Fact]]
    pages: dict[str, Page]
    pages_of: Mapping[str, tuple[str, ...]]
    retired: list[tuple[str, str, tuple[str, ...]]]
    missing: dict[str, tuple[str, ...]]
    narrowed: dict[str, tuple[str, ...]]
    without_licence: list[str]


def build(
    files: OfficialFiles,
    out: Path,
    editions: Sequence[tuple[Edition, Reader]],
    progress: Progress = lambda _: None,
) -> BuildReport:
    """Read `editions` from `files` and write the fact base to `out`.

    Raises `FactsError` where a required edition is missing, a file is not as its reader knows it, or two
    facts have one id; `StorageError` where `out` cannot be written. Nothing is left at `out` then.
    """
    gathered = _gather(files, editions, progress)
    hashes = {title: _sheet_hash(gathered, title) for title in gathered.codes.titles}
    base_hash = content_hash(
        {
            "datasets": [dataset.model_dump(mode="json") for dataset in gathered.datasets],
            "sheets": hashes,
            "retired": gathered.retired,
        }
    )
    newest = max((dataset.released for dataset in gathered.datasets if dataset.released), default="undated")
    version = f"{newest}.{base_hash[:8]}"
    progress(f"writing {out}")
    _write(out, gathered, hashes, {"version": version, "hash": base_hash})
    return _report(out, gathered, version, base_hash)


def _gather(files: OfficialFiles, editions: Sequence[tuple[Edition, Reader]], progress: Progress) -> _Gathered:
    codes = soc.read_codes(files)
    gathered = _Gathered(codes, [], {code: [] for code in codes.titles}, {}, {}, [], {}, {}, [])
    gathered.retired = sorted(
        (code, title, codes.from_soc2010[code])
        for code, title in soc.read_soc2010_titles(files).items()
        if code not in codes.titles
    )
    for edition, reader in editions:
        absent = tuple(path for path in edition.files if not files.exists(path))
        if set(absent) <= set(edition.optional):
            progress(f"reading {edition.id}")
            _read_edition(files, _narrowed(edition, absent), reader, gathered)
            _note(edition, absent, gathered)
        elif edition.required:
            raise FactsError(
                f"{edition.title}: {', '.join(absent)} not found below {files.root}",
                "This edition is required; `author facts fetch --list` says where its files come from.",
            )
        else:
            gathered.missing[edition.id] = absent
    _refuse_twins(gathered.facts)
    return gathered


def _narrowed(edition: Edition, absent: tuple[str, ...]) -> Edition:
    return replace(edition, files=tuple(path for path in edition.files if path not in absent))


def _note(edition: Edition, absent: tuple[str, ...], gathered: _Gathered) -> None:
    if absent:
        gathered.narrowed[edition.id] = absent
    if not edition.stated:
        gathered.without_licence.append(edition.id)


def _read_edition(files: OfficialFiles, edition: Edition, reader: Reader, gathered: _Gathered) -> None:
    for code, fact in reader(files, edition, gathered.codes):
        gathered.facts[code].append(lean(fact))
    gathered.datasets.append(_dataset(files, edition))
    if edition.id == handbook.OOH_2025.id:
        pages = handbook.read_pages(files, edition)
        gathered.pages = {each.page.slug: each.page for each in pages}
        gathered.pages_of = handbook.pages_by_occupation(pages, gathered.codes)


def _dataset(files: OfficialFiles, edition: Edition) -> Dataset:
    return Dataset(
        id=edition.id,
        title=edition.title,
        publisher=edition.publisher,
        vintage=edition.vintage,
        released=edition.released,
        url=edition.url,
        licence=edition.licence,
        licence_url=edition.licence_url,
        attribution=edition.attribution,
        files=tuple(files.source_file(path) for path in edition.files),
    )


def _refuse_twins(facts: Mapping[str, Sequence[Fact]]) -> None:
    for of_one in facts.values():
        ids = Counter(fact.id for fact in of_one)
        twins = [fact_id for fact_id, times in ids.items() if times > 1]
        if twins:
            raise FactsError(
                f"two facts have the id {twins[0]}",
                "A reader found two rows for one value: the file has a layout that it does not know.",
            )


def _passages(gathered: _Gathered, code: str) -> Iterable[Passage]:
    return (passage for page in gathered.pages_of.get(code, ()) for passage in gathered.pages[page].passages)


def _sheet_hash(gathered: _Gathered, code: str) -> str:
    """Covers every fact and passage of the occupation, and nothing of any other."""
    return content_hash(
        {
            "soc": code,
            "title": gathered.codes.titles[code],
            "facts": [fact.model_dump() for fact in gathered.facts[code]],
            "passages": [passage.model_dump() for passage in _passages(gathered, code)],
        }
    )


def _write(out: Path, gathered: _Gathered, hashes: Mapping[str, str], meta: Mapping[str, str]) -> None:
    beside = out.with_name(out.name + ".building")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        connection = sqlite3.connect(beside)
        try:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.executescript(SCHEMA)
            _fill(connection, gathered, hashes, meta)
            connection.commit()
        finally:
            connection.close()
        beside.replace(out)
    except OSError as cause:
        raise StorageError.writing(out, cause) from cause
    except sqlite3.OperationalError as cause:
        raise StorageError.writing(out, OSError(str(cause))) from cause
    finally:
        beside.unlink(missing_ok=True)


def _fill(
    connection: sqlite3.Connection, gathered: _Gathered, hashes: Mapping[str, str], meta: Mapping[str, str]
) -> None:
    described = {"format": str(FORMAT), "schema": SCHEMA_VERSION, **meta}
    insert = connection.executemany
    insert("INSERT INTO meta VALUES (?, ?)", sorted(described.items()))
    insert("INSERT INTO datasets VALUES (?, ?, ?, ?)", _dataset_rows(gathered))
    for code, title in sorted(gathered.codes.titles.items()):
        facts, pages = gathered.facts[code], " ".join(gathered.pages_of.get(code, ()))
        names = pack(_names(title, facts))
        connection.execute("INSERT INTO occupations VALUES (?, ?, ?, ?)", (code, title, hashes[code], names))
        connection.execute("INSERT INTO sheets VALUES (?, ?, ?)", (code, pages, pack_facts(facts)))
    insert(
        "INSERT INTO pages VALUES (?, ?)", ((slug, pack_page(gathered.pages[slug])) for slug in sorted(gathered.pages))
    )
    insert(
        "INSERT INTO retired VALUES (?, ?, ?)",
        ((code, title, " ".join(became)) for code, title, became in gathered.retired),
    )
    spread = sorted(distributions(gathered.facts).items())
    insert("INSERT INTO distributions VALUES (?, ?, ?)", ((*key, pack(numbers)) for key, numbers in spread))


def _dataset_rows(gathered: _Gathered) -> Iterator[tuple[int, str, int, bytes]]:
    counts = _per_dataset(gathered)
    for position, dataset in enumerate(gathered.datasets):
        yield position, dataset.id, counts[dataset.id], pack(dataset.model_dump())


def _names(title: str, facts: Iterable[Fact]) -> list[str]:
    """Every other name of an occupation, each once, in the sheet's order."""
    seen = {title.casefold(): title}
    for fact in facts:
        if fact.measure.startswith(_NAME_MEASURES) and isinstance(fact.value, str):
            seen.setdefault(fact.value.casefold(), fact.value)
    return list(seen.values())[1:]


def _per_dataset(gathered: _Gathered) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for facts in gathered.facts.values():
        for fact in facts:
            counts[fact.dataset] += 1
    return counts


def _report(out: Path, gathered: _Gathered, version: str, base_hash: str) -> BuildReport:
    per_dataset = _per_dataset(gathered)
    return BuildReport(
        path=out,
        version=version,
        hash=base_hash,
        bytes=out.stat().st_size,
        occupations=len(gathered.codes.titles),
        facts=sum(per_dataset.values()),
        passages=sum(len(page.passages) for page in gathered.pages.values()),
        facts_per_dataset={dataset.id: per_dataset[dataset.id] for dataset in gathered.datasets},
        missing=gathered.missing,
        narrowed=gathered.narrowed,
        without_licence=tuple(gathered.without_licence),
    )
