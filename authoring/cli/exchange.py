"""`author exchange`: translations to and from other tools, in XLIFF 2.1, XLIFF 1.2 or PO."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.office import locale_of, occupation, office
from authoring.cli.output import counted, data_json, table, talk
from authoring.cli.trading import write_file

if TYPE_CHECKING:
    from authoring.translating.exchange.bringing_in import Brought

app = typer.Typer(help="Translations to and from other tools: XLIFF 2.1, XLIFF 1.2, PO.", no_args_is_help=True)

_SUFFIXES = {".po": "po", ".xlf": "xliff21", ".xliff": "xliff21"}


@app.command()
def export(
    context: typer.Context,
    codes: Annotated[list[str], typer.Argument(metavar="CODE...", help="SOC codes.")],
    to: Annotated[str, typer.Option("--to", metavar="LOCALE", help="The translation into which locale.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Into this file: .xlf or .po.")],
    format_name: Annotated[
        str, typer.Option("--format", metavar="NAME", help="xliff21, xliff12 or po; else by the file's name.")
    ] = "",
    waiting: Annotated[bool, typer.Option("--waiting", help="Only what waits for its translation.")] = False,
) -> None:
    """Write translations to a file for another tool, with notes and agreed terms.

    Ids, states and the words that stay as they are come back with it; `author exchange import` takes it in again.
    """
    from authoring.errors import UsageError
    from authoring.translating.exchange.bringing_in import format_of
    from authoring.translating.exchange.units import units_of

    here = office(context)
    locale, source = locale_of(here, to), here.workspace.settings.source_locale
    if locale == source:
        raise UsageError(f"{locale} is the source locale", "Export a translation.")
    write, _ = format_of(format_name or _SUFFIXES.get(out.suffix.lower(), "xliff21"))
    glossary = here.wiring.glossaries.glossary(locale)
    units = [
        unit
        for soc in dict.fromkeys(occupation(here, code) for code in codes)
        for unit in units_of(
            here.wiring.revisions.profile(soc, source),
            here.wiring.revisions.profile(soc, locale),
            glossary,
            waiting_only=waiting,
        )
    ]
    if not units:
        what = "waits for translation" if waiting else f"is begun in {locale}"
        raise UsageError(
            f"nothing of {', '.join(codes)} {what}", f"Begin with: author translate {codes[0]} --to {locale}"
        )
    write_file(out, write(units, source, locale))
    left = sum(unit.state == "initial" for unit in units)
    talk(f"{out}: {counted(len(units), 'text')}, {left} to translate")


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What the other tool saved: .xlf or .po.")],
    format_name: Annotated[
        str, typer.Option("--format", metavar="NAME", help="xliff21, xliff12 or po; else by the file itself.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be taken; write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what happened as JSON.")] = False,
) -> None:
    """Take translations from a file, as your own words: somebody else approves them.

    A text whose source has moved, or that somebody wrote here in the meantime, is not taken; every one is named.
    """
    from authoring.errors import CheckFailed
    from authoring.translating.exchange.bringing_in import BringingIn, format_of

    here = office(context)
    settings = here.workspace.settings
    _, read = format_of(format_name or _format_of_file(file))
    taker = BringingIn(here.wiring.revisions, settings.source_locale, settings.locales, here.wiring.person)
    brought = taker.bring_in(read(file), file.name, dry_run=dry_run)
    if as_json:
        data_json(
            {
                "taken": brought.taken,
                "unchanged": len(brought.unchanged),
                "waiting": len(brought.waiting),
                "rejected": brought.rejected,
                "revisions": [] if dry_run else [revision.id for revision in brought.revisions],
            }
        )
    else:
        _print(brought)
    if brought.rejected:
        raise CheckFailed(
            f"{counted(len(brought.rejected), 'text')} could not be taken; see above",
            "What could is kept. Export again what moved.",
        )


def _print(brought: "Brought") -> None:
    table(
        ("unit", "outcome", "why"),
        [
            *((name, "taken", "") for name in brought.taken),
            *((name, "rejected", why) for name, why in brought.rejected.items()),
        ],
    )
    talk(
        f"{len(brought.taken)} taken, {len(brought.unchanged)} as they were, {len(brought.waiting)} still to translate, "
        f"{len(brought.rejected)} rejected"
    )


def _format_of_file(file: Path) -> str:
    """By its name; of the two XLIFFs by what the root says."""
    if _SUFFIXES.get(file.suffix.lower()) == "po":
        return "po"
    from authoring.xml_files import read_xml

    return "xliff12" if read_xml(file).get("version", "").startswith("1.") else "xliff21"
