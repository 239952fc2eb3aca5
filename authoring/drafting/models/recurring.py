"""The reasons that editors keep giving for redrafts and change requests, so that the next prompt can say them first."""

from collections import defaultdict
from typing import Final

from authoring.revisions.history import History
from authoring.revisions.store import Revisions
from schemas.base import Locale
from schemas.sections.registry import SectionName

_FEWEST_OCCUPATIONS: Final = 2
_MOST: Final = 6
_LONGEST: Final = 160


def recurring_reasons(revisions: Revisions, locale: Locale, section: SectionName) -> tuple[str, ...]:
    """Reasons given for that section in at least two occupations, the most frequent first. Reads every log."""
    given: dict[str, set[str]] = defaultdict(set)
    spelled: dict[str, str] = {}
    for soc in revisions.occupations():
        for reason in _reasons(revisions.history(soc, locale, section)):
            key = " ".join(reason.casefold().rstrip(".!").split())
            given[key].add(soc)
            spelled.setdefault(key, reason)
    often = sorted(
        (key for key in given if len(given[key]) >= _FEWEST_OCCUPATIONS), key=lambda key: (-len(given[key]), key)
    )
    return tuple(spelled[key] for key in often[:_MOST])


def _reasons(history: History) -> list[str]:
    asked = [
        part
        for revision in history.revisions
        if revision.reason and revision.provenance.method == "model"
        for part in revision.reason.split("; ")
        if not part.startswith(("item ", "left out: "))
    ]
    requested = [each.reason for each in history.decisions if each.reason and each.action == "request_changes"]
    return [reason for reason in (*asked, *requested) if len(reason) <= _LONGEST]
