"""Review verbs: what a person does with a section, from `edit` and `comment` to `approve` and `revert`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.company import being_there
from authoring.cli.office import Office, locale_of, occupation, office, section_name
from authoring.cli.output import talk

if TYPE_CHECKING:
    from authoring.reviewing.editor import EditFile
    from schemas.events import Revision
    from schemas.sections.registry import SectionName

Code = Annotated[str, typer.Argument(metavar="CODE", help="A SOC code.")]
SectionArgument = Annotated[str, typer.Argument(metavar="SECTION", help="The section.")]
LocaleOption = Annotated[str | None, typer.Option("--locale", help="Which locale; default: the source locale.")]
Reason = Annotated[str, typer.Option("--reason", "-m", metavar="TEXT", help="Why; goes into the history.")]


def register(app: typer.Typer) -> None:
    """Add the verbs of this group."""
    for verb in (review, edit, approve, comment, reject, withdraw, waive, assign, claim, redact, revert):
        app.command()(verb)
    app.command("request-changes")(request_changes)


def _place(context: typer.Context, code: str, locale: str | None) -> tuple[Office, str, str]:
    here = office(context)
    return here, occupation(here, code), locale_of(here, locale)


def _head(here: Office, soc: str, locale: str, section: "SectionName") -> "Revision":
    from authoring.errors import UsageError

    head = here.wiring.desk.history(soc, locale, section).head
    if head is None:
        raise UsageError(f"{soc} {locale} {section} has no text yet", f"Draft it: author draft {soc}")
    return head


def review(
    context: typer.Context,
    person: Annotated[str | None, typer.Option("--as", metavar="NAME", help="Who you are.")] = None,
    keys: Annotated[
        bool, typer.Option("--keys", help="List the keys, and the file for your own; open nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --keys: print them as JSON.")] = False,
    linear: Annotated[
        bool,
        typer.Option("--linear", help="Plain questions, one line at a time: for screen readers and dumb terminals."),
    ] = False,
    view: Annotated[str | None, typer.Option("--view", metavar="NAME", help="With --linear: a saved view.")] = None,
    code: Annotated[str | None, typer.Option("--code", metavar="CODE", help="With --linear: one occupation.")] = None,
) -> None:
    """Open the review TUI.

    The queue, each section beside its facts and findings; edit, approve, next.
    """
    from authoring.cli.review_command import open_review

    if keys:
        _print_keys(as_json=as_json)
        return
    here = office(context)
    if person is not None:
        here = Office(here.folder, person)
    if linear:
        _go_through(here, view, code)
        return
    open_review(here.wiring)


def _go_through(here: Office, view: str | None, code: str | None) -> None:
    from dataclasses import replace

    from authoring.cli.linear import Linear
    from authoring.reviewing.views import filter_of, narrowed
    from authoring.revisions.ids import now

    saved = narrowed(here.wiring.views, view, {})
    wanted = filter_of(saved, here.wiring.person, now())
    if code is not None:
        wanted = replace(wanted, soc=occupation(here, code))
    Linear(here.wiring, here.wiring.desk.lines(wanted)).go()


def _print_keys(*, as_json: bool) -> None:
    from authoring.cli.output import data_json, table
    from authoring.cli.review_command import key_rows, own_keys_file

    head, rows = ("screen", "name", "keys", "what it does"), key_rows()
    if as_json:
        data_json([dict(zip(("screen", "name", "keys", "does"), row, strict=True)) for row in rows])
    else:
        table(head, rows)
    talk(f'your own keys: {own_keys_file()}, a line each such as  "review.next" = ["n", "f12"]')


def approve(
    context: typer.Context,
    code: Code,
    sections: Annotated[
        list[str] | None, typer.Argument(metavar="[SECTION...]", help="The sections you have read.")
    ] = None,
    locale: LocaleOption = None,
    computed: Annotated[
        bool, typer.Option("--computed", help="Approve the wholly computed sections in one go.")
    ] = False,
) -> None:
    """Approve exactly the text there is now. Refused for your own words, with open errors, or left to translate.

    Name the sections you have read. Bulk approval exists for computed sections only.
    """
    from authoring.cli.failure import many
    from authoring.errors import UsageError

    here, soc, tongue = _place(context, code, locale)
    if not sections and not computed:
        raise UsageError("which sections?", f"Name them: author approve {soc} summary moat. Or: --computed.")
    if computed:
        decisions = here.wiring.desk.approve_computed(soc, tongue)
        names = ", ".join(decision.section for decision in decisions) or "none: decided already, or in need of a look"
        talk(f"{soc} {tongue}: computed sections approved by {here.wiring.person}: {names}")

    def one(given: str) -> None:
        name = section_name(given)
        decision = here.wiring.desk.approve(soc, tongue, name, _head(here, soc, tongue, name).id)
        talk(f"{soc} {tongue} {name}: approved by {here.wiring.person}, bound to {decision.hash[:12]}")

    many(sections or (), one)


def _with_reason(
    context: typer.Context,
    place: tuple[str, str, str | None],
    reason: str,
    act: "Callable[[Office, str, str, SectionName, str, str], object]",
    done: str,
) -> None:
    code, section, locale = place
    here, soc, tongue = _place(context, code, locale)
    name = section_name(section)
    act(here, soc, tongue, name, _head(here, soc, tongue, name).id, reason)
    talk(f"{soc} {tongue} {name}: {done} by {here.wiring.person}")


def request_changes(
    context: typer.Context, code: Code, section: SectionArgument, reason: Reason, locale: LocaleOption = None
) -> None:
    """Send a section back to be edited."""

    def act(here: Office, soc: str, tongue: str, name: "SectionName", head: str, why: str) -> object:
        return here.wiring.desk.request_changes(soc, tongue, name, head, why)

    _with_reason(context, (code, section, locale), reason, act, "changes requested")


def reject(
    context: typer.Context, code: Code, section: SectionArgument, reason: Reason, locale: LocaleOption = None
) -> None:
    """Send a section back to be drafted anew."""

    def act(here: Office, soc: str, tongue: str, name: "SectionName", head: str, why: str) -> object:
        return here.wiring.desk.reject(soc, tongue, name, head, why)

    _with_reason(context, (code, section, locale), reason, act, "rejected")


def withdraw(context: typer.Context, code: Code, section: SectionArgument, locale: LocaleOption = None) -> None:
    """Take back your last decision on a section."""
    here, soc, tongue = _place(context, code, locale)
    name = section_name(section)
    here.wiring.desk.withdraw(soc, tongue, name)
    talk(f"{soc} {tongue} {name}: decision withdrawn by {here.wiring.person}")


def waive(
    context: typer.Context,
    code: Code,
    section: SectionArgument,
    rule: Annotated[str, typer.Argument(metavar="RULE", help="The rule of the warning, such as language.filler.")],
    reason: Reason,
    item: Annotated[str | None, typer.Option("--item", help="The item, where several have that warning.")] = None,
    locale: LocaleOption = None,
) -> None:
    """Accept a warning with a reason. It comes back when the text it is about changes."""
    from authoring.errors import UsageError

    here, soc, tongue = _place(context, code, locale)
    name = section_name(section)
    head = _head(here, soc, tongue, name)
    found = [f for f in here.wiring.desk.findings(head) if f.rule == rule and item in (None, f.place.item)]
    if len(found) != 1:
        raise UsageError(
            f"{soc} {tongue} {name} has {len(found) or 'no'} open findings of {rule}",
            f"See them with `author check {soc}`; --item picks one of several.",
        )
    here.wiring.desk.waive(soc, tongue, name, head.id, rule, found[0].fingerprint, reason)
    talk(f"{soc} {tongue} {name}: {rule} waived by {here.wiring.person}")


def comment(
    context: typer.Context,
    code: Code,
    section: SectionArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What you want to say.")],
    item: Annotated[str | None, typer.Option("--item", help="About this item.")] = None,
    locale: LocaleOption = None,
) -> None:
    """Remark on a section, or on one of its items."""
    here, soc, tongue = _place(context, code, locale)
    name = section_name(section)
    here.wiring.desk.comment(soc, tongue, name, text, item)
    talk(f"{soc} {tongue} {name}: comment kept")


def assign(
    context: typer.Context,
    code: Code,
    section: SectionArgument,
    person: Annotated[str | None, typer.Argument(metavar="[PERSON]", help="To whom.")] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="Take the assignment back.")] = False,
    locale: LocaleOption = None,
) -> None:
    """Say who is to look at a section."""
    from authoring.errors import UsageError

    here, soc, tongue = _place(context, code, locale)
    if (person is None) is not nobody:
        raise UsageError("to whom?", "Name one person, or take the assignment back with --nobody.")
    name = section_name(section)
    here.wiring.desk.assign(soc, tongue, name, person)
    talk(f"{soc} {tongue} {name}: {f'assigned to {person}' if person else 'assigned to nobody'}")


def claim(context: typer.Context, code: Code, section: SectionArgument, locale: LocaleOption = None) -> None:
    """Take a section for yourself for a while, so that nobody else begins on it. The claim ends by itself."""
    here, soc, tongue = _place(context, code, locale)
    name = section_name(section)
    claimed = here.wiring.desk.claim(soc, tongue, name)
    talk(f"{soc} {tongue} {name}: yours until {(claimed.until or '')[11:16]} UTC")


def redact(
    context: typer.Context,
    code: Code,
    section: SectionArgument,
    event: Annotated[
        str, typer.Argument(metavar="EVENT", help="The id of a past revision, comment, decision or answer.")
    ],
    reason: Reason,
    locale: LocaleOption = None,
) -> None:
    """Take words out of the past that must legally go. Who wrote when, the hash, and your reason stay.

    The text as it is now is edited first. Copies elsewhere (git's history, backups, releases) are yours to look after.
    """
    here, soc, tongue = _place(context, code, locale)
    name = section_name(section)
    redaction = here.wiring.desk.redact(soc, tongue, name, event.strip().upper(), reason)
    talk(f"{soc} {tongue} {name}: the words of {redaction.target} are gone from this log")
    talk("git's history, backups and published releases may still hold them")


def revert(
    context: typer.Context,
    code: Code,
    section: SectionArgument,
    to: Annotated[
        str, typer.Option("--to", metavar="REVISION", help="The revision, or the beginning of its id or hash.")
    ],
    locale: LocaleOption = None,
) -> None:
    """Bring back an earlier text as a new revision. Nothing is deleted, and it is reviewed like any edit."""
    from authoring.cli.diff_sides import choice

    here, soc, tongue = _place(context, code, locale)
    name = section_name(section)
    earlier = choice(here, to)(here.wiring.desk.history(soc, tongue, name))
    if earlier is None:
        from authoring.errors import UsageError

        raise UsageError(f"{soc} {tongue} {name} has no text yet", f"Draft it: author draft {soc}")
    revision = here.wiring.desk.revert(soc, tongue, name, earlier.id)
    talk(f"{soc} {tongue} {name}: back to {earlier.id}, as revision {revision.id}")


def _refuse_a_bad_save_that_nobody_saw(file: "EditFile") -> None:
    """A person who closes the editor has read the reason; a program that edits in their place gets an exit code."""
    import sys

    from authoring.errors import UsageError

    if file.unfinished() and not sys.stdin.isatty():
        raise UsageError("nothing was saved: the text does not fit", f"The reason stands at the top of {file.path}.")


def _refuse_nothing_to_edit(name: "SectionName") -> None:
    import os
    import sys

    from authoring.errors import NotAllowed, UsageError
    from schemas.sections.registry import SPEC

    if not SPEC[name].drafted:
        raise NotAllowed(f"{name} is made from facts; there is nothing to edit", "Correct the facts it is made from.")
    if not sys.stdin.isatty() and not (os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        raise UsageError("there is no terminal to edit in", "Set EDITOR to a command that edits a file by itself.")


def edit(
    context: typer.Context,
    code: Code,
    section: SectionArgument,
    locale: LocaleOption = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Drop what was left unfinished last time.")] = False,
) -> None:
    """Edit a section in your own editor.

    It opens as readable text in $VISUAL or $EDITOR. A save that does not fit opens again with the error on top. What you
    typed is kept until it is saved, and what others saved meanwhile is merged with it.
    """
    from authoring.reviewing.editor import EditFile, edit_section, editor_runner

    here, soc, tongue = _place(context, code, locale)
    name = section_name(section)
    before = _head(here, soc, tongue, name)
    _refuse_nothing_to_edit(name)
    file = EditFile(here.workspace.cache, soc, tongue, name)
    if fresh:
        file.done()
    elif file.unfinished() is not None:
        talk("going on with what you left unfinished (--fresh begins anew)")
    desk = here.wiring.desk
    title = here.wiring.base.title(soc)
    with being_there(here.wiring.presence, soc, tongue, name, "editing"):
        saved = edit_section(desk, file, desk.history(soc, tongue, name), title, editor_runner())
    if saved is None:
        _refuse_a_bad_save_that_nobody_saw(file)
        talk("nothing was saved" + (f"; what you typed is kept in {file.path}" if file.unfinished() else ""))
    elif saved.id == before.id:
        talk("no change")
    else:
        talk(f"{soc} {tongue} {name}: saved as revision {saved.id} by {here.wiring.person}; it is in review again")
        for finding in desk.findings(saved):
            talk(f"  {finding.severity}: {finding.message}. {finding.hint}")
