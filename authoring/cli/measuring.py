"""`author stats`: how the work goes, as tables with bars, JSON, or a page."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from authoring.cli.office import locale_of, office
from authoring.cli.output import data, data_json, table, talk

if TYPE_CHECKING:
    from authoring.reviewing.measures import Measures
    from authoring.training.rates import CatchRate

_BAR_CELLS: Final = 20
_SHORT_HOURS: Final = 0.1
"""Shorter stays are told to the thousandth of an hour: 0.0 would say that nobody spent any time."""
_STYLE: Final = (
    ":root{color-scheme:light dark}body{font:16px/1.4 system-ui,sans-serif;margin:2rem;max-width:72rem}"
    "table{border-collapse:collapse;margin:0 0 2rem}caption{font-weight:bold;text-align:left;padding:0 0 .4rem}"
    "td,th{padding:.25rem 1.5rem .25rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #8886}"
    "td:last-child{color:#37a;white-space:nowrap}td:nth-child(2){color:inherit}"
)

Table = tuple[str, tuple[str, ...], list[tuple[str, ...]]]
"""A title, the heads of the columns, and the rows."""


def register(app: typer.Typer) -> None:
    """Add the verbs of this group."""
    app.command()(stats)


def stats(
    context: typer.Context,
    locale: Annotated[str | None, typer.Option("--locale", help="Only this locale; default: all.")] = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write a page instead.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the measures as JSON.")] = False,
) -> None:
    """Measure the work: throughput of each person, how drafts of each model fared, costs, time in each state."""
    from authoring.errors import StorageError
    from authoring.reviewing.measures import measure
    from authoring.training.rates import rates

    here = office(context)
    only = locale_of(here, locale) if locale else None
    revisions = here.wiring.revisions
    measures = measure(
        history
        for soc in revisions.occupations()
        for tongue in revisions.locales(soc)
        if only in (None, tongue)
        for history in revisions.profile(soc, tongue).values()
    )
    trained = rates(here.wiring.training_records.everybody())
    if html is not None:
        try:
            html.write_text(_page([*_tables(measures), *_training(trained)]), "utf-8")
        except OSError as cause:
            raise StorageError.writing(html, cause) from cause
        talk(f"wrote {html}")
    if as_json:
        data_json({**measures.model_dump(mode="json"), "training": [each.model_dump(mode="json") for each in trained]})
    elif html is None:
        for title, head, rows in [*_tables(measures), *_training(trained)]:
            data(title)
            table(head, rows)
            data("")


def _tables(measures: "Measures") -> Iterator[Table]:
    yield ("The whole", ("measure", "value"), list(_whole(measures)))
    busiest = max((person.per_day for person in measures.people), default=0.0)
    yield (
        "People",
        ("person", "edits", "approvals", "sent back", "comments", "days", "sections a day", ""),
        [
            (
                *(p.person, str(p.edits), str(p.approvals), str(p.sent_back), str(p.comments), str(p.days)),
                f"{p.per_day:.1f}",
                _bar(p.per_day, busiest),
            )
            for p in measures.people
        ],
    )
    yield (
        "Drafts",
        (
            "writer",
            "template",
            "drafts",
            "as drafted",
            "after edits",
            "sent back",
            "changed",
            "approved as drafted",
            "",
        ),
        [
            (
                *(d.writer, d.template, str(d.drafts), str(d.as_drafted), str(d.after_edits), str(d.sent_back)),
                _percent(d.edit_distance),
                _percent(d.approval_rate),
                _bar(d.approval_rate or 0.0, 1.0),
            )
            for d in measures.drafts
        ],
    )
    longest = max(measures.hours_in_state.values(), default=0.0)
    yield (
        "Time in a state (median hours)",
        ("state", "hours", ""),
        [
            (state.replace("_", " "), _hours(hours), _bar(hours, longest))
            for state, hours in measures.hours_in_state.items()
        ],
    )


def _training(trained: "Sequence[CatchRate]") -> Iterator[Table]:
    """How much each person catches of what was planted; none where nobody trained."""
    if trained:
        yield (
            "Training (errors planted in copies)",
            ("person", "answered", "planted", "caught", "false alarms", "catch rate", "missed", ""),
            [
                (
                    *(t.person, str(t.answered), str(t.planted), str(t.caught), str(t.false_alarms)),
                    _percent(t.catch_rate),
                    ", ".join(f"{kind} {count}" for kind, count in t.missed.items()) or "-",
                    _bar(t.catch_rate or 0.0, 1.0),
                )
                for t in trained
            ],
        )


def _whole(measures: "Measures") -> Iterator[tuple[str, str]]:
    yield "sections", str(measures.sections)
    yield "approved", str(measures.approved)
    yield "approvals opened again", _percent(measures.reopen_rate)
    yield "cost of models", f"${measures.cost:.2f}"
    per_section = measures.cost_per_approved
    yield "cost per approved section", "-" if per_section is None else f"${per_section:.4f}"


def _hours(hours: float) -> str:
    return f"{hours:.1f}" if hours >= _SHORT_HOURS else f"{hours:.3f}"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


def _bar(value: float, full: float) -> str:
    return "█" * round(_BAR_CELLS * value / full) if full else ""


def _page(shown: Sequence[Table]) -> str:
    """A page that stands alone: no script, no style from elsewhere."""
    tables = "\n".join(_html_table(*each) for each in shown)
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Measures</title><style>{_STYLE}</style>\n<h1>Measures of the work</h1>\n{tables}\n</html>\n"
    )


def _html_table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    from html import escape

    heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    lines = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><caption>{escape(title)}</caption>\n<tr>{heads}</tr>\n{lines}\n</table>"
