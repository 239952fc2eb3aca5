"""`author publish` and `author preview`: what leaves, and how it will look."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.office import Office, locale_of, occupation, office
from authoring.cli.output import data, data_json, table, talk

if TYPE_CHECKING:
    from authoring.publishing.publisher import ReleasePlan


def register(app: typer.Typer) -> None:
    """Add the verbs of this group."""
    app.command()(publish)
    app.command()(preview)


def publish(
    context: typer.Context,
    html: Annotated[bool, typer.Option("--html/--no-html", help="Also render the pages.")] = True,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would leave and what is held back; write nothing.")
    ] = False,
    notes: Annotated[str, typer.Option("--notes", metavar="TEXT", help="What is to be said of this release.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the manifest (or the plan) as JSON.")] = False,
) -> None:
    """Publish every approved section as a release.

    It is made under published/, all or nothing.

    Sections that are not approved, have open errors or untranslated text stay behind, and are named.
    """
    here = office(context)
    if dry_run:
        _print_plan(here.wiring.publisher.plan(), as_json=as_json)
        return
    manifest = here.wiring.publisher.publish(here.wiring.person, html=html, notes=notes)
    if as_json:
        data_json(manifest.model_dump(mode="json"))
        return
    table(
        ("code", "locale", "sections", "not yet published", "file"),
        [(p.soc, p.locale, str(len(p.sections)), ", ".join(p.missing), p.file) for p in manifest.profiles],
    )
    current = here.workspace.published / "current"
    talk(f"release {manifest.release}: {len(manifest.files)} files in {current}")
    if html:
        talk(f"open {current / 'site' / 'index.html'}")


def _print_plan(plan: "ReleasePlan", *, as_json: bool) -> None:
    if as_json:
        data_json(
            {
                "leaving": [
                    {"soc": c.head.soc, "locale": c.head.locale, "section": c.head.section, "hash": c.head.hash}
                    for c in plan.candidates
                ],
                "changes": [
                    {"kind": c.kind, "soc": c.soc, "locale": c.locale, "section": c.section} for c in plan.changes
                ],
                "held_back": [
                    {"soc": b.soc, "locale": b.locale, "section": b.section, "reason": b.reason, "hint": b.hint}
                    for b in plan.blocks
                ],
            }
        )
        return
    leaving = [(c.head.soc, c.head.locale, c.head.section, "leaves", "") for c in plan.candidates]
    held = [(b.soc, b.locale, b.section, "held back", f"{b.reason}. {b.hint}") for b in plan.blocks]
    table(("code", "locale", "section", "what", "why"), leaving + held)
    talk(f"{len(leaving)} sections would leave, {len(held)} reasons hold others back; nothing was written")


def preview(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A SOC code.")],
    locale: Annotated[str | None, typer.Option("--locale", help="Which locale.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write the page here instead of stdout.")
    ] = None,
) -> None:
    """Render a page as it stands now.

    It is marked as a draft. Publishes nothing.
    """
    here = office(context)
    soc, tongue = occupation(here, code), locale_of(here, locale)
    _must_have_text(here, soc, tongue)
    page = here.wiring.publisher.preview_html(soc, tongue)
    if out is None:
        data(page)
        return
    from authoring.errors import StorageError

    try:
        out.write_text(page, "utf-8")
    except OSError as cause:
        raise StorageError.writing(out, cause) from cause
    talk(f"wrote {out}: a preview, not published")


def _must_have_text(here: Office, soc: str, tongue: str) -> None:
    from authoring.errors import UsageError

    if not any(history.head for history in here.wiring.revisions.profile(soc, tongue).values()):
        raise UsageError(f"{soc} {tongue} has no text yet", f"Draft it: author draft {soc}")
