"""Profiles of 64 entries as JSON, section by section: real English drafts, and Chinese ones on the same facts."""

import random
from itertools import islice
from typing import Any, Final

from authoring.drafting.offline.drafter import OfflineDrafter
from authoring.errors import ThinFacts
from authoring.facts.base import FactBase
from authoring.facts.titles import translated_titles
from benchmarks.diff.chinese import QUESTIONS, SENTENCES, TITLES, figures_of
from schemas.facts import FactSheet
from schemas.sections.registry import MODELS, SECTION_NAMES, SPECS

Tree = dict[str, Any]
"""One section as JSON. Every entry has an `id`, which is what it is known by in the truth."""

SIZE: Final = 64
MOST: Final = 16
"""No list of a section is longer."""

_DRAFTED: Final = [spec.name for spec in SPECS if spec.kind == "drafted"]


def entries(tree: Any) -> list[Tree]:
    """Every entry of a section in page order, an entry before those inside it."""
    found = [tree] if isinstance(tree, dict) and "citations" in tree and "id" in tree else []
    held = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return found + [entry for value in held for entry in entries(value)]


def english(base: FactBase, count: int) -> list[dict[str, Tree]]:
    """A profile for each of so many occupations, cut or filled up (from another one's points) to 64 entries."""
    every = (_drafted(base.sheet(soc)) for soc in base.socs())
    drafts = list(islice((draft for draft in every if {"moat", "skills"} <= draft.keys()), count))
    points = [[*draft["moat"]["points"], *draft["skills"]["points"]] for draft in drafts]
    fillers = [[{**point} for k in range(1, 5) for point in points[n - k]] for n in range(len(drafts))]
    return [_sized(draft, fillers[n]) for n, draft in enumerate(drafts)]


def chinese(base: FactBase, socs: list[str]) -> list[tuple[dict[str, Tree], dict[str, str]]]:
    """A profile for each occupation, and the slots that its sentences were filled with."""
    made, titles = [], translated_titles("zh-TW")
    for soc in socs:
        slots = {"t": titles[soc].title, **figures_of(base.sheet(soc))}
        made.append((_numbered(_chinese(slots, random.Random(soc))), slots))
    return made


def _drafted(sheet: FactSheet) -> dict[str, Tree]:
    sections: dict[str, Tree] = {}
    for name in _DRAFTED:
        try:
            fields = OfflineDrafter().draft(name, sheet).fields
        except ThinFacts:
            continue
        sections[name] = MODELS[name].model_validate({**fields, "section": name}).model_dump(mode="json")
    return sections


def _sized(sections: dict[str, Tree], filler: list[Tree]) -> dict[str, Tree]:
    known = {point["title"] for section in sections.values() for point in entries(section) if "title" in point}
    for point in filler:
        points = min((sections["moat"]["points"], sections["skills"]["points"]), key=len)
        if len(points) < MOST and _count(sections) < SIZE and point["title"] not in known:
            points.append(point)
            known.add(point["title"])
    for values in (sections["moat"]["points"], sections["ai_impact"]["augments"], sections["skills"]["points"]):
        while len(values) > 4 and _count(sections) > SIZE:
            values.pop()
    return _numbered(sections)


def _count(sections: dict[str, Tree]) -> int:
    return sum(len(entries(section)) for section in sections.values())


def _numbered(sections: dict[str, Tree]) -> dict[str, Tree]:
    ordered = {name: sections[name] for name in SECTION_NAMES if name in sections}
    every = (entry for section in ordered.values() for entry in entries(section))
    for number, entry in enumerate(every):
        entry["id"] = f"e{number}"
    return ordered


def _chinese(slots: dict[str, str], chance: random.Random) -> dict[str, Tree]:
    texts = [text.format(**slots) for text, _ in SENTENCES]
    chance.shuffle(texts)
    left = iter(texts)

    def prose(count: int) -> list[Tree]:
        return [{"id": "", "citations": [], "text": next(left)} for _ in range(count)]

    def points(first: int, count: int) -> list[Tree]:
        titles = [title for title, _ in TITLES[first : first + count]]
        return [{"id": "", "citations": [], "title": title, "detail": next(left)} for title in titles]

    impact = {"verdict": "mixed", "tools_researched": False, "evidence": [], "takes_over": [], "augments": []}
    return {
        "summary": {"section": "summary", "sentences": prose(2)},
        "ai_impact": {"section": "ai_impact", **impact, "narrative": prose(7), "entry_level": prose(3), "level_up": prose(4)},
        "moat": {"section": "moat", "points": points(0, 6)},
        "skills": {"section": "skills", "points": points(6, 6)},
        "fit": {"section": "fit", "suits": points(12, 6), "does_not_suit": points(18, 6)},
        "credentials": {"section": "credentials", "credentials": [], "note": prose(4)},
        "faq": {
            "section": "faq",
            "questions": [{"id": "", "citations": [], "question": asked, "answer": prose(4)} for asked in QUESTIONS],
        },
    }  # fmt: skip
