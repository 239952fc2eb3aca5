"""`author run`: gets every text of a plan that can be had, within a budget."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import typer

from authoring.cli.asking import BudgetOption
from authoring.cli.office import Office, office
from authoring.cli.output import counted, data_json, talk
from authoring.cli.planning import (
    ClusterOption,
    CoverageOption,
    GroupOption,
    LimitOption,
    LocalesOption,
    ModelOption,
    SectionsOption,
    SocFileOption,
    SocOption,
    StateOption,
    TermsArgument,
    Ways,
    WhyOption,
    Words,
)
from authoring.cli.run_display import ended_line, hearing

if TYPE_CHECKING:
    from authoring.runs.executing import OpenWay
    from authoring.runs.ledger import RunFolder
    from authoring.runs.planning import Plan
    from authoring.runs.state import RunState
    from authoring.wiring_runs import RunWiring

AT_ONCE: Final = 32
AtOnceOption = Annotated[
    int, typer.Option("--at-once", min=1, max=2000, metavar="N", help="At most so many requests under way.")
]
WAYS: Final = ("online", "batch", "workers")
ViaOption = Annotated[
    str,
    typer.Option(
        "--via", metavar="WAY", help="online; batch: the provider's batch API, at about half the price; workers."
    ),
]
WaitOption = Annotated[
    bool, typer.Option("--wait/--no-wait", help="With batch or workers: wait until all is done, or leave it to them.")
]

ThroughOption = Annotated[
    str,
    typer.Option(
        "--through", metavar="STAGE", help="`check`: then check, redraft errors once, say what needs a person."
    ),
]
_STAGES: Final = ("draft", "check")


def register(app: typer.Typer) -> None:
    """Add the verb of this group."""
    app.command()(run)


def run(  # noqa: PLR0913, PLR0917 - one option for each thing to ask
    context: typer.Context,
    terms: TermsArgument = None,
    soc: SocOption = None,
    soc_file: SocFileOption = "",
    group: GroupOption = None,
    cluster: ClusterOption = None,
    coverage: CoverageOption = None,
    state: StateOption = None,
    sections: SectionsOption = "",
    locales: LocalesOption = "",
    model: ModelOption = "",
    why: WhyOption = "",
    limit: LimitOption = None,
    budget: BudgetOption = None,
    at_once: AtOnceOption = AT_ONCE,
    via: ViaOption = "online",
    wait: WaitOption = True,
    workers: Annotated[
        bool, typer.Option("--workers", help="Put it into the queue of the team's workers: as --via workers.")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Carry on the newest run that did not come to its end.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would run; ask nobody.")] = False,
    anew: Annotated[bool, typer.Option("--new", help="Begin a new run, with a budget of its own.")] = False,
    through: ThroughOption = "draft",
    as_json: Annotated[bool, typer.Option("--json", help="Print events as JSON Lines while it runs.")] = False,
) -> None:
    """Ask a model for every text that `author plan` lists, and append what can stand.

    Every answer is kept before it is looked at: after ctrl+c, a killed process or a power cut the same command carries on, and
    only what was under way is asked again. The budget is hard: the run stops before it could exceed it.
    """
    from authoring.cli.planning import as_data, planned, print_plan, rate_of
    from authoring.errors import UsageError

    here = office(context)
    via = "workers" if workers else via
    if via not in WAYS:
        raise UsageError(f"there is no way `{via[:40]}` to run", f"There are: {', '.join(WAYS)}.")
    if resume:
        carry_on(here, _unfinished(here), wait=wait, as_json=as_json, budget=budget, at_once=at_once)
        return
    words = Words(terms, soc, soc_file, group, cluster, coverage, state)
    wiring, found = planned(here, words, Ways(sections, locales, model, why, limit), sure=True)
    if not dry_run:
        how = _through(through)
        asking = Asking(budget, at_once, anew=anew, as_json=as_json, via=via, wait=wait, through=how)
        execute_plan(here, wiring, found, asking)
    elif as_json:
        data_json(as_data(found, rate_of(wiring)))
    else:
        print_plan(here, found, rate_of(wiring))


@dataclass(frozen=True)
class Asking:
    """How a command line wants a plan to be run."""

    budget: str | None
    at_once: int
    anew: bool
    as_json: bool
    through: str = "draft"
    via: str = "online"
    wait: bool = True


def _unfinished(here: Office) -> "RunFolder":
    """The newest run that did not come to its end. Raises `UsageError` where there is none."""
    from authoring.errors import UsageError
    from authoring.runs.ledger import Ledger
    from authoring.runs.state import OVER

    for run in Ledger(here.workspace.cache).all():
        if run.head is not None and not (run.state and run.state.status in OVER):
            return run
    raise UsageError("there is no unfinished run", "`author runs` lists them all.")


def carry_on(
    here: Office,
    run: "RunFolder",
    *,
    wait: bool,
    as_json: bool,
    budget: str | None = None,
    at_once: int = AT_ONCE,
) -> None:
    """Run an unfinished run on: the same wish, the same way, the same budget unless another is given."""
    from authoring.runs.selecting import selection_of
    from authoring.wiring_runs import RunWiring

    head = run.head
    assert head is not None
    wiring = RunWiring(here.wiring, head.wish.model)
    found = wiring.plan(head.wish, selection_of([head.wish.selection]), lambda _done, _of: None)
    amount = f"{head.budget_usd} USD" if budget is None and head.budget_usd is not None else budget
    asking = Asking(amount, at_once, anew=False, as_json=as_json, via=head.via, wait=wait)
    execute_plan(here, wiring, found, asking)


def _open_way(wiring: "RunWiring", asking: Asking, model: str) -> "OpenWay":
    from authoring.runs.executing import online
    from authoring.wiring_batches import BatchWiring

    return BatchWiring(wiring, model).way(wait=asking.wait) if asking.via == "batch" else online


def execute_plan(here: Office, wiring: "RunWiring", plan: "Plan", asking: Asking) -> None:
    """Run a plan and say what it came to. Raises what its exit code stands for."""
    from authoring.cli.notifying import notify
    from authoring.cli.run_through import check_run
    from authoring.runs.executing import Order, execute

    amount = _budget(here, plan, asking.budget)
    if not plan.jobs:
        talk("nothing to ask for: `author plan` says why")
        last = _last_of(wiring, plan)
        if last and asking.through == "check":
            check_run(here, last, plan, amount, as_json=asking.as_json)
        return
    parts = wiring.parts(plan.wish.locales)
    order = Order(plan, amount, asking.at_once, asking.via, anew=asking.anew)
    if asking.via == "workers":
        from authoring.runs.shared.watching import watch
        from authoring.wiring_workers import WorkerWiring

        shared = WorkerWiring(here.wiring).shared
        with hearing(as_json=asking.as_json, budget=amount) as hears:
            ended = watch(order, parts, shared, hears, wait=asking.wait)
    else:
        with hearing(as_json=asking.as_json, budget=amount) as hears:
            ended = execute(order, parts, hears, _open_way(wiring, asking, plan.wish.model))
    run = wiring.ledger.all()[0]
    if asking.through == "check" and ended.status in ("finished", "out of budget"):
        check_run(here, run, plan, amount, as_json=asking.as_json)
    notify(here.workspace.settings.notify, run.number, ended)
    _say_ended(run.number, ended, asking.via, as_json=asking.as_json)


def _last_of(wiring: "RunWiring", plan: "Plan") -> "RunFolder | None":
    """The newest run of the same wish."""
    return next((run for run in wiring.ledger.all() if run.head and run.head.wish.id == plan.wish.id), None)


def _through(word: str) -> str:
    from authoring.errors import UsageError

    if word not in _STAGES:
        raise UsageError(f"a run does not go through `{word[:40]}`", f"It goes through {' or '.join(_STAGES)}.")
    return word


def _budget(here: Office, plan: "Plan", given: str | None) -> float | None:
    """What may be spent. Raises `UsageError` where a model has a price and nobody said how much may be spent."""
    from authoring.cli.asking import dollars
    from authoring.cli.planning import price_range
    from authoring.errors import UsageError

    amount = dollars(given) if given is not None else here.workspace.settings.model.budget_usd
    if amount is not None and plan.jobs and plan.least_usd is None:
        raise UsageError(
            f"the price of {plan.wish.model} is not known, so no budget can hold it",
            f'Say what it costs in authoring.toml: [model.prices."{plan.wish.model}"] with `input` and `output`.',
        )
    if amount is None and plan.least_usd:
        raise UsageError(
            f"a run with {plan.wish.model} needs a budget: its price is {price_range(plan)}",
            "Say how much it may spend: --budget 20 USD, or `budget_usd` under [model] in authoring.toml.",
        )
    return amount


def _waits(texts: int, via: str) -> str:
    """Where texts are that come another day, and what brings them."""
    if via == "workers":
        return f"{counted(texts, 'text')} left to the workers: author run --resume shows how far they are"
    return f"{counted(texts, 'text')} wait for batches: author batch collect, or author run --resume, brings them"


def _say_ended(number: int, state: "RunState", via: str, *, as_json: bool) -> None:
    """What a run came to. Raises `Stopped`, `BudgetSpent` or `ModelError` where not everything was got."""
    from authoring.errors import BudgetSpent, ModelError, Stopped

    if not as_json:
        talk(f"run {number} {ended_line(state)}")
    rest = state.texts - state.done
    if state.status == "stopped":
        raise Stopped(
            f"run {number} was stopped; {rest} texts are still to be asked for", "The same command carries it on."
        )
    if state.status == "out of budget":
        raise BudgetSpent(
            f"the budget of run {number} is used up; {rest} texts were not asked for",
            "What was answered is kept. Run it again with another budget.",
        )
    if state.status == "waiting" and not as_json:
        talk(_waits(rest, via))
    if state.failed:
        raise ModelError(
            f"run {number}: {sum(state.failed.values())} of {state.texts} texts were not got",
            f"Look at them: author runs failures {number}. Try them again: author runs retry {number}.",
        )
