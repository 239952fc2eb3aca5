"""`author fsck`: is everything that was ever written still there and still what it was."""

from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.office import Office, office
from authoring.cli.output import counted, data, data_json, talk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from authoring.revisions.examining import Problem


def register(app: typer.Typer) -> None:
    """Add the verbs of this group."""
    app.command()(fsck)


def fsck(
    context: typer.Context,
    mend: Annotated[
        bool, typer.Option("--repair", help="Set torn lines aside and rebuild the index; history is never touched.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
) -> None:
    """Verify every log: seals, content hashes, parents, schema versions, and that the index says the same.

    Also every document that was added as a source: its records by their seals, its snapshots by their hashes.

    Exit code 0: all is well; 1: something to look at; 9: something that cannot be trusted.
    """
    from dataclasses import replace

    from authoring.revisions.fsck import fsck as examine_all
    from authoring.revisions.fsck import repair
    from authoring.sources.examining import examine

    here = office(context)
    revisions, root = here.wiring.revisions, here.workspace.root
    verify = here.wiring.signature_fault
    before = examine_all(revisions, verify)
    report = repair(revisions, before, verify) if mend else before
    sources = examine(here.workspace.sources, here.workspace.cache)
    report = replace(report, problems=(*report.problems, *sources.problems))
    mended = [problem for problem in before.problems if problem.mends] if mend else []
    report = replace(report, problems=(*report.problems, *_of_releases(here)))
    if as_json:
        data_json(
            {
                "logs": report.logs,
                "sources": sources.documents,
                "mended": [_plain(problem, root) for problem in mended],
                "problems": [_plain(problem, root) for problem in report.problems],
            }
        )
    else:
        for problem in report.problems:
            line = f":{problem.line}" if problem.line else ""
            data(f"{problem.weight}: {_named(problem, root)}{line}: {problem.message}")
    _sum_up(_looked_at(report.logs, sources.documents), report.problems, len(mended))
    raise typer.Exit(report.exit_code)


def _of_releases(here: Office) -> "Iterator[Problem]":
    """What a release that was cut off left; it leads nowhere and the next one removes it."""
    from authoring.revisions.examining import Problem

    for path in here.wiring.publisher.leftovers():
        yield Problem("leftover", "note", path, 0, "what a release that was cut off left; the next release removes it")


def _named(problem: "Problem", root: "Path") -> "Path":
    """The file as seen from the workspace; a log in a database has a name and no file."""
    return problem.file.relative_to(root) if problem.file.is_relative_to(root) else problem.file


def _plain(problem: "Problem", root: "Path") -> dict[str, object]:
    return {
        "kind": problem.kind,
        "weight": problem.weight,
        "file": str(_named(problem, root)),
        "line": problem.line or None,
        "message": problem.message,
        "mends": problem.mends,
    }


def _looked_at(logs: int, documents: int) -> str:
    sources = f" and {counted(documents, 'document')}" if documents else ""
    return f"{counted(logs, 'log')}{sources} examined"


def _sum_up(examined: str, problems: "tuple[Problem, ...]", mended: int) -> None:
    if mended:
        talk(f"{mended} mended")
    if not problems:
        talk(f"{examined}: every seal, hash and parent fits, and the index says the same")
        return
    found = ", ".join(
        counted(count, weight)
        for weight in ("error", "warning", "note")
        if (count := sum(problem.weight == weight for problem in problems))
    )
    talk(f"{examined}: {found}")
    if any(problem.mends for problem in problems):
        talk("`author fsck --repair` mends what is torn and what the index says")
    if any(problem.weight == "error" for problem in problems):
        talk("what cannot be trusted is skipped and left where it is; an older copy or git may still have it whole")
