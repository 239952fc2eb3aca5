"""`author log`: what happened."""

from typing import TYPE_CHECKING, Annotated, Final

import typer
from typer.core import TyperGroup

from authoring.cli.copying import export_logs, import_logs
from authoring.cli.office import Office, locale_of, occupation, office, section_name
from authoring.cli.output import data, data_json, talk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typer._click.core import Command, Context

    from schemas.events import Event, Revision, Usage

_TELL: Final = "tell"
_BELOW_LOG: Final = ("export", "import")


class LogGroup(TyperGroup):
    """`author log` itself tells the history; `export` and `import` are verbs below it."""

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Whatever is not one of the verbs is for the telling."""
        return super().parse_args(ctx, args if args and args[0] in _BELOW_LOG else [_TELL, *args])

    def resolve_command(self, ctx: "Context", args: list[str]) -> "tuple[str | None, Command | None, list[str]]":
        """The telling has no name of its own: its usage reads `author log`."""
        name, command, rest = super().resolve_command(ctx, args)
        return "" if name == _TELL else name, command, rest


def register(app: typer.Typer) -> None:
    """Add the verbs of this group."""
    verbs = typer.Typer(cls=LogGroup, help="Tell what happened; `log export` and `log import` copy it.")
    verbs.command(
        _TELL, hidden=True, epilog="`author log export` and `author log import` copy the logs of a database."
    )(log)
    verbs.command("export")(export_logs)
    verbs.command("import")(import_logs)
    app.add_typer(verbs, name="log")


def log(  # noqa: PLR0913, PLR0917 - one option for each thing to ask
    context: typer.Context,
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="A SOC code; without it, all.")] = None,
    section: Annotated[str | None, typer.Argument(metavar="[SECTION]", help="One section; without it, all.")] = None,
    locale: Annotated[str | None, typer.Option("--locale", help="Which locale; without CODE, all of them.")] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Only what this person, model or tool did.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help="Only on this day (UTC), as 2026-11-23.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the events as JSON.")] = False,
    as_prov: Annotated[bool, typer.Option("--prov", help="Print them as W3C PROV JSON.")] = False,
) -> None:
    """Tell what happened: in a section, by a person, on a day.

    Oldest first: who did what, when, on which content.
    """
    here = office(context)
    wanted = _day(on)
    events = [
        event
        for event in _events(here, code, section, locale)
        if (by is None or event.by.name.casefold() == by.casefold()) and (wanted is None or event.at.startswith(wanted))
    ]
    if as_prov:
        from authoring.revisions.prov import prov_document

        data_json(prov_document(events))
        return
    if as_json:
        data_json([event.model_dump(mode="json") for event in events])
        return
    if not events:
        draft = f"; `author draft {code}` makes a first draft" if code else ""
        talk("nothing of that kind happened" if by or on or section else f"nothing happened yet{draft}")
    for event in events:
        place = "" if code else f"{event.soc} {event.locale:<6} "
        when = event.at[:16].replace("T", " ")
        data(f"{when}  {event.by.name:<20}  {place}{event.section:<12}  {story(event)}")
        for line in _how(event) if section else ():
            data(f"{'':18}{line}")


def _events(here: Office, code: str | None, section: str | None, locale: str | None) -> "list[Event]":
    """The events of a section, of an occupation, or of the workspace, oldest first."""
    from schemas.sections.registry import SECTION_NAMES

    names = [section_name(section)] if section else list(SECTION_NAMES)
    if code is None:
        only = locale_of(here, locale) if locale else None
        every = here.wiring.revisions.every_event()
        found = [event for event in every if event.section in names and only in (None, event.locale)]
    else:
        soc, tongue = occupation(here, code), locale_of(here, locale)
        profile = here.wiring.revisions.profile(soc, tongue)
        found = [event for name in names for event in profile[name].events]
    return sorted(found, key=lambda event: event.id)


def _day(given: str | None) -> str | None:
    from datetime import date

    from authoring.errors import UsageError

    if given is None:
        return None
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError as cause:
        raise UsageError(f"`{given}` is no day", "Write it as 2026-11-23.") from cause


def story(event: "Event") -> str:
    """What an event did, in a line."""
    if event.kind == "revision":
        return _revision_story(event)
    if event.kind == "decision":
        what = event.action.replace("_", " ")
        about = f" {event.rule}" if event.rule else ""
        why = f": {event.reason}" if event.reason else ""
        return f"{what}{about} on {event.hash[:12]}{why}"
    if event.kind == "comment":
        return f"comment{f' on item {event.item}' if event.item else ''}: {event.text}"
    if event.kind == "assignment":
        until = f" until {event.until[:16].replace('T', ' ')} UTC" if event.until else ""
        return f"assigned to {event.assignee}{until}" if event.assignee else "assignment taken back"
    if event.kind == "factcheck":
        why = f": {event.reason}" if event.reason else ""
        return f"{event.outcome} the claim “{event.claim}” on {event.hash[:12]}{why}"
    if event.kind == "redaction":
        return f"words of {event.target} redacted: {event.reason}"
    ended = "" if event.stop_reason == "complete" else f", {event.stop_reason.replace('_', ' ')}"
    return f"answer of {event.model}{ended} ({_used(event.usage, event.cost_usd)})"


def _revision_story(revision: "Revision") -> str:
    made = revision.provenance.method.replace("_", " ")
    by_model = f" with {revision.provenance.model}" if revision.provenance.model else ""
    taken_in = f", takes in {revision.merged}" if revision.merged else ""
    waiting = f", {len(revision.to_translate)} items to translate" if revision.to_translate else ""
    why = f": {revision.reason}" if revision.reason else ""
    return f"revision {revision.id} {revision.hash[:12]} ({made}{by_model}{taken_in}{waiting}){why}"


def _how(event: "Event") -> "Iterator[str]":
    """How a model came to write a revision: what it was asked, on which facts, and what it took."""
    if event.kind != "revision" or event.provenance.method != "model":
        return
    made = event.provenance
    if made.template and made.prompt_hash:
        given = "".join(f", {each.name} {each.value}" for each in made.parameters)
        yield f"asked by {made.template}, prompt {made.prompt_hash[:12]}{given}"
    sheet = f", sheet {event.sheet_hash[:12]}" if event.sheet_hash else ""
    yield f"on facts {event.base_version or '-'}{sheet}, schema {event.schema_version}"
    if made.usage:
        took = f", {made.seconds:.1f} s" if made.seconds is not None else ", from an answer that was kept"
        yield f"took {_used(made.usage, made.cost_usd)}{took}"


def _used(usage: "Usage", cost: float | None) -> str:
    asks = f"{usage.attempts} requests, " if usage.attempts > 1 else ""
    price = "price unknown" if cost is None else f"${cost:,.4f}"
    return f"{asks}{usage.input_tokens:,} tokens in, {usage.output_tokens:,} out, {price}"
