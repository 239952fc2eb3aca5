"""The smallest edit that makes a stale text true again: numbers and years swapped, citations put to the new facts.

A sentence whose claim flips (a rise became a fall, a degree or BLS's wording is another) cannot be mended by swapping
numbers: it is marked for redraft and keeps its words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from authoring.claims.ledger import text_claims
from authoring.claims.rounding import step
from authoring.claims.traits import shown_as
from authoring.item_texts import ItemText, item_texts
from authoring.quantities import Measure, measures
from authoring.staleness.elsewhere import Elsewhere
from authoring.staleness.moving import Moved, citing, moved_facts, recited
from schemas.base import Value
from schemas.citations import CitedFact
from schemas.claims import Claim
from schemas.facts import Fact, FactSheet
from schemas.items import Item
from schemas.sections.registry import SPEC, Section

_DIGITS: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Edit:
    """One text of an item, before and after; `redraft` says why swapping numbers does not do, and then `after` is as before."""

    item: str
    field: str
    before: str
    after: str
    redraft: str | None = None


@dataclass(frozen=True)
class Refreshed:
    """The section with the smallest edits made, and what they are. Sentences marked for redraft are as they were."""

    section: Section
    edits: tuple[Edit, ...]
    moved: tuple[Moved, ...]

    @property
    def to_redraft(self) -> tuple[Edit, ...]:
        """The texts that need new words."""
        return tuple(edit for edit in self.edits if edit.redraft)


def refresh(
    section: Section, cited: tuple[CitedFact, ...], sheet: FactSheet, elsewhere: Elsewhere | None = None
) -> Refreshed:
    """The section brought to the facts of that sheet, as far as swapping numbers does it."""
    moved = moved_facts(section, cited, sheet, elsewhere)
    instead = {each.before.fact: each.after.id for each in moved if each.after is not None}
    gone = {each.before.fact for each in moved if each.after is None}
    edits: list[Edit] = []
    for text in item_texts(section):
        of_text = [each for each in moved if each.before.fact in _facts(text)]
        if of_text and text.text:
            edits.append(_edit(section, text, of_text, instead, gone, sheet))
    kept = {edit.item for edit in edits if edit.redraft}
    new_texts = {(edit.item, edit.field): edit.after for edit in edits if not edit.redraft}
    changed = {
        name: _applied(getattr(section, name), new_texts, instead, kept) for name in SPEC[section.section].drafted
    }
    real = tuple(edit for edit in edits if edit.redraft or edit.before != edit.after)
    return Refreshed(section.model_copy(update=changed), real, moved)


def _facts(text: ItemText) -> set[str]:
    return {fact for each in text.citations if (fact := getattr(each, "fact", None))}


def _edit(
    section: Section, text: ItemText, moved: list[Moved], instead: dict[str, str], gone: set[str], sheet: FactSheet
) -> Edit:
    if any(each.before.fact in gone for each in moved):
        return Edit(text.item, text.field, text.text, text.text, "a fact it rests on is gone")
    lost = {
        (c.start, c.end): (c, each) for each in moved for c in each.lost if (c.item, c.field) == (text.item, text.field)
    }
    wording = text.text
    for (start, end), (claim, each) in sorted(lost.items(), reverse=True):
        new = _reworded(claim, text.text, _moves_of(claim, moved) or [each])
        if new is None:
            return Edit(text.item, text.field, text.text, text.text, f"“{claim.text}” no longer holds")
        wording = wording[:start] + new + wording[end:]
    unshown = [each for each in moved if not each.lost and isinstance(each.before.value, str)]
    if unshown and unshown[0].after is not None:
        was, now = str(unshown[0].before.value), str(unshown[0].after.value)
        return Edit(text.item, text.field, text.text, text.text, f"it rests on “{was}”, which is “{now}” now")
    open_claims = _open(section, citing(ItemText(text.item, text.field, wording, text.citations), instead), sheet)
    if len(open_claims) > len(_open(section, text, sheet)) or any(
        claim.verdict == "contradicted" for claim in open_claims
    ):
        return Edit(text.item, text.field, text.text, text.text, f"“{open_claims[0].text}”: {open_claims[0].note}")
    return Edit(text.item, text.field, text.text, wording)


def _open(section: Section, text: ItemText, sheet: FactSheet) -> list[Claim]:
    return [claim for claim in text_claims(section, text, sheet) if not claim.carried]


def _moves_of(claim: Claim, moved: Iterable[Moved]) -> list[Moved]:
    """The moves under a claim, in the order of what it is bound to: low end before high end of a range."""
    by_fact = {each.before.fact: each for each in moved}
    return [by_fact[binding.id] for binding in claim.bound if binding.id in by_fact]


def _reworded(claim: Claim, text: str, moves: list[Moved]) -> str | None:
    """The claim's words with the numbers of today; None where no swap of numbers can say it."""
    if claim.kind == "year":
        return _years(claim, moves[0])
    if claim.verdict == "derived" or claim.kind in ("degree", "comparison", "fraction"):
        return None
    measure = next((each for each in measures(text) if (each.start, each.end) == (claim.start, claim.end)), None)
    ends = [m.after for m in moves if m.after is not None]
    return None if measure is None or not ends or measure.words else _numbers(claim, measure, ends)


def _years(claim: Claim, move: Moved) -> str | None:
    after = [int(y) for y in re.findall(r"(?:19|20)\d\d", _spelled_out(move.after.period))] if move.after else []
    written = re.findall(r"\d+", claim.text)
    if len(after) != len(written):
        return None
    new = iter(after)
    return re.sub(r"\d+", lambda old: str(next(new))[-len(old[0]) :], claim.text)


def _spelled_out(period: str) -> str:
    return re.sub(r"((?:19|20)\d\d)-(\d\d)\b", lambda m: f"{m[1]} {m[1][:2]}{m[2]}", period)


def _numbers(claim: Claim, measure: Measure, ends: list[Fact]) -> str | None:
    values = [measure.low] if measure.low == measure.high else [measure.low, measure.high]
    if any(isinstance(fact.value, bool | str) for fact in ends) or len(ends) < len(values):
        return None
    spans = list(_DIGITS.finditer(claim.text))[: len(values)]
    text = claim.text
    for span, shown, fact in sorted(zip(spans, values, ends, strict=False), key=lambda each: -each[0].start()):
        exact = shown_as(fact, measure)
        written = Decimal(span[0].replace(",", ""))
        if exact is None or written == 0 or fact.at_least:
            return None
        scale = shown / written
        new = exact if claim.verdict == "exact" else _rounded(exact, shown)
        text = text[: span.start()] + _like(span[0], new / scale) + text[span.end() :]
    return text


def _rounded(exact: Decimal, shown: Decimal) -> Decimal:
    """Rounded to the place the old value was shown to."""
    place = step(shown)
    return (exact / place).quantize(Decimal(1), ROUND_HALF_UP) * place


def _like(written: str, value: Decimal) -> str:
    """The value with separators as it was written, and no trailing zeros beyond those of cents."""
    plain = format(value.normalize(), "f")
    whole, _, fraction = plain.partition(".")
    if "." in written and len(written.partition(".")[2]) == 2 and len(fraction) == 1:
        fraction += "0"
    grouped = f"{int(whole):,}" if "," in written or int(whole) >= 10_000 else whole
    return f"{grouped}.{fraction}" if fraction else grouped


def _applied(value: object, texts: dict[tuple[str, str], str], instead: dict[str, str], kept: set[str]) -> object:
    if isinstance(value, tuple):
        return tuple(_applied(entry, texts, instead, kept) for entry in value)
    if not isinstance(value, Item):
        return value
    changed: dict[str, object] = {
        name: _applied(inner, texts, instead, kept)
        for name in type(value).model_fields
        if isinstance(inner := getattr(value, name), tuple | Value) and name != "citations"
    }
    if value.id not in kept:
        changed |= {field: text for (item, field), text in texts.items() if item == value.id}
        changed["citations"] = tuple(recited(value.citations, instead))
    return value.model_copy(update=changed)
