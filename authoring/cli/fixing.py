"""`author check --fix`: the safe fixes of findings, shown text by text, saved as one revision a section."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from authoring.cli.office import Office
from authoring.cli.output import complain, counted, data, data_json, talk
from authoring.errors import Conflict, UsageError

if TYPE_CHECKING:
    from authoring.reviewing.fixing import Fixed
    from schemas.base import Locale, SocCode
    from schemas.sections.registry import SectionName


def fix_sections(
    here: Office,
    socs: "Sequence[SocCode]",
    sections: "Sequence[SectionName]",
    locale: "Locale | None",
    *,
    save: bool,
    as_json: bool,
) -> None:
    """Fix what can be fixed; no section, or no locale: all of them. What somebody else holds up is said, and left.

    Raises `UsageError` where an occupation has no text; ends with the code of `Conflict` where a section was left.
    """
    from authoring.reviewing.fixing import propose_fixes, save_fixes

    desk, found, saved, conflicts = here.wiring.desk, [], [], 0
    for place in [place for soc in socs for place in _written(here, soc, sections, locale)]:
        try:
            fixed = propose_fixes(desk, *place)
            if fixed.fixes and not as_json:
                _show(fixed)
            revision = save_fixes(desk, fixed) if save and fixed.taken else None
        except Conflict as conflict:
            complain(conflict)
            conflicts += 1
            continue
        saved += [revision] if revision else []
        found += [(fixed, revision.id if revision else None)] if fixed.fixes else []
    if as_json:
        data_json([_plain(fixed, kept) for fixed, kept in found])
    _sum_up([fixed for fixed, _ in found], len(saved), save=save)
    if conflicts:
        raise typer.Exit(Conflict.exit_code)


def _written(
    here: Office, soc: "SocCode", sections: "Sequence[SectionName]", locale: "Locale | None"
) -> "list[tuple[SocCode, Locale, SectionName]]":
    revisions = here.wiring.revisions
    tongues = [each for each in revisions.locales(soc) if locale in (None, each)]
    written = [
        (soc, tongue, name)
        for tongue in tongues
        for name, history in revisions.profile(soc, tongue).items()
        if history.head and (not sections or name in sections)
    ]
    if not written:
        raise UsageError(f"{soc} has no such text yet", f"Draft it: author draft {soc}")
    return written


def _show(fixed: "Fixed") -> None:
    ends = f"  (the approval by {fixed.approved_by} ends)" if fixed.approved_by and fixed.taken else ""
    data(f"{fixed.soc} {fixed.locale} {fixed.section}{ends}")
    for fix in fixed.fixes:
        left = f"  left as it is: {fix.left}" if fix.left else ""
        data(f"  {', '.join(fix.rules)}{left}")
        data(f"  - [{fix.item}]  {fix.before}\n  + [{fix.item}]  {fix.after}")


def _plain(fixed: "Fixed", saved: str | None) -> dict[str, object]:
    return {
        "soc": fixed.soc,
        "locale": fixed.locale,
        "section": fixed.section,
        "on": fixed.on,
        "saved": saved,
        "approval_ends": bool(fixed.approved_by and fixed.taken),
        "fixes": [
            {
                "item": fix.item,
                "field": fix.field,
                "rules": list(fix.rules),
                "before": fix.before,
                "after": fix.after,
                "left": fix.left or None,
            }
            for fix in fixed.fixes
        ],
    }


def _sum_up(found: "Sequence[Fixed]", saved: int, *, save: bool) -> None:
    taken = sum(len(fixed.taken) for fixed in found)
    left = sum(len(fixed.fixes) for fixed in found) - taken
    talk(
        f"{counted(taken, 'text')} {'fixed' if save else 'to fix'}"
        f"{f', {left} left as it is' if left else ''}; {counted(saved, 'section')} saved"
    )
