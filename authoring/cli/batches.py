"""`author batch`: what is under way in providers' batches, collected by hand or from cron, or cancelled."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.office import Office, office
from authoring.cli.output import counted, data_json, table, talk

if TYPE_CHECKING:
    from authoring.llm.batches.parts import Part
    from authoring.runs.ledger import RunFolder
    from authoring.wiring_batches import BatchWiring

app = typer.Typer(help="Runs under way in providers' batches.", no_args_is_help=True)

BatchArgument = Annotated[str, typer.Argument(metavar="BATCH", help="Its name here, or the provider's.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


@app.command(name="list")
def list_(context: typer.Context, as_json: JsonOption = False) -> None:
    """List all batches, the newest first, as they stood when they were last looked at."""
    parts = _parts(office(context))[::-1]
    if as_json:
        data_json([_as_data(part) for part in parts])
        return
    if not parts:
        talk("no batches yet: author run --via batch makes them")
        return
    head = ("batch", "made (UTC)", "status", "requests", "answered", "set aside", "spent", "model")
    table(head, [_row(part) for part in parts])


@app.command()
def show(context: typer.Context, batch: BatchArgument, as_json: JsonOption = False) -> None:
    """Show one batch: how it stands, what it cost, and the requests that were not answered."""
    part = _part(office(context), batch)
    if as_json:
        failed = [each.model_dump(mode="json") for each in part.results.values() if each.stop != "complete"]
        odd = [each.model_dump(mode="json") for each in part.odd]
        data_json({**_as_data(part), "not_answered": failed, "odd": odd})
        return
    rows = [(name.replace("_", " "), str(value)) for name, value in _as_data(part).items() if value not in ("", None)]
    table(("", ""), rows)
    places = {job.key: " ".join(job.place) for job in part.intent.jobs}
    failures = [(places[each.key], each.stop, each.detail) for each in part.results.values() if each.stop != "complete"]
    if failures:
        table(("text", "ended", "said"), failures)
    for each in part.odd:
        talk(f"odd: {each.what}: {each.detail}")


@app.command()
def collect(context: typer.Context, as_json: JsonOption = False) -> None:
    """Look at every batch once, keep what was answered, carry its run on, and submit what follows. Made for cron.

    What still waits is no failure: run it again later.
    """
    from authoring.cli.failure import many
    from authoring.cli.running import carry_on

    here = office(context)
    unfinished = {str(run.number): run for run in _unfinished(here)}
    many(unfinished, lambda number: carry_on(here, unfinished[number], wait=False, as_json=as_json))
    for model in dict.fromkeys(part.intent.model for part in _parts(here) if not part.collected):
        _collect_leftover(here, model)
    parts = [part for part in _parts(here) if part.open_jobs]
    waiting = sum(len(part.open_jobs) for part in parts)
    if as_json:
        data_json({"event": "collected", "waiting": waiting, "batches": [_as_data(part) for part in parts]})
    elif waiting:
        talk(
            f"{counted(waiting, 'request')} in {counted(len(parts), 'batch').replace('batchs', 'batches')} still to come"
        )
    else:
        talk("nothing is under way in batches")


@app.command()
def cancel(
    context: typer.Context,
    batch: BatchArgument,
    forget: Annotated[
        bool, typer.Option("--forget", help="Give it up although the provider does not know it (any more).")
    ] = False,
) -> None:
    """Have a batch end. What was answered by then is kept, and paid; what was not is not asked again by itself."""
    from authoring.errors import UsageError

    here = office(context)
    part = _part(here, batch)
    if part.collected:
        raise UsageError(f"batch {part.id} has ended", "There is nothing left to cancel.")
    wiring = _wiring(here, part.intent.model)
    with wiring.ledger.alone():
        if part.batch and not forget:
            remote = wiring.provider.api.cancel(part.batch)
            talk(f"batch {part.id}: {remote.status}; `author batch collect` brings what was answered")
        elif forget or part.state in ("intended", "uploaded"):
            wiring.collecting().forget(part)
            talk(f"batch {part.id}: given up, {counted(len(part.open_jobs), 'request')} not asked")
        else:
            raise UsageError(
                f"batch {part.id} may have been made at the provider, and it is not known under which name",
                "`author batch collect` finds out; --forget gives it up all the same.",
            )


def _wiring(here: Office, model: str) -> "BatchWiring":
    from authoring.wiring_batches import BatchWiring
    from authoring.wiring_runs import RunWiring

    return BatchWiring(RunWiring(here.wiring, model), model)


def _unfinished(here: Office) -> "list[RunFolder]":
    """The runs through batches that wait, or whose process is no more; the newest of each wish, oldest first."""
    from authoring.runs.ledger import Ledger
    from authoring.runs.state import OVER

    newest: dict[str, RunFolder] = {}
    for run in Ledger(here.workspace.cache).all():
        if run.head is not None:
            newest.setdefault(run.head.wish.id, run)
    found = [run for run in newest.values() if run.head and run.head.via == "batch" and not run.is_live]
    return [run for run in found[::-1] if not (run.state and run.state.status in OVER)]


def _collect_leftover(here: Office, model: str) -> None:
    import asyncio

    from authoring.runs.batched import Batched

    async def nobody(*_: object) -> None:
        """No run waits for it."""

    async def open_gate() -> bool:
        return True

    batched = Batched(_wiring(here, model).leftover(talk))
    asyncio.run(batched.get((), nobody, open_gate))


def _parts(here: Office) -> "list[Part]":
    from authoring.wiring_batches import batch_ledger

    return list(batch_ledger(here.workspace).parts().values())


def _part(here: Office, name: str) -> "Part":
    from authoring.errors import UsageError

    found = [part for part in _parts(here) if name in (part.id, part.batch)]
    if not found:
        raise UsageError(f"there is no batch {name}", "`author batch list` lists them.")
    return found[0]


def _as_data(part: "Part") -> dict[str, object]:
    return {
        "batch": part.id,
        "provider_batch": part.batch,
        "run": part.intent.run.partition("-")[0],
        "model": part.intent.model,
        "made": datetime.fromtimestamp(part.intent.at, UTC).isoformat(timespec="seconds"),
        "state": part.state,
        "status": part.status,
        "detail": part.refused.detail if part.refused else part.detail,
        "requests": len(part.intent.jobs),
        "bytes": part.intent.size,
        "answered": sum(each.stop == "complete" for each in part.results.values()) or part.completed,
        "waiting": len(part.open_jobs),
        "set_aside_usd": float(part.reserved),
        "spent_usd": float(part.spent),
    }


def _row(part: "Part") -> tuple[str, ...]:
    found = _as_data(part)
    status = part.status if part.batch and part.status else part.state
    money = (f"${part.reserved:,.4f}", f"${part.spent:,.4f}")
    made = str(found["made"])[:16].replace("T", " ")
    return (part.id, made, status, str(found["requests"]), str(found["answered"]), *money, part.intent.model)
