"""`author check`: what the rules say of the text as it is now."""

from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.office import locale_of, occupation, office
from authoring.cli.output import data, data_json, table, talk

if TYPE_CHECKING:
    from schemas.events import Revision
    from schemas.findings import Finding


def register(app: typer.Typer) -> None:
    """Add the verbs of this group."""
    app.command()(check)


def check(
    context: typer.Context,
    codes: Annotated[
        list[str] | None, typer.Argument(metavar="[CODE...]", help="SOC codes; without any, all that are drafted.")
    ] = None,
    locale: Annotated[str | None, typer.Option("--locale", help="Only this locale.")] = None,
    explain: Annotated[str | None, typer.Option("--explain", metavar="RULE", help="Explain a rule and stop.")] = None,
    rules: Annotated[bool, typer.Option("--rules", help="List all rules and stop.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Run the checks. Exit code 5: there are open errors; 0: there are none, though there may be warnings."""
    if explain or rules:
        _explain(explain, as_json=as_json)
        return
    here = office(context)
    socs = [occupation(here, code) for code in codes] if codes else list(here.wiring.revisions.occupations())
    found: list[tuple[Revision, Finding]] = []
    for soc in socs:
        tongues = [locale_of(here, locale)] if locale else here.wiring.revisions.locales(soc)
        for tongue in tongues:
            heads = [history.head for history in here.wiring.revisions.profile(soc, tongue).values() if history.head]
            found += [(head, finding) for head in heads for finding in here.wiring.desk.findings(head)]
    _print(found, as_json=as_json)
    errors = sum(finding.severity == "error" for _, finding in found)
    talk(f"{len(socs)} occupations checked: {errors} errors, {len(found) - errors} warnings and notes")
    if errors:
        raise typer.Exit(5)


def _print(found: "list[tuple[Revision, Finding]]", *, as_json: bool) -> None:
    if as_json:
        data_json(
            [
                {"soc": head.soc, "locale": head.locale, "section": head.section, **finding.model_dump(mode="json")}
                for head, finding in found
            ]
        )
    elif found:
        table(
            ("severity", "code", "locale", "section", "item", "rule", "what"),
            [
                (f.severity, head.soc, head.locale, head.section, f.place.item, f.rule, f"{f.message}. {f.hint}")
                for head, f in found
            ],
        )


def _explain(name: str | None, *, as_json: bool) -> None:
    from authoring.checks.registry import all_rules
    from authoring.errors import UsageError

    chosen = [rule for rule in all_rules() if name is None or rule.id == name]
    if not chosen:
        raise UsageError(f"there is no rule `{name}`", "List them with `author check --rules`.")
    if as_json:
        data_json([{"id": rule.id, "severity": rule.severity, "explanation": rule.explanation} for rule in chosen])
    for rule in [] if as_json else chosen:
        data(f"{rule.id} ({rule.severity}): {rule.explanation}")
