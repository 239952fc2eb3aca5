"""`author queue` and `author show`: what there is to do, and one section with what it rests on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.office import Office, locale_of, occupation, office, section_name
from authoring.cli.output import data, data_json, table, talk

if TYPE_CHECKING:
    from schemas.events import Revision
    from schemas.status import SectionStatus, State


def register(app: typer.Typer) -> None:
    """Add the verbs of this group."""
    app.command()(queue)
    app.command()(show)


def queue(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="[TEXT]", help="Part of a title or a code.")] = "",
    state: Annotated[list[str] | None, typer.Option("--state", help="Only this state; may be given again.")] = None,
    locale: Annotated[list[str] | None, typer.Option("--locale", help="Only this locale.")] = None,
    section: Annotated[list[str] | None, typer.Option("--section", help="Only this section.")] = None,
    findings: Annotated[bool, typer.Option("--findings", help="Only sections with errors or warnings.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole queue as JSON.")] = False,
) -> None:
    """List sections, the most urgent first.

    Errors first, then changes requested, in review, drafts; the oldest first.
    """
    from authoring.reviewing.queue import QueueFilter

    here = office(context)
    wanted = QueueFilter(
        states=tuple(_state(each) for each in state or ()),
        locales=tuple(locale_of(here, each) for each in locale or ()),
        sections=tuple(section_name(each) for each in section or ()),
        text=text,
        findings_only=findings,
    )
    statuses = here.wiring.desk.queue(wanted)
    if as_json:
        data_json([status.model_dump(mode="json") for status in statuses])
        return
    print_queue(statuses)
    _report_damage(here)


def _state(given: str) -> "State":
    from authoring.errors import UsageError
    from schemas.status import STATES

    for state in STATES:
        if given.strip().lower().replace("-", "_").replace(" ", "_") == state:
            return state
    raise UsageError(f"there is no state `{given}`", f"States: {', '.join(STATES)}.")


def print_queue(statuses: "Sequence[SectionStatus]") -> None:
    """The queue as a table, with how many there are and how they are sorted on stderr."""
    from authoring.reviewing.queue import priority

    if not statuses:
        talk("nothing in the queue; `author draft CODE` makes a first draft")
        return
    table(
        ("code", "section", "locale", "state", "why here", "errors", "warnings", "by", "occupation"),
        [
            (
                s.soc,
                s.section,
                s.locale,
                s.state.replace("_", " "),
                priority(s).why,
                str(s.errors or ""),
                str(s.warnings or ""),
                s.author,
                s.title,
            )
            for s in statuses
        ],
    )
    talk(f"{len(statuses)} sections, the most urgent first, then the oldest")


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
