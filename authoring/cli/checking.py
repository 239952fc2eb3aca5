"""`author check`: what the rules say of the text as it is now, or of what is published."""

import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from authoring.cli.asking import BudgetOption, say_spent, terms_of
from authoring.cli.office import Office, locale_of, occupation, office, section_name
from authoring.cli.output import counted, data, data_json, table, talk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from authoring.checks.reports.reported import Reported
    from authoring.errors import ModelError
    from schemas.sections.registry import SectionName

Format = Literal["table", "json", "sarif", "html"]
_SECONDS_BETWEEN_LINES: Final = 2
_ENOUGH_FOR_A_GUESS: Final = 40


def register(app: typer.Typer) -> None:
    """Add the verbs of this group."""
    app.command()(check)


def check(  # noqa: PLR0913, PLR0917 - each is an option
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CODE...] [SECTION...]", help="SOC codes and sections; without any, all there is."),
    ] = None,
    locale: Annotated[str | None, typer.Option("--locale", help="Only this locale.")] = None,
    published: Annotated[bool, typer.Option("--published", help="Check the current release, not the drafts.")] = False,
    explain: Annotated[str | None, typer.Option("--explain", metavar="RULE", help="Explain a rule and stop.")] = None,
    rules: Annotated[bool, typer.Option("--rules", help="List all rules and stop.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="With --rules: as the table of docs/checks.md.")] = False,
    form: Annotated[Format, typer.Option("--format", help="table, json, sarif (for code hosts), html.")] = "table",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Where html goes, a page an occupation.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Save the safe fixes, as an edit of yours a section.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="With --fix: show the fixes, save nothing.")] = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="In so many processes; by default one a core.")
    ] = None,
    second_reader: Annotated[
        str | None,
        typer.Option("--second-reader", metavar="PROVIDER/MODEL", help="A model first reads what no rule can decide."),
    ] = None,
    budget: BudgetOption = None,
    online: Annotated[
        bool, typer.Option("--online", help="Also ask whether the documents that are quoted still answer.")
    ] = False,
) -> None:
    """Run the checks. Exit code 5: there are open errors; 0: there are none, though there may be warnings."""
    if explain or rules:
        _explain(explain, as_json=as_json, markdown=markdown)
        return
    here = office(context)
    wanted = tuple(section_name(word) for word in words or () if _names_a_section(word))
    socs = [occupation(here, word) for word in words or () if not _names_a_section(word)]
    tongue = locale_of(here, locale) if locale else None
    if fix or dry_run:
        _fix(here, socs, wanted, tongue, fix=fix, save=not dry_run, as_json=as_json or form == "json",
             else_asked=published or form in {"sarif", "html"})  # fmt: skip
        return
    failures = (
        _read_second(here, socs, tongue, wanted, second_reader, budget) if second_reader and not published else []
    )
    looked = _published(here, socs) if published else _drafts(here, socs, jobs or _cores())
    by_soc: dict[str, list[Reported]] = {}
    for soc, reports in looked:
        by_soc.setdefault(soc, []).extend(
            each for each in reports if tongue in (None, each.locale) and (not wanted or each.section in wanted)
        )
    if not published:
        dead = _dead_links(here, list(by_soc)) if online else ()
        for each in (*here.wiring.examining.near_duplicates(by_soc), *dead):
            if tongue in (None, each.locale) and (not wanted or each.section in wanted):
                by_soc[each.soc].append(each)
    checked = sorted(by_soc)
    found = [each for soc in checked for each in by_soc[soc]]
    _report(here, found, checked, "json" if as_json else form, out)
    counts = Counter(each.finding.severity for each in found)
    told = ", ".join(counted(counts[severity], severity) for severity in ("error", "warning", "note"))
    talk(f"{counted(len(checked), 'occupation')} checked: {told}")
    if failures:
        raise failures[0]
    if counts["error"]:
        raise typer.Exit(5)


def _fix(  # noqa: PLR0913 - what was asked for
    here: Office,
    socs: list[str],
    wanted: "tuple[SectionName, ...]",
    tongue: str | None,
    *,
    fix: bool,
    save: bool,
    as_json: bool,
    else_asked: bool,
) -> None:
    from authoring.cli.fixing import fix_sections
    from authoring.errors import UsageError

    if not fix:
        raise UsageError("`--dry-run` goes with --fix", "`author check` by itself saves nothing.")
    if else_asked:
        raise UsageError("`--fix` edits drafts and reports as a table or --json", "Leave out --published and --format.")
    if not socs:
        raise UsageError("`--fix` edits only what you name", "Name occupations: author check --fix 25-4022")
    fix_sections(here, socs, wanted, tongue, save=save, as_json=as_json)


def _names_a_section(word: str) -> bool:
    from schemas.sections.registry import SECTION_NAMES

    return word.strip().lower().replace("-", "_") in SECTION_NAMES


def _read_second(
    here: Office, socs: list[str], tongue: str | None, wanted: "tuple[SectionName, ...]", model: str,
    budget: str | None,
) -> "list[ModelError]":  # fmt: skip
    from authoring.cli.second_reading import read_second

    terms = terms_of(here, budget, None, None)
    failures = read_second(here, socs, tongue, wanted, model, terms)
    say_spent(terms.budget)
    return failures


def _dead_links(here: Office, socs: list[str]) -> "list[Reported]":
    from authoring.errors import UnknownOccupation
    from authoring.reviewing.online import dead_links

    links = here.wiring.links
    found: list[Reported] = []
    try:
        for soc in here.wiring.with_documents(socs):
            for tongue in here.wiring.revisions.locales(soc):
                try:
                    found += dead_links(here.wiring.seen(soc, tongue), links.fault)
                except UnknownOccupation:
                    continue
    finally:
        links.keep()
    return found


def _cores() -> int:
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _drafts(here: Office, socs: list[str], jobs: int) -> "Iterator[tuple[str, Sequence[Reported]]]":
    from authoring.errors import UsageError

    for soc in socs:
        if not any(h.head for tongue in here.wiring.revisions.locales(soc)
                   for h in here.wiring.revisions.profile(soc, tongue).values()):  # fmt: skip
            raise UsageError(f"{soc} has no text yet", f"Draft it: author draft {soc}")
    wanted = list(dict.fromkeys(socs)) or list(here.wiring.revisions.occupations())
    looked = here.wiring.examining.each(wanted, here.wiring.examining_with(jobs))
    return _with_progress(looked, len(wanted))


def _with_progress(
    looked: "Iterable[tuple[str, Sequence[Reported]]]", total: int
) -> "Iterator[tuple[str, Sequence[Reported]]]":
    """The same; every few seconds one line says how far it is, and how long the rest will take at that pace."""
    begun = said = time.monotonic()
    for number, each in enumerate(looked, 1):
        yield each
        now = time.monotonic()
        if now - said >= _SECONDS_BETWEEN_LINES and number < total:
            said = now
            left = (now - begun) * (total - number) / number
            told = f", about {left:.0f} s left" if number >= _ENOUGH_FOR_A_GUESS else ""
            talk(f"{number} of {total} occupations checked{told}")


def _published(here: Office, socs: list[str]) -> "Iterator[tuple[str, Sequence[Reported]]]":
    from authoring.publishing.rechecking import recheck

    root = here.workspace.root
    for soc, reports in recheck(here.workspace.published, root, here.wiring.own_rules):
        if not socs or soc in socs:
            yield soc, reports


def _report(here: Office, found: "list[Reported]", socs: list[str], form: Format, out: Path | None) -> None:
    if form == "sarif":
        from authoring.checks.reports.sarif import sarif

        data_json(sarif(found))
    elif form == "html":
        _write_pages(here, found, socs, out or Path("findings"))
    elif form == "json":
        data_json(
            [
                {"soc": r.soc, "locale": r.locale, "section": r.section, **r.finding.model_dump(mode="json")}
                for r in found
            ]
        )
    elif found:
        table(
            ("severity", "code", "locale", "section", "item", "rule", "what"),
            [
                (r.finding.severity, r.soc, r.locale, r.section, r.finding.place.item, r.finding.rule,
                 f"{r.finding.message}. {r.finding.hint}")
                for r in found
            ],
        )  # fmt: skip


def _write_pages(here: Office, found: "list[Reported]", socs: list[str], folder: Path) -> None:
    from authoring.checks.reports.page import html_report
    from authoring.errors import StorageError

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for soc in dict.fromkeys(socs):
            page = html_report(soc, here.wiring.desk.title(soc), [each for each in found if each.soc == soc])
            (folder / f"{soc}.html").write_text(page, "utf-8")
    except OSError as cause:
        raise StorageError.writing(folder, cause) from cause
    talk(f"wrote {counted(len(set(socs)), 'page')} to {folder}")


def _explain(name: str | None, *, as_json: bool, markdown: bool) -> None:
    from dataclasses import asdict

    from authoring.checks.explaining import as_markdown, explained
    from authoring.errors import UsageError

    if markdown:
        data(as_markdown())
        return
    chosen = [rule for rule in explained() if name is None or rule.id == name]
    if not chosen:
        raise UsageError(f"there is no rule `{name}`", "List them with `author check --rules`.")
    if as_json:
        data_json([asdict(rule) for rule in chosen])
    for rule in [] if as_json else chosen:
        data(f"{rule.id} ({rule.severity}): {rule.explanation}")
        if name is not None and rule.wrong:
            data(f"  right: {rule.right}\n  wrong: {rule.wrong}")
