"""Facts as text for a person at a terminal: values with units and periods, grouped by source."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from authoring.errors import UsageError
from schemas.facts import Dataset, Fact, FactSheet

if TYPE_CHECKING:
    from authoring.facts.building import BuildReport
    from authoring.facts.coverage import Coverage, OccupationCoverage

_EXAMPLES: Final = 3
_FIRST: Final = 13
"""So many facts of a dataset are shown unless all are asked for: thirteen wages, not a hundred products."""


def sheet_text(sheet: FactSheet, datasets: Sequence[Dataset], family: str | None, everything: bool) -> Iterator[str]:
    """A fact sheet. Raises `UsageError` where there is no dataset of that family."""
    families = sorted({_family(dataset.id) for dataset in datasets})
    if family and family not in families:
        raise UsageError(f"no datasets of the family {family!r}", f"There are: {', '.join(families)}.")
    yield f"{sheet.soc}  {sheet.title}"
    yield f"{len(sheet.facts)} facts, {len(sheet.passages)} handbook passages; sheet {sheet.hash[:12]}"
    yield f"fact base {sheet.base_version}"
    known = {dataset.id: dataset for dataset in datasets}
    for dataset_id, group in groupby(sheet.facts, key=lambda fact: fact.dataset):
        facts = list(group)
        if family == _family(dataset_id) or everything:
            yield from _group(known[dataset_id], facts, len(facts))
        elif family is None and _superseded(sheet, facts):
            yield ""
            yield f"{dataset_id}  an earlier edition, {len(facts)} facts: --family {_family(dataset_id)}"
        elif family is None:
            yield from _group(known[dataset_id], facts, _FIRST)


def _family(dataset_id: str) -> str:
    return dataset_id.partition(".")[0]


def _superseded(sheet: FactSheet, facts: Sequence[Fact]) -> bool:
    """Whether every one of these facts has a newer edition in the sheet."""
    return all(sheet.latest(_family(fact.dataset), fact.measure) is not fact for fact in facts)


def _group(dataset: Dataset, facts: Sequence[Fact], limit: int) -> Iterator[str]:
    shown = facts[:limit]
    yield ""
    yield f"{dataset.id}  {dataset.title}"
    width = max(len(fact.measure) for fact in shown)
    notes: dict[str, int] = {}
    for fact in shown:
        mark = ""
        if fact.basis_note:
            mark = f"  [{notes.setdefault(f'{fact.basis}: {fact.basis_note}', len(notes) + 1)}]"
        yield f"  {fact.measure:<{width}}  {value_text(fact)}  ({fact.period}) {fact.label}{mark}"
    if len(shown) < len(facts):
        yield f"  … {len(facts) - len(shown)} more: --family {_family(dataset.id)}, or --all"
    yield from (f"  [{number}] {note}" for note, number in notes.items())
    yield f"  Source: {dataset.attribution} Licence: {dataset.licence}."


def value_text(fact: Fact) -> str:
    """A value with its unit: `68,270 USD/year`, `at least 239,200 USD/year`, `Master's degree`."""
    value = fact.value
    said = f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
    unit = "" if fact.unit in ("text", "code", "flag") else f" {fact.unit}"
    return f"{'at least ' if fact.at_least else ''}{said}{unit}"


def datasets_text(version: str, datasets: Sequence[Dataset], counts: Mapping[str, int]) -> Iterator[str]:
    """Every dataset with what its licence asks for."""
    yield f"fact base {version}: {len(datasets)} datasets, {sum(counts.values()):,} facts"
    for dataset in datasets:
        yield ""
        yield f"{dataset.id}  {dataset.title}"
        yield f"  {dataset.publisher}; {dataset.vintage}; {counts[dataset.id]:,} facts"
        yield f"  Licence: {dataset.licence}" + (f" ({dataset.licence_url})" if dataset.licence_url else "")
        yield f"  Attribution: {dataset.attribution}"
        yield f"  {dataset.url}"


def report_text(report: "BuildReport") -> Iterator[str]:
    """What a build made."""
    yield f"{report.path}: fact base {report.version}, {report.bytes / 1e6:.1f} MB"
    yield f"{report.occupations} occupations, {report.facts:,} facts, {report.passages:,} handbook passages"
    yield f"hash {report.hash}"
    for dataset, count in report.facts_per_dataset.items():
        yield f"  {dataset:<28} {count:>9,} facts"
    if report.missing:
        yield f"left out, because files are missing: {', '.join(report.missing)}"
        yield from (f"  {dataset}: no {', no '.join(paths)}" for dataset, paths in report.missing.items())
    for dataset, paths in report.narrowed.items():
        yield f"{dataset} covers less, because files are missing: {', '.join(paths)}"
    for dataset in report.without_licence:
        yield f"{dataset}: no licence is stated for it; use it yourself, do not publish or pass on what is made of it"


def coverage_text(coverage: "Coverage") -> Iterator[str]:
    """Totals per section and per dataset, then the occupations that lack most and why."""
    total = len(coverage.occupations)
    yield f"fact base {coverage.version}, {total} occupations"
    yield ""
    yield f"{'by section of a profile':<28} {'full':>6} {'partly':>6} {'none':>6}"
    for section, counts in coverage.per_section.items():
        yield f"  {section:<26} {counts['full']:>6} {counts['partly']:>6} {counts['none']:>6}"
    yield ""
    yield "by dataset"
    yield from (f"  {dataset:<28} {count:>4} of {total}" for dataset, count in coverage.per_dataset.items())
    yield ""
    yield "what cannot be drafted, and why"
    for undrafted, rows in _alike(coverage).items():
        more = f" and {len(rows) - _EXAMPLES} more" if len(rows) > _EXAMPLES else ""
        yield f"  {', '.join(undrafted)}: {len(rows)} occupations"
        yield f"    {'; '.join(f'{row.soc} {row.title}' for row in rows[:_EXAMPLES])}{more}"
        reasons: dict[str, list[str]] = {}
        for what, why in rows[0].lacks.items():
            reasons.setdefault(why, []).append(what)
        yield from (f"      {why}: {', '.join(what)}" for why, what in reasons.items())
    yield "--json and --html list every occupation"


def _alike(coverage: "Coverage") -> "dict[tuple[str, ...], list[OccupationCoverage]]":
    """Occupations by the sections that cannot be drafted of them, most sections first."""
    alike: dict[tuple[str, ...], list[OccupationCoverage]] = {}
    for row in coverage.occupations:
        undrafted = tuple(section.section for section in row.sections if section.extent == "none")
        if undrafted:
            alike.setdefault(undrafted, []).append(row)
    return dict(sorted(alike.items(), key=lambda item: (-len(item[0]), item[1][0].soc)))
