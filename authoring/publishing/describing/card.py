"""The dataset card: `README.md` of a release, with the front matter that dataset hubs read."""

from collections.abc import Iterator
from typing import Final

from authoring.publishing.describing.titles import DESCRIPTION, TITLE, cite_as, licence_url
from authoring.publishing.disclosure import AI_DRAFT
from authoring.publishing.pieces import table_path
from authoring.publishing.tables import TABLES
from schemas.release import LocaleCoverage, Manifest

_HUB_LICENCES: Final = {"CC BY 4.0": "cc-by-4.0", "CC BY-SA 4.0": "cc-by-sa-4.0", "CC0 1.0": "cc0-1.0"}


def card(manifest: Manifest, publisher: str, url: str) -> str:
    """The card as Markdown with YAML front matter."""
    parts = (
        _front_matter(manifest),
        _head(manifest, publisher, url),
        _files(manifest),
        _made(manifest),
        _sources(manifest),
    )
    return "\n".join(line for part in parts for line in part) + "\n"


def _front_matter(manifest: Manifest) -> Iterator[str]:
    yield "---"
    yield f"pretty_name: {_quoted(TITLE)}"
    yield f"license: {_HUB_LICENCES.get(manifest.licence, 'other')}"
    yield "language:"
    yield from (f"- {coverage.locale}" for coverage in manifest.coverage)
    yield "configs:"
    for table in TABLES:
        yield f"- config_name: {table.name}"
        yield "  data_files:"
        yield from (
            f"  - split: {coverage.locale.replace('-', '_')}\n    path: {table_path(coverage.locale, table.name)}"
            for coverage in manifest.coverage
        )
    yield "---"
    yield ""


def _head(manifest: Manifest, publisher: str, url: str) -> Iterator[str]:
    yield f"# {TITLE}"
    yield ""
    yield DESCRIPTION
    yield ""
    licence = _licence(manifest.licence)
    yield f"Release {manifest.release}, {manifest.created[:10]}. Text: {licence}. Publisher: {_plain(publisher)}."
    if url:
        yield f"Pages: <{url}>."
    yield ""
    yield f"Cite it as: {_plain(cite_as(manifest, publisher))}"
    yield ""
    if manifest.notes:
        yield from (*(_plain(line) for line in manifest.notes.splitlines()), "")
    yield "| locale | occupations | of | without a gap | sections | claims | carried by a source |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    yield from map(_coverage, manifest.coverage)
    yield ""
    yield "A profile leaves out the sections that are not approved and names them in `missing`."
    yield ""


def _coverage(coverage: LocaleCoverage) -> str:
    counts = coverage.counts
    share = f"{counts.carried} ({100 * counts.carried / counts.claims:.1f} %)" if counts.claims else "0"
    cells = (coverage.locale, coverage.profiles, coverage.occupations, coverage.whole, coverage.sections, counts.claims)
    return f"| {' | '.join(map(str, cells))} | {share} |"


def _files(manifest: Manifest) -> Iterator[str]:
    there = {entry.path.partition("/")[0] for entry in manifest.files}
    rows = (
        (
            "profiles",
            "`profiles/<locale>/<soc>.json`",
            "one occupation with its claims, citations, provenance and disclosure",
        ),
        ("jsonl", "`jsonl/<locale>.jsonl`", "the same, one occupation a line"),
        ("tables", "`tables/<locale>/<table>.csv`", f"flat tables: {', '.join(table.name for table in TABLES)}"),
        ("sqlite", "`sqlite/<locale>.sqlite`", "these tables with full-text search; opens in Datasette"),
        ("parquet", "`parquet/<locale>/<table>.parquet`", "these tables as Parquet"),
        ("jsonld", "`jsonld/<locale>.jsonl`", "schema.org `Occupation`, one a line"),
        ("prov", "`prov/<locale>.jsonl`", "the history of each profile in W3C PROV-JSON, one a line"),
        ("schema", "`schema/*.schema.json`", f"JSON Schema of the files, version {manifest.schema_version}"),
        ("site", "`site/`", "the pages"),
    )
    yield "## Files"
    yield ""
    yield "| file | holds |"
    yield "| --- | --- |"
    yield from (f"| {path} | {holds} |" for folder, path, holds in rows if folder in there)
    yield "| `manifest.json`, `SHA256SUMS` | every file with its checksum; `sha256sum --check SHA256SUMS` |"
    yield "| `croissant.json`, `datapackage.json` | the tables for Croissant and Frictionless readers |"
    yield "| `CHANGES.md`, `changes.json` | what is not as it was in the release before, claim by claim |"
    yield ""


def _made(manifest: Manifest) -> Iterator[str]:
    people = sum(entry.four_eyes for profile in manifest.profiles for entry in profile.sections)
    sections = sum(len(profile.sections) for profile in manifest.profiles)
    yield "## How it was made"
    yield ""
    yield "Numbers are never generated: they are facts of official tables, or computed from them by a formula that is shown."
    yield "Sentences are drafted by a tool or a model from those facts, edited by people, and checked claim by claim."
    yield f"Of {sections} sections {people} were approved by somebody who had not written them."
    yield ""
    yield "Whether a generative model had a hand in a text is told for each section and each item, in the words of the"
    yield f"[W3C AI Content Disclosure draft of 21 September 2026]({AI_DRAFT}):"
    yield "`human-only` (people, and tools that follow fixed rules), `ai-assisted` (a model, and a person's approval)."
    yield ""
    yield "Personal data: the names of the people who edited and approved, as they gave them."
    yield ""


def _sources(manifest: Manifest) -> Iterator[str]:
    yield "## Sources and the attribution they ask for"
    yield ""
    yield "| dataset | licence | attribution |"
    yield "| --- | --- | --- |"
    for dataset in manifest.datasets:
        cells = (f"[{_plain(dataset.title)}]({dataset.url})", _plain(dataset.licence), _plain(dataset.attribution))
        yield f"| {' | '.join(cells)} |"
    yield ""


def _licence(licence: str) -> str:
    url = licence_url(licence)
    return f"[{licence}]({url})" if url else _plain(licence)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _plain(text: str) -> str:
    """Text of others in Markdown: no mark of it may act."""
    return "".join(f"\\{mark}" if mark in "\\`*_{}[]<>#|!" else mark for mark in " ".join(text.split()))
