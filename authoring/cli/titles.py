"""`author titles`: what occupations are called in other languages, and who has read that."""

from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.office import locale_of, occupation, office
from authoring.cli.options import AsJson, ToLocale
from authoring.cli.output import counted, data, data_json, table, talk

if TYPE_CHECKING:
    from authoring.facts.titles import TranslatedTitle

app = typer.Typer(help="What occupations are called in other languages, and who has read that.", no_args_is_help=True)


@app.command("list")
def list_(
    context: typer.Context,
    to: ToLocale,
    missing: Annotated[bool, typer.Option("--missing", help="Only occupations without a title.")] = False,
    unreviewed: Annotated[bool, typer.Option("--unreviewed", help="Only titles nobody has reviewed.")] = False,
    as_json: AsJson = False,
) -> None:
    """List every occupation with its title in a locale, in the order of the codes."""
    here = office(context)
    locale = locale_of(here, to)
    known, official = here.wiring.titles.titles(locale), here.wiring.base.titles()
    chosen = [
        (soc, title, known.get(soc))
        for soc, title in official.items()
        if not (missing and soc in known) and not (unreviewed and (soc not in known or known[soc].reviewed))
    ]
    if as_json:
        data_json([{"soc": soc, "official": title, **_plain(found)} for soc, title, found in chosen])
        return
    table(
        ("code", "title", "reviewed by", "official title"),
        [(soc, found.title if found else "-", _said(found), title) for soc, title, found in chosen],
    )
    reviewed = sum(each.reviewed for each in known.values())
    talk(f"{locale}: {len(known)} of {len(official)} have a title, {reviewed} of them reviewed")


@app.command("set")
def set_(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A SOC code.")],
    title: Annotated[str, typer.Argument(help="What it is called there.")],
    to: ToLocale,
) -> None:
    """Give an occupation its title in a locale. Somebody else reviews it."""
    here = office(context)
    soc, locale = occupation(here, code), locale_of(here, to)
    new = here.wiring.titles.put(locale, soc, title, here.wiring.person)
    data(f"{soc}  {locale}  {new.title}")
    talk(f"next: author titles review {soc} --to {locale} (somebody else), author translate {soc} --to {locale}")


@app.command()
def review(
    context: typer.Context,
    codes: Annotated[list[str], typer.Argument(metavar="CODE...", help="SOC codes.")],
    to: ToLocale,
) -> None:
    """Say of titles that you read them and they are right."""
    here = office(context)
    locale = locale_of(here, to)
    done = here.wiring.titles.review(locale, [occupation(here, code) for code in codes], here.wiring.person)
    for each in done:
        data(f"{each.soc}  {locale}  {each.title}")
    talk(f"{counted(len(done), 'title')} reviewed by {here.wiring.person}")


def _plain(found: "TranslatedTitle | None") -> dict[str, object]:
    return {
        "title": found.title if found else None,
        "by": found.by if found else None,
        "reviewed_by": found.reviewed_by if found else None,
    }


def _said(found: "TranslatedTitle | None") -> str:
    if found is None:
        return "no title"
    return found.reviewed_by or "nobody yet"
