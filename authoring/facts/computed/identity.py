"""identity: codes, titles, definition, cluster, and whether the occupation counts as skilled in migration
law.
"""

import re
from typing import Final

from authoring.facts.rules import SCHEDULE_A_GROUP_I
from authoring.facts.scores import Distributions, find_cluster
from authoring.facts.values import text_of
from schemas.citations import FactCitation
from schemas.facts import Fact, FactSheet

MOST_TITLES: Final = 12
_WITH_SHORT_FORM: Final = re.compile(r"(.+?) \(([^()]+)\)")
"""How O*NET writes a title beside its short form: `Automation Technician (Automation Tech)`."""


def identity_fields(sheet: FactSheet, spreads: Distributions) -> dict[str, object]:
    """All fields of identity. `display_title` is None: the page in another locale fills it from its glossary."""
    definition = sheet.latest("soc", "definition") or sheet.latest("onet", "definition")
    group = sheet.latest("soc", "major-group")
    names = _names(sheet)
    cluster = find_cluster(sheet, spreads)
    skilled, reason, grounds = _skilled_migration(sheet)
    cited = [fact.id for fact in (sheet.latest("soc", "title"), definition, group, *names[:3]) if fact]
    return {
        "section": "identity",
        "soc": sheet.soc,
        "title": sheet.title,
        "display_title": None,
        "alternate_titles": tuple(str(fact.value) for fact in names),
        "definition": text_of(definition) or "",
        "major_group": text_of(group) or f"{sheet.soc[:2]}-0000",
        "major_group_title": group.label if group else "",
        "cluster": cluster.cluster,
        "cluster_reason": cluster.reason,
        "skilled_migration": skilled,
        "skilled_migration_reason": reason,
        "citations": tuple(
            FactCitation(kind="fact", fact=fact) for fact in dict.fromkeys((*cited, *cluster.facts, *grounds))
        ),
    }


def _names(sheet: FactSheet) -> list[Fact]:
    """Titles that people in the work report, then other titles: none that the official one or an earlier one says already."""
    found: list[Fact] = []
    said = set(_spellings(sheet.title))
    for prefix in ("reported-title/", "alternate-title/"):
        for fact in sheet.each("onet", prefix):
            spellings = _spellings(str(fact.value))
            if said.isdisjoint(spellings):
                found.append(fact)
            said.update(spellings)
    return found[:MOST_TITLES]


def _spellings(title: str) -> tuple[str, ...]:
    """The spellings that one title gives: itself, or its long and its short form."""
    both = _WITH_SHORT_FORM.fullmatch(title)
    return tuple(each.casefold() for each in (both.groups() if both else (title,)))


def _skilled_migration(sheet: FactSheet) -> tuple[bool | None, str, tuple[str, ...]]:
    """Professional by OFLC's Appendix A, or named in Schedule A; None where OFLC does not list the
    occupation.
    """
    listed = sheet.latest("oflc", "appendix-a")
    if sheet.soc in SCHEDULE_A_GROUP_I:
        return True, "schedule-a=group-i", (listed.id,) if listed else ()
    if listed is None:
        return None, "appendix-a=unknown", ()
    return listed.value == "yes", f"appendix-a={listed.value}", (listed.id,)
