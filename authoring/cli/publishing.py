"""`author publish` and `author preview`: what leaves, and how it will look."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from authoring.cli.office import Office, locale_of, occupation, office
from authoring.cli.output import counted, data, data_json, table, talk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from authoring.publishing.changes import Change
    from authoring.publishing.claim_changes import ChangedClaim, ChangedSection, ClaimSaid
    from authoring.publishing.publisher import ReleasePlan


_STAGES: Final = {
    "kept": "taking over what did not change, occupations",
    "profiles": "making occupations",
    "shared files": "putting tables together, locales",
    "databases": "making databases",
    "descriptions": "describing the release",
    "verifying": "reading everything back",
}
_MOST_LISTED: Final = 60


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
        _print_plan(here.wiring.publisher.plan(details=True), as_json=as_json)
        return
    from authoring.cli.progress_line import ProgressLine

    with ProgressLine(_STAGES) as progress:
        manifest = here.wiring.publisher.publish(here.wiring.person, html=html, notes=notes, progress=progress)
    if as_json:
        data_json(manifest.model_dump(mode="json"))
        return
    listed = manifest.profiles[:_MOST_LISTED]
    table(
        ("code", "locale", "sections", "not yet published", "file"),
        [(p.soc, p.locale, str(len(p.sections)), ", ".join(p.missing), p.file) for p in listed],
    )
    if len(manifest.profiles) > len(listed):
        talk(f"and {len(manifest.profiles) - len(listed)} more; all of them: author releases show --json")
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
                "claims": [each.model_dump(mode="json") for each in plan.details],
                "held_back": [
                    {"soc": b.soc, "locale": b.locale, "section": b.section, "reason": b.reason, "hint": b.hint}
                    for b in plan.blocks
                ],
            }
        )
        return
    leaving = [(c.head.soc, c.head.locale, c.head.section, "leaves", "") for c in plan.candidates]
    held = [(b.soc, b.locale, b.section, "held back", f"{b.reason}. {b.hint}") for b in plan.blocks]
    changes = [(c.soc, c.locale, c.section, c.kind, _counted_claims(c, plan.details)) for c in plan.changes]
    table(("code", "locale", "section", "what", "why"), [*leaving, *held, *changes])
    for section in plan.details:
        for claim in section.claims:
            data(f"{section.soc} {section.locale} {section.section} {_claim(claim)}")
    talk(
        f"{len(leaving)} sections would leave, {len(held)} reasons hold others back, {len(changes)} sections change; "
        "nothing was written"
    )


def _counted_claims(change: "Change", details: "Sequence[ChangedSection]") -> str:
    whose = (change.soc, change.locale, change.section)
    found = next((each for each in details if (each.soc, each.locale, each.section) == whose), None)
    return counted(len(found.claims), "changed claim") if found and found.claims else ""


def _claim(claim: "ChangedClaim") -> str:
    """`figure: $64,320 (oews.2024/…) -> $68,270 (oews.2025/…)`."""
    old, new = (_said(side) if side else "nothing" for side in (claim.old, claim.new))
    return f"{claim.kind}: {old} -> {new}"


def _said(claim: "ClaimSaid") -> str:
    facts = ", ".join(fact.id for fact in claim.facts)
    return f"{claim.text} ({facts or claim.verdict})"


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
