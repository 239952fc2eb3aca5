"""Fixing: the safe corrections that findings carry, proposed text by text and saved as one edit of the person who asks.

Invariant: a fix is taken only where the checks say so afterwards: its finding is gone, and no error is new.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from authoring.item_texts import item_texts
from authoring.reviewing import rules
from authoring.reviewing.desk import Desk
from authoring.revisions.history import History
from schemas.base import Locale, SocCode
from schemas.events import EventId, Revision
from schemas.findings import Finding
from schemas.items import Item
from schemas.sections.registry import SPEC, Section, SectionName

_Place = tuple[str, str]
"""An item and a field of it."""

_LONGEST_REASON: Final = 300


@dataclass(frozen=True)
class Fix:
    """One text before and after, and the rules that ask for it. `left`: why it is not taken; empty where it is."""

    item: str
    field: str
    rules: tuple[str, ...]
    before: str
    after: str
    left: str = ""


@dataclass(frozen=True)
class Fixed:
    """The fixes of one section, its content with those that are taken, and the head they were made on.

    `approved_by`: whose approval ends when this is saved; empty where there is none.
    """

    soc: SocCode
    locale: Locale
    section: SectionName
    on: EventId
    content: Section
    fixes: tuple[Fix, ...]
    approved_by: str = ""

    @property
    def taken(self) -> tuple[Fix, ...]:
        """The fixes that `content` holds."""
        return tuple(fix for fix in self.fixes if not fix.left)


def propose_fixes(desk: Desk, soc: SocCode, locale: Locale, section: SectionName) -> Fixed:
    """What can be fixed in a section as it is now. Saves nothing.

    Waived findings are left alone. Raises `UsageError` where nothing is written, `Conflict` where it is forked.
    """
    history = desk.history(soc, locale, section)
    head = rules.head_of(history)
    rules.refuse_fork(history)
    open_now = desk.findings(head)
    wanted = [each for each in open_now if each.fix is not None and _not_waived(history, each)]
    texts = {(text.item, text.field): text.text for text in item_texts(head.content)}
    content, fixes = head.content, []
    for place, found in _by_place(wanted).items():
        fix = _fix(place, texts[place], found)
        candidate = _with_text(content, place, fix.after)
        after = desk.preview(soc, locale, section, candidate) if candidate is not None else ()
        why_not = "it would not fit" if candidate is None else _why_not(fix, open_now, after)
        if candidate is not None and not why_not:
            content, open_now = candidate, after
        fixes.append(Fix(fix.item, fix.field, fix.rules, fix.before, fix.after, why_not))
    return Fixed(soc, locale, section, head.id, content, tuple(fixes), _approver(desk, history))


def save_fixes(desk: Desk, fixed: Fixed) -> Revision:
    """Keep the fixes that are taken as one revision of the person at the desk; the reason names the rules.

    Raises `Conflict` where somebody wrote since they were proposed.
    """
    named = ", ".join(dict.fromkeys(rule for fix in fixed.taken for rule in fix.rules))
    reason = f"fixed: {named}"
    if len(reason) > _LONGEST_REASON:
        reason = f"{reason[: _LONGEST_REASON - 1]}…"
    return desk.save(fixed.soc, fixed.locale, fixed.section, fixed.content, fixed.on, reason)


def _not_waived(history: History, finding: Finding) -> bool:
    return (finding.rule, finding.fingerprint) not in history.waivers


def _approver(desk: Desk, history: History) -> str:
    approval = history.approval
    return approval.by.name if approval is not None and desk.state(history) in ("approved", "published") else ""


def _by_place(findings: Iterable[Finding]) -> Mapping[_Place, list[Finding]]:
    places: dict[_Place, list[Finding]] = defaultdict(list)
    for finding in findings:
        places[finding.place.item, finding.place.field].append(finding)
    return places


def _fix(place: _Place, text: str, findings: Iterable[Finding]) -> Fix:
    """All of them in one text; of two that overlap the earlier one, the other is for the next run."""
    after, done, by_rule = "", 0, []
    for finding in sorted(findings, key=lambda each: (each.place.start, each.place.end)):
        if finding.place.start >= done:
            after += text[done : finding.place.start] + (finding.fix or "")
            done = finding.place.end
            by_rule.append(finding.rule)
    return Fix(*place, tuple(dict.fromkeys(by_rule)), text, after + text[done:])


def _with_text(section: Section, place: _Place, text: str) -> Section | None:
    """The section with one text changed, or None where the schema does not take it."""
    changed = {name: _applied(getattr(section, name), place, text) for name in SPEC[section.section].drafted}
    try:
        return type(section).model_validate(section.model_copy(update=changed).model_dump())
    except ValidationError:
        return None


def _applied(value: object, place: _Place, text: str) -> object:
    if isinstance(value, tuple):
        return tuple(_applied(entry, place, text) for entry in value)
    if not isinstance(value, Item):
        return value
    item, field = place
    changed = {name: _applied(getattr(value, name), place, text) for name in type(value).model_fields}
    return value.model_copy(update=changed | ({field: text} if value.id == item else {}))


def _why_not(fix: Fix, before: Iterable[Finding], after: Iterable[Finding]) -> str:
    """Why the checks do not take a fix; empty where they do."""
    new = _errors(after) - _errors(before)
    if new:
        return f"it would break {', '.join(sorted({rule for rule, _ in new}))}"
    still, were = (Counter(f.rule for f in found if _is_of(f, fix)) for found in (after, before))
    stubborn = [rule for rule in fix.rules if still[rule] >= were[rule]]
    return f"{', '.join(stubborn)} would still speak" if stubborn else ""


def _is_of(finding: Finding, fix: Fix) -> bool:
    return (finding.place.item, finding.place.field) == (fix.item, fix.field)


def _errors(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    return Counter((f.rule, f.place.item) for f in findings if f.severity == "error")
