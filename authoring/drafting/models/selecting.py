"""Which facts and passages a section is written from: what it is about, in few enough rows to be read."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from authoring.drafting.offline.tasks import Task, tasks_of
from schemas.facts import Fact, FactSheet, Passage

_MOST_TASKS: Final = 30
_FEW_TASKS: Final = 10
_LONGEST_PASSAGE: Final = 1_500


@dataclass(frozen=True)
class Row:
    """One fact, with those that say something of it (a task and its ratings)."""

    fact: Fact
    marks: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Group:
    """Rows under a heading."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Selection:
    """What one section is written from."""

    groups: tuple[Group, ...]
    passages: tuple[Passage, ...]

    @property
    def facts(self) -> Iterator[Fact]:
        """Every fact, rows before their marks, in order."""
        for group in self.groups:
            for row in group.rows:
                yield row.fact
                yield from row.marks


Chooser = Callable[[FactSheet], Iterator[Fact]]


def _definition(sheet: FactSheet) -> Iterator[Fact]:
    found = sheet.latest("onet", "definition") or sheet.latest("soc", "definition")
    if found:
        yield found


def _latest(family: str, *measures: str) -> Chooser:
    def choose(sheet: FactSheet) -> Iterator[Fact]:
        yield from (fact for measure in measures if (fact := sheet.latest(family, measure)))

    return choose


def _beginning(family: str, *prefixes: str, most: int = 20) -> Chooser:
    def choose(sheet: FactSheet) -> Iterator[Fact]:
        for prefix in prefixes:
            yield from list(sheet.each(family, prefix))[:most]

    return choose


def _rated(prefix: str, most: int) -> Chooser:
    """The `most` highest-rated of O*NET's skills, knowledge areas and the like."""

    def choose(sheet: FactSheet) -> Iterator[Fact]:
        rated = [
            fact
            for fact in sheet.each("onet", prefix)
            if fact.measure.endswith(("/importance", "/impact")) or "interest" in prefix
        ]
        yield from sorted(rated, key=lambda fact: (-float(fact.value), fact.id))[:most]

    return choose


def _styles(sheet: FactSheet) -> Iterator[Fact]:
    """The work styles that matter most and least."""
    ranked = list(_rated("style/", 100)(sheet))
    yield from (*ranked[:6], *ranked[6:][-4:])


def _wages(sheet: FactSheet) -> Iterator[Fact]:
    prefix = "annual" if sheet.latest("oews", "annual-median") else "hourly"
    newest = sheet.latest("oews", f"{prefix}-median")
    if newest is None:
        return
    yield from (fact for fact in sheet.each("oews", f"{prefix}-p") if fact.dataset == newest.dataset)
    yield from sorted(sheet.each("oews", f"{prefix}-median"), key=lambda fact: fact.dataset, reverse=True)


def _projections(sheet: FactSheet) -> Iterator[Fact]:
    told = ("change-percent", "openings-annual", "exits-annual", "transfers-annual", "employment-", "reason/")
    found = [fact for prefix in told for fact in sheet.each("ep", prefix)]
    yield from sorted(found, key=lambda fact: fact.dataset, reverse=True)[:24]
    yield from _latest("ooh", "growth-wording")(sheet)


def _exposure(sheet: FactSheet) -> Iterator[Fact]:
    yield from _latest("gpts-are-gpts", "exposure/human/beta", "exposure/gpt4/beta")(sheet)
    yield from _latest("microsoft-applicability", "applicability")(sheet)
    yield from _latest("anthropic-exposure", "observed-exposure")(sheet)
    yield from _latest("ep", "ai-exposure-category")(sheet)


def _ai_reasons(sheet: FactSheet) -> Iterator[Fact]:
    reasons = sheet.each("ep", "reason/")
    yield from [fact for fact in reasons if "artificial intelligence" in str(fact.value).lower()][:3]


def _software(sheet: FactSheet) -> Iterator[Fact]:
    marked = [
        fact for fact in sheet.each("onet", "software/") if fact.measure.endswith(("/in-demand", "/hot-technology"))
    ]
    for fact in sorted(marked, key=lambda fact: fact.measure.endswith("/hot-technology"))[:12]:
        program = sheet.latest("onet", fact.measure.rpartition("/")[0])
        if program:
            yield program
            yield fact


def _migration(sheet: FactSheet) -> Iterator[Fact]:
    yield from _latest("oflc", "appendix-a", "usual-education")(sheet)
    yield from _latest("lca", "certified-lcas", "distinct-employers")(sheet)
    yield from _latest("stem", "linked-programmes", "stem-programmes")(sheet)
    yield from _beginning("stem", "programme/", most=8)(sheet)
    yield from _latest("onet", "job-zone")(sheet)


_WORK: Final = ("What the work is", _definition)
_ENTRY: Final = ("Entry, as BLS assigns it", _latest("ep", "entry-education", "work-experience", "on-the-job-training"))
_CHOOSERS: Final[Mapping[str, tuple[tuple[str, Chooser], ...]]] = {
    "summary": (_WORK,),
    "ai_impact": (
        _WORK,
        ("Studies of AI at this work", _exposure),
        ("Reasons BLS gives that name AI", _ai_reasons),
        _ENTRY,
        ("Skills that BLS ranks highest", _beginning("ep", "top-skill/")),
    ),
    "moat": (_WORK,),
    "skills": (
        ("Skills by importance, 1 to 5", _rated("skill/", 10)),
        ("Knowledge by importance, 1 to 5", _rated("knowledge/", 5)),
        ("Skills that BLS ranks highest", _beginning("ep", "top-skill/")),
        ("Software named in job postings", _software),
    ),
    "pay": (("Wages", _wages), ("Outside the survey", _latest("ep", "self-employed-percent"))),
    "education": (
        _ENTRY,
        ("What workers have", _beginning("ep", "attainment/")),
        ("What workers say is required", _beginning("onet", "education/")),
        ("Preparation", _latest("onet", "job-zone")),
    ),
    "credentials": (_ENTRY,),
    "immigration": (("Official lists and counts", _migration), _ENTRY),
    "fit": (
        _WORK,
        ("Interests, 1 to 7", _rated("interest/", 6)),
        ("Work styles, by how much they matter, -3 to 3", _styles),
    ),
    "outlook": (
        ("Projections", _projections),
        ("AI exposure, as BLS groups it", _latest("ep", "ai-exposure-category")),
    ),
    "faq": (
        _WORK,
        ("Wages", _wages),
        ("Projections", _projections),
        _ENTRY,
        ("Studies of AI at this work", _exposure),
    ),
}
_TASKS: Final = {
    "summary": _FEW_TASKS,
    "ai_impact": _MOST_TASKS,
    "moat": _MOST_TASKS,
    "skills": 16,
    "fit": _FEW_TASKS,
    "faq": 12,
}

_WHAT, _WHERE, _ENTER, _PAY, _OUTLOOK = "what-they-do", "work-environment", "how-to-become-one", "pay", "job-outlook"
_PASSAGES: Final[Mapping[str, tuple[tuple[str, int], ...]]] = {
    "summary": ((_WHAT, 14),),
    "ai_impact": ((_OUTLOOK, 6),),
    "moat": ((_ENTER, 16), (_WHAT, 14)),
    "skills": ((_ENTER, 16),),
    "pay": ((_PAY, 6),),
    "education": ((_ENTER, 16),),
    "credentials": ((_ENTER, 16),),
    "immigration": (),
    "fit": ((_WHERE, 10), (_ENTER, 16)),
    "outlook": ((_OUTLOOK, 8),),
    "faq": ((_WHAT, 6), (_ENTER, 8), (_WHERE, 6), (_OUTLOOK, 4)),
}
_LEADS_IN: Final = re.compile(r":$")


def select(section: str, sheet: FactSheet) -> Selection:
    """What that section is written from; empty where the sheet has nothing about it."""
    seen: set[str] = set()
    groups = [
        Group(heading, tuple(Row(fact) for fact in choose(sheet) if not (fact.id in seen or seen.add(fact.id))))  # type: ignore[func-returns-value]
        for heading, choose in _CHOOSERS[section]
    ]
    tasks = tasks_of(sheet)[: _TASKS.get(section, 0)]
    if tasks:
        groups.append(Group(_TASK_HEADING, tuple(_task_row(task) for task in tasks)))
    passages = tuple(passage for part, most in _PASSAGES[section] for passage in _passages(sheet, part)[:most])
    return Selection(tuple(group for group in groups if group.rows), passages)


_TASK_HEADING: Final = (
    "Tasks, weightiest first. Ratings: E0 not exposed, E1 exposed, E2 exposed with added software;"
    " T0 not automatable to T4 fully"
)


def _task_row(task: Task) -> Row:
    marks = (task.human, task.gpt4, task.automation, task.physical if task.is_physical else None, task.importance)
    return Row(task.statement, tuple(fact for fact in marks if fact is not None))


def _passages(sheet: FactSheet, part: str) -> list[Passage]:
    return [
        passage
        for passage in sheet.passages
        if f"/{part}/" in passage.id and len(passage.text) <= _LONGEST_PASSAGE and not _LEADS_IN.search(passage.text)
    ]
