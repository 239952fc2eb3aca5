"""`author worker`: takes jobs of shared runs until it is stopped; any number of them, on any number of machines."""

import asyncio
import socket
from typing import Annotated, Final

import typer

from authoring.cli.office import office
from authoring.cli.output import talk

_GROUPS: Final = 4
_ASKS: Final = 12


def register(app: typer.Typer) -> None:
    """Add the verb of this group."""
    app.command()(worker)


def worker(
    context: typer.Context,
    groups: Annotated[
        int, typer.Option("--occupations", min=1, max=64, metavar="N", help="So many occupations at the same time.")
    ] = _GROUPS,
    at_once: Annotated[
        int, typer.Option("--at-once", min=1, max=64, metavar="N", help="So many requests for one of them.")
    ] = _ASKS,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="What it is called; default: this machine.")] = "",
    until_empty: Annotated[bool, typer.Option("--until-empty", help="End once nothing waits any more.")] = False,
) -> None:
    """Take occupations of `author run --workers` out of the team's queue, and ask a model for their texts.

    ctrl+c, or a polite kill, lets what was taken be finished. After kill -9 or a power cut the other workers take it over
    within a minute; only what was under way at that moment is asked again.
    """
    from authoring.runs.shared.serving import Post, serve
    from authoring.text import clean_line
    from authoring.wiring_workers import WorkerWiring

    wiring = WorkerWiring(office(context).wiring)
    called = clean_line(name)[:80] or socket.gethostname()

    async def working() -> None:
        worker = wiring.worker(called, at_once, talk)
        talk(f"{called}: waiting for work, {groups} occupations at a time; ctrl+c ends it")
        try:
            await serve(wiring.queue, worker.do, Post(called, groups, until_empty), talk)
        finally:
            await worker.close()

    asyncio.run(working())
