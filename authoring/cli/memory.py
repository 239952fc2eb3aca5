"""`author memory`: approved translations, found again and exchanged with other tools."""

from pathlib import Path
from typing import Annotated

import typer

from authoring.cli.office import locale_of, occupation, office
from authoring.cli.options import AsJson, ToLocale
from authoring.cli.output import counted, data_json, table, talk
from authoring.cli.trading import say_read, write_file

app = typer.Typer(help="Approved translations, found again for the same and for similar texts.", no_args_is_help=True)


@app.command()
def search(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="A text of the source language.")],
    to: ToLocale,
    least: Annotated[float, typer.Option("--least", min=0, max=100, help="How alike it has to be, of 100.")] = 70,
    most: Annotated[int, typer.Option("--most", min=1, help="So many of the best.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Find translations of the same and of similar texts, the most alike first."""
    from authoring.text import clean_line

    here = office(context)
    found = here.wiring.memories.memory(locale_of(here, to)).matches(clean_line(text), most=most, least=least)
    if as_json:
        data_json([{"similarity": each.similarity, **each.pair.model_dump(mode="json")} for each in found])
        return
    table(
        ("alike", "source", "translation", "from", "by", "on"),
        [
            (f"{each.similarity:g}", each.pair.source, each.pair.target, each.pair.origin, each.pair.by, each.pair.on)
            for each in found
        ],
    )


@app.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """Say how many pairs there are in each locale."""
    here = office(context)
    settings = here.workspace.settings
    rows = []
    for locale in settings.locales:
        if locale != settings.source_locale:
            whole, brought = len(here.wiring.memories.memory(locale)), len(here.wiring.memories.brought(locale))
            rows.append({"locale": locale, "pairs": whole, "brought_in": brought})
    if as_json:
        data_json(rows)
    else:
        table(
            ("locale", "pairs", "of them brought in"),
            [(str(row["locale"]), str(row["pairs"]), str(row["brought_in"])) for row in rows],
        )


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A TMX file.")],
    to: ToLocale,
    as_json: AsJson = False,
) -> None:
    """Take the pairs of a TMX file. What cannot be taken is named, unit by unit."""
    from datetime import UTC, datetime

    from authoring.translating.memory.tmx import read_tmx

    here = office(context)
    locale = locale_of(here, to)
    today = datetime.now(UTC).date().isoformat()
    read = read_tmx(file, here.workspace.settings.source_locale, locale, here.wiring.person, today)
    new = here.wiring.memories.put(locale, read.pairs)
    say_read("pair", len(read.pairs), (len(new), "new"), read.rejected, as_json=as_json)


@app.command()
def export(
    context: typer.Context,
    to: ToLocale,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Into this TMX file.")],
) -> None:
    """Write all pairs of a locale as TMX 1.4."""
    from authoring.translating.memory.tmx import to_tmx

    here = office(context)
    locale = locale_of(here, to)
    pairs = here.wiring.memories.memory(locale).pairs
    write_file(out, to_tmx(pairs, here.workspace.settings.source_locale, locale))
    talk(f"{out}: {counted(len(pairs), 'pair')}")


@app.command()
def suggest(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A SOC code.")],
    to: ToLocale,
    take: Annotated[
        str, typer.Option("--take", metavar="KIND", help="Take them: `numbers`, `same`, or `all` of these two.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Suggest words for what waits: figures of a source that alone changed, and what was approved before.

    What is taken is your own edit; somebody else approves it.
    """
    from authoring.errors import UsageError

    kinds = {"": (), "numbers": ("numbers",), "same": ("same",), "all": ("numbers", "same")}
    if take not in kinds:
        raise UsageError(f"there is no kind `{take}`", "Take numbers, same or all.")
    here = office(context)
    soc, locale = occupation(here, code), locale_of(here, to)
    here.wiring.memories.memory(locale)  # all of it, before anything is suggested
    suggesting = here.wiring.suggesting
    found = {name: suggesting.of(soc, locale, name) for name in here.wiring.revisions.profile(soc, locale)}
    rows = [(name, each) for name, several in found.items() for each in several]
    if as_json:
        data_json(
            [
                {
                    "section": n,
                    "item": s.item,
                    "kind": s.kind,
                    "similarity": s.similarity,
                    "texts": dict(s.texts),
                    "told": s.told,
                }
                for n, s in rows
            ]
        )
    else:
        table(
            ("section", "item", "kind", "words", "why"),
            [(n, s.item, s.kind, " / ".join(s.texts.values()), s.told) for n, s in rows],
        )
    taken = 0
    for name, several in found.items():
        chosen = [each for each in several if each.kind in kinds[take]]
        if chosen:
            suggesting.take(soc, locale, name, *chosen)
            taken += len(chosen)
    if take:
        talk(f"{counted(taken, 'item')} taken; somebody else approves them")
