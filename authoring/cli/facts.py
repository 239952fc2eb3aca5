"""`author facts`: look at the fact base, search it, build it, and see what it covers."""

from pathlib import Path
from typing import Annotated

import typer

from authoring.cli import facts_diff, facts_fetch, facts_score
from authoring.cli.facts_base import chosen_base

app = typer.Typer(no_args_is_help=True, help="The official facts: look up, search, build, coverage.")

facts_score.register(app)
facts_diff.register(app)
facts_fetch.register(app)

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Base = Annotated[Path | None, typer.Option("--base", metavar="FILE", help="Another fact base than the workspace's.")]


@app.command()
def show(
    context: typer.Context,
    occupation: Annotated[str, typer.Argument(metavar="CODE|TITLE", help="25-4022, or: librarian")],
    family: Annotated[
        str | None,
        typer.Option("--family", metavar="NAME", help="Only datasets of this family: oews, ep, onet."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every fact, not the first of each dataset.")] = False,
    as_json: Json = False,
    base: Base = None,
) -> None:
    """Show what is known about an occupation, with units, periods and sources."""
    from authoring.cli.facts_text import sheet_text
    from authoring.cli.output import data, data_json

    facts = chosen_base(context, base)
    sheet = facts.sheet(facts.code_of(occupation))
    if as_json:
        data_json(sheet.model_dump(mode="json"))
        return
    data("\n".join(sheet_text(sheet, facts.datasets(), family, everything)))


@app.command()
def find(
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="A code, a title, a job title: archivist, RN")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=100, help="How many at most.")] = 10,
    as_json: Json = False,
    base: Base = None,
) -> None:
    """Find occupations by code, title or job title; nearest first."""
    from dataclasses import asdict

    from authoring.cli.output import data_json, table, talk

    matches = chosen_base(context, base).find(query, limit)
    if as_json:
        data_json([asdict(match) for match in matches])
    elif matches:
        table(("CODE", "TITLE", "MATCHED"), [(match.soc, match.title, match.name) for match in matches])
    else:
        talk("nothing found: try a shorter word, or a part of the official title")


@app.command()
def build(
    folder: Annotated[
        Path,
        typer.Option("--from", metavar="DIR", envvar="AUTHORING_OFFICIAL_FILES", help="The folder of official files."),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write.")] = Path("facts.sqlite"),
    licensed_only: Annotated[
        bool, typer.Option("--licensed-only", help="Leave out datasets that nobody states a licence for.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Build a fact base from a folder of official files. `author facts fetch --list` says which."""
    from dataclasses import asdict

    from authoring.cli.facts_text import report_text
    from authoring.cli.output import data, data_json, talk
    from authoring.facts.building import build as build_base
    from authoring.facts.editions import editions_at
    from authoring.facts.files import OfficialFiles

    files = OfficialFiles(folder)
    report = build_base(files, out, editions_at(files, licensed_only), talk)
    for dataset in report.without_licence:
        talk(f"warning: no licence is stated for {dataset}; it is marked so, and must not be passed on")
    if as_json:
        data_json({**asdict(report), "path": str(report.path)})
    else:
        data("\n".join(report_text(report)))


@app.command()
def datasets(context: typer.Context, as_json: Json = False, base: Base = None) -> None:
    """List the datasets of the fact base with vintage, licence and required attribution."""
    from authoring.cli.facts_text import datasets_text
    from authoring.cli.output import data, data_json

    facts = chosen_base(context, base)
    counts = facts.fact_counts()
    if as_json:
        listed = [{**each.model_dump(mode="json"), "facts": counts[each.id]} for each in facts.datasets()]
        data_json({"version": facts.version, "hash": facts.hash, "datasets": listed})
    else:
        data("\n".join(datasets_text(facts.version, facts.datasets(), counts)))


@app.command()
def coverage(
    context: typer.Context,
    as_json: Json = False,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write one page of HTML.")] = None,
    base: Base = None,
) -> None:
    """Say what can be drafted of each occupation, section by section, what is missing and why."""
    from dataclasses import asdict

    from authoring.cli.facts_text import coverage_text
    from authoring.cli.output import data, data_json, talk
    from authoring.errors import StorageError
    from authoring.facts.coverage import coverage as cover
    from authoring.facts.coverage_page import coverage_html

    found = cover(chosen_base(context, base))
    if html is not None:
        try:
            html.write_text(coverage_html(found), "utf-8")
        except OSError as cause:
            raise StorageError.writing(html, cause) from cause
        talk(f"wrote {html}")
    if as_json:
        data_json(asdict(found))
    elif html is None:
        data("\n".join(coverage_text(found)))
