"""`author facts score`: what an occupation scores and why, and a survey of all occupations for formula
makers.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from authoring.facts.base import FactBase
    from authoring.facts.scores.survey import Survey
    from schemas.sections.scores import Score, Scores


def register(app: typer.Typer) -> None:
    """Add the command to the `facts` group."""
    app.command("score")(score)


def score(
    context: typer.Context,
    occupation: Annotated[str, typer.Argument(metavar="CODE|TITLE", help="25-4022, or: librarian")] = "",
    explain: Annotated[bool, typer.Option("--explain", help="Also the formula and every fact that went in.")] = False,
    survey: Annotated[
        bool, typer.Option("--survey", help="All occupations: highest, lowest, and what a score goes with.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
    base: Annotated[
        Path | None, typer.Option("--base", metavar="FILE", help="Another fact base than the workspace's.")
    ] = None,
) -> None:
    """Show an occupation's scores from 0 to 10. docs/scores.md explains the formulas."""
    from dataclasses import asdict

    from authoring.cli.facts_base import chosen_base
    from authoring.cli.output import data, data_json
    from authoring.errors import UsageError
    from authoring.facts.scores import find_cluster, map_position, score_sheet

    facts = chosen_base(context, base)
    if survey:
        _survey(facts, as_json)
        return
    if not occupation:
        raise UsageError("no occupation named", "Name one: author facts score 25-4022. Or use --survey.")
    sheet = facts.sheet(facts.code_of(occupation))
    found, cluster, place = score_sheet(sheet, facts), find_cluster(sheet, facts), map_position(sheet, facts)
    if as_json:
        where = {"cluster": asdict(cluster), "map": asdict(place) if place else None}
        data_json({"soc": sheet.soc, "title": sheet.title, **found.model_dump(mode="json"), **where})
        return
    data("\n".join((f"{sheet.soc}  {sheet.title}", *_lines(found, explain))))
    data(f"cluster: {cluster.cluster or 'none'}  ({cluster.reason})")
    data(f"map: exposure {place.exposure}, presence {place.presence}" if place else "map: too few facts")


def _lines(found: "Scores", explain: bool) -> Iterator[str]:
    yield f"formulas of {found.formula_version}; + good for the worker when high, - bad when high"
    for one in found.dimensions:
        sign = "+" if one.direction == "positive" else "-"
        spread = f"  ({one.low} to {one.high})" if one.low != one.high else ""
        yield f"{sign} {one.dimension:<16} {one.value:>4}{spread}"
        if explain:
            yield from _grounds(one)
    for missing in found.absent:
        yield f"  {missing.dimension:<16}    -  {missing.reason}"
    yield f"  {'overall':<16} {found.overall if found.overall is not None else '-':>4}  mean, - inverted"


def _grounds(one: "Score") -> Iterator[str]:
    yield f"    {one.formula}"
    for part in one.inputs:
        yield f"    {part.points:>5} points x {part.weight:<6}  {part.label}: {_shown(part.value)}  [{part.fact}]"


def _shown(value: str | int | float | bool) -> str:
    if isinstance(value, str | bool):
        return str(value)
    return f"{value:,}" if isinstance(value, int) or value.is_integer() else f"{value:.4g}"


def _survey(facts: "FactBase", as_json: bool) -> None:
    from dataclasses import asdict

    from authoring.cli.output import data, data_json, talk
    from authoring.facts.scores.survey import survey

    talk("reading every occupation: some seconds")
    found = survey(facts)
    if as_json:
        data_json([asdict(one) for one in found])
    else:
        data("\n".join(line for one in found for line in _surveyed(one)))


def _surveyed(one: "Survey") -> Iterator[str]:
    yield f"{one.dimension}: {one.occupations} occupations"
    for name, standings in (("highest", one.highest), ("lowest", one.lowest)):
        yield f"  {name}: " + "; ".join(f"{each.title} {each.value}" for each in standings)
    yield "  goes with: " + "; ".join(f"{measure} {value:+.2f}" for measure, value in one.goes_with.items())
