"""Fixing: the safe corrections that findings carry, proposed text by text and saved as one edit of the person who asks.

Invariant: a fix is taken only where the checks say so afterwards: its finding is gone, and no error is new. Words that are
quoted, or that are word for word those of a cited fact or passage, stay as their source has them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pydantic import ValidationError

from authoring.item_texts import ItemText, item_texts
from authoring.reviewing import rules
from authoring.reviewing.desk import Desk
from authoring.revisions.history import History
from schemas.base import Locale, SocCode
from schemas.citations import FactCitation
from schemas.events import EventId, Revision
from schemas.findings import Finding
from schemas.items import Item
from schemas.sections.registry import SPEC, Section, SectionName

_Place = tuple[str, str]
"""An item and a field of it."""

_QUOTED: Final = re.compile('“[^”]*”|「[^」]*」|『[^』]*』|"[^"]*"')
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
    texts = {(text.item, text.field): text for text in item_texts(head.content)}
    wanted = [each for each in open_now if _is_fixable(each, texts) and _not_waived(history, each)]
    content, fixes = head.content, []
    for place, found in _by_place(wanted).items():
        text = texts[place]
        quoted = [each for each in found if _is_quoted(each, text, head)]
        if quoted:
            fixes.append(replace(_fix(place, text.text, quoted), left="these are quoted words"))
        if len(quoted) == len(found):
            continue
        fix = _fix(place, text.text, [each for each in found if each not in quoted])
        candidate = _with_text(content, place, fix.after)
        after = desk.preview(soc, locale, section, candidate) if candidate is not None else ()
        why_not = "it would not fit" if candidate is None else _why_not(fix, open_now, after)
        if candidate is not None and not why_not:
            content, open_now = candidate, after
        fixes.append(replace(fix, left=why_not))
    return Fixed(soc, locale, section, head.id, content, tuple(fixes), _approver(desk, history))


def save_fixes(desk: Desk, fixed: Fixed) -> Revision:
    """Keep the fixes that are taken as one revision of the person at the desk; the reason names the rules.

    Raises `Conflict` where somebody wrote since they were proposed.
    """
    return desk.save(fixed.soc, fixed.locale, fixed.section, fixed.content, fixed.on, reason_of(fixed))


def reason_of(fixed: Fixed) -> str:
    """The rules that ask for the fixes that are taken, as the reason of an edit."""
    reason = f"fixed: {', '.join(dict.fromkeys(rule for fix in fixed.taken for rule in fix.rules))}"
    return f"{reason[: _LONGEST_REASON - 1]}…" if len(reason) > _LONGEST_REASON else reason


def _is_fixable(finding: Finding, texts: Collection[_Place]) -> bool:
    """Whether it says what to put in place of a span of a text; a fix of no span has no place to go."""
    place = finding.place
    return finding.fix is not None and place.end > place.start and (place.item, place.field) in texts


def _not_waived(history: History, finding: Finding) -> bool:
    return (finding.rule, finding.fingerprint) not in history.waivers


def _is_quoted(finding: Finding, text: ItemText, head: Revision) -> bool:
    """Whether the span lies between quotation marks, or in a text that is word for word what it cites."""
    start, end = finding.place.start, finding.place.end
    if any(marks.start() < start and end < marks.end() for marks in _QUOTED.finditer(text.text)):
        return True
    own = {citation.fact for citation in text.citations if isinstance(citation, FactCitation)}
    facts = [str(fact.value) for fact in head.cited or () if fact.fact in own]
    quotes = [citation.quote for citation in text.citations if not isinstance(citation, FactCitation)]
    words = text.text.rstrip(".。").casefold()
    return any(words in said.casefold() for said in (*facts, *quotes))


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
