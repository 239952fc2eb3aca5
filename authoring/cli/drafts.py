"""`author draft`: first versions."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Final, TextIO

import typer

from authoring.cli.asking import BudgetOption, RecordOption, ReplayOption, StreamOption
from authoring.cli.office import occupation, office, section_name
from authoring.cli.output import data_json, table, talk

if TYPE_CHECKING:
    from authoring.drafting.workflow import SectionOutcome


OFFLINE: Final = "offline"
"""In place of a model's name: no model, whatever the settings say."""


def register(app: typer.Typer) -> None:
    """Add the verbs of this group."""
    app.command()(draft)


def draft(  # noqa: PLR0913, PLR0917 - one option for each thing to ask
    context: typer.Context,
    codes: Annotated[list[str], typer.Argument(metavar="CODE...", help="SOC codes, such as 25-4022.")],
    sections: Annotated[str, typer.Option("--sections", metavar="A,B", help="Only these sections.")] = "",
    thin: Annotated[bool, typer.Option("--thin", help="Where facts are few, draft the sections that stand.")] = False,
    model: Annotated[
        str, typer.Option("--model", metavar="PROVIDER/MODEL", help="Draft with this model; `offline`: with none.")
    ] = "",
    estimate: Annotated[bool, typer.Option("--estimate", help="Say what a model would cost; ask nobody.")] = False,
    budget: BudgetOption = None,
    record: RecordOption = None,
    replay: ReplayOption = None,
    stream: StreamOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what happened as JSON.")] = False,
) -> None:
    """Draft an occupation's sections from its facts.

    The offline drafter writes them, or the model of --model or of the settings. What a person wrote is never overwritten:
    such a section is kept and said to be.
    """
    from authoring.cli.failure import many
    from schemas.sections.registry import SECTION_NAMES

    here = office(context)
    names = [section_name(name) for name in sections.split(",")] if sections else list(SECTION_NAMES)
    if estimate or (model != OFFLINE and (model or here.workspace.settings.model.name)):
        from authoring.cli.asking import terms_of
        from authoring.cli.models import Asked, draft_with_model, print_estimate

        if estimate:
            print_estimate(here, codes, names, model, as_json=as_json)
        else:
            asked = Asked(model, terms_of(here, budget, record, replay), stream)
            draft_with_model(here, codes, names, asked, thin=thin, as_json=as_json)
        return
    rows: list[dict[str, object]] = []

    def one(code: str) -> None:
        soc = occupation(here, code)
        talk(f"{soc} {here.wiring.base.title(soc)}: drafting")
        rows.extend(outcome_rows(soc, here.wiring.drafting.draft(soc, names, thin=thin)))

    try:
        many(codes, one)
    finally:
        print_outcomes(rows, as_json=as_json)


def outcome_rows(soc: str, outcomes: "Iterable[SectionOutcome]") -> "Iterator[dict[str, object]]":
    """What happened to each section, as data."""
    for each in outcomes:
        why = (
            [each.failure.message]
            if each.failure
            else [*each.missing, *(f"left out: {what}" for what in each.left_out)]
        )
        yield {"soc": soc, "section": each.section, "outcome": each.outcome, "missing": why}


def print_outcomes(rows: list[dict[str, object]], *, as_json: bool, stream: TextIO | None = None) -> None:
    """What happened, as a table or as JSON; the table on stdout, or where `stream` goes."""
    if as_json:
        data_json(rows)
    elif rows:
        table(
            ("code", "section", "outcome", "missing"),
            [(str(r["soc"]), str(r["section"]), str(r["outcome"]), "; ".join(r["missing"])) for r in rows],  # type: ignore[arg-type]
            stream,
        )
