"""`author queue`, `author search` and `author show`: what there is to do, and one section with what it rests on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.office import Office, locale_of, occupation, office, section_name
from authoring.cli.output import counted, data, data_json, table, talk

if TYPE_CHECKING:
    from authoring.reviewing.board import QueueLine
    from schemas.events import Revision
    from schemas.status import State


def register(app: typer.Typer) -> None:
    """Add the verbs of this group."""
    app.command()(queue)
    app.command()(search)
    app.command()(show)


def queue(  # noqa: PLR0913, PLR0917 - one option for each thing to ask
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="[TEXT]", help="Part of a title or a code.")] = "",
    state: Annotated[list[str] | None, typer.Option("--state", help="Only this state; may be given again.")] = None,
    locale: Annotated[list[str] | None, typer.Option("--locale", help="Only this locale.")] = None,
    section: Annotated[list[str] | None, typer.Option("--section", help="Only this section.")] = None,
    group: Annotated[list[str] | None, typer.Option("--group", metavar="25", help="Only this major group.")] = None,
    rule: Annotated[list[str] | None, typer.Option("--rule", help="Only with an open finding of this rule.")] = None,
    model: Annotated[list[str] | None, typer.Option("--model", help="Only texts this model wrote.")] = None,
    assignee: Annotated[str | None, typer.Option("--assignee", help="Only what this person has; `me` is you.")] = None,
    unassigned: Annotated[bool, typer.Option("--unassigned", help="Only what nobody has.")] = False,
    stale: Annotated[
        bool | None, typer.Option("--stale/--fresh", help="Only where facts or source text changed since, or not.")
    ] = None,
    older: Annotated[
        int | None, typer.Option("--older-than", metavar="DAYS", min=0, help="Only what nothing happened to since.")
    ] = None,
    findings: Annotated[bool, typer.Option("--findings", help="Only sections with errors or warnings.")] = False,
    view: Annotated[
        str | None, typer.Option("--view", help="A view of yours or of the workspace; options add to it.")
    ] = None,
    save: Annotated[
        str | None, typer.Option("--save", metavar="NAME", help="Keep these options as a view of your own.")
    ] = None,
    forget: Annotated[str | None, typer.Option("--forget", metavar="NAME", help="Drop a view of your own.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="At most so many.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """List sections by urgency, each with the reason: forked, errors, stale, then by state; the oldest first."""
    from authoring.reviewing.views import filter_of, narrowed
    from authoring.revisions.ids import now

    here = office(context)
    asked = {
        "text": text,
        "states": tuple(_state(each) for each in state or ()),
        "locales": tuple(locale_of(here, each) for each in locale or ()),
        "sections": tuple(section_name(each) for each in section or ()),
        "groups": tuple(group or ()),
        "rules": tuple(rule or ()),
        "models": tuple(model or ()),
        "findings": findings,
        "stale": stale,
        "assignee": assignee,
        "unassigned": unassigned,
        "older_than_days": older,
    }
    if forget:
        from authoring.reviewing.own_views import forget_view, views_file

        forget_view(views_file(), forget)
        talk(f"forgot the view {forget}")
        return
    saved = narrowed(here.wiring.views, view, asked)
    if save:
        from authoring.reviewing.own_views import keep_view, views_file

        keep_view(views_file(), save, saved)
        talk(f"kept as your view: author queue --view {save}")
    board = here.wiring.desk.board
    board.refresh()
    board.count_findings()
    page = board.page(filter_of(saved, here.wiring.person, now()), limit=limit)
    if as_json:
        data_json([_line_as_json(line) for line in page.lines])
        return
    print_queue(page.lines, page.total, among=board.page().total)
    _report_damage(here)


def _state(given: str) -> "State":
    from authoring.errors import UsageError
    from schemas.status import STATES

    for state in STATES:
        if given.strip().lower().replace("-", "_").replace(" ", "_") == state:
            return state
    raise UsageError(f"there is no state `{given}`", f"States: {', '.join(STATES)}.")


def _line_as_json(line: "QueueLine") -> dict[str, object]:
    return {
        **line.status.model_dump(mode="json"),
        "why": line.priority.why,
        "stale": line.stale > 0,
        "model": line.model,
        "assigned_until": line.assigned_until,
    }


def print_queue(lines: "Sequence[QueueLine]", total: int, among: int = 0) -> None:
    """The queue as a table, with how many there are and how they are sorted on stderr; `among` are there unfiltered."""
    if not lines:
        nothing = "nothing in the queue; `author draft CODE` makes a first draft"
        talk(f"{counted(among, 'section')} in the queue, none like that" if among else nothing)
        return
    table(
        ("code", "section", "locale", "state", "why here", "errors", "warnings", "with", "by", "occupation"),
        [
            (
                line.status.soc,
                line.status.section,
                line.status.locale,
                line.status.state.replace("_", " "),
                line.priority.why,
                str(line.status.errors or ""),
                str(line.status.warnings or ""),
                line.status.assignee or "",
                line.status.author,
                line.status.title,
            )
            for line in lines
        ],
    )
    first = f"{len(lines)} of " if total > len(lines) else ""
    talk(f"{first}{counted(total, 'section')}, the most urgent first, then the oldest")


def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORD...", help="What the text or the title says.")],
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Find sections by what they say: words by their beginnings, Chinese, Japanese and Korean by any run of characters."""
    here = office(context)
    board = here.wiring.desk.board
    board.refresh()
    board.take_in_texts()
    found, _ = board.search(" ".join(words), limit)
    if as_json:
        data_json([hit._asdict() for hit in found])
        return
    titles = {hit.soc: here.wiring.desk.title(hit.soc) for hit in found}
    table(("code", "section", "locale", "occupation"), [(h.soc, h.section, h.locale, titles[h.soc]) for h in found])
    talk(f"{len(found)} sections{'; there may be more: --limit' if len(found) == limit else ''}")


def _report_damage(here: Office) -> None:
    for line in here.wiring.revisions.damage():
        talk(f"warning: {line.file}:{line.line}: {line.reason}; the rest of the log is used")


def show(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A SOC code.")],
    section: Annotated[str | None, typer.Argument(metavar="[SECTION]", help="One section; without it, all.")] = None,
    locale: Annotated[str | None, typer.Option("--locale", help="Which locale.")] = None,
    facts: Annotated[bool, typer.Option("--facts", help="Also print the facts each item cites.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print revisions and findings as JSON.")] = False,
) -> None:
    """Print sections as readable text.

    With their state, their findings and, with --facts, what they rest on.
    """
    from authoring.errors import UsageError
    from schemas.sections.registry import SECTION_NAMES

    here = office(context)
    soc, tongue = occupation(here, code), locale_of(here, locale)
    names = [section_name(section)] if section else list(SECTION_NAMES)
    profile = here.wiring.revisions.profile(soc, tongue)
    heads = [head for name in names if (head := profile[name].head) is not None]
    if not heads:
        what = f"{soc} {tongue} {section}" if section else f"{soc} {tongue}"
        raise UsageError(f"{what} has no text yet", f"Draft it: author draft {soc}")
    if as_json:
        data_json([_as_json(here, head) for head in heads])
        return
    for head in heads:
        _print_section(here, head, facts=facts)


def _as_json(here: Office, head: "Revision") -> dict[str, object]:
    history = here.wiring.revisions.history(head.soc, head.locale, head.section)
    return {
        "state": here.wiring.desk.state(history),
        "revision": head.model_dump(mode="json"),
        "findings": [finding.model_dump(mode="json") for finding in here.wiring.desk.findings(head)],
    }


def _print_section(here: Office, head: "Revision", *, facts: bool) -> None:
    from authoring.cli.reading import section_lines

    history = here.wiring.revisions.history(head.soc, head.locale, head.section)
    state = here.wiring.desk.state(history).replace("_", " ")
    data(f"{head.section} · {head.soc} {here.wiring.base.title(head.soc)} · {head.locale} · {state}")
    data(f"by {head.by.name}, {head.at[:16].replace('T', ' ')} UTC, {head.hash[:12]}")
    sheet = here.wiring.base.sheet(head.soc) if facts else None
    for line in section_lines(head.content, sheet):
        data(line)
    for finding in here.wiring.desk.findings(head):
        place = f" [{finding.place.item}]" if finding.place.item else ""
        data(f"  {finding.severity}: {finding.rule}{place}: {finding.message}. {finding.hint}")
    data("")
