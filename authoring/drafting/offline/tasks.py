"""One occupation's tasks with everything the studies say of each: exposure labels, automation, use, importance."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from schemas.facts import Fact, FactSheet

EXPOSED: Final = ("E1", "E2")
MOST_SHOWN: Final = 5
"""How many tasks a page lists as taken over, and how many as augmented."""


@dataclass(frozen=True)
class Task:
    """One O*NET task. Labels are of the GPTs are GPTs study: E0-E2 exposure, T0-T4 automation; None: not rated."""

    statement: Fact
    kind: Fact | None
    importance: Fact | None
    human: Fact | None
    gpt4: Fact | None
    automation: Fact | None
    physical: Fact | None
    use: Fact | None

    @property
    def text(self) -> str:
        """The task statement."""
        return str(self.statement.value)

    @property
    def labels(self) -> tuple[str, ...]:
        """The exposure labels at hand: people's first, then GPT-4's."""
        return tuple(str(fact.value) for fact in (self.human, self.gpt4) if fact is not None)

    @property
    def exposed(self) -> bool:
        """At least one rater calls it exposed, and it is not a physical task."""
        return any(label in EXPOSED for label in self.labels) and not self.is_physical

    @property
    def unexposed(self) -> bool:
        """Both raters saw it and neither calls it exposed."""
        return len(self.labels) == 2 and set(self.labels) == {"E0"}

    @property
    def is_physical(self) -> bool:
        """Microsoft's flag; False where it is not known."""
        return self.physical is not None and self.physical.value is True

    @property
    def automation_level(self) -> int:
        """0-4; -1 where it was not rated."""
        return int(str(self.automation.value)[1:]) if self.automation is not None else -1

    @property
    def weight(self) -> tuple[bool, float]:
        """Sorts tasks: core before supplemental, then by importance (absence is not low importance: middle of scale)."""
        core = self.kind is not None and self.kind.value == "Core"
        return core, float(self.importance.value) if self.importance is not None else 3.5

    @property
    def grounds(self) -> tuple[Fact, ...]:
        """What a statement about its exposure rests on."""
        return tuple(fact for fact in (self.statement, self.human, self.gpt4, self.automation) if fact is not None)


def tasks_of(sheet: FactSheet) -> tuple[Task, ...]:
    """All tasks of an occupation, weightiest first."""
    return _tasks_of(_Known(sheet))


class _Known:
    """One sheet in hand, told apart by identity: every section of a page asks for its tasks again."""

    __slots__ = ("sheet",)

    def __init__(self, sheet: FactSheet) -> None:
        self.sheet = sheet

    def __hash__(self) -> int:
        return id(self.sheet)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.sheet is self.sheet


@lru_cache(maxsize=16)
def _tasks_of(known: _Known) -> tuple[Task, ...]:
    sheet = known.sheet
    statements = (fact for fact in sheet.each("onet", "task/") if fact.measure.count("/") == 1)
    # Detailed codes below one SOC code share tasks word for word; the first stands for all, in O*NET's order.
    distinct: dict[str, Fact] = {}
    for fact in statements:
        distinct.setdefault(str(fact.value), fact)
    return tuple(sorted((_task(sheet, fact) for fact in distinct.values()), key=lambda t: t.weight, reverse=True))


def _task(sheet: FactSheet, statement: Fact) -> Task:
    def of(family: str, tail: str) -> Fact | None:
        return sheet.latest(family, f"{statement.measure}/{tail}")

    return Task(
        statement=statement,
        kind=of("onet", "type"),
        importance=of("onet-importance", "importance"),
        human=of("gpts-are-gpts", "exposure-human"),
        gpt4=of("gpts-are-gpts", "exposure-gpt4"),
        automation=of("gpts-are-gpts", "automation-gpt4"),
        physical=of("microsoft-applicability", "physical"),
        use=of("anthropic-exposure", "penetration"),
    )


def taken_over(tasks: Iterable[Task]) -> list[Task]:
    """Exposed tasks that GPT-4 rated highly automatable (T3, T4): most exposed first."""
    chosen = [task for task in tasks if task.exposed and task.automation_level >= 3]
    return sorted(chosen, key=lambda task: (task.labels.count("E1"), task.automation_level, task.weight), reverse=True)


def augmented(tasks: Iterable[Task]) -> list[Task]:
    """Exposed tasks that stay with the worker: rated at most partly automatable, weightiest first.

    A task that people keep (`kept_by_people`) is not among them: a page does not say both of one task.
    """
    tasks = tuple(tasks)
    kept = {task.statement.id for task in kept_by_people(tasks)}
    chosen = [t for t in tasks if t.exposed and t.automation_level < 3 and t.statement.id not in kept]
    return sorted(
        chosen, key=lambda task: (task.weight[0], len(set(task.labels) & {*EXPOSED}), task.weight), reverse=True
    )


def kept_human(tasks: Iterable[Task]) -> list[Task]:
    """Tasks that neither rater calls exposed, weightiest first."""
    return [task for task in tasks if task.unexposed]


def kept_by_people(tasks: Iterable[Task]) -> list[Task]:
    """Core tasks that human annotators call unexposed and GPT-4 rates low on automation, though by GPT-4 software built on
    a model would help. Weightiest first."""
    return [
        task
        for task in tasks
        if task.human is not None
        and task.human.value == "E0"
        and "E1" not in task.labels
        and not task.unexposed
        and task.weight[0]
        and 0 <= task.automation_level <= 1
    ]
