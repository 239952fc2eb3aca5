"""`author translate`: sections of the source locale in another, by code alone or with a model."""

from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.asking import BudgetOption, RecordOption, ReplayOption, say_spent, terms_of
from authoring.cli.drafts import OFFLINE
from authoring.cli.models import Asked, money
from authoring.cli.office import Office, locale_of, occupation, office, section_name
from authoring.cli.output import complain, data_json, table, talk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from authoring.translating.workflow import SectionTranslation
    from schemas.events import Revision
    from schemas.sections.registry import SectionName


def register(app: typer.Typer) -> None:
    """Add the verb of this group."""
    app.command()(translate)


def translate(  # noqa: PLR0913, PLR0917 - one option for each thing to ask
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A SOC code.")],
    to: Annotated[str, typer.Option("--to", metavar="LOCALE", help="Into which locale, such as zh-TW.")],
    sections: Annotated[str, typer.Option("--sections", metavar="A,B", help="Only these sections.")] = "",
    model: Annotated[
        str, typer.Option("--model", metavar="PROVIDER/MODEL", help="Write with this model; `offline`: with none.")
    ] = "",
    origin: Annotated[
        str, typer.Option("--from", metavar="LOCALE", help="Convert what is approved there: zh-TW and zh-CN.")
    ] = "",
    estimate: Annotated[bool, typer.Option("--estimate", help="Say what a model would cost; ask nobody.")] = False,
    budget: BudgetOption = None,
    record: RecordOption = None,
    replay: ReplayOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what happened as JSON.")] = False,
) -> None:
    """Start a translation from the source locale, or bring one up to it.

    Computed sections and labels are in the new language at once. Drafted text is written by the model of --model or of the
    settings; without one it is set out item by item as *to translate*, and cannot be approved or published until a person has
    written it. Only what moved in the source is asked for again, and a person's words stay.
    """
    from schemas.sections.registry import SECTION_NAMES

    here = office(context)
    soc, target = occupation(here, code), locale_of(here, to)
    names = [section_name(name) for name in sections.split(",")] if sections else list(SECTION_NAMES)
    if origin:
        writer = here.wiring.script_writer(locale_of(here, origin), target)
        done = here.wiring.translating_with(writer).translate(soc, target, names)
        _print(done, as_json=as_json)
        _say_failures(done)
    elif estimate:
        _print_estimate(here, soc, target, names, model, as_json=as_json)
    elif model != OFFLINE and (model or here.workspace.settings.model.name):
        asked = Asked(model, terms_of(here, budget, record, replay))
        _with_model(here, soc, target, names, asked, as_json=as_json)
    else:
        _print(here.wiring.translating.translate(soc, target, names), as_json=as_json)


def _with_model(
    here: Office, soc: str, target: str, names: "list[SectionName]", asked: Asked, *, as_json: bool
) -> None:

    writer = here.wiring.model_writer(asked.model, asked.terms)
    writer.told = talk
    talk(f"{soc} {here.wiring.base.title(soc)}: into {target} with {writer.name}")
    try:
        done = here.wiring.translating_with(writer).translate(soc, target, names)
    finally:
        writer.close()
    _print(done, as_json=as_json)
    for each in done:
        for reason in each.left_out:
            talk(f"{each.section}: left to a person: {reason}")
        if each.proposal:
            talk(
                f"{each.section}: a person's words stay; the model's wait beside them: "
                f"author diff {soc} {each.section} --locale {target} --to {each.proposal}"
            )
    _say_cost(here, soc, target, done)
    say_spent(asked.terms.budget)
    _say_failures(done)


def _say_failures(done: "tuple[SectionTranslation, ...]") -> None:
    from authoring.errors import ModelError

    failures = [each.failure for each in done if each.failure]
    for failure in failures:
        complain(failure)
    if failures:
        raise ModelError(
            "not every section was translated; see above", "What stands is kept; run it again for the rest."
        )


def _say_cost(here: Office, soc: str, target: str, done: "tuple[SectionTranslation, ...]") -> None:
    profile = here.wiring.revisions.profile(soc, target)
    written = [
        revision.provenance
        for each in done
        if each.outcome == "translated" and (revision := _of_model(profile[each.section].revisions))
    ]
    if not written:
        return
    used = [how.usage for how in written if how.usage]
    costs = [how.cost_usd for how in written]
    known = [cost for cost in costs if cost is not None]
    price = money(sum(known)) if len(known) == len(costs) else "at a price that is not known"
    talk(
        f"{soc}: {len(written)} of a model, {sum(each.input_tokens for each in used):,} tokens in, "
        f"{sum(each.output_tokens for each in used):,} out, {price}"
    )


def _of_model(revisions: "Sequence[Revision]") -> "Revision | None":
    return next((each for each in reversed(revisions) if each.provenance.method == "model"), None)


def _print_estimate(
    here: Office, soc: str, target: str, names: "list[SectionName]", model: str, *, as_json: bool
) -> None:
    from authoring.translating.models.estimating import estimate

    writer = here.wiring.model_writer(model)
    found = estimate(writer, here.wiring.translating_with(writer).wanted(soc, target, names))
    costs = [each.cost_usd for each in found]
    total = None if None in costs else sum(cost for cost in costs if cost is not None)
    if as_json:
        rows = [
            {
                "soc": soc,
                "section": each.section,
                "items": each.items,
                "input_tokens": each.input_tokens,
                "output_tokens": each.output_tokens,
                "kept": each.kept,
                "cost_usd": each.cost_usd,
            }
            for each in found
        ]
        data_json({"model": str(writer.name), "locale": target, "cost_usd": total, "sections": rows})
        return
    table(
        ("section", "items", "tokens in", "tokens out", "cost"),
        [
            (
                *(each.section, str(each.items), f"{each.input_tokens:,}", f"{each.output_tokens:,}"),
                "answered already" if each.kept else money(each.cost_usd),
            )
            for each in found
        ],
    )
    if total is None:
        talk("the price of this model is not known; set it under [model.prices] in authoring.toml")
    else:
        talk(f"about {money(total)} with {writer.name}, if every first answer stands")


def _print(done: "tuple[SectionTranslation, ...]", *, as_json: bool) -> None:
    if as_json:
        data_json(
            [
                {
                    "section": each.section,
                    "outcome": each.outcome,
                    "to_translate": each.to_translate,
                    "proposal": each.proposal,
                    "missing": [each.failure.message] if each.failure else list(each.left_out),
                }
                for each in done
            ]
        )
    else:
        table(
            ("section", "outcome", "items to translate"),
            [(each.section, each.outcome, str(each.to_translate or "")) for each in done],
        )
