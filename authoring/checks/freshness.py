"""Freshness: the facts that a text cites are still what they were when it was written."""

from collections.abc import Iterator

from authoring.checks.registry import CheckedSection, Hit, rule
from authoring.staleness import Moved, moved_facts, occupation_of
from schemas.base import SocCode
from schemas.facts import Fact
from schemas.saying import clauses, said

STALE_FACTS = "stale.facts"
"""An approval lapses while a finding of this rule is open."""


@rule(STALE_FACTS, "warning")
def stale_facts(section: CheckedSection) -> Iterator[Hit]:
    """A cited fact has another value now, is gone, or has a later edition; the finding shows both values.

    Only what goes beyond the declared rounding counts: "about $68,000" stays true when $68,270 becomes $68,310. While
    this is open an approval has lapsed. `author refresh` proposes the smallest edit; waive it where the older value is
    meant.
    """
    found: dict[tuple[str, str], list[Moved]] = {}
    for moved in moved_facts(section.content, section.cited, section.sheet, section.elsewhere):
        place = (moved.lost[0].item, moved.lost[0].field) if moved.lost else ("", "")
        found.setdefault(place, []).append(moved)
    hint = said("`author refresh` proposes the smallest edit; waive it where the older value is meant.")
    for (item, field), together in found.items():
        yield Hit(item, field, clauses(told(moved, section.sheet.soc) for moved in together), hint)


def told(moved: Moved, soc: SocCode) -> str:
    """A moved fact with its old and new value side by side, on the page of `soc`; of another occupation with its code."""
    before, after = moved.before, moved.after
    was = f"{_value(before.value)} {before.unit}, {before.period}".replace(" text,", ",")
    if after is None:
        return said("{fact} was {was}; it is gone", fact=before.fact, was=was)
    now = f"{_value(after.value)} {_unit(after)}{after.period}"
    there = occupation_of(after.id)
    label = after.label if there == soc else f"{after.label} ({there})"
    return said("{label} was {was}; it is {now} now", label=label, was=was, now=now)


def _unit(fact: Fact) -> str:
    return ", " if fact.unit == "text" else f"{fact.unit}, "


def _value(value: str | int | float | bool) -> str:
    return str(value) if isinstance(value, bool | str) else f"{value:,}"
