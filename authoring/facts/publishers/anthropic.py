"""Anthropic Economic Index: observed exposure of occupations and tasks (2026-03), and how tasks are used
(2025-03).

Joins of task text are exact but for case, and only to a task that O*NET now lists for the very occupation.
The usage release speaks O*NET 20.1 and SOC 2010, so a match must hold twice: text and Task ID are unchanged
since 20.1, and the SOC 2010 code of the old list became this occupation. A text that several occupations
share counts for each of them, so usage shares must not be added up across occupations.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import About, Origin, Words, exact
from authoring.facts.publishers.onet_codes import about, standing_for
from authoring.facts.publishers.onet_tables import TASKS_30_3, task_statements
from authoring.facts.reading import Codes, Edition
from schemas.facts import Derivation, Fact

_FOLDER: Final = "ai-exposure/anthropic-economic-index"
EXPOSURE: Final = f"{_FOLDER}/labor_market_impacts/job_exposure.csv"
PENETRATION: Final = f"{_FOLDER}/labor_market_impacts/task_penetration.csv"
USAGE: Final = f"{_FOLDER}/release_2025_03_27/task_pct_v2.csv"
MODES: Final = f"{_FOLDER}/release_2025_03_27/automation_vs_augmentation_by_task.csv"
OLD_TASKS: Final = f"{_FOLDER}/release_2025_03_27/onet_task_statements.csv"

_URL: Final = "https://huggingface.co/datasets/Anthropic/EconomicIndex"

EXPOSURE_2026_03: Final = Edition(
    id="anthropic-exposure.2026-03",
    title="Anthropic Economic Index: labor market impacts, observed exposure",
    publisher="Anthropic",
    vintage="March 2026",
    released=None,
    url=_URL,
    licence="CC BY",
    licence_url=None,
    attribution="Massenkoff, M., and McCrory, P. (2026). Anthropic Economic Index: labor market impacts.",
    files=(EXPOSURE, PENETRATION, TASKS_30_3),
)
USAGE_2025_03: Final = Edition(
    id="anthropic-usage.2025-03",
    title="Anthropic Economic Index: usage by task, release of 27 March 2025",
    publisher="Anthropic",
    vintage="March 2025",
    released="2025-03-27",
    url=_URL,
    licence="CC BY",
    licence_url=None,
    attribution="Handa, K., et al. (2025). Which economic tasks are performed with AI? Anthropic.",
    files=(USAGE, MODES, OLD_TASKS, TASKS_30_3),
)
DATASETS: Final = (EXPOSURE_2026_03, USAGE_2025_03)

_MODES: Final = ("directive", "feedback_loop", "task_iteration", "validation", "learning", "filtered")
_AUGMENTING: Final = ("task_iteration", "validation", "learning")
FEWEST_TASKS: Final = 3
"""An occupation seen through fewer tasks has no augmentation share."""

_Tasks = dict[str, dict[str, str]]
"""O*NET-SOC code to its tasks: Task ID to text in lower case."""


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    """Observed exposure and task penetration, or usage and its modes by task, as the edition has it."""
    tasks = _tasks(task_statements(files, edition, "Task"))
    if edition.id == EXPOSURE_2026_03.id:
        yield from _occupations(files, edition, codes)
        yield from _penetration(files, edition, codes, tasks)
    else:
        yield from _usage(files, edition, codes, tasks)


def _occupations(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    origin, words = Origin(edition, EXPOSURE), Words("Observed exposure to AI use", "share", "2026")
    for row in files.table(EXPOSURE, ",", ("occ_code", "observed_exposure")):
        soc = row["occ_code"]
        if soc in codes.titles:
            value, place = exact(float(row["observed_exposure"])), f"occ_code={soc}"
            yield soc, origin.fact(About(soc), "observed-exposure", value, words, place, "observed_exposure")


def _penetration(files: OfficialFiles, edition: Edition, codes: Codes, tasks: _Tasks) -> Iterator[tuple[str, Fact]]:
    origin = Origin(edition, PENETRATION)
    found = {
        row["task"].strip().lower(): (row["task"], float(row["penetration"]))
        for row in files.table(PENETRATION, ",", ("task", "penetration"))
    }
    for whom, number, text in _current(tasks, codes):
        if text in found:
            words = Words(f"Observed AI penetration of the task, task {number}", "share", "2026")
            as_written, value = found[text]
            place, measure = f"task={as_written}", f"task/{number}/penetration"
            yield whom.soc, origin.fact(whom, measure, exact(value), words, place, "penetration")


def _usage(files: OfficialFiles, edition: Edition, codes: Codes, tasks: _Tasks) -> Iterator[tuple[str, Fact]]:
    before = files.table(OLD_TASKS, ",", ("O*NET-SOC Code", "Task ID", "Task"))
    old = _tasks((row["O*NET-SOC Code"], row["Task ID"], row["Task"]) for row in before)
    unchanged = _unchanged(old, codes)
    shares = {row["task_name"]: row["pct"] for row in files.table(USAGE, ",", ("task_name", "pct"))}
    modes = {row["task_name"]: row for row in files.table(MODES, ",", ("task_name", *_MODES))}
    by_occupation: dict[str, list[Fact]] = {}
    for whom, number, text in _current(tasks, codes):
        origin2010 = unchanged.get((whom.soc, number, text))
        if origin2010 and text in shares:
            seen = About(whom.soc, "soc2010_crosswalk", f"task {number} of O*NET-SOC 2010 {origin2010}, unchanged")
            found = _usage_facts(edition, seen, number, text, shares[text], modes.get(text, {}))
            by_occupation.setdefault(whom.soc, []).extend(found)
    for soc, facts in by_occupation.items():
        for fact in (*facts, *_augmentation(edition, soc, facts)):
            yield soc, fact


def _usage_facts(
    edition: Edition, whom: About, number: str, text: str, share: str, modes: Mapping[str, str]
) -> Iterator[Fact]:
    period, place = "February to March 2025", f"task_name={text}"
    words = Words(f"Share of Claude.ai conversations about the task, task {number}", "percent", period)
    yield Origin(edition, USAGE).fact(whom, f"task/{number}/usage-share", exact(float(share)), words, place, "pct")
    if not modes or float(modes["filtered"]) >= 1:
        return  # every mode was held back for privacy: zeros here would read as "never"
    for mode in _MODES:
        words = Words(f"Share of these conversations that are {mode}, task {number}", "share", period)
        value = exact(float(modes[mode]))
        yield Origin(edition, MODES).fact(whom, f"task/{number}/{mode}", value, words, place, mode)


def _augmentation(edition: Edition, soc: str, facts: Sequence[Fact]) -> Iterator[Fact]:
    """Of the conversations whose mode is known, the share in which people work with the model, tasks by
    usage.
    """
    values = {fact.measure: float(fact.value) for fact in facts}
    tasks = [measure.split("/")[1] for measure in values if measure.endswith("/directive")]
    if len(tasks) < FEWEST_TASKS:
        return
    known = helped = 0.0
    for task in tasks:
        usage = values[f"task/{task}/usage-share"]
        known += usage * (1 - values[f"task/{task}/filtered"])
        helped += usage * sum(values[f"task/{task}/{mode}"] for mode in _AUGMENTING)
    formula = (
        "sum of usage x (task_iteration + validation + learning), over sum of usage x (1 - filtered), "
        f"over {len(tasks)} tasks"
    )
    inputs = tuple(fact.id for fact in facts if fact.measure.split("/")[1] in tasks)
    yield Origin(edition, MODES).fact(
        About(soc, "derived", f"from {len(tasks)} tasks whose O*NET text is unchanged since the study"),
        "augmentation-share",
        exact(helped / known),
        Words("Share of observed use in which people work with the model", "share", "February to March 2025"),
        f"{len(tasks)} tasks",
        ", ".join(_AUGMENTING),
        derivation=Derivation(formula=formula, inputs=inputs),
    )


def _unchanged(old: _Tasks, codes: Codes) -> dict[tuple[str, str, str], str]:
    """(SOC 2018 code, Task ID, text) of the old list to the O*NET-SOC 2010 code that had it."""
    return {
        (soc, number, text): code
        for code, tasks in old.items()
        for number, text in tasks.items()
        for soc in codes.from_soc2010.get(code[:7], ())
    }


def _current(tasks: _Tasks, codes: Codes) -> Iterator[tuple[About, str, str]]:
    for soc, taken in standing_for(tasks).items():
        if soc in codes.titles:
            for code in taken:
                for number, text in tasks[code].items():
                    yield about(soc, taken), number, text


def _tasks(statements: Iterable[tuple[str, str, str]]) -> _Tasks:
    found: _Tasks = {}
    for code, task, text in statements:
        found.setdefault(code, {})[task] = text.strip().lower()
    return found
