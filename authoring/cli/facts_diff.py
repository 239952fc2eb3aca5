"""`author facts diff`: what changed from one fact base to another, with the size of each change."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from authoring.facts.base import FactBase
    from authoring.facts.changes import BaseDiff, FactChange, Kind

CHANGED: Final = 1
_LONGEST: Final = 60
_MARK: Final = {"added": "+", "removed": "-", "changed": "~", "newer": ">"}


def register(app: typer.Typer) -> None:
    """Add the command to the `facts` group."""
    app.command("diff")(diff)


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The earlier fact base; `bundled` for the one shipped.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The later fact base; `bundled` for the one shipped.")],
    occupation: Annotated[
        str | None, typer.Option("--occupation", metavar="CODE", help="Only changes of this occupation.")
    ] = None,
    family: Annotated[
        str | None, typer.Option("--family", metavar="NAME", help="Only datasets of this family: oews, ep, onet.")
    ] = None,
    summary: Annotated[bool, typer.Option("--summary", help="The counts only, not every change.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """List every changed fact with the size of the change. Exit code 0: nothing changed; 1: something did."""
    from dataclasses import asdict, replace

    from authoring.cli.output import data, data_json
    from authoring.facts.changes import diff_bases

    before, after = _opened(old), _opened(new)
    found = diff_bases(before, after)
    chosen = replace(found, changes=tuple(each for each in found.changes if _wanted(each, occupation, family)))
    if as_json:
        counts = {"per_dataset": chosen.per_dataset, "per_occupation": chosen.per_occupation}
        head = {"old": found.old, "new": found.new, **counts}
        data_json(head if summary else {**head, "changes": [asdict(each) for each in chosen.changes]})
    else:
        data("\n".join(_lines(chosen, {**before.titles(), **after.titles()}, summary)))
    if chosen.changes:
        raise typer.Exit(CHANGED)


def _opened(path: Path) -> "FactBase":
    from authoring.facts.base import FactBase

    return FactBase.open(None if str(path) == "bundled" else path)


def _wanted(change: "FactChange", occupation: str | None, family: str | None) -> bool:
    of_occupation = occupation is None or change.soc == occupation
    return of_occupation and (family is None or change.dataset.partition(".")[0] == family)


def _lines(found: "BaseDiff", titles: Mapping[str, str], summary: bool) -> Iterator[str]:
    yield f"from fact base {found.old} to {found.new}: {len(found.changes):,} changes"
    if found.changes:
        yield "~ changed  > newer edition of the measure  + added  - removed"
        yield ""
        yield "by dataset"
        yield from (f"  {dataset:<28} {_counts(kinds)}" for dataset, kinds in found.per_dataset.items())
        yield ""
        yield f"by occupation: {len(found.per_occupation)} of {len(titles)}"
        for soc, kinds in found.per_occupation.items():
            yield f"  {soc}  {titles[soc][:_LONGEST]:<{_LONGEST}} {_counts(kinds)}"
    if summary:
        return
    shown: str | None = ""
    for change in found.changes:
        if change.soc != shown:
            shown = change.soc
            yield ""
            yield f"{shown}  {titles[shown]}" if shown else "handbook passages"
        yield f"  {_MARK[change.kind]} {change.fact}  {change.label}: {_step(change)}"


def _counts(kinds: "Mapping[Kind, int]") -> str:
    return ", ".join(f"{count:,} {kind}" for kind, count in kinds.items())


def _step(change: "FactChange") -> str:
    before, after = (f"{'at least ' if side in change.top_coded else ''}" for side in ("before", "after"))
    if change.kind == "added":
        return after + _value(change.after, change.unit)
    if change.kind == "removed":
        return f"was {before}{_value(change.before, change.unit)}"
    size = "" if change.absolute is None else f" ({change.absolute:+,g}{_percent(change)})"
    periods = f"; {change.before_period} to {change.after_period}" if "period" in change.differs else ""
    if change.before == change.after:
        return f"{_value(change.after, change.unit)}, other {', '.join(change.differs)}{periods}"
    return f"{before}{_value(change.before, '')} to {after}{_value(change.after, change.unit)}{size}{periods}"


def _percent(change: "FactChange") -> str:
    return "" if change.percent is None else f", {change.percent:+.1f} %"


def _value(value: object, unit: str) -> str:
    said = f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
    cut = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
    return cut if unit in ("", "text", "code", "flag", "label") else f"{cut} {unit}"
