"""`author runs`: past and present runs, what they did not get, and a hand on the one that goes on."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from authoring.cli.asking import BudgetOption
from authoring.cli.office import Office, office
from authoring.cli.output import data, data_json, table, talk
from authoring.cli.running import AT_ONCE, Asking, AtOnceOption

if TYPE_CHECKING:
    from authoring.runs.ledger import Ledger, RunFolder
    from authoring.runs.state import Failure, Wanted

app = typer.Typer(help="Past and present runs.", no_args_is_help=False, invoke_without_command=True)

NumberArgument = Annotated[
    int | None, typer.Argument(metavar="[RUN]", help="The number of a run; default: the newest.", min=1)
]
_LOOK_EVERY: Final = 0.5


@app.callback()
def _every(context: typer.Context) -> None:
    """List runs, where no verb is given."""
    if context.invoked_subcommand is None:
        list_(context)


@app.command(name="list")
def list_(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False
) -> None:
    """List all runs, the newest first."""
    from authoring.cli.run_display import money_line

    here = office(context)
    found = [(run, run.head, run.state) for run in _ledger(here).all()]
    if as_json:
        data_json([_as_data(run) for run, _, _ in found])
        return
    rows = [
        (
            str(run.number), head.began[:16].replace("T", " "), state.status if state else "broken off",
            f"{state.done}/{state.texts}" if state else "", str(sum(state.failed.values())) if state else "",
            money_line(state) if state else "", head.wish.model, head.wish.selection,
        )
        for run, head, state in found
        if head
    ]  # fmt: skip
    if rows:
        table(("run", "began (UTC)", "status", "texts", "failed", "cost", "model", "occupations"), rows)
    else:
        talk("no runs yet: see what one would do with `author plan`")


@app.command()
def show(
    context: typer.Context,
    number: NumberArgument = None,
    follow: Annotated[bool, typer.Option("--follow", help="Go on showing it until it ends.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show how far a run is, or what it came to."""
    run = _run(office(context), number)
    while follow and run.is_live:
        if run.state and not as_json:
            _print_state(run)
            data("")
        time.sleep(_LOOK_EVERY * 10)
    if as_json:
        data_json(_as_data(run))
    else:
        _print_state(run)


@app.command()
def failures(
    context: typer.Context,
    number: NumberArgument = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Only of this kind; may be given again.")] = None,
    section: Annotated[list[str] | None, typer.Option("--section", help="Only of this section.")] = None,
    soc: Annotated[list[str] | None, typer.Option("--soc", help="Only of this occupation.")] = None,
    inspect: Annotated[bool, typer.Option("--inspect", help="With the request and the raw answers.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """List the texts that a run did not get, and why."""
    here = office(context)
    run = _run(here, number)
    found = [
        each
        for each in run.failures()
        if (not kind or each.kind in kind) and (not section or each.section in section) and (not soc or each.soc in soc)
    ]
    if as_json:
        data_json(
            [{**each.model_dump(mode="json"), **(_inspected(here, run, each) if inspect else {})} for each in found]
        )
        return
    if inspect:
        for each in found:
            _print_inspected(here, run, each)
    elif found:
        table(
            ("code", "locale", "section", "kind", "said"),
            [(each.soc, each.locale, each.section, each.kind, each.said) for each in found],
        )
    else:
        talk(f"run {run.number} has no such failures")


@app.command()
def pause(context: typer.Context, number: NumberArgument = None) -> None:
    """Have the run that goes on ask nothing until `resume`; what is under way comes in."""
    _ask(context, number, "pause", "paused")


@app.command()
def resume(context: typer.Context, number: NumberArgument = None) -> None:
    """Have a paused run go on."""
    _ask(context, number, "go", "told to go on")


@app.command()
def stop(context: typer.Context, number: NumberArgument = None) -> None:
    """Have the run end once what is under way has come in."""
    _ask(context, number, "stop", "told to stop")


def _ask(context: typer.Context, number: int | None, wanted: "Wanted", said: str) -> None:
    here = office(context)
    run = _run(here, number)
    run.ask(wanted, here.wiring.person)
    talk(f"run {run.number}: {said}")


def _ledger(here: Office) -> "Ledger":
    from authoring.runs.ledger import Ledger

    return Ledger(here.workspace.cache)


def _run(here: Office, number: int | None) -> "RunFolder":
    from authoring.errors import UsageError

    ledger = _ledger(here)
    if number is not None:
        return ledger.run(number)
    found = ledger.all()
    if not found:
        raise UsageError("there are no runs yet", "See what one would do: author plan 25-4022.")
    return found[0]


@app.command()
def report(
    context: typer.Context,
    number: NumberArgument = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write it as a page.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Report what a run was asked for, what it took, and what became of every text."""
    from authoring.cli.run_report import as_page, as_report
    from authoring.errors import StorageError

    run = _run(office(context), number)
    found = as_report(run)
    if html is not None:
        try:
            html.write_text(as_page(found), "utf-8")
        except OSError as cause:
            raise StorageError.writing(html, cause) from cause
        talk(f"wrote {html}")
    if as_json:
        data_json(found)
    elif html is None:
        _print_state(run)
        table(("section", "written", "unchanged", "left alone", "failed"), _by_section(found))


@app.command()
def retry(  # noqa: PLR0913, PLR0917 - one option for each thing to ask
    context: typer.Context,
    number: NumberArgument = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Only of this kind; may be given again.")] = None,
    section: Annotated[list[str] | None, typer.Option("--section", help="Only of this section.")] = None,
    budget: BudgetOption = None,
    at_once: AtOnceOption = AT_ONCE,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would run; ask nobody.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print events as JSON Lines while it runs.")] = False,
) -> None:
    """Ask again for the texts that a run did not get. Their answers of before are taken up, and not paid for again."""
    from authoring.cli.planning import print_plan, rate_of
    from authoring.cli.running import execute_plan
    from authoring.wiring_runs import RunWiring

    here = office(context)
    run = _run(here, number)
    chosen = [
        each for each in run.failures() if (not kind or each.kind in kind) and (not section or each.section in section)
    ]
    if not chosen or run.head is None:
        talk(f"run {run.number} has no such failures")
        return
    wiring = RunWiring(here.wiring, run.head.wish.model)
    found = wiring.plan_of(run.head.wish, [(each.soc, each.locale, each.section) for each in chosen])
    if dry_run:
        print_plan(here, found, rate_of(wiring))
        return
    execute_plan(here, wiring, found, Asking(budget, at_once, anew=True, as_json=as_json))


def _print_state(run: "RunFolder") -> None:
    from authoring.cli.run_display import state_rows

    head, state = run.head, run.state
    if head is None:
        talk(f"run {run.number} was broken off before it began")
        return
    rows = [
        ("run", f"{run.number}, begun {head.began[:19].replace('T', ' ')} UTC by {head.by}"),
        ("plan", f"{head.wish.selection}; {', '.join(head.wish.locales)}; {head.wish.model}"),
        *(state_rows(state, head.budget_usd) if state else [("status", "broken off")]),
    ]
    table(("", ""), rows)


def _by_section(found: dict[str, object]) -> list[tuple[str, ...]]:
    sections = found["sections"]
    assert isinstance(sections, list)
    return [
        tuple(str(each[name] or "") for name in ("section", "written", "unchanged", "left", "failed"))
        for each in sections
    ]


def _as_data(run: "RunFolder") -> dict[str, object]:
    head, state = run.head, run.state
    return {
        "run": run.number,
        "live": run.is_live,
        "head": head.model_dump(mode="json") if head else None,
        "state": state.model_dump(mode="json") if state else None,
    }


def _inspected(here: Office, run: "RunFolder", failure: "Failure") -> dict[str, object]:
    """The request as it was, where it would be the same today, and the raw answers; the logs hold no keys."""
    from authoring.wiring_runs import RunWiring

    history = here.wiring.revisions.history(failure.soc, failure.locale, failure.section)
    began = run.head.began if run.head else ""
    request = None
    if run.head:
        place = (failure.soc, failure.locale, failure.section)
        jobs = RunWiring(here.wiring, run.head.wish.model).plan_of(run.head.wish, [place]).jobs
        request = next((job.request for job in jobs if job.key == failure.key), None)
    return {
        "request": [{"role": each.role, "text": each.text} for each in request.messages] if request else None,
        "answers": [
            {
                "at": each.at,
                "stop": each.stop_reason,
                "model": each.model,
                "cost_usd": each.cost_usd,
                "reply": each.reply,
            }
            for each in history.answers
            if each.at >= began
        ],
    }


def _print_inspected(here: Office, run: "RunFolder", failure: "Failure") -> None:
    found = _inspected(here, run, failure)
    data(f"{failure.soc} {failure.locale} {failure.section}: {failure.kind}")
    data(f"{failure.said}\n{failure.hint}")
    messages, answers = found["request"], found["answers"]
    assert isinstance(answers, list)
    if isinstance(messages, list):
        for message in messages:
            data(f"--- {message['role']} ---\n{message['text']}")
    else:
        data("--- the request was another one than would be sent today ---")
    for answer in answers:
        data(f"--- answer of {answer['model']} at {answer['at']}: {answer['stop']} ---\n{answer['reply']}")
    data("")
