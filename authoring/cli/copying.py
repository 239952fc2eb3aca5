"""`author log export` and `author log import`: a team's history between its database and files, byte for byte."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.office import Office, office
from authoring.cli.output import data, data_json, talk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from authoring.revisions.copying import CopiedLog
    from authoring.revisions.log_files import LogFiles

_WORTH_A_LINE = ("diverged", "ahead", "joined")

Folder = Annotated[
    Path | None, typer.Argument(metavar="[DIR]", help="The folder of the logs; default: `drafts` of the workspace.")
]
Json = Annotated[bool, typer.Option("--json", help="Print what became of each log as JSON.")]
Join = Annotated[
    bool,
    typer.Option("--join", help="Where both sides have new lines, keep those of both; sections may be forked then."),
]


def export_logs(context: typer.Context, folder: Folder = None, join: Join = False, as_json: Json = False) -> None:
    """Write every log of the team's database into files, byte for byte.

    A file that is there is only ever added to. Exit code 7: some logs went two ways and were left alone.
    """
    from authoring.revisions.copying import copy_logs

    here = office(context)
    _need_database(here)
    files = _files(here, folder)
    _report(copy_logs(here.wiring.revisions.logs, files, join=join), as_json=as_json)


def import_logs(context: typer.Context, folder: Folder = None, join: Join = False, as_json: Json = False) -> None:
    """Bring every log from files into the team's database, byte for byte, each one whole or not at all.

    What is there already stays; after an interruption the same command carries on. Exit code 7: some logs went two ways
    and were left alone.
    """
    from authoring.errors import UsageError
    from authoring.revisions.copying import copy_logs

    here = office(context)
    _need_database(here)
    if folder is not None and not folder.is_dir():
        raise UsageError(f"{folder} is no folder", "Name the folder that holds <code>/<locale>.jsonl.")
    _report(copy_logs(_files(here, folder), here.wiring.revisions.logs, join=join), as_json=as_json)


def _need_database(here: Office) -> None:
    from authoring.errors import UsageError

    if not here.workspace.settings.database:
        raise UsageError(
            f"this workspace keeps its history in files: {here.workspace.drafts}",
            'A team\'s database is named in authoring.toml: database = "postgresql://user@host/name".',
        )


def _files(here: Office, folder: Path | None) -> "LogFiles":
    from authoring.revisions.log_files import LogFiles

    return LogFiles(folder or here.workspace.drafts, here.workspace.cache / "locks")


def _plain(each: "CopiedLog") -> dict[str, object]:
    return {**each.name._asdict(), "outcome": each.outcome, "lines": each.lines, "carried": each.carried}


def _report(copied: "Iterable[CopiedLog]", *, as_json: bool) -> None:
    from collections import Counter

    from authoring.errors import Conflict

    done = []
    for each in copied:
        done.append(each)
        if not as_json and each.outcome in _WORTH_A_LINE:
            data(f"{each.outcome}: {each.name.soc} {each.name.locale}")
    if as_json:
        data_json([_plain(each) for each in done])
    counts = Counter(each.outcome for each in done)
    talk(", ".join(f"{count} {outcome}" for outcome, count in counts.items()) or "there is no log to copy")
    talk(f"{sum(each.carried for each in done):,} lines carried over")
    if counts["diverged"]:
        raise Conflict(
            f"{counts['diverged']} logs went two ways: each side has lines the other lacks. They were left alone",
            "With --join both sides' lines are kept; sections edited on both are forked then, and merged in review.",
        )
