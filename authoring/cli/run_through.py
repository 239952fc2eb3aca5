"""`author run --through check`: what a run wrote is checked, what the checks hold errors against is redrafted once, and one
screen says what of it needs a person."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from authoring.cli.output import counted, cut, data, table, talk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from authoring.cli.office import Office
    from authoring.runs.ledger import RunFolder
    from authoring.runs.planning import Plan
    from authoring.wiring import Wiring
    from schemas.base import Locale, SocCode
    from schemas.events import Revision
    from schemas.findings import Finding
    from schemas.sections.registry import SectionName

_SHOWN: Final = 40
_LONGEST: Final = 70


@dataclass(frozen=True)
class Checked:
    """One text of a run: what the checks hold against it, whether it was redrafted, and why it could not be."""

    soc: "SocCode"
    locale: "Locale"
    section: "SectionName"
    errors: tuple[str, ...]
    redrafted: bool
    refused: str = ""


def check_run(here: "Office", run: "RunFolder", plan: "Plan", limit: float | None, *, as_json: bool) -> None:
    """Check the texts that the plan's occupations got in that run, redraft once for errors, and say what is left to people.

    Redrafts are paid from what the run left of `limit`; without money for one the text goes to a person as it is.
    """
    head = run.head
    began = head.began if head else ""
    texts = list(_written(here.wiring, plan, began))
    talk(f"checking {counted(len(texts), 'text')}")
    faulty = [text for text in texts if _errors(here.wiring, text)]
    refused = _redrafted(here, faulty, plan, began, _left(here.wiring, run, plan, began, limit))
    heads = [_head(here.wiring, text) for text in texts]
    found = [_checked(here.wiring, head, began, refused.get(head.id, "")) for head in heads]
    if as_json:
        for each in found:
            data(json.dumps(_as_data(each), ensure_ascii=False))
        return
    _print(found, run, plan)


def _written(wiring: "Wiring", plan: "Plan", began: str) -> "Iterable[Revision]":
    """The texts by a model that the run appended, and that are still the newest."""
    for soc in plan.socs:
        for locale in plan.wish.locales:
            for name in plan.wish.sections:
                head = wiring.revisions.history(soc, locale, name).head
                if head and head.at >= began and head.provenance.method == "model":
                    yield head


def _head(wiring: "Wiring", text: "Revision") -> "Revision":
    return wiring.revisions.history(text.soc, text.locale, text.section).head or text


def _errors(wiring: "Wiring", text: "Revision") -> "list[Finding]":
    return [each for each in wiring.findings_of(text, wiring.base.sheet(text.soc)) if each.severity == "error"]


def _left(wiring: "Wiring", run: "RunFolder", plan: "Plan", began: str, limit: float | None) -> Decimal | None:
    """What the run left of its budget: redrafts of an earlier time stand in the logs alone."""
    if limit is None:
        return None
    profiles = (wiring.revisions.profile(soc, locale) for soc in plan.socs for locale in plan.wish.locales)
    answers = (answer for profile in profiles for history in profile.values() for answer in history.answers)
    paid = sum((Decimal(str(each.cost_usd or 0)) for each in answers if each.at >= began), Decimal(0))
    return Decimal(str(limit)) - max(run.spent(), paid)


def _redrafted(
    here: "Office", faulty: "Sequence[Revision]", plan: "Plan", began: str, left: Decimal | None
) -> dict[str, str]:
    """Redraft those that were not redrafted yet; by the id of a text that stayed as it was, why."""
    from authoring.conversing.opening import Terms
    from authoring.errors import AuthoringError
    from authoring.llm.budget import Budget

    source = here.workspace.settings.source_locale
    again = [text for text in faulty if text.locale == source and not _was_redrafted(here.wiring, text, began)]
    if not again:
        return {}
    if left is not None and left <= 0:
        return {text.id: "no money is left for a redraft" for text in again}
    terms = Terms(None if left is None else Budget(left))
    drafter = here.wiring.model_drafter(plan.wish.model, terms)
    redrafting = here.wiring.redrafting_with(drafter)
    refused: dict[str, str] = {}
    try:
        for text in again:
            reasons = [f"{each.message}. {each.hint}" for each in _errors(here.wiring, text)]
            talk(f"{text.soc} {text.section}: redrafting, {counted(len(reasons), 'error')}")
            try:
                redrafting.redraft(text.soc, text.section, reasons)
            except AuthoringError as no:  # no money or no answer; or somebody is at work on it
                refused[text.id] = str(no.message)
    finally:
        drafter.close()
    return refused


def _was_redrafted(wiring: "Wiring", text: "Revision", began: str) -> bool:
    """A draft of a run says no reason; a redraft does."""
    revisions = wiring.revisions.history(text.soc, text.locale, text.section).revisions
    return any(each.at >= began and each.reason for each in revisions)


def _checked(wiring: "Wiring", head: "Revision", began: str, refused: str) -> Checked:
    errors = tuple(str(each.message) for each in _errors(wiring, head))
    again = _was_redrafted(wiring, head, began)
    return Checked(head.soc, head.locale, head.section, errors, again, refused)


def _as_data(each: Checked) -> dict[str, object]:
    return {
        "event": "checked", "soc": each.soc, "locale": each.locale, "section": each.section, "errors": list(each.errors),
        "redrafted": each.redrafted, "refused": each.refused,
    }  # fmt: skip


def _print(found: "Sequence[Checked]", run: "RunFolder", plan: "Plan") -> None:
    """One screen: what is ready, and what needs a person first."""
    faulty = [each for each in found if each.errors]
    failures = [each for each in run.failures() if each.soc in plan.socs]
    thin = [each for each in plan.left if each.why_not == "thin facts"]
    rows = [
        (len(found) - len(faulty), "ready for review, by priority: author queue"),
        (len(faulty), "need a person: the checks find errors that a redraft did not mend"),
        (len(failures), f"were not got: author runs failures {run.number}"),
        (len(thin), "left out: the facts are too thin"),
        (sum(each.redrafted for each in found), "of all these were mended or changed by a redraft"),
    ]
    table(("texts", ""), [(str(count), what) for count, what in rows if count])
    if faulty:
        data("")
        table(
            ("code", "locale", "section", "why"),
            [
                (each.soc, each.locale, each.section, cut(each.refused or each.errors[0], _LONGEST))
                for each in faulty[:_SHOWN]
            ],
        )
    if len(faulty) > _SHOWN:
        data(f"and {len(faulty) - _SHOWN} more: author queue --findings")
