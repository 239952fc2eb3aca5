"""Assembles the `author` command and turns every error into a message, a hint and an exit code."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from authoring.cli import (
    back_translating,
    batches,
    blame,
    checking,
    company,
    coverage,
    diff,
    drafts,
    evaluating,
    exchange,
    factcheck,
    facts,
    git_drivers,
    glossary,
    history,
    keeping,
    ledger,
    measuring,
    memory,
    models,
    planning,
    publishing,
    queue,
    releases,
    review,
    running,
    runs,
    schema,
    servers,
    site,
    sources,
    stale,
    titles,
    training,
    translating,
    worker,
    workspace,
)
from authoring.cli.office import Office

HELP = """Write, check, translate, approve and publish occupation profiles.

The way of a section:  draft -> check -> review (edit, approve) -> translate -> publish.

Start here:  author init my-profiles && cd my-profiles && author demo
"""

app = typer.Typer(
    help=HELP,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@app.callback()
def _options(
    context: typer.Context,
    workspace_folder: Annotated[
        Path | None, typer.Option("--workspace", "-w", metavar="DIR", help="The workspace to work in.")
    ] = None,
    person: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="Who you are; goes into the history.")
    ] = None,
) -> None:
    context.obj = Office(workspace_folder, person)


for group in (
    workspace,
    drafts,
    models,
    translating,
    back_translating,
    planning,
    running,
    queue,
    history,
    diff,
    blame,
    factcheck,
    checking,
    ledger,
    review,
    publishing,
    releases,
    keeping,
    measuring,
    training,
    company,
    coverage,
    evaluating,
    servers,
    site,
    schema,
    stale,
    git_drivers,
    worker,
):
    group.register(app)
app.add_typer(facts.app, name="facts")
app.add_typer(sources.app, name="sources")
app.add_typer(titles.app, name="titles")
app.add_typer(glossary.app, name="glossary")
app.add_typer(exchange.app, name="exchange")
app.add_typer(runs.app, name="runs")
app.add_typer(batches.app, name="batch")
app.add_typer(memory.app, name="memory")


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns its exit code."""
    from authoring.cli.asking import joined_budget
    from authoring.cli.failure import guarded

    return guarded(lambda: app(joined_budget(arguments), prog_name="author", standalone_mode=False))
