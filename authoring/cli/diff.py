"""`author diff`: what changed in meaning, between any two states of the texts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from authoring.cli.diff_sides import Wanted, between
from authoring.cli.office import Office, office
from authoring.cli.output import talk

if TYPE_CHECKING:
    from authoring.diff.comparison import Comparison

CHANGED: Final = 1
Format = Literal["text", "markdown", "html", "json"]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command()(diff)


def diff(  # noqa: PLR0913, PLR0917 - one option for each pair of states
    context: typer.Context,
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="A SOC code; without it, all.")] = None,
    section: Annotated[str | None, typer.Argument(metavar="[SECTION]", help="One section; without it, all.")] = None,
    locale: Annotated[str | None, typer.Option("--locale", help="Which locale; without CODE, all of them.")] = None,
    before: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="REVISION",
            help="From this revision: an id, a hash, `first`, `machine`, `approved`, "
            "`published`; default: `machine`, what people have not touched.",
        ),
    ] = None,
    after: Annotated[
        str | None, typer.Option("--to", metavar="REVISION", help="To this revision; default: `head`.")
    ] = None,
    since_machine: Annotated[
        bool, typer.Option("--since-machine", help="People's edits since the last machine draft (the default).")
    ] = False,
    release: Annotated[
        str | None,
        typer.Option("--release", metavar="A..B", help="Two releases; `A..` is A and the texts as they are."),
    ] = None,
    git: Annotated[
        str | None, typer.Option("--git", metavar="A..B", help="Two git revisions; `A` alone is A and the texts here.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="DIR", help="This workspace and that one.")
    ] = None,
    source: Annotated[
        bool, typer.Option("--source", help="The translation beside the source it was made from, item by item.")
    ] = False,
    facts: Annotated[
        tuple[Path, Path] | None, typer.Option("--facts", metavar="OLD NEW", help="Two fact bases; `bundled` is one.")
    ] = None,
    summary: Annotated[bool, typer.Option("--summary", help="One line an occupation.")] = False,
    side_by_side: Annotated[
        bool | None, typer.Option("--side-by-side/--unified", help="Two columns; by default from 120 cells on.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it there.")] = None,
    install_git: Annotated[
        bool, typer.Option("--install-git", help="Let `git diff` and `git merge` read logs item by item, here.")
    ] = False,
    uninstall_git: Annotated[bool, typer.Option("--uninstall-git", help="Undo that.")] = False,
) -> None:
    """Show what changed in meaning.

    Figures and claims first, then items added, removed, moved, reworded, split, merged.

    Exit code 0: nothing changed; 1: there are changes; from 2 on: it could not be told.
    """  # fmt: skip
    here = office(context)
    if install_git or uninstall_git:
        _git_setup(here, install=install_git)
        return
    if facts is not None:
        from authoring.cli.facts_diff import diff as facts_diff

        facts_diff(facts[0], facts[1], code, None, summary, as_json or form == "json")
        return
    wanted = Wanted(code, section, locale, before, after, since_machine, release, git, against, source)
    comparison = between(here, wanted)
    _write("json" if as_json else form, comparison, output, summary=summary, beside=side_by_side)
    if comparison.profiles:
        raise typer.Exit(CHANGED)


def _write(form: Format, comparison: "Comparison", output: Path | None, *, summary: bool, beside: bool | None) -> None:
    text = _text(form, comparison, summary=summary, beside=beside, to_file=output is not None)
    if output is not None:
        from authoring.errors import StorageError

        try:
            output.write_text(text, "utf-8")
        except OSError as cause:
            raise StorageError.writing(output, cause) from cause
        talk(f"wrote {output}: {comparison.summary}")
        return
    import sys

    sys.stdout.write(text)
    if form in ("text", "markdown"):
        talk(f"{comparison.old} -> {comparison.new}: {comparison.summary}")


def _text(form: Format, comparison: "Comparison", *, summary: bool, beside: bool | None, to_file: bool) -> str:
    if form == "json":
        import orjson

        from authoring.diff.document import dump

        return orjson.dumps(dump(comparison), option=orjson.OPT_INDENT_2).decode() + "\n"
    if form == "html":
        from authoring.diff.render.html import render as page

        return page(comparison)
    if form == "markdown":
        from authoring.diff.render.markdown import render_comparison as markdown

        return markdown(comparison)
    from authoring.diff.render.terminal import render_comparison, render_summary

    width, colour = (100, False) if to_file else (_width(), _colour())
    if summary:
        return render_summary(comparison, colour, width)
    return render_comparison(comparison, colour, width, beside=width >= 120 if beside is None else beside)


def _colour() -> bool:
    import os
    import sys

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _width() -> int:
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def _git_setup(here: Office, *, install: bool) -> None:
    from authoring.cli.git_setup import install as put_in
    from authoring.cli.git_setup import uninstall

    for line in (put_in if install else uninstall)(here.workspace.root):
        talk(line)
