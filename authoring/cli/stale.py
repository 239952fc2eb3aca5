"""`author stale`, `author refresh`: what rests on facts that moved, and the smallest edit that mends it."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.office import occupation, office, section_name
from authoring.cli.output import counted, data, data_json, table, talk

if TYPE_CHECKING:
    from authoring.reviewing.refreshing import Proposal, Stale
    from authoring.staleness import Moved


def register(app: typer.Typer) -> None:
    """Add the verbs of this group."""
    app.command()(stale)
    app.command()(refresh)


def stale(
    context: typer.Context,
    codes: Annotated[list[str] | None, typer.Argument(metavar="[CODE...]", help="SOC codes; without any, all.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the sections with their facts as JSON.")] = False,
) -> None:
    """List sections whose cited facts moved, with the old and the new value, and their translations."""
    here = office(context)
    socs = [occupation(here, code) for code in codes] if codes else list(here.wiring.revisions.occupations())
    found = list(here.wiring.refreshing.stale(socs))
    if as_json:
        data_json([_plain(each) for each in found])
    elif found:
        rows = [(e.soc, e.locale, e.section, f"stale: {e.why}", told) for e in found for told in _told(e)]
        table(("code", "locale", "section", "state", "what moved"), rows)
    why = Counter(each.why for each in found)
    lapsed = sum(each.approved for each in found)
    talk(
        f"{counted(len(socs), 'occupation')}: {counted(why['facts'], 'section')} stale: facts, "
        f"{counted(why['source'], 'translation')} stale: source, {counted(lapsed, 'approval')} lapsed"
    )


def refresh(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A SOC code.")],
    sections: Annotated[list[str] | None, typer.Argument(metavar="[SECTION...]", help="Only these sections.")] = None,
    save: Annotated[bool, typer.Option("--save", help="Save the edits as new revisions.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the proposed edits as JSON.")] = False,
) -> None:
    """Propose the smallest edit of every stale section: numbers swapped, a sentence redrafted only if its claim flips."""
    from schemas.sections.registry import SECTION_NAMES

    here = office(context)
    soc = occupation(here, code)
    wanted = tuple(section_name(name) for name in sections or ()) or SECTION_NAMES
    proposals = here.wiring.refreshing.propose(soc, wanted)
    if as_json:
        data_json([_edits(each) for each in proposals])
    else:
        for proposal in proposals:
            _show(proposal)
    saved = here.wiring.refreshing.save(proposals) if save else ()
    swapped = sum(len(each.refreshed.edits) - len(each.refreshed.to_redraft) for each in proposals)
    left = sum(len(each.refreshed.to_redraft) for each in proposals)
    talk(
        f"{soc}: {counted(len(proposals), 'stale section')}, {counted(swapped, 'text')} with numbers swapped, "
        f"{left} to redraft{f', {len(saved)} saved' if save else ''}"
    )
    if proposals and not save:
        talk(f"Save them with: author refresh {soc} --save")


def _told(each: "Stale") -> list[str]:
    from authoring.checks.freshness import told

    if each.why == "source":
        return ["its source text rests on facts that moved"]
    return [told(moved, each.soc) for moved in each.moved]


def _plain(each: "Stale") -> dict[str, object]:
    return {
        "soc": each.soc,
        "locale": each.locale,
        "section": each.section,
        "stale": each.why,
        "approval_lapsed": each.approved,
        "facts": [_fact(moved) for moved in each.moved],
    }


def _fact(moved: "Moved") -> dict[str, object]:
    before, after = moved.before, moved.after
    return {
        "before": before.model_dump(mode="json"),
        "after": after and {"fact": after.id, "value": after.value, "unit": after.unit, "period": after.period},
        "claims": [claim.model_dump(mode="json") for claim in moved.lost],
    }


def _edits(proposal: "Proposal") -> dict[str, object]:
    head = proposal.head
    return {
        "soc": head.soc,
        "section": head.section,
        "on": head.id,
        "facts": [_fact(moved) for moved in proposal.refreshed.moved],
        "edits": [
            {"item": e.item, "field": e.field, "before": e.before, "after": e.after, "redraft": e.redraft}
            for e in proposal.refreshed.edits
        ],
        "content": proposal.refreshed.section.model_dump(mode="json"),
    }


def _show(proposal: "Proposal") -> None:
    data(f"{proposal.head.soc} {proposal.head.section}")
    for edit in proposal.refreshed.edits:
        if edit.redraft:
            data(f"  redraft [{edit.item}]  {edit.before}\n    because {edit.redraft}")
        else:
            data(f"  - [{edit.item}]  {edit.before}\n  + [{edit.item}]  {edit.after}")
    if not proposal.refreshed.edits:
        data("  figures made from facts" if proposal.changes else "  citations of newer facts; the words stand")
