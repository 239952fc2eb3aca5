"""The coverage of a fact base as one page of HTML that needs nothing else: no script, no style sheet, no network."""

from collections.abc import Iterator
from html import escape
from typing import Final

from authoring.facts.coverage import EXTENTS, Coverage, OccupationCoverage, SectionCoverage

_SIGNS: Final = {"full": "●", "partly": "◐", "none": "○"}
_STYLE: Final = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { margin: 2rem auto; max-width: 90rem; padding: 0 1rem }
table { border-collapse: collapse; margin: 1rem 0 }
th, td { padding: .15rem .5rem; text-align: left; vertical-align: top; border-bottom: 1px solid #8884 }
thead th { position: sticky; top: 0; background: Canvas }
.n { text-align: right; font-variant-numeric: tabular-nums }
.s { text-align: center }
.none { color: #b3261e } .partly { color: #8a6100 } .full { color: #1b6e3c }
@media (prefers-color-scheme: dark) { .none { color: #ff8a80 } .partly { color: #ffd180 } .full { color: #8fd6a8 } }
summary { cursor: pointer }
.scroll { overflow-x: auto }
"""


def coverage_html(coverage: Coverage) -> str:
    """The whole page: totals per section and per dataset, then every occupation with what it lacks and why."""
    names = list(coverage.per_section)
    return "\n".join(
        (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Coverage of fact base {escape(coverage.version)}</title><style>{_STYLE}</style></head><body>",
            f"<h1>What can be drafted from fact base {escape(coverage.version)}</h1>",
            f"<p>{len(coverage.occupations)} occupations. ● everything there, ◐ can be drafted with gaps, "
            "○ cannot be drafted.</p>",
            "<h2>By section</h2>",
            *_table(("section", *EXTENTS), _section_rows(coverage)),
            "<h2>By dataset</h2>",
            *_table(("dataset", "occupations"), _dataset_rows(coverage)),
            "<h2>By occupation</h2>",
            '<div class="scroll" tabindex="0" role="region" aria-label="Every occupation">',
            *_table(
                ("code", "occupation and what is missing", "facts", *names), map(_occupation, coverage.occupations)
            ),
            "</div></body></html>\n",
        )
    )


def _table(head: tuple[str, ...], rows: Iterator[str]) -> Iterator[str]:
    yield "<table><thead><tr>"
    yield "".join(f'<th scope="col">{escape(name.replace("_", " "))}</th>' for name in head)
    yield "</tr></thead><tbody>"
    yield from rows
    yield "</tbody></table>"


def _section_rows(coverage: Coverage) -> Iterator[str]:
    for name, counts in coverage.per_section.items():
        cells = "".join(f'<td class="n {extent}">{counts[extent]}</td>' for extent in EXTENTS)
        yield f'<tr><th scope="row">{escape(name.replace("_", " "))}</th>{cells}</tr>'


def _dataset_rows(coverage: Coverage) -> Iterator[str]:
    for dataset, count in coverage.per_dataset.items():
        yield f'<tr><th scope="row">{escape(dataset)}</th><td class="n">{count}</td></tr>'


def _occupation(row: OccupationCoverage) -> str:
    cells = "".join(map(_cell, row.sections))
    return (
        f'<tr id="{row.soc}"><th scope="row">{row.soc}</th><td>{_missing(row)}</td>'
        f'<td class="n">{row.facts:,}</td>{cells}</tr>'
    )


def _missing(row: OccupationCoverage) -> str:
    shared = f" (BLS: {escape(row.combined)}, with others)" if row.combined else ""
    if not row.lacks:
        return escape(row.title) + shared
    listed = "".join(f"<li>{escape(what)}: {escape(why)}</li>" for what, why in row.lacks.items())
    return f"<details><summary>{escape(row.title)}{shared}</summary><ul>{listed}</ul></details>"


def _cell(section: SectionCoverage) -> str:
    lacks = ", ".join(lack.what for lack in section.lacks)
    said = escape(f"{section.section.replace('_', ' ')}: {section.extent}" + (f", no {lacks}" if lacks else ""))
    return f'<td class="s {section.extent}" title="{said}" aria-label="{said}">{_SIGNS[section.extent]}</td>'
