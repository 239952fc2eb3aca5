"""`author coverage`: how far every occupation is in every locale, and what is left would cost."""

from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.models import money
from authoring.cli.office import Office, locale_of, office
from authoring.cli.output import counted, data_json, table, talk

if TYPE_CHECKING:
    from authoring.reviewing.progress import Cell


def register(app: typer.Typer) -> None:
    """Add the verb of this group."""
    app.command()(coverage)


def coverage(
    context: typer.Context,
    locale: Annotated[
        list[str] | None, typer.Option("--locale", metavar="LOCALE", help="Only this one; may be given again.")
    ] = None,
    incomplete: Annotated[bool, typer.Option("--incomplete", help="Only occupations with something left.")] = False,
    model: Annotated[
        str, typer.Option("--model", metavar="PROVIDER/MODEL", help="Also say what this model would cost for the rest.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Show the grid of occupations and locales: approved of all sections, what waits and what is missing.

    With --model it says what translating the rest would cost, by the same estimate as `author translate --estimate`.
    """
    from authoring.reviewing.progress import progress

    here = office(context)
    locales = [locale_of(here, each) for each in locale] if locale else list(here.workspace.settings.locales)
    lines = here.wiring.desk.lines_so_far()
    cells = progress((line.status for line in lines), locales)
    if incomplete:
        left = {cell.soc for cell in cells if not cell.complete}
        cells = tuple(cell for cell in cells if cell.soc in left)
    costs = _costs(here, cells, model) if model else {}
    if as_json:
        data_json([_plain(cell, costs) for cell in cells])
        return
    _print(here, cells, locales)
    for each in locales:
        _talk(each, [cell for cell in cells if cell.locale == each], costs)


def _print(here: Office, cells: "tuple[Cell, ...]", locales: list[str]) -> None:
    titles = here.wiring.base.titles()
    rows: dict[str, list[str]] = {}
    for cell in cells:
        rows.setdefault(cell.soc, [cell.soc, titles.get(cell.soc, "")]).append(_said(cell))
    table(("code", "occupation", *locales), rows.values())


def _said(cell: "Cell") -> str:
    if not cell.begun:
        return "not begun"
    told = [f"{cell.ready}/{cell.states.total() + len(cell.missing)} approved"]
    told += [f"{cell.errors} errors"] if cell.errors else []
    told += [f"{cell.to_translate} to translate"] if cell.to_translate else []
    told += [f"{len(cell.missing)} missing"] if cell.missing else []
    return ", ".join(told)


def _talk(locale: str, cells: "list[Cell]", costs: dict[tuple[str, str], float | None]) -> None:
    done = sum(cell.complete for cell in cells)
    waiting = sum(cell.to_translate for cell in cells)
    told = f"{locale}: {done} of {counted(len(cells), 'occupation')} complete, {counted(waiting, 'item')} to translate"
    prices = [costs[key] for key in costs if key[1] == locale]
    if prices and None not in prices:
        told += f", about {money(sum(price for price in prices if price is not None))} to translate the rest"
    elif prices:
        told += ", at a price that is not known"
    talk(told)


def _costs(here: Office, cells: "tuple[Cell, ...]", model: str) -> dict[tuple[str, str], float | None]:
    """US dollars by occupation and locale; None where no price is known. Asks nobody."""
    from authoring.translating.models.estimating import estimate

    writer = here.wiring.model_writer(model)
    translating = here.wiring.translating_with(writer)
    source = here.workspace.settings.source_locale
    written = {cell.soc for cell in cells if cell.locale == source and cell.begun} or {cell.soc for cell in cells}
    found: dict[tuple[str, str], float | None] = {}
    try:
        for cell in cells:
            if cell.locale != source and cell.soc in written:
                prices = [each.cost_usd for each in estimate(writer, translating.wanted(cell.soc, cell.locale))]
                known = [price for price in prices if price is not None]
                found[cell.soc, cell.locale] = sum(known) if len(known) == len(prices) else None
    finally:
        writer.close()
    return found


def _plain(cell: "Cell", costs: dict[tuple[str, str], float | None]) -> dict[str, object]:
    return {
        "soc": cell.soc,
        "locale": cell.locale,
        "states": dict(sorted(cell.states.items())),
        "errors": cell.errors,
        "to_translate": cell.to_translate,
        "missing": list(cell.missing),
        "complete": cell.complete,
        **({"cost_usd": costs[cell.soc, cell.locale]} if (cell.soc, cell.locale) in costs else {}),
    }
