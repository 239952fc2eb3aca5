"""`author init` and `author demo`: a workspace, and the whole way once."""

from pathlib import Path
from typing import Annotated, Final

import typer

from authoring.cli.office import Office, office
from authoring.cli.output import counted, talk

DEMO_OCCUPATIONS: Final = ("25-4022", "15-1252", "29-1141")

_SETTINGS: Final = """# Settings of this workspace; docs/settings.md lists them all.

# Who works here when neither --as nor AUTHORING_PERSON says so.
# person = "Ada"

source_locale = "en"
locales = ["en", "zh-TW"]

[review]
# The approver is never an author of the text. A team of one sets this to false, and is published as such.
four_eyes = true

[publish]
publisher = "AI Career Graph"
licence = "CC BY 4.0"
"""
_ATTRIBUTES: Final = (
    "# Two branches of a log merge as the union of their lines; the tool shows what forked.\n*.jsonl merge=union\n"
    "# Snapshots are kept byte by byte.\nsources/** -text\n"
)


def register(app: typer.Typer) -> None:
    """Add the verbs of this group."""
    app.command()(init)
    app.command()(demo)


def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make a workspace.")]) -> None:
    """Make a folder a workspace.

    Adds settings, drafts/ and published/, and touches nothing that is there.
    """
    from authoring.errors import StorageError, WorkspaceError
    from authoring.settings import SETTINGS_FILE

    if (folder / SETTINGS_FILE).exists():
        raise WorkspaceError(f"{folder} is a workspace already", "Work in it, or name another folder.")
    try:
        for name in ("drafts", "published"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name, text in (
            (".gitignore", ".authoring/\n"),
            (".gitattributes", _ATTRIBUTES),
            (SETTINGS_FILE, _SETTINGS),
        ):
            if not (folder / name).exists():
                (folder / name).write_text(text, "utf-8")
    except OSError as cause:
        raise StorageError.writing(folder, cause) from cause
    talk(f"made {folder} a workspace")
    talk(f"next: cd {folder} && author demo   (or: author draft 25-4022)")


def demo(
    context: typer.Context,
    tui: Annotated[
        bool | None, typer.Option("--tui/--no-tui", help="Open the review TUI afterwards (default: in a terminal).")
    ] = None,
) -> None:
    """Draft three real occupations and open the queue.

    They come from the bundled facts. Needs no key and no network. In a folder that is no workspace it makes one in ./demo.
    """
    import sys

    here = _demo_office(office(context))
    for soc in DEMO_OCCUPATIONS:
        outcomes = here.wiring.drafting.draft(soc)
        drafted = sum(each.outcome == "drafted" for each in outcomes)
        done = f"{counted(drafted, 'section')} drafted" if drafted else "drafted before, left as it is"
        talk(f"{soc} {here.wiring.base.title(soc)}: {done}")
    interactive = sys.stdin.isatty() and sys.stdout.isatty() if tui is None else tui
    if interactive:
        from authoring.cli.review_command import open_review

        open_review(here.wiring)
    else:
        from authoring.cli.queue import print_queue

        here.wiring.desk.queue()
        page = here.wiring.desk.board.page(limit=None)
        print_queue(page.lines, page.total)
        talk("this is the queue as text; in a terminal `author review` opens the review TUI on it")


def _demo_office(given: Office) -> Office:
    if given.workspace_if_any is not None:
        return given
    folder = Path.cwd() / "demo"
    if not (folder / "authoring.toml").exists():
        init(folder)
    return Office(folder, given.person_flag)
