"""`author check`: what the rules say of the text as it is now."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.office import Office, locale_of, occupation, office, section_name
from authoring.cli.output import counted, data, data_json, table, talk

if TYPE_CHECKING:
    from schemas.events import Revision
    from schemas.findings import Finding
    from schemas.sections.registry import SectionName


def register(app: typer.Typer) -> None:
    """Add the verbs of this group."""
    app.command()(check)


def check(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CODE...] [SECTION...]", help="SOC codes and sections; without any, all there is."),
    ] = None,
    locale: Annotated[str | None, typer.Option("--locale", help="Only this locale.")] = None,
    explain: Annotated[str | None, typer.Option("--explain", metavar="RULE", help="Explain a rule and stop.")] = None,
    rules: Annotated[bool, typer.Option("--rules", help="List all rules and stop.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="With --rules: as the table of docs/checks.md.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Run the checks. Exit code 5: there are open errors; 0: there are none, though there may be warnings."""
    from authoring.errors import UsageError

    if rules and markdown:
        from authoring.checks.explaining import as_markdown

        data(as_markdown())
        return
    if explain or rules:
        _explain(explain, as_json=as_json)
        return
    here = office(context)
    wanted = [section_name(word) for word in words or () if _names_a_section(word)]
    codes = [word for word in words or () if not _names_a_section(word)]
    socs = [occupation(here, code) for code in codes] if codes else list(here.wiring.revisions.occupations())
    found: list[tuple[Revision, Finding]] = []
    for soc in socs:
        heads = _heads(here, soc, locale, wanted)
        if not heads:
            raise UsageError(f"{soc} has no text yet", f"Draft it: author draft {soc}")
        found += [(head, finding) for head in heads for finding in here.wiring.desk.findings(head)]
    _print(found, as_json=as_json)
    counts = Counter(finding.severity for _, finding in found)
    told = ", ".join(counted(counts[severity], severity) for severity in ("error", "warning", "note"))
    talk(f"{counted(len(socs), 'occupation')} checked: {told}")
    if counts["error"]:
        raise typer.Exit(5)


def _names_a_section(word: str) -> bool:
    from schemas.sections.registry import SECTION_NAMES

    return word.strip().lower().replace("-", "_") in SECTION_NAMES


def _heads(here: Office, soc: str, locale: str | None, wanted: "list[SectionName]") -> "list[Revision]":
    tongues = [locale_of(here, locale)] if locale else here.wiring.revisions.locales(soc)
    profiles = (here.wiring.revisions.profile(soc, tongue) for tongue in tongues)
    return [
        history.head
        for profile in profiles
        for name, history in profile.items()
        if history.head and (not wanted or name in wanted)
    ]


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
    from dataclasses import asdict

    from authoring.checks.explaining import explained
    from authoring.errors import UsageError

    chosen = [rule for rule in explained() if name is None or rule.id == name]
    if not chosen:
        raise UsageError(f"there is no rule `{name}`", "List them with `author check --rules`.")
    if as_json:
        data_json([asdict(rule) for rule in chosen])
    for rule in [] if as_json else chosen:
        data(f"{rule.id} ({rule.severity}): {rule.explanation}")
        if name is not None and rule.wrong:
            data(f"  right: {rule.right}\n  wrong: {rule.wrong}")
