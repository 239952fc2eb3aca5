"""`author facts fetch`: get the official files from their publishers, and say what is not as it was."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from authoring.facts.fetching.catalogue import Catalogue, ListedDataset
    from authoring.facts.fetching.fetch import Outcome

_EVERY: Final = 2.0
"""Seconds between two lines of progress."""


def register(app: typer.Typer) -> None:
    """Add the command to the `facts` group."""
    app.command("fetch")(fetch)


def fetch(
    datasets: Annotated[
        list[str] | None, typer.Argument(metavar="[DATASET]...", help="oews.2025, or a family: oews. Without: all.")
    ] = None,
    to: Annotated[
        Path,
        typer.Option("--to", metavar="DIR", envvar="AUTHORING_OFFICIAL_FILES", help="The folder of official files."),
    ] = Path("official"),
    listing: Annotated[bool, typer.Option("--list", help="Only say where everything comes from.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Also what is there already.")] = False,
    catalogue: Annotated[
        Path | None, typer.Option("--catalogue", metavar="FILE", help="Another list of addresses, such as a mirror's.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Download official files, go on where a download was cut, and check each against what was recorded.

    A file whose address is not certain is named with the page to take it from by hand.
    """
    from dataclasses import asdict

    from authoring.cli.output import data, data_json
    from authoring.errors import FactsError
    from authoring.facts.fetching.catalogue import Catalogue

    known = Catalogue.load(catalogue)
    names = tuple(datasets or ())
    if listing:
        chosen = known.chosen(names)
        data_json([asdict(each) for each in chosen]) if as_json else data("\n".join(_listed(chosen)))
        return
    outcomes = list(_fetch(known, names, to, again, quiet=as_json))
    if as_json:
        data_json([asdict(each) for each in outcomes])
    else:
        data("\n".join(_summary(outcomes, to)))
    bad = [each for each in outcomes if each.state in ("failed", "changed_format")]
    if bad:
        raise FactsError(f"{len(bad)} of {len(outcomes)} files are not as they should be; see above", "")


def _fetch(known: "Catalogue", names: tuple[str, ...], to: Path, again: bool, quiet: bool) -> "Iterator[Outcome]":
    from authoring.cli.output import data
    from authoring.facts.fetching.fetch import Fetching

    for outcome in Fetching(to, known, again, _Talker().told).run(names):
        if not quiet:
            data(f"{outcome.state.replace('_', ' '):<14} {outcome.path}")
            data(f"  {outcome.message}")
        yield outcome


class _Talker:
    """Says how far a download is, not more often than every two seconds, on stderr."""

    def __init__(self) -> None:
        self._said = 0.0

    def told(self, name: str, done: int, total: int | None) -> None:
        """Progress of one file."""
        from authoring.cli.output import talk

        now = time.monotonic()
        if done == total or now - self._said >= _EVERY:
            self._said = now
            share = f" of {total / 1e6:.1f} MB, {100 * done // total} %" if total else " MB"
            talk(f"{name}: {done / 1e6:.1f}{share}")


def _listed(chosen: "tuple[ListedDataset, ...]") -> Iterator[str]:
    for dataset in chosen:
        yield f"{dataset.id}  {dataset.version}  ({dataset.licence})"
        for each in dataset.files:
            yield f"  {each.path}"
            yield f"    {each.url}" if each.url else f"    by hand from {each.page}"
            if each.note:
                yield f"    {each.note}"


def _summary(outcomes: "list[Outcome]", to: Path) -> Iterator[str]:
    states = [each.state for each in outcomes]
    counted = (f"{states.count(state)} {state.replace('_', ' ')}" for state in dict.fromkeys(states))
    yield f"{to}: {', '.join(counted)}"
    if "by_hand" in states:
        yield "what is by hand narrows coverage until it is there; then: author facts build --from " + str(to)
