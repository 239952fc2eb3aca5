"""`author titles`: what occupations are called in other languages, and who has read that."""

from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.office import Office, locale_of, occupation, office
from authoring.cli.options import AsJson, ToLocale
from authoring.cli.output import counted, data, data_json, table, talk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from authoring.facts.titles import TranslatedTitle

app = typer.Typer(help="What occupations are called in other languages, and who has read that.", no_args_is_help=True)


@app.command("list")
def list_(
    context: typer.Context,
    to: ToLocale,
    codes: Annotated[
        list[str] | None, typer.Argument(metavar="[CODE...]", help="Only these; `25-*` is a group.")
    ] = None,
    missing: Annotated[bool, typer.Option("--missing", help="Only occupations without a title.")] = False,
    unreviewed: Annotated[bool, typer.Option("--unreviewed", help="Only titles nobody has reviewed.")] = False,
    as_json: AsJson = False,
) -> None:
    """List occupations with their titles in a locale, in the order of the codes."""
    here = office(context)
    locale = locale_of(here, to)
    wanted = set(_occupations(here, codes)) if codes else None
    known = here.wiring.titles.titles(locale)
    official = {soc: title for soc, title in here.wiring.base.titles().items() if wanted is None or soc in wanted}
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
    titled = [known[soc] for soc in official if soc in known]
    reviewed = sum(each.reviewed for each in titled)
    talk(f"{locale}: {len(titled)} of {len(official)} have a title, {reviewed} of them reviewed")


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
    codes: Annotated[list[str], typer.Argument(metavar="CODE...", help="SOC codes; `25-*` is a group.")],
    to: ToLocale,
) -> None:
    """Say of titles that you read them and they are right. Of a group, those that nobody has reviewed yet."""
    here = office(context)
    locale = locale_of(here, to)
    known = here.wiring.titles.titles(locale)
    waiting = [soc for soc in _occupations(here, codes) if soc in codes or soc not in known or not known[soc].reviewed]
    done = here.wiring.titles.review(locale, waiting, here.wiring.person)
    for each in done:
        data(f"{each.soc}  {locale}  {each.title}")
    talk(f"{counted(len(done), 'title')} reviewed by {here.wiring.person}")


def _occupations(here: Office, given: "Sequence[str]") -> list[str]:
    """The codes that are meant, in order; `*` stands for any ending. Raises `UnknownOccupation`."""
    from fnmatch import filter as fitting

    found: list[str] = []
    for each in given:
        group = fitting(here.wiring.base.socs(), each.strip()) if "*" in each else []
        found += group or [occupation(here, each)]
    return list(dict.fromkeys(found))


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
