"""Drafting with a model from the command line: drafts, estimates, and `author prompt show`."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TextIO, cast

import typer

from authoring.cli.asking import (
    BudgetOption,
    RecordOption,
    ReplayOption,
    StreamOption,
    say_spent,
    show_arriving,
    terms_of,
)
from authoring.cli.drafts import outcome_rows, print_outcomes
from authoring.cli.office import Office, occupation, office, section_name
from authoring.cli.output import complain, data, data_json, table, talk

if TYPE_CHECKING:
    from authoring.conversing.opening import Terms
    from authoring.drafting.models.estimating import Estimate
    from authoring.prompting import Kind
    from schemas.events import Revision
    from schemas.sections.registry import SectionName

prompts = typer.Typer(help="Look at what a model is asked.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the verbs of this group."""
    app.command()(redraft)
    app.add_typer(prompts, name="prompt")


@dataclass(frozen=True)
class Asked:
    """Which model a command asks (empty: that of the settings), on what terms, and whether answers are shown as they come.

    `prompts`: a folder of templates in place of the workspace's own.
    """

    model: str
    terms: "Terms"
    stream: bool | None = None
    prompts: Path | None = None


def draft_with_model(
    here: Office,
    codes: list[str],
    names: "list[SectionName]",
    asked: Asked,
    *,
    thin: bool,
    as_json: bool,
    outcomes: TextIO | None = None,
) -> None:
    """Draft each occupation with a model; what was answered is kept, whatever ends the run. `outcomes`: where they go."""
    from authoring.cli.failure import many
    from authoring.errors import ModelError

    drafter = here.wiring.model_drafter(asked.model, asked.terms, asked.prompts)
    drafter.told = talk
    show_arriving(drafter, asked.stream, as_json=as_json)
    drafting = here.wiring.drafting_with(drafter)
    rows: list[dict[str, object]] = []
    failures: list[ModelError] = []

    def one(code: str) -> None:
        if failures and failures[-1].hopeless:
            return
        soc = occupation(here, code)
        talk(f"{soc} {here.wiring.base.title(soc)}: drafting with {drafter.name}")
        done = drafting.draft(soc, names, thin=thin)
        rows.extend(outcome_rows(soc, done))
        found = [each.failure for each in done if each.failure]
        failures.extend(found)
        for failure in found:
            complain(failure)
        _say_cost(here, soc, [each.section for each in done if each.outcome in ("drafted", "redrafted")])

    try:
        many(codes, one)
    finally:
        drafter.close()
        print_outcomes(rows, as_json=as_json, stream=outcomes)
        say_spent(asked.terms.budget)
    if failures:
        raise ModelError("not every section was drafted; see above", "What stands is kept; run it again for the rest.")


def _say_cost(here: Office, soc: str, sections: "list[SectionName]") -> None:
    profile = here.wiring.revisions.profile(soc, here.workspace.settings.source_locale)
    heads = [head for name in sections if (head := profile[name].head) and head.provenance.method == "model"]
    if heads:
        counted = "1 section" if len(heads) == 1 else f"{len(heads)} sections"
        talk(f"{soc}: {counted} of a model, {_spent(heads)}")


def _spent(heads: "list[Revision]") -> str:
    used = [head.provenance.usage for head in heads if head.provenance.usage]
    tokens = f"{sum(each.input_tokens for each in used):,} tokens in, {sum(each.output_tokens for each in used):,} out"
    costs = [head.provenance.cost_usd for head in heads]
    known = [cost for cost in costs if cost is not None]
    return f"{tokens}, {money(sum(known)) if len(known) == len(costs) else 'at a price that is not known'}"


def money(cost: float | None) -> str:
    """US dollars to a hundredth of a cent; `unknown` where no price is known."""
    return "unknown" if cost is None else f"${cost:,.4f}"


def print_estimate(here: Office, codes: list[str], names: "list[SectionName]", model: str, *, as_json: bool) -> None:
    """What drafting would cost. Asks nobody."""
    from authoring.drafting.models.estimating import estimate

    drafter = here.wiring.model_drafter(model)
    rows = [
        (soc, each)
        for soc in (occupation(here, code) for code in codes)
        for each in estimate(drafter, here.wiring.base.sheet(soc), names)
    ]
    total = _total([each for _, each in rows])
    if as_json:
        listed = [
            {
                "soc": soc,
                "section": each.section,
                "input_tokens": each.input_tokens,
                "output_tokens": each.output_tokens,
                "kept": each.kept,
                "thin": each.thin,
                "cost_usd": each.cost_usd,
            }
            for soc, each in rows
        ]
        data_json({"model": str(drafter.name), "cost_usd": total, "sections": listed})
        return
    table(
        ("code", "section", "tokens in", "tokens out", "cost"),
        [
            (soc, each.section, f"{each.input_tokens:,}", f"{each.output_tokens:,}", _cost_of(each))
            for soc, each in rows
        ],
    )
    talk(f"about {money(total)} with {drafter.name}, if every first answer stands" if total is not None else _UNKNOWN)


_UNKNOWN: Final = "the price of this model is not known; set it under [model.prices] in authoring.toml"


def _cost_of(each: "Estimate") -> str:
    if each.thin:
        return "too few facts"
    return "answered already" if each.kept else money(each.cost_usd)


def _total(estimates: "list[Estimate]") -> float | None:
    costs = [each.cost_usd for each in estimates]
    return None if None in costs else sum(cost for cost in costs if cost is not None)


def redraft(  # noqa: PLR0913, PLR0917 - one option for each thing to ask
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A SOC code.")],
    section: Annotated[str, typer.Argument(metavar="SECTION", help="A section that is drafted.")],
    because: Annotated[
        list[str], typer.Option("--because", metavar="TEXT", help="What to change, and why; may be given again.")
    ],
    item: Annotated[str | None, typer.Option("--item", metavar="ID", help="Only this item.")] = None,
    model: Annotated[str, typer.Option("--model", metavar="PROVIDER/MODEL", help="With this model.")] = "",
    budget: BudgetOption = None,
    record: RecordOption = None,
    replay: ReplayOption = None,
    stream: StreamOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what happened as JSON.")] = False,
) -> None:
    """Ask a model for a new version of a section, or of one item, for a reason.

    What a person wrote stays; where the model would change the same words, its version waits beside them.
    """
    from authoring.errors import UsageError
    from authoring.text import clean_line

    reasons = [cleaned for reason in because if (cleaned := clean_line(reason))]
    if not reasons:
        raise UsageError("a redraft needs a reason", "Say what to change: --because 'too generic'.")
    here = office(context)
    soc, name = occupation(here, code), section_name(section)
    terms = terms_of(here, budget, record, replay)
    drafter = here.wiring.model_drafter(model, terms)
    show_arriving(drafter, stream, as_json=as_json)
    talk(f"{soc} {name}: asking {drafter.name}")
    try:
        done = here.wiring.redrafting_with(drafter).redraft(soc, name, reasons, item)
    finally:
        drafter.close()
        say_spent(terms.budget)
    conflicts = [{"item": each.item, "field": each.field} for each in done.conflicts]
    proposal = done.proposal.id if done.proposal else None
    if as_json:
        data_json({"head": done.head.id, "proposal": proposal, "waiting": conflicts})
    elif proposal is None:
        talk(f"{soc} {name}: the new version says the same; nothing was changed")
    else:
        data(f"{soc} {name}: revision {done.head.id}")
        for each in conflicts:
            data(f"  {each['field']} of item {each['item']}: your words stay; the new ones wait in revision {proposal}")
        talk(f"look at it: author diff {soc} {name}" + (f" --to {proposal}" if conflicts else ""))


@prompts.command()
def show(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A SOC code.")],
    section: Annotated[str, typer.Argument(metavar="SECTION", help="A section that is drafted.")],
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="draft or redraft.")] = "draft",
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="The reason a redraft is shown with.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON, with its hashes.")] = False,
) -> None:
    """Show the prompt as a model would be given it, with its hash and about how many tokens it has. Asks nobody."""
    from authoring.drafting.models.context import again_of, context_of
    from authoring.drafting.models.recurring import recurring_reasons
    from authoring.drafting.models.sourcing import sourced
    from authoring.errors import UsageError
    from authoring.prompting import Prompts, estimated_tokens

    if kind not in ("draft", "redraft"):
        raise UsageError(f"there is no kind of prompt `{kind}` to show", "Say draft or redraft.")
    here = office(context)
    soc, name = occupation(here, code), section_name(section)
    history = here.wiring.revisions.history(soc, here.workspace.settings.source_locale, name)
    again = None
    if kind == "redraft":
        if history.head is None:
            raise UsageError(f"{soc} {name} has no text to redraft yet", f"Draft it first: author draft {soc}")
        again = again_of(history.head.content, [because or "(the reason you give)"])
    templates = Prompts(here.workspace.prompts)
    if name not in templates.sections():
        raise UsageError(
            f"{name} is computed from facts: no model is asked", f"Drafted: {', '.join(templates.sections())}."
        )
    settings = here.workspace.settings
    asked_for: tuple[str, ...] = ()
    if settings.model.reasons_of_editors:
        asked_for = recurring_reasons(here.wiring.revisions, settings.source_locale, name)
    sheet = here.wiring.base.sheet(soc)
    told, _ = context_of(name, sheet, asked_for, again, sourced(here.wiring.shelf, name, sheet))
    prompt = templates.render(name, cast("Kind", kind), told)
    tokens = estimated_tokens(prompt.system), estimated_tokens(prompt.user)
    if as_json:
        data_json(
            {
                "template": prompt.template,
                "template_hash": prompt.sources,
                "prompt_hash": prompt.hash,
                "tokens_same_for_all": tokens[0],
                "tokens_of_this_occupation": tokens[1],
                "system": prompt.system,
                "user": prompt.user,
            }
        )
        return
    data(prompt.system)
    data("\n" + "-" * 78 + "\n")
    data(prompt.user)
    talk(
        f"{prompt.template}, prompt {prompt.hash[:12]}: about {tokens[0]:,} tokens the same for all and {tokens[1]:,} for this one"
    )
