"""`author glossary`: agreed terms, what they must not be called, and their exchange with other tools."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.office import Office, locale_of, occupation, office, section_name
from authoring.cli.options import AsJson, ToLocale
from authoring.cli.output import counted, data_json, table, talk
from authoring.cli.trading import say_read, write_file

if TYPE_CHECKING:
    from authoring.glossary import Term

app = typer.Typer(help="Agreed terms, one translation each, and what they must not be called.", no_args_is_help=True)


@app.command("list")
def list_(
    context: typer.Context,
    to: ToLocale,
    text: Annotated[str, typer.Argument(help="Only terms with these words in them or in their translation.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the terms of a locale, in alphabetical order."""
    here = office(context)
    locale = locale_of(here, to)
    wanted = text.casefold()
    terms = [
        term
        for term in here.wiring.glossaries.glossary(locale).terms
        if wanted in "\n".join((term.term, term.translation, *term.allowed, *term.forbidden)).casefold()
    ]
    if as_json:
        data_json([term.model_dump(mode="json") for term in terms])
        return
    table(
        ("term", "part of speech", "translation", "also", "not", "from"),
        [
            (
                *(term.term, term.part_of_speech, term.translation),
                *(", ".join(term.allowed), ", ".join(term.forbidden), term.by or "starter"),
            )
            for term in terms
        ],
    )
    talk(f"{locale}: {counted(len(terms), 'term')}")


@app.command()
def show(
    context: typer.Context, term: Annotated[str, typer.Argument(help="The term.")], as_json: AsJson = False
) -> None:
    """Show everything there is about a term, in every locale of the workspace."""
    from authoring.errors import UsageError

    here = office(context)
    found = [
        each
        for locale in here.workspace.settings.locales
        for each in here.wiring.glossaries.glossary(locale).terms
        if each.term.casefold() == term.strip().casefold()
    ]
    if not found:
        raise UsageError(f"no glossary has the term “{term}”", "author glossary list --to LOCALE shows them all.")
    if as_json:
        data_json([each.model_dump(mode="json") for each in found])
        return
    table(("locale", "what", "words"), [(each.locale, what, words) for each in found for what, words in _facets(each)])


@app.command()
def add(  # noqa: PLR0913, PLR0917 - each is a column
    context: typer.Context,
    term: Annotated[str, typer.Argument(help="The term, in the source language.")],
    translation: Annotated[str, typer.Argument(help="What it is called; `-` takes the term out.")],
    to: ToLocale,
    part_of_speech: Annotated[
        str, typer.Option("--part-of-speech", metavar="WORD", help="noun, verb, adjective, name or other.")
    ] = "noun",
    also: Annotated[list[str] | None, typer.Option("--also", help="Another translation that may stand.")] = None,
    never: Annotated[list[str] | None, typer.Option("--never", help="A translation that must not stand.")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="It is not translated: it stands as it is.")] = False,
    note: Annotated[str, typer.Option("--note", help="When to use it, for translators.")] = "",
    source: Annotated[str, typer.Option("--source", help="Whose usage this is.")] = "",
) -> None:
    """Agree on a term, in the place of what was agreed before."""
    from authoring.glossary.table import terms_of

    here = office(context)
    locale, person = locale_of(here, to), here.wiring.person
    if translation.strip() == "-":
        gone = here.wiring.glossaries.remove(locale, term.strip(), person)
        talk(f"{locale}: {counted(len(gone), 'term')} taken out")
        return
    row = {
        **{"term": term, "translation": translation, "part_of_speech": part_of_speech, "note": note, "source": source},
        **{"allowed": "; ".join(also or ()), "forbidden": "; ".join(never or ())},
        **{"keep": "yes" if keep else "", "by": person},
    }
    changed = here.wiring.glossaries.put(terms_of([_cleaned(row)], locale, "the command"))
    talk(f"{locale}: {counted(len(changed), 'term')} written" if changed else f"{locale}: that is agreed already")


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="TBX, or CSV as `export` writes it.")],
    to: Annotated[str, typer.Option("--to", metavar="LOCALE", help="The locale of a CSV file.")] = "",
    as_json: AsJson = False,
) -> None:
    """Take terms from a TBX or CSV file. What cannot be taken is named, entry by entry."""
    from authoring.csv_files import read_rows
    from authoring.errors import UsageError
    from authoring.glossary.table import terms_of
    from authoring.glossary.tbx import Imported, read_tbx

    here = office(context)
    settings, person = here.workspace.settings, here.wiring.person
    if file.suffix.lower() == ".csv":
        if not to:
            raise UsageError("a CSV file does not say its locale", "Name it with --to.")
        if not file.is_file():
            raise UsageError(f"there is no file {file}", "Check the path.")
        rows = [{**row, "by": person} for row in read_rows(file, ("term", "translation"))]
        found = Imported(terms_of(rows, locale_of(here, to), str(file)), ())
    else:
        targets = [locale for locale in settings.locales if locale != settings.source_locale]
        found = read_tbx(file, settings.source_locale, targets, person)
    changed = here.wiring.glossaries.put(found.terms)
    say_read("term", len(found.terms), (len(changed), "new or changed"), found.rejected, as_json=as_json)


@app.command()
def export(
    context: typer.Context,
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="LOCALE", help="Only this locale; may be given again.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Into this file: .tbx or .csv.")] = None,
) -> None:
    """Write the terms as TBX-Basic (one file for all locales) or, for one locale, as CSV."""
    import sys

    from authoring.errors import UsageError
    from authoring.glossary.table import COLUMNS, row_of
    from authoring.glossary.tbx import to_tbx

    here = office(context)
    settings = here.workspace.settings
    chosen = (
        [locale_of(here, each) for each in to] if to else [x for x in settings.locales if x != settings.source_locale]
    )
    terms = [term for locale in chosen for term in here.wiring.glossaries.glossary(locale).terms]
    if out is None:
        sys.stdout.write(to_tbx(terms, settings.source_locale).decode())
        return
    if out.suffix.lower() == ".csv":
        from authoring.csv_files import write_rows

        if len(chosen) != 1:
            raise UsageError("a CSV file holds one locale", "Name it with --to, or write a .tbx file.")
        write_rows(out, COLUMNS, (row_of(term) for term in terms))
    else:
        write_file(out, to_tbx(terms, settings.source_locale))
    talk(f"{out}: {counted(len(terms), 'term')}")


@app.command()
def extract(
    context: typer.Context,
    to: ToLocale,
    least: Annotated[int, typer.Option("--least", min=1, help="Only what stands there so often.")] = 3,
    most: Annotated[int, typer.Option("--most", min=1, help="So many of the best.")] = 40,
    as_json: AsJson = False,
) -> None:
    """Find terms that the texts of this workspace use, and that the glossary of a locale does not have."""
    from authoring.glossary.candidates import candidates

    here = office(context)
    locale = locale_of(here, to)
    found = candidates(_texts(here), here.wiring.glossaries.glossary(locale), least=least, most=most)
    if as_json:
        data_json(
            [{"term": c.term, "times": c.times, "occupations": c.occupations, "example": c.example} for c in found]
        )
        return
    table(
        ("term", "times", "occupations", "in use"),
        [(each.term, str(each.times), str(each.occupations), each.example) for each in found],
    )
    talk(f"{counted(len(found), 'candidate')}; agree on one: author glossary add TERM TRANSLATION --to {locale}")


@app.command()
def check(
    context: typer.Context,
    to: ToLocale,
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="Only of this occupation.")] = None,
    sections: Annotated[str, typer.Option("--sections", metavar="A,B", help="Only these sections.")] = "",
    as_json: AsJson = False,
) -> None:
    """Say where translations do not use the agreed terms. Exits with 5 where a forbidden one stands."""
    from authoring.errors import CheckFailed

    here = office(context)
    locale = locale_of(here, to)
    names = {section_name(name) for name in sections.split(",")} if sections else None
    socs = [occupation(here, code)] if code else here.wiring.revisions.occupations()
    found = [
        (soc, name, finding)
        for soc in socs
        for name, history in here.wiring.revisions.profile(soc, locale).items()
        if history.head and (names is None or name in names)
        for finding in here.wiring.desk.findings(history.head)
        if finding.rule.startswith("glossary.")
    ]
    if as_json:
        data_json([{"soc": s, "section": n, **finding.model_dump(mode="json")} for s, n, finding in found])
    else:
        table(
            ("code", "section", "item", "severity", "what"),
            [(soc, name, f.place.item, f.severity, f"{f.message}. {f.hint}") for soc, name, f in found],
        )
    if any(finding.severity == "error" for _, _, finding in found):
        raise CheckFailed("forbidden terms stand in translations", "Write the agreed ones.")


def _texts(here: Office) -> list[tuple[str, str]]:
    from authoring.item_texts import item_texts

    source = here.workspace.settings.source_locale
    return [
        (soc, text.text)
        for soc in here.wiring.revisions.occupations()
        for history in here.wiring.revisions.profile(soc, source).values()
        if history.head
        for text in item_texts(history.head.content)
    ]


def _facets(term: "Term") -> list[tuple[str, str]]:
    told = [
        ("translation", f"{term.translation} ({term.part_of_speech})" + (", never translated" if term.keep else "")),
        ("also", ", ".join(term.allowed)),
        ("not", ", ".join(term.forbidden)),
        ("note", term.note),
        ("source", term.source),
        ("from", term.by or "starter, read by nobody yet"),
    ]
    return [(what, words) for what, words in told if words]


def _cleaned(row: dict[str, str]) -> dict[str, str]:
    from authoring.text import clean_line

    return {name: clean_line(cell) for name, cell in row.items()}
